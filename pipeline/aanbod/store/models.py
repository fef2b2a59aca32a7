"""The tables of the store, in the field's vocabulary. The migrations make them; these models describe them.

Nothing here is SQLite's own: PostgreSQL can hold every table as it stands. `start` and `end` are code
points, half-open.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    cast,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
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


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map = {str: String(), datetime: Utc()}  # noqa: RUF012


class TranscriptRow(Base):
    __tablename__ = "transcript"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class VariableRow(Base):
    """What is known of a transcript: its year, kind, perspective."""

    __tablename__ = "transcript_variable"

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    variable: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class CaseRow(Base):
    """The cases (schools) that a transcript speaks of, in the order given."""

    __tablename__ = "transcript_case"
    __table_args__ = (UniqueConstraint("transcript_id", "case_name"),)

    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_name: Mapped[str]


class TextRow(Base):
    """One text of a transcript, as this version of the program read it from its file.

    A text that comes back is the same row again, made current.
    """

    __tablename__ = "text_version"
    __table_args__ = (
        UniqueConstraint("transcript_id", "number"),
        UniqueConstraint("transcript_id", "sha256"),
        CheckConstraint("number >= 1", name="number"),
        Index(
            "uq_text_version_current",
            "transcript_id",
            unique=True,
            sqlite_where=text("is_current"),
            postgresql_where=text("is_current"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    transcript_id: Mapped[int] = mapped_column(ForeignKey("transcript.id"))
    number: Mapped[int]
    is_current: Mapped[bool]
    sha256: Mapped[str]
    source_sha256: Mapped[str]
    text: Mapped[str] = mapped_column(Text())
    program_version: Mapped[str] = mapped_column(server_default="")


class CoderRow(Base):
    __tablename__ = "coder"
    __table_args__ = (CheckConstraint("kind IN ('rules', 'person')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]


class RunRow(Base):
    """One pass of the rules over the transcripts."""

    __tablename__ = "run"

    id: Mapped[int] = mapped_column(primary_key=True)
    codebook: Mapped[str]
    codebook_version: Mapped[str]
    program_version: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class CodingRow(Base):
    """A code on a passage. The id follows from the content; `run` is the run that first made it.

    `state` is what follows from the decisions on it: it is kept up with them, so that counting need not look there.
    `is_lost` marks what people coded or decided on a text that is no longer current and whose quote does not
    stand in the current one.
    """

    __tablename__ = "coding"
    __table_args__ = (
        CheckConstraint('start >= 0 AND start < "end"', name="passage"),
        CheckConstraint("state IN ('suggested', 'accepted', 'rejected')", name="state"),
        Index("ix_coding_counted", "code", "partner", "text_version_id", "status", "state"),  # all that counting reads
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    text_version_id: Mapped[int] = mapped_column(ForeignKey("text_version.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    code: Mapped[str]
    partner: Mapped[str]
    status: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    evidence: Mapped[str] = mapped_column(JsonText())
    is_lost: Mapped[bool]
    state: Mapped[str] = mapped_column(server_default="suggested")


class DecisionRow(Base):
    """What a person said of a coding. Rows are only ever added; the latest one decides.

    A decision that came along to a newer text names its original in `origin`. No cascade: the database itself
    refuses to delete a coding that somebody decided on.
    """

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("coding_id", "origin_id"),
        CheckConstraint("verdict IN ('accept', 'reject')", name="verdict"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    coding_id: Mapped[str] = mapped_column(ForeignKey("coding.id"))
    verdict: Mapped[str]
    coder_id: Mapped[int] = mapped_column(ForeignKey("coder.id"))
    at: Mapped[datetime]
    note: Mapped[str]
    origin_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))


class CodedRow(Base):
    """Under which version of the rules a text was coded last, so that a rerun skips what is unchanged."""

    __tablename__ = "coded"

    text_version_id: Mapped[int] = mapped_column(ForeignKey("text_version.id"), primary_key=True)
    rules_version: Mapped[str]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))


class CheckpointRow(Base):
    """That a command was done with certain inputs, and nobody changed the store since; only in a file.

    `run` is the one process that may change the store meanwhile; `said` is what the command found, None until then.
    """

    __tablename__ = "checkpoint"

    command: Mapped[str] = mapped_column(primary_key=True)
    run: Mapped[str]
    inputs: Mapped[str]
    said: Mapped[str | None] = mapped_column(Text())


# What a store holds of a study: all but the checkpoints, which say something of this one file.
CONTENT = [table for table in Base.metadata.sorted_tables if table is not CheckpointRow.__table__]
