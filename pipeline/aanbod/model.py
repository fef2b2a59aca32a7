"""The values that travel between the layers: transcripts, codings and their evidence.

Offsets are code points, half-open: `text[start:end]` is the quote, always.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Transcript:
    """One source text, fixed at import.

    `name` is the file's name; `cases` are the ids of its schools; `variables` holds what is known of the
    transcript itself (year, kind, perspective, date), by variable id.
    """

    name: str
    text: str
    source_sha256: str = ""
    cases: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The identity of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class HeldSource:
    """What the store holds of a file: hashes of its bytes and of its text, and what was said of the transcript."""

    source_sha256: str
    sha256: str
    cases: tuple[str, ...]
    variables: Mapping[str, str]


@dataclass(frozen=True, order=True)
class Words:
    """A stretch of the text that played a part in a coding."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Evidence:
    """Why a passage was coded: the keyword as the analyst wrote it, the words that it met, and the status cue."""

    rule: str
    words: tuple[Words, ...] = ()
    cue_rule: str = ""
    cue_words: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Coding:
    """A code on a passage. For a partner, `code` is its category and `partner` its canonical name, else ''."""

    start: int
    end: int
    code: str
    partner: str
    status: str
    evidence: Evidence

    @property
    def sort_key(self) -> tuple[int, int, str, str, str]:
        return (self.start, self.end, self.code, self.partner, self.status)


@dataclass(frozen=True)
class TranscriptRecord:
    """A transcript as the store holds it: `variables` are its own, as text."""

    id: int
    name: str
    cases: tuple[str, ...]
    variables: Mapping[str, str]


@dataclass(frozen=True)
class CodingRecord:
    """A coding as the store holds it, with the state that follows from the decisions on it.

    `state` is suggested, accepted or rejected; `quote` is the coded passage.
    """

    id: str
    transcript: str
    start: int
    end: int
    quote: str
    code: str
    partner: str
    status: str
    coder: str
    state: str
    evidence: Evidence


@dataclass(frozen=True)
class DecisionRecord:
    """What a person said of the coding with this id; `verdict` is accept or reject."""

    coding: str
    coder: str
    verdict: str


@dataclass(frozen=True)
class LogEntry:
    """One row of the log of what people said.

    `verdict` is accept, reject, add, change, memo, assign, done or undo. What it is about: `coding` (an id, with the
    `transcript` and `code` of that coding), else `transcript`, else `code`; a memo without any is on the project.
    A change names the coding that took the place in `result`, an undo the entry that it takes back in `undoes`.
    `run` is the last run of the rules at that moment, `session` what the program called one sitting, `undone` whether
    the entry was taken back.
    """

    id: int
    verdict: str
    coder: str
    at: datetime
    note: str = ""
    coding: str = ""
    transcript: str = ""
    code: str = ""
    result: str = ""
    undoes: int | None = None
    run: int | None = None
    session: str = ""
    undone: bool = False


@dataclass(frozen=True)
class Answer:
    """What a person says of a coding: accept, reject, change (it becomes `changed`), or, as '', no more than a memo."""

    coding: CodingRecord
    verdict: Literal["accept", "reject", "change", ""]
    changed: Coding | None = None
    memo: str = ""


@dataclass(frozen=True)
class CoderCoding:
    """A coding that this coder holds for true by her last word; the coder `rules` holds all that the rules propose."""

    coder: str
    coding: CodingRecord


@dataclass(frozen=True)
class Assignment:
    """A transcript that a coder is to code, for which sample, and whether she called it done."""

    transcript: str
    coder: str
    sample: str
    done: bool
