"""Words in accepted and rejected passages, as proposals for the keywords of a code."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from aanbod.codebook.model import Code, Codebook
from aanbod.coding.findings import Finding
from aanbod.coding.sentences import Sentence
from aanbod.dutch.spelling import fold
from aanbod.evaluating.feedback import OPEN, CodeKey
from aanbod.evaluating.keyness import KeyWords, key_words
from aanbod.model import CodingRecord

Kind = Literal["keyword", "unless", "condition"]
_STATES = ("accepted", OPEN, "rejected")  # of several codings of one code on a passage, the first decides


@dataclass(frozen=True)
class Proposal:
    """Key words of a code's accepted passages (`keyword`), or of its rejected ones.

    Of those, two words that a keyword met one of can stand under `unless`; a word beside them can be a `condition`
    (`! word`) behind the keyword.
    """

    code: Code
    kind: Kind
    key: KeyWords


@dataclass
class _Counts:
    """Words and pairs of words in passages. `free` ones have no word that the code's keywords met, `half` ones one."""

    words: Counter[str] = field(default_factory=Counter)
    pairs: Counter[str] = field(default_factory=Counter)
    free_words: Counter[str] = field(default_factory=Counter)
    free_pairs: Counter[str] = field(default_factory=Counter)
    half_pairs: Counter[str] = field(default_factory=Counter)
    transcripts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, transcript: str, words: Sequence[str], met: frozenset[int] = frozenset()) -> None:
        for position, word in enumerate(words):
            self.words[word] += 1
            if position not in met:
                self.free_words[word] += 1
                self.transcripts[word].add(transcript)
        for position, (first, second) in enumerate(pairwise(words)):
            pair = f"{first} {second}"
            self.pairs[pair] += 1
            inside = len(met & {position, position + 1})
            if inside < 2:
                (self.half_pairs if inside else self.free_pairs)[pair] += 1
                self.transcripts[pair].add(transcript)

    def spread(self, words: str) -> int:
        return len(self.transcripts.get(words, ()))


class WordTally:
    """Counts words while the sentences go by; `codings` are all those of the store.

    `stop_words` (folded) say too little to be proposed.
    """

    def __init__(self, codings: Iterable[CodingRecord], stop_words: Collection[str] = frozenset()) -> None:
        self._stop_words = stop_words
        self._codings: dict[str, list[CodingRecord]] = defaultdict(list)
        for coding in codings:
            self._codings[coding.transcript].append(coding)
        self._all_words: Counter[str] = Counter()
        self._all_pairs: Counter[str] = Counter()
        self._inside: dict[tuple[CodeKey, str], _Counts] = defaultdict(_Counts)

    def see(self, transcript: str, sentence: Sentence, findings: Sequence[Finding]) -> None:
        """One sentence with all that keywords met in it."""
        words = [fold(word) for word in sentence.words]
        self._all_words.update(words)
        self._all_pairs.update(f"{first} {second}" for first, second in pairwise(words))
        states: dict[CodeKey, str] = {}
        for coding in self._codings[transcript]:
            if coding.start < sentence.end and sentence.start < coding.end:
                key = (coding.code, coding.partner)
                states[key] = min(states.get(key, coding.state), coding.state, key=_STATES.index)
        for key, state in states.items():
            met = frozenset(at for f in findings if f.code.key == key and not f.dropped for at in f.positions)
            self._inside[key, state].add(transcript, words, met)

    def proposals(self, codebook: Codebook, matched: Callable[[Code, str], bool]) -> list[Proposal]:
        """By code in the order of the codebook, keywords before the rest, the highest G2 first.

        `matched` says whether a keyword of the code meets the words by themselves: those are no proposal.
        """
        found: list[Proposal] = []
        for code in codebook.codes:
            accepted, open_, rejected = (self._inside.get((code.key, state), _Counts()) for state in _STATES)
            keys = [key for key in self._keywords(accepted, open_) if not matched(code, key.words)]
            found += [Proposal(code, "keyword", key) for key in keys]
            kinds: tuple[tuple[Kind, str], ...] = (("unless", "half_pairs"), ("condition", "free_words"))
            for kind, family in kinds:
                counts, others = getattr(rejected, family), getattr(accepted, family) + getattr(open_, family)
                keys = key_words(
                    counts, counts.total(), others.__getitem__, others.total(), rejected.spread, self._stop_words
                )
                found += [Proposal(code, kind, key) for key in keys]
        return found

    def _keywords(self, accepted: _Counts, open_: _Counts) -> list[KeyWords]:
        """Key words and pairs of the accepted passages; a pair that holds a key word adds nothing to it."""
        if not accepted.words:
            return []

        def outside(family: str, whole: Counter[str]) -> tuple[Callable[[str], int], int]:
            one, other = getattr(accepted, family), getattr(open_, family)
            return (lambda item: whole[item] - one[item] - other[item]), whole.total() - one.total() - other.total()

        words, pairs = (
            key_words(counts, counts.total(), *outside(family, whole), accepted.spread, self._stop_words)
            for family, counts, whole in (
                ("words", accepted.free_words, self._all_words),
                ("pairs", accepted.free_pairs, self._all_pairs),
            )
        )
        known = {key.words for key in words}
        pairs = [key for key in pairs if known.isdisjoint(key.words.split())]
        return sorted([*words, *pairs], key=lambda key: (-key.g2, key.words))
