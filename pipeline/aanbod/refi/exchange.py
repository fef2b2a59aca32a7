"""What is exchanged: values that hold a project, of us or of another program. Offsets are code points, half-open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from aanbod.model import Evidence, Transcript

RULES = "rules"
STATES = ("suggested", "accepted", "rejected")
VARIABLE_KINDS = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")
NO_EVIDENCE = Evidence("")
Key = tuple[str, str]  # of a code: its id, and for a partner its name (else ''), as in `Code.key` of a codebook


@dataclass(frozen=True)
class Coder:
    """`kind` is rules, person or school."""

    name: str
    kind: str = "person"


@dataclass(frozen=True)
class ExchangeCode:
    """A code in the tree. `colour` is #rrggbb or ''; `is_codable` is False for what only groups others."""

    id: str
    name: str
    partner: str = ""
    parent: Key | None = None
    description: str = ""
    colour: str = ""
    is_codable: bool = True

    @property
    def key(self) -> Key:
        return (self.id, self.partner)


@dataclass(frozen=True)
class ExchangeStatus:
    """`id` as codings have it; `description` is what is meant by it."""

    id: str
    description: str = ""


@dataclass(frozen=True)
class ExchangeVariable:
    """`id` as cases and transcripts have it, `name` as people see it; `kind` is one of VARIABLE_KINDS."""

    id: str
    name: str
    kind: str = "Text"
    description: str = ""


@dataclass(frozen=True)
class ExchangeCase:
    """A case; its transcripts name it. Values are as the store has them, whatever the kind of the variable."""

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decided:
    """Who gave a coding its state, when, and with what note."""

    coder: str
    moment: datetime | None = None
    note: str = ""


@dataclass(frozen=True)
class ExchangeCoding:
    """A code on a passage, by a coder; `status` is '' where none was given, `moment` None where it is not known."""

    transcript: str
    start: int
    end: int
    code: str
    partner: str
    status: str
    coder: str
    state: str = "suggested"
    evidence: Evidence = NO_EVIDENCE
    moment: datetime | None = None
    decided: Decided | None = None

    @property
    def key(self) -> Key:
        return (self.code, self.partner)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str, str]:
        """The order of every export, and what makes this coding that one and no other."""
        return (self.transcript, self.start, self.end, self.code, self.partner, self.status, self.coder)


@dataclass(frozen=True)
class Memo:
    """A person's text on something: what is filled in says on what.

    On a coding: all but the memo's own coder; `coded_by` is the coder of the coding. On a passage: transcript, start
    and end. On a transcript: that, and the code (and partner) that the memo has. On a code: code (and partner). On the
    project: nothing.
    """

    text: str
    coder: str
    moment: datetime | None = None
    transcript: str = ""
    start: int = 0
    end: int = 0
    code: str = ""
    partner: str = ""
    status: str = ""
    coded_by: str = ""

    @property
    def coding(self) -> tuple[str, int, int, str, str, str, str] | None:
        """The sort key of the coding that it is on, if it is on one."""
        if not (self.end and self.code):
            return None
        return (self.transcript, self.start, self.end, self.code, self.partner, self.status, self.coded_by)

    @property
    def sort_key(self) -> tuple[str, int, int, str, str, str, str, str, str, str]:
        at = self.moment.isoformat() if self.moment else ""
        about = (self.transcript, self.start, self.end, self.code, self.partner, self.status, self.coded_by)
        return (*about, at, self.coder, self.text)


@dataclass(frozen=True)
class Exchange:
    """A project. Codes stand parents first, statuses from strongest to weakest; the order of the rest is free."""

    name: str
    coders: tuple[Coder, ...] = ()
    codes: tuple[ExchangeCode, ...] = ()
    statuses: tuple[ExchangeStatus, ...] = ()
    variables: tuple[ExchangeVariable, ...] = ()
    cases: tuple[ExchangeCase, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    codings: tuple[ExchangeCoding, ...] = ()
    memos: tuple[Memo, ...] = ()


@dataclass(frozen=True)
class Lost:
    """What a file holds and we do not take in: how many of it, and where for instance."""

    what: str
    number: int
    example: str = ""

    def __str__(self) -> str:
        times = f"{self.number} × " if self.number > 1 else ""
        return f"{times}{self.what}" + (f" ({self.example})" if self.example else "")


@dataclass(frozen=True)
class Received:
    """A project read from a file, by which program, all that was left behind, and what to know of the rest."""

    exchange: Exchange
    origin: str = ""
    lost: tuple[Lost, ...] = ()
    remarks: tuple[str, ...] = ()
