"""How codings agree with a truth, counted as tables count: once per transcript, the strongest status first.

A pair is a transcript and a code (for partners the category and the name). A found pair is right where the truth has
it too. A passage of the truth is found where a coded passage with the same code holds at least half of its words.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeVar

from aanbod.codebook.model import Codebook
from aanbod.errors import AanbodError
from aanbod.evaluating.truth import Truth
from aanbod.model import CodingRecord

Pair = tuple[str, str, str]  # transcript, code, partner
_Key = TypeVar("_Key")
_ENOUGH = 0.5  # of the words of a passage
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Score:
    """Pairs in the truth (`gold`), pairs found, and pairs in both (`right`). A rate of nothing is None."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else None


@dataclass(frozen=True)
class Part:
    """So many of so many; the rate of nothing is None."""

    n: int
    total: int

    @property
    def rate(self) -> float | None:
        return self.n / self.total if self.total else None


@dataclass(frozen=True)
class CodeScore:
    """The score of one code; `partner` is '' where it is none."""

    code: str
    partner: str
    score: Score


@dataclass(frozen=True)
class Evaluation:
    """How codings agree with a truth, over the transcripts (without endings) that both know.

    `kinds` are the first parts of the codes' ids, in the order of the codebook; `codes` come worst first.
    `status` counts the right pairs whose status is right, `status_other` those of them that the truth does not give
    the usual status, `passages` the passages of the truth. What the codebook has no code for is only counted, in
    `truth_left_out` (rows) and `codings_left_out`; `no_transcript` and `no_truth` name what has no counterpart.
    """

    transcripts: tuple[str, ...]
    total: Score
    kinds: Mapping[str, Score]
    codes: tuple[CodeScore, ...]
    status: Part
    status_other: Part
    passages: Part
    truth_left_out: int
    codings_left_out: int
    no_transcript: tuple[str, ...]
    no_truth: tuple[str, ...]


def evaluate(codebook: Codebook, truth: Truth, codings: Iterable[CodingRecord], names: Collection[str]) -> Evaluation:
    """Hold the codings that nobody rejected against the truth; `names` are all transcripts of the store.

    AanbodError: two transcripts whose names differ in the ending alone, or none that the truth is about.
    """
    both = _known_to_both(truth, names)
    known = {code.key for code in codebook.codes}
    asked = [c for c in codings if c.state != "rejected" and _stem(c) in both]
    coded = [coding for coding in asked if (coding.code, coding.partner) in known]
    rows = [row for row in truth.rows if row.transcript in both]
    rank = {status.id: place for place, status in enumerate(codebook.statuses)}
    gold = _strongest((((row.transcript, row.code, row.partner), row.status) for row in rows), rank)
    found = _strongest((((_stem(c), c.code, c.partner), c.status) for c in coded), rank)
    right = gold.keys() & found.keys()
    kinds = dict.fromkeys(_kind(category.id) for category in codebook.categories)
    of_kind = _scores(gold, found, lambda pair: _kind(pair[1]))
    of_code = _scores(gold, found, lambda pair: pair[1:])
    codes = [CodeScore(code, partner, score) for (code, partner), score in of_code.items()]
    stems = {PurePath(name).stem for name in names}
    return Evaluation(
        transcripts=both,
        total=Score(len(gold), len(found), len(right)),
        kinds={kind: of_kind.get(kind, Score(0, 0, 0)) for kind in kinds},
        codes=tuple(sorted(codes, key=_worst_first)),
        status=_agreeing(gold, found, right),
        status_other=_agreeing(gold, found, {pair for pair in right if gold[pair] != codebook.default_status}),
        passages=_passages(truth, coded, both),
        truth_left_out=truth.left_out,
        codings_left_out=len(asked) - len(coded),
        no_transcript=tuple(name for name in truth.transcripts if name not in stems),
        no_truth=tuple(sorted(stems - set(truth.transcripts))),
    )


def _known_to_both(truth: Truth, names: Collection[str]) -> tuple[str, ...]:
    stems = Counter(PurePath(name).stem for name in names)
    both = tuple(name for name in truth.transcripts if name in stems)
    if not both:
        raise AanbodError(
            f"the store holds no transcript that the truth is about ({', '.join(truth.transcripts[:3])})\n"
            "    a truth is called after its transcript, a.tsv for a.docx; import the transcripts first"
        )
    if twins := [name for name in both if stems[name] > 1]:
        raise AanbodError(
            f"{twins[0]}: there are several transcripts of this name, with other endings\n"
            "    rename all but the one that the truth is about"
        )
    return both


def _kind(code: str) -> str:
    return code.partition(".")[0]


def _stem(coding: CodingRecord) -> str:
    return PurePath(coding.transcript).stem


def _strongest(statuses: Iterable[tuple[Pair, str]], rank: Mapping[str, int]) -> dict[Pair, str]:
    """The strongest status of each pair; one that the codebook does not list is the weakest."""
    found: dict[Pair, str] = {}
    for pair, status in statuses:
        found[pair] = min(found.get(pair, status), status, key=lambda held: rank.get(held, len(rank)))
    return found


def _scores(gold: Collection[Pair], found: Collection[Pair], part: Callable[[Pair], _Key]) -> dict[_Key, Score]:
    """The score of each part of the pairs; parts without a pair are not there."""
    golds, founds = Counter(map(part, gold)), Counter(map(part, found))
    rights = Counter(part(pair) for pair in found if pair in gold)
    return {key: Score(golds[key], founds[key], rights[key]) for key in golds | founds}


def _worst_first(code: CodeScore) -> tuple[float, int, str, str]:
    """By F1, and of equals the one with the most mistakes first."""
    score = code.score
    return (score.f1 or 0.0, 2 * score.right - score.gold - score.found, code.code, code.partner)


def _agreeing(gold: Mapping[Pair, str], found: Mapping[Pair, str], pairs: Collection[Pair]) -> Part:
    return Part(sum(gold[pair] == found[pair] for pair in pairs), len(pairs))


def _passages(truth: Truth, coded: Sequence[CodingRecord], transcripts: Collection[str]) -> Part:
    """How many passages of the truth are found; several rows may quote one passage for different codes."""
    passages: dict[Pair, list[Counter[str]]] = {}
    for coding in coded:
        passages.setdefault((_stem(coding), coding.code, coding.partner), []).append(_words(coding.quote))
    rows = [row for row in truth.rows if row.transcript in transcripts]
    quoted = {((row.transcript, row.code, row.partner), row.quote) for row in rows}
    found = [
        any((words & passage).total() >= _ENOUGH * words.total() for passage in passages.get(pair, ()))
        for pair, quote in quoted
        if (words := _words(quote))
    ]
    return Part(sum(found), len(found))


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))
