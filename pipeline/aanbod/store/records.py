"""Reading codings from the store, with the state that follows from the decisions on them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnExpressionArgument, Connection, func, or_, select, true

from aanbod.errors import AanbodError
from aanbod.model import CodingRecord

from .content import evidence_from_json, sort_key
from .schema import CODER, CODING, TEXT_VERSION, TRANSCRIPT

T = TypeVar("T")
STATES = ("suggested", "accepted", "rejected")
WITHDRAWN = "withdrawn"  # that state no reader sees
READ_TRANSCRIPTS = 100  # how many are read at a time

# What a coding says of which place.
SAID = (CODING.c.id, TRANSCRIPT.c.name, CODING.c.start, CODING.c.end, CODING.c.code, CODING.c.partner, CODING.c.status)
CODINGS = (
    select(
        *SAID,
        CODER.c.name.label("coder"),
        CODING.c.state,
        CODING.c.evidence,
        CODING.c.text_version_id,
    )
    .select_from(CODING)
    .join(TEXT_VERSION, CODING.c.text_version_id == TEXT_VERSION.c.id)
    .join(TRANSCRIPT, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
    .join(CODER, CODING.c.coder_id == CODER.c.id)
)


def read_codings(
    connection: Connection, *conditions: ColumnExpressionArgument[bool], withdrawn: bool = False
) -> list[CodingRecord]:
    """The codings that meet the conditions, in the order of every export; `withdrawn` ones only if asked for."""
    stands = true() if withdrawn else CODING.c.state != WITHDRAWN
    rows = connection.execute(CODINGS.where(stands, *conditions)).all()
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
    statement = select(TRANSCRIPT.c.name, TEXT_VERSION.c.id).join(
        TEXT_VERSION, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id
    )
    current = sorted(tuple(row) for row in connection.execute(statement.where(TEXT_VERSION.c.is_current)))
    chosen = None if transcripts is None else set(transcripts)
    versions = (version for name, version in current if chosen is None or name in chosen)
    for batch in in_batches(versions, READ_TRANSCRIPTS):
        yield from read_codings(connection, CODING.c.text_version_id.in_(batch), *conditions)


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
        under = [func.substr(CODING.c.code, 1, len(code) + 1) == f"{code}." for code in codes]
        conditions.append(or_(CODING.c.code.in_(codes), *under))
    if statuses is not None:
        conditions.append(CODING.c.status.in_(statuses))
    if states is not None:
        unknown = sorted(set(states) - set(STATES))
        if unknown:
            raise AanbodError(f"There is no state {unknown[0]!r}. Choose from {', '.join(STATES)}.")
        conditions.append(CODING.c.state.in_(states))
    if coder is not None:
        conditions.append(CODER.c.name == coder)
    return conditions


def read_coding(connection: Connection, prefix: str) -> CodingRecord:
    """The one current coding whose id begins so."""
    start = prefix.strip().lower()
    # The range is what an index can find; ids are hexadecimal, so that every one with this beginning is in it.
    within = (CODING.c.id >= start, CODING.c.id < f"{start}g", func.substr(CODING.c.id, 1, len(start)) == start)
    found = read_codings(connection, TEXT_VERSION.c.is_current, *within) if start else []
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
        statement = select(TEXT_VERSION.c.id, TEXT_VERSION.c.text).where(TEXT_VERSION.c.id.in_(batch))
        found.update((key, text) for key, text in connection.execute(statement))
    return found
