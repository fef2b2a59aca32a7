"""Codes, statuses and states on passages, put together to codings: by passage and coder, in whatever selections."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from aanbod.model import Evidence, Words
from aanbod.refi.exchange import Decided, ExchangeCoding, Key, Memo
from aanbod.refi.marks import Mark, Passage, Said
from aanbod.refi.notes import About, Noted


class Coded:
    """Collects what a project's selections hold; `said` counts what could not be told of them."""

    def __init__(self) -> None:
        self.said = Said()
        self._codes: dict[Passage, dict[Key, datetime | None]] = defaultdict(dict)
        self._marks: dict[Passage, set[Mark]] = defaultdict(set)
        self._told: dict[tuple[str, int, int], list[dict[str, Any]]] = defaultdict(list)
        self._statuses: dict[tuple[Passage, Key], list[str]] = defaultdict(list)

    def add(self, about: About, made: datetime | None) -> None:
        assert about.key
        codes = self._codes[about.transcript, about.start, about.end, about.coder]
        codes[about.key] = codes.get(about.key) or made

    def add_mark(self, passage: Passage, mark: Mark) -> None:
        self._marks[passage].add(mark)

    def add_said(self, passage: tuple[str, int, int], values: dict[str, Any]) -> None:
        """What a line of JSON says of a coding of this passage."""
        self._told[passage].append(values)

    def codings(self, texts: Mapping[str, str], order: Mapping[str, int]) -> Iterator[ExchangeCoding]:
        """All codings; `order` is the place of each status from the strongest on."""
        for passage in sorted({*self._codes, *self._marks}):
            codes = self._codes.get(passage, {})
            marks = self._marks.get(passage, set())
            transcript, start, end, coder = passage
            for key, status in self.said.statuses(list(codes), marks, order):
                self._statuses[passage, key].append(status)
                state = self.said.state(key, status, marks)
                told = self._told_of(passage, key, status)
                yield ExchangeCoding(
                    transcript,
                    start,
                    end,
                    *key,
                    status,
                    coder,
                    state,
                    _evidence(told, start, texts[transcript]),
                    codes[key],
                    _decided(told) if state != "suggested" else None,
                )

    def memo(self, noted: Noted) -> Memo:
        """A memo on what it turned out to be on."""
        about = noted.about
        key = about.key or ("", "")
        statuses = self._statuses.get(((about.transcript, about.start, about.end, about.coder), key), [""])
        status = about.status if about.status in statuses else statuses[0]
        place = (about.transcript, about.start, about.end)
        return Memo(noted.text, noted.coder, noted.moment, *place, *key, status, about.coder)

    def _told_of(self, passage: Passage, key: Key, status: str) -> dict[str, Any]:
        about = {"code": key[0], "partner": key[1], "status": status, "coder": passage[3]}
        for values in self._told.get(passage[:3], []):
            if all(values.get(name, "") == value for name, value in about.items()):
                return values
        return {}


def _evidence(told: Mapping[str, Any], start: int, text: str) -> Evidence:
    words = [_words(told.get(name), start, text) for name in ("words", "cue_words")]
    return Evidence(str(told.get("rule", "")), words[0], str(told.get("cue_rule", "")), words[1])


def _words(told: object, start: int, text: str) -> tuple[Words, ...]:
    """Words by their distance from the passage; those that do not stand there are left out."""
    found = []
    for item in told if isinstance(told, list) else ():
        match item:
            case [int(distance), str(word)] if text[max(start + distance, 0) :].startswith(word):
                found.append(Words(start + distance, start + distance + len(word), word))
    return tuple(found)


def _decided(told: Mapping[str, Any]) -> Decided | None:
    if not told.get("by"):
        return None
    try:
        at = datetime.fromisoformat(str(told.get("at", "")))
    except ValueError:
        at = None
    return Decided(str(told["by"]), at if at and at.tzinfo else None, str(told.get("note", "")))
