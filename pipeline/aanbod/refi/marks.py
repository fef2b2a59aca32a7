"""Statuses and states as codes beside a code (see the package): which codes a passage gets, and what they say of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aanbod.refi.exchange import ExchangeCoding, Key

STATUS, STATE = "status", "state"
_NAME = re.compile(rf"({STATUS}|{STATE}): ([^,]+)(?:, (.+))?", re.DOTALL)
_TOLD = ("accepted", "rejected")  # states that a mark tells of
Passage = tuple[str, int, int, str]  # transcript, start, end, coder


@dataclass(frozen=True, order=True)
class Mark:
    """A code that says something of the codings of a passage; with `about` of one of them."""

    group: str
    value: str
    about: str = ""

    @property
    def name(self) -> str:
        return f"{self.group}: {self.value}" + (f", {self.about}" if self.about else "")

    @property
    def parent(self) -> "Mark | None":
        """The mark that it stands under; none for those directly under the group."""
        return Mark(self.group, self.value) if self.about else None


def mark_of(name: str) -> Mark | None:
    """The mark that a code of this name is, if it is one."""
    match = _NAME.fullmatch(name)
    if match is None or (match[1] == STATE and match[2] not in _TOLD):
        return None
    return Mark(match[1], match[2], match[3] or "")


def marks_of(codings: Iterable[ExchangeCoding]) -> dict[ExchangeCoding, tuple[Mark, ...]]:
    """The marks of each coding. Codings of one passage by one coder that differ get marks that name their code."""
    passages: dict[Passage, list[ExchangeCoding]] = defaultdict(list)
    for coding in codings:
        passages[_passage(coding)].append(coding)
    found = {}
    for together in passages.values():
        statuses = {coding.status for coding in together}
        states = {coding.state for coding in together}
        for coding in together:
            marks = []
            if coding.status:
                marks.append(Mark(STATUS, coding.status, _token(coding.key) if len(statuses) > 1 else ""))
            if coding.state in _TOLD:
                about = _token(coding.key, coding.status) if len(states) > 1 else ""
                marks.append(Mark(STATE, coding.state, about))
            found[coding] = tuple(marks)
    return found


@dataclass
class Said:
    """What the marks of the passages of a project say. `loose` counts those that say it of no coding, `several` the
    codings that got more than one status, `unlike` those with more than one state."""

    loose: int = 0
    several: int = 0
    unlike: int = 0

    def statuses(
        self, codes: Sequence[Key], marks: Iterable[Mark], order: Mapping[str, int]
    ) -> Iterator[tuple[Key, str]]:
        """Each code of a passage with its status; with several where marks name the code."""
        told = _told(marks, STATUS)
        plain = sorted(told.pop("", ()), key=lambda status: (order.get(status, len(order)), status))
        for key in codes:
            if own := told.pop(_token(key), ()):
                yield from ((key, status) for status in sorted(own))
                continue
            self.several += len(plain) > 1
            yield key, plain[0] if plain else ""
        self.loose += len(told) + (bool(plain) and not codes)

    def state(self, key: Key, status: str, marks: Iterable[Mark]) -> str:
        told = _told(marks, STATE)
        states = sorted(told.get(_token(key, status), ()) or told.get("", ()))
        self.unlike += len(states) > 1
        return states[0] if len(states) == 1 else "suggested"


def _told(marks: Iterable[Mark], group: str) -> dict[str, set[str]]:
    told: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        if mark.group == group:
            told[mark.about].add(mark.value)
    return told


def _passage(coding: ExchangeCoding) -> Passage:
    return (coding.transcript, coding.start, coding.end, coding.coder)


def _token(key: Key, status: str | None = None) -> str:
    token = "/".join(part for part in key if part)
    return token if status is None else f"{token} ({status})"
