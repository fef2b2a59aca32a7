"""Reading codings from the store, with the state that follows from the decisions on them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, ColumnExpressionArgument, Connection, and_, case, func, or_, select

from aanbod.errors import AanbodError
from aanbod.model import CodingRecord

from .content import evidence_from_json, sort_key
from .models import CoderRow, CodingRow, DecisionRow, TextRow, TranscriptRow

T = TypeVar("T")
STATES = ("suggested", "accepted", "rejected")

# A decision that came along from an older text is as old as its original.
_AGE = func.coalesce(DecisionRow.origin_id, DecisionRow.id)
_LATEST = select(DecisionRow.coding_id, func.max(_AGE).label("age")).group_by(DecisionRow.coding_id).subquery("latest")
STATE: ColumnElement[str] = case(
    (DecisionRow.verdict == "accept", "accepted"),
    (DecisionRow.verdict == "reject", "rejected"),
    else_="suggested",
)
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
        STATE.label("state"),
        CodingRow.evidence,
        CodingRow.text_version_id,
    )
    .select_from(CodingRow)
    .join(TextRow, CodingRow.text_version_id == TextRow.id)
    .join(TranscriptRow, TextRow.transcript_id == TranscriptRow.id)
    .join(CoderRow, CodingRow.coder_id == CoderRow.id)
    .outerjoin(_LATEST, _LATEST.c.coding_id == CodingRow.id)
    .outerjoin(
        DecisionRow,
        and_(DecisionRow.coding_id == _LATEST.c.coding_id, _LATEST.c.age == _AGE),
    )
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


def selection(
    transcripts: Sequence[str] | None,
    codes: Sequence[str] | None,
    statuses: Sequence[str] | None,
    states: Sequence[str] | None,
    coder: str | None,
) -> list[ColumnExpressionArgument[bool]]:
    """Conditions for the current codings that are asked for; None asks for all. A code brings its subcodes."""
    conditions: list[ColumnExpressionArgument[bool]] = [TextRow.is_current]
    if transcripts is not None:
        conditions.append(TranscriptRow.name.in_(transcripts))
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
        conditions.append(STATE.in_(states))
    if coder is not None:
        conditions.append(CoderRow.name == coder)
    return conditions


def read_coding(connection: Connection, prefix: str) -> CodingRecord:
    """The one current coding whose id begins so."""
    start = prefix.strip().lower()
    found = read_codings(connection, TextRow.is_current, func.substr(CodingRow.id, 1, len(start)) == start)
    if start and len(found) == 1:
        return found[0]
    if start and not found:
        raise AanbodError(
            f"No coding has an id that begins with {prefix!r}. Check the id: a newer run or a changed text "
            "may have removed the coding."
        )
    raise AanbodError(f"{len(found)} codings have an id that begins with {prefix!r}. Give more of it.")


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
