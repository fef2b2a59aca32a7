"""Reading codings from the store, with the state that follows from the decisions on them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnExpressionArgument, Connection, func, or_, select

from aanbod.errors import AanbodError
from aanbod.model import CodingRecord

from .content import evidence_from_json, sort_key
from .models import CoderRow, CodingRow, TextRow, TranscriptRow

T = TypeVar("T")
STATES = ("suggested", "accepted", "rejected")
READ_TRANSCRIPTS = 100  # how many are read at a time

CODINGS = (
    select(
        CodingRow.id,
        TranscriptRow.name,
        CodingRow.start,
        CodingRow.end,
        CodingRow.code,
        CodingRow.partner,
        CodingRow.status,
        CoderRow.name.label("coder"),
        CodingRow.state,
        CodingRow.evidence,
        CodingRow.text_version_id,
    )
    .select_from(CodingRow)
    .join(TextRow, CodingRow.text_version_id == TextRow.id)
    .join(TranscriptRow, TextRow.transcript_id == TranscriptRow.id)
    .join(CoderRow, CodingRow.coder_id == CoderRow.id)
)


def read_codings(connection: Connection, *conditions: ColumnExpressionArgument[bool]) -> list[CodingRecord]:
    """The codings that meet the conditions, in the order of every export."""
    rows = connection.execute(CODINGS.where(*conditions)).all()
    texts = _texts(connection, {row.text_version_id for row in rows})
    records = [
        CodingRecord(
            key,
            transcript,
            start,
            end,
            texts[version][start:end],
            code,
            partner,
            status,
            coder,
            state,
            evidence_from_json(evidence),
        )
        for key, transcript, start, end, code, partner, status, coder, state, evidence, version in rows
    ]
    return sorted(records, key=sort_key)


def each_coding(
    connection: Connection,
    transcripts: Sequence[str] | None,
    conditions: Sequence[ColumnExpressionArgument[bool]],
) -> Iterator[CodingRecord]:
    """The codings of the current texts that meet the conditions, in the order of every export.

    Some transcripts at a time: it takes no more memory for more of them.
    """
    statement = select(TranscriptRow.name, TextRow.id).join(TextRow, TextRow.transcript_id == TranscriptRow.id)
    current = sorted(tuple(row) for row in connection.execute(statement.where(TextRow.is_current)))
    chosen = None if transcripts is None else set(transcripts)
    versions = (version for name, version in current if chosen is None or name in chosen)
    for batch in in_batches(versions, READ_TRANSCRIPTS):
        yield from read_codings(connection, CodingRow.text_version_id.in_(batch), *conditions)


def selection(
    codes: Sequence[str] | None,
    statuses: Sequence[str] | None,
    states: Sequence[str] | None,
    coder: str | None,
) -> list[ColumnExpressionArgument[bool]]:
    """Conditions for the codings that are asked for; None asks for all. A code brings its subcodes."""
    conditions: list[ColumnExpressionArgument[bool]] = []
    if codes is not None:
        # substr, not LIKE: for SQLite LIKE knows no capitals, and _ is a letter of ids
        under = [func.substr(CodingRow.code, 1, len(code) + 1) == f"{code}." for code in codes]
        conditions.append(or_(CodingRow.code.in_(codes), *under))
    if statuses is not None:
        conditions.append(CodingRow.status.in_(statuses))
    if states is not None:
        unknown = sorted(set(states) - set(STATES))
        if unknown:
            raise AanbodError(f"There is no state {unknown[0]!r}. Choose from {', '.join(STATES)}.")
        conditions.append(CodingRow.state.in_(states))
    if coder is not None:
        conditions.append(CoderRow.name == coder)
    return conditions


def read_coding(connection: Connection, prefix: str) -> CodingRecord:
    """The one current coding whose id begins so."""
    start = prefix.strip().lower()
    # The range is what an index can find; ids are hexadecimal, so that every one with this beginning is in it.
    within = (CodingRow.id >= start, CodingRow.id < f"{start}g", func.substr(CodingRow.id, 1, len(start)) == start)
    found = read_codings(connection, TextRow.is_current, *within) if start else []
    if len(found) == 1:
        return found[0]
    if start and not found:
        raise AanbodError(
            f"No coding has an id that begins with {prefix!r}. Check the id: a newer run or a changed text "
            "may have removed the coding."
        )
    number = len(found) if start else "All"
    raise AanbodError(f"{number} codings have an id that begins with {prefix!r}. Give more of it.")


def in_batches(items: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """Lists of at most `size`: databases limit how many values one statement takes."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _texts(connection: Connection, versions: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for batch in in_batches(versions):
        statement = select(TextRow.id, TextRow.text).where(TextRow.id.in_(batch))
        found.update((key, text) for key, text in connection.execute(statement))
    return found
