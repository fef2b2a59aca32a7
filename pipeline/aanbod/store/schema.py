"""The tables of the store, in the field's vocabulary. The migrations make them; these definitions describe them.

Nothing here is SQLite's own: PostgreSQL can hold every table as it stands. `start` and `end` are code
points, half-open.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    cast,
    event,
    text,
    true,
)
from sqlalchemy.types import UserDefinedType


class Utc(TypeDecorator[datetime]):
    """A moment, timezone-aware in UTC, also where the database forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a moment needs a timezone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value and value.astimezone(UTC)


class JsonText(UserDefinedType[str]):
    """JSON as its text, which is compared and copied as it stands; PostgreSQL's driver would read it."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "JSON"

    def column_expression(self, column: ColumnElement[str]) -> ColumnElement[str]:
        return cast(column, Text())


METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def _column(name: str, kind: Any, *constraints: Any, **named: Any) -> Column[Any]:
    """A column that holds a value in every row."""
    return Column(name, kind, *constraints, nullable=False, **named)


TRANSCRIPT = Table(
    "transcript",
    METADATA,
    Column("id", Integer, primary_key=True),
    _column("name", String, unique=True),
)

# What is known of a transcript: its year, kind, perspective.
TRANSCRIPT_VARIABLE = Table(
    "transcript_variable",
    METADATA,
    Column("transcript_id", Integer, ForeignKey("transcript.id"), primary_key=True),
    Column("variable", String, primary_key=True),
    _column("value", String),
)

# The cases (schools) that a transcript speaks of, in the order given.
TRANSCRIPT_CASE = Table(
    "transcript_case",
    METADATA,
    Column("transcript_id", Integer, ForeignKey("transcript.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _column("case_name", String),
    UniqueConstraint("transcript_id", "case_name"),
)

_CURRENT = Index("uq_text_version_current", "transcript_id", unique=True, sqlite_where=text("is_current"))


@event.listens_for(METADATA, "before_create")
def _same_on_a_server(*_: object, **__: object) -> None:
    """Said only where tables are made from this: it imports all drivers for PostgreSQL."""
    _CURRENT.dialect_options["postgresql"]["where"] = text("is_current")


# One text of a transcript, as this version of the program read it from its file. A text that comes back is the same
# row again, made current.
TEXT_VERSION = Table(
    "text_version",
    METADATA,
    Column("id", Integer, primary_key=True),
    _column("transcript_id", Integer, ForeignKey("transcript.id")),
    _column("number", Integer),
    _column("is_current", Boolean),
    _column("sha256", String),
    _column("source_sha256", String),
    _column("text", Text),
    _column("program_version", String, server_default=""),
    UniqueConstraint("transcript_id", "number"),
    UniqueConstraint("transcript_id", "sha256"),
    CheckConstraint("number >= 1", name="number"),
    _CURRENT,
)

CODER = Table(
    "coder",
    METADATA,
    Column("id", Integer, primary_key=True),
    _column("name", String, unique=True),
    _column("kind", String),
    CheckConstraint("kind IN ('rules', 'person', 'school')", name="kind"),
)

# One pass of the rules over the transcripts.
RUN = Table(
    "run",
    METADATA,
    Column("id", Integer, primary_key=True),
    _column("codebook", String),
    _column("codebook_version", String),
    _column("program_version", String),
    _column("started_at", Utc),
    Column("finished_at", Utc),
)

# A code on a passage. The id follows from the content; `run_id` is the run that first made it. `state` is what follows
# from the decisions on it (see states.py): it is kept up with them, so that counting need not look there. `is_lost`
# marks what people coded or decided on a text that is no longer current and whose quote does not stand in the current
# one; `is_proposed` what the rules propose still.
CODING = Table(
    "coding",
    METADATA,
    Column("id", String, primary_key=True),
    _column("text_version_id", Integer, ForeignKey("text_version.id")),
    _column("start", Integer),
    _column("end", Integer),
    _column("code", String),
    _column("partner", String),
    _column("status", String),
    _column("coder_id", Integer, ForeignKey("coder.id")),
    Column("run_id", Integer, ForeignKey("run.id")),
    _column("evidence", JsonText),
    _column("is_lost", Boolean),
    _column("state", String, server_default="suggested"),
    _column("is_proposed", Boolean, server_default=true()),
    CheckConstraint('start >= 0 AND start < "end"', name="passage"),
    CheckConstraint("state IN ('suggested', 'accepted', 'rejected', 'withdrawn')", name="state"),
    Index("ix_coding_counted", "code", "partner", "text_version_id", "status", "state"),  # all that counting reads
    Index("ix_coding_text", "text_version_id", "state"),
)

# The log of what people said. Rows are only ever added. Of a coding: accept, reject, add (coded by hand) and change,
# which puts the coding `result_id` in its place. Of a transcript: assign (to this coder, for the sample in `note`) and
# done. A memo is on a coding, a transcript, a code, or on the project. An undo takes back the row `undoes_id`.
# A row that came along to a newer text names its original in `origin_id`. No cascade: the database itself refuses to
# delete a coding that somebody spoke of.
DECISION = Table(
    "decision",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("coding_id", String, ForeignKey("coding.id")),
    _column("verdict", String),
    _column("coder_id", Integer, ForeignKey("coder.id")),
    _column("at", Utc),
    _column("note", String),
    Column("origin_id", Integer, ForeignKey("decision.id")),
    Column("transcript_id", Integer, ForeignKey("transcript.id"), index=True),
    _column("code", String, server_default=""),
    Column("result_id", String, ForeignKey("coding.id")),
    Column("undoes_id", Integer, ForeignKey("decision.id"), index=True),
    Column("run_id", Integer, ForeignKey("run.id")),
    _column("session", String, server_default=""),
    UniqueConstraint("coding_id", "origin_id"),
    CheckConstraint(
        "verdict IN ('accept', 'reject', 'add', 'change', 'memo', 'assign', 'done', 'undo')", name="verdict"
    ),
    CheckConstraint(
        "CASE WHEN verdict IN ('accept', 'reject', 'add', 'change') THEN coding_id IS NOT NULL "
        "WHEN verdict IN ('assign', 'done') THEN transcript_id IS NOT NULL ELSE true END",
        name="object",
    ),
    CheckConstraint("(verdict = 'change') = (result_id IS NOT NULL)", name="result"),
    CheckConstraint("(verdict = 'undo') = (undoes_id IS NOT NULL)", name="undo"),
)

# Under which version of the rules a text was coded last, so that a rerun skips what is unchanged.
CODED = Table(
    "coded",
    METADATA,
    Column("text_version_id", Integer, ForeignKey("text_version.id"), primary_key=True),
    _column("rules_version", String),
    _column("run_id", Integer, ForeignKey("run.id")),
)

# That a command was done with certain inputs, and nobody changed the store since; only in a file. `run` is the one
# process that may change the store meanwhile; `said` is what the command found, NULL until then.
CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    Column("command", String, primary_key=True),
    _column("run", String),
    _column("inputs", String),
    Column("said", Text),
)

# What holds for the whole store, such as which kinds of personal data its texts are masked for.
SETTING = Table(
    "setting",
    METADATA,
    Column("name", String, primary_key=True),
    _column("value", String),
)

# Which number a name has in what leaves the store under pseudonyms: given once, in no order, and kept.
PSEUDONYM = Table(
    "pseudonym",
    METADATA,
    Column("kind", String, primary_key=True),
    Column("name", String, primary_key=True),
    _column("number", Integer),
    UniqueConstraint("kind", "number"),
)

# What the last run took out and nobody had spoken of, so that it can be shown what the run changed.
GONE = Table(
    "gone",
    METADATA,
    Column("id", String, primary_key=True),
    _column("run_id", Integer, ForeignKey("run.id")),
    _column("text_version_id", Integer, ForeignKey("text_version.id")),
    _column("start", Integer),
    _column("end", Integer),
    _column("code", String),
    _column("partner", String),
    _column("status", String),
)

# What a store holds of a study: all but what says something of this one file, or of its last run.
CONTENT = [table for table in METADATA.sorted_tables if table not in (CHECKPOINT, GONE)]
