"""What a reviewer is asked, and in which order: the queues of suggestions, how right each rule was, how far one is.

It knows no database, no shell and no web page; `store.queue` reads what it needs.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Literal, NamedTuple

QueueName = Literal["all", "code", "rule", "unsure", "disagree", "uncoded"]
QUEUES: tuple[QueueName, ...] = ("all", "code", "rule", "unsure", "disagree", "uncoded")
OPEN = "suggested"
UNSURE = 0.25  # a sureness within this of a half says nothing of the next suggestion
LONGEST_PAUSE = timedelta(minutes=2)
PACE_OVER = 30  # decisions that the pace is taken from
Span = tuple[int, int]


class Standing(NamedTuple):
    """A coding of a current text; `rule` is the keyword that proposed it, `by_rules` whether the rules made it."""

    id: str
    transcript: str
    start: int
    end: int
    code: str
    partner: str
    status: str
    rule: str
    state: str
    by_rules: bool

    @property
    def content(self) -> tuple[str, int, int, str, str, str]:
        """What it says: transcript, passage, code, partner, status. Its order is that of reading."""
        return self[1:7]


class Word(NamedTuple):
    """What somebody said of a coding: whether it holds."""

    coding: str
    coder: str
    is_person: bool
    holds: bool


class QueueItem(NamedTuple):
    """What is asked next. A passage without any code has no `id`, code, partner, status and rule.

    `sure` is what the decisions so far make one expect of the rule, 0 (wrong) to 1 (right); None where nobody judged
    any of its codings.
    """

    id: str
    transcript: str
    start: int
    end: int
    code: str = ""
    partner: str = ""
    status: str = ""
    rule: str = ""
    sure: float | None = None


@dataclass(frozen=True)
class RulePrecision:
    """What became of the codings that a rule (a keyword of a code) proposed."""

    rule: str
    code: str
    partner: str
    accepted: int
    rejected: int
    open: int

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected

    @property
    def sure(self) -> float | None:
        """The share of accepted, as if one more of each had been decided; None without any decision."""
        return (self.accepted + 1) / (self.decided + 2) if self.decided else None


@dataclass(frozen=True)
class Progress:
    """How far a reviewer is; `minutes_to_go` is None where there is no pace yet."""

    decided: int
    total: int
    minutes_to_go: int | None


@dataclass(frozen=True)
class Queue:
    """What is to be asked, in order, and how far that is."""

    items: tuple[QueueItem, ...]
    progress: Progress


class Review:
    """The codings of a study as they stand, to make queues of.

    `codings` are all of the current texts that a reader sees. A suggestion of which a person accepted the like (same
    passage, code, partner and status) by hand counts as accepted, and is not asked again.
    """

    def __init__(self, codings: Iterable[Standing]) -> None:
        self._all = sorted(codings, key=lambda one: one.content)
        self._by_hand = {one.content for one in self._all if not one.by_rules and one.state == "accepted"}
        self._suggested = [one for one in self._all if one.by_rules]

    def precisions(self) -> list[RulePrecision]:
        """Every rule that proposed something, by code, partner and keyword."""
        numbers: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for one in self._suggested:
            numbers[one.code, one.partner, one.rule][self._state(one)] += 1
        return [
            RulePrecision(rule, code, partner, found["accepted"], found["rejected"], found[OPEN])
            for (code, partner, rule), found in sorted(numbers.items())
        ]

    def suggestions(
        self, name: QueueName = "all", *, code: str = "", rule: str = "", transcripts: Collection[str] | None = None
    ) -> tuple[list[QueueItem], int]:
        """The open suggestions in the order of the queue, and how many like these were decided.

        `unsure`: rules of which the decisions differ first, then those that nobody judged, then the rest.
        """
        sure = {(one.code, one.partner, one.rule): one.sure for one in self.precisions()}
        chosen = [one for one in self._suggested if _is_asked(one, code, rule, transcripts)]
        items = [_item(one, sure[one.code, one.partner, one.rule]) for one in chosen if self._state(one) == OPEN]
        if name == "unsure":
            items.sort(key=lambda item: _unsureness(item.sure))  # stable: what is as sure stays in the order of reading
        return items, len(chosen) - len(items)

    def disagreements(
        self,
        words: Iterable[Word],
        *,
        code: str = "",
        rule: str = "",
        transcripts: Collection[str] | None = None,
    ) -> tuple[list[QueueItem], int]:
        """The codings of which people say different things, and how many more somebody settled; `words`: the oldest
        first."""
        said: dict[str, list[Word]] = defaultdict(list)
        for word in words:
            said[word.coding].append(word)
        chosen = [one for one in self._all if one.id in said and _is_asked(one, code, rule, transcripts)]
        verdicts = [(one, disagree(said[one.id])) for one in chosen]
        items = [_item(one, None) for one, verdict in verdicts if verdict == "open"]
        return items, sum(verdict == "settled" for _, verdict in verdicts)

    def _state(self, one: Standing) -> str:
        return "accepted" if one.state == OPEN and one.content in self._by_hand else one.state


def disagree(words: Sequence[Word]) -> Literal["never", "open", "settled"]:
    """Whether people differ on a coding: two persons, or a school and whoever of them spoke last.

    A difference is settled by the next person who speaks, one of the two or another; it is gone where one of them
    takes over the other's word.
    """
    persons = _follow([(word.coder, word.is_person, word.holds) for word in words if word.is_person])
    with_schools = _follow([(word.coder if not word.is_person else "", word.is_person, word.holds) for word in words])
    if "open" in (persons, with_schools):
        return "open"
    return "settled" if "settled" in (persons, with_schools) else "never"


def uncoded(spans: Mapping[str, Sequence[Span]], coded: Mapping[str, Sequence[Span]]) -> list[QueueItem]:
    """The passages (by transcript, in order) that no coded one overlaps, in the order of reading."""
    found = []
    for transcript, passages in sorted(spans.items()):
        taken = sorted(coded.get(transcript, ()))
        place, reach = 0, 0  # how far the coded ones that begin before this passage's end go
        for start, end in passages:
            while place < len(taken) and taken[place][0] < end:
                reach = max(reach, taken[place][1])
                place += 1
            if reach <= start:
                found.append(QueueItem("", transcript, start, end))
    return found


def around(spans: Sequence[Span], start: int, end: int) -> tuple[int, int]:
    """Which of these passages (not none) a stretch of text lies in or nearest to, half-open."""
    first = max(0, bisect_right(spans, start, key=lambda span: span[0]) - 1)
    last = first + 1
    while last < len(spans) and spans[last][0] < end:
        last += 1
    return first, last


def progress(left: int, decided: int, moments: Iterable[datetime]) -> Progress:
    """How far one is, where the last decisions were at these moments."""
    pauses = [later - earlier for earlier, later in pairwise(sorted(moments))]
    paces = [pause.total_seconds() for pause in pauses if pause <= LONGEST_PAUSE]
    minutes = None
    if not left:
        minutes = 0
    elif paces:
        minutes = max(1, round(left * median(paces) / 60))
    return Progress(decided, left + decided, minutes)


def is_under(code: str, of: str) -> bool:
    """Whether a code is this one, or one under it."""
    return code == of or code.startswith(f"{of}.")


def _is_asked(one: Standing, code: str, rule: str, transcripts: Collection[str] | None) -> bool:
    return (
        (not code or is_under(one.code, code) or one.partner == code)
        and (not rule or one.rule == rule)
        and (transcripts is None or one.transcript in transcripts)
    )


def _item(one: Standing, sure: float | None) -> QueueItem:
    return QueueItem(*one[:8], sure)


def _unsureness(sure: float | None) -> tuple[int, float]:
    if sure is None:
        return (1, 0.0)
    distance = abs(sure - 0.5)
    return (0 if distance < UNSURE else 2, distance)


def _follow(words: Iterable[tuple[str, bool, bool]]) -> Literal["never", "open", "settled"]:
    """The same for words (speaker, whether a person, whether it holds) of which any two may differ, if a person's."""
    last: dict[str, tuple[bool, bool]] = {}
    found: Literal["never", "open", "settled"] = "never"
    differed = False
    for speaker, is_person, holds in words:
        last[speaker] = (is_person, holds)
        persons = {said for person, said in last.values() if person}
        differ = bool(persons) and len(persons | {said for _, said in last.values()}) > 1
        if differ and not differed:
            found = "open"
        elif (differ and is_person) or (differed and not differ):
            found = "settled"
        differed = differ
    return found
