"""A changed text: its codings go along where their quote still stands, and no decision is ever lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, or_, select, update

from aanbod.model import CodingRecord, Transcript

from .alignment import Alignment
from .content import coding_id, evidence_from_json, evidence_to_json
from .locks import lock_codings
from .models import CodedRow, CoderRow, CodingRow, DecisionRow, TextRow
from .records import in_batches, read_codings
from .states import settle

# Start, end, code, partner, status, coder.
_Content = tuple[int, int, str, str, str, int]

_DECIDED = exists().where(DecisionRow.coding_id == CodingRow.id)
# What people made is never deleted; the rest the rules can make again.
_BY_PEOPLE = or_(CoderRow.kind == "person", _DECIDED)


@dataclass(frozen=True)
class _Move:
    """A coding of an older text and its place in the new one; `row` is None where the quote is gone."""

    old_id: str
    by_people: bool
    was_lost: bool
    row: dict[str, Any] | None


def carry_over(connection: Connection, old: int, new: int, transcript: Transcript) -> list[CodingRecord]:
    """Carries the codings of the text version `old` to `new`, the transcript's current one.

    Codings that were lost on an earlier change come along too, where their quote is back. Returns the codings of
    people, or with decisions, that this change lost; they stay on their own text.
    """
    lock_codings(connection, CodingRow.text_version_id == old)
    present = _ids(connection, new)
    moves = _moves(connection, old, new, transcript, present)
    rows = {move.row["id"]: move.row for move in moves if move.row}
    known = set(present.values())
    added = [row for key, row in rows.items() if key not in known]
    if added:
        connection.execute(insert(CodingRow), added)
    _copy_decisions(connection, {move.old_id: move.row["id"] for move in moves if move.row})
    settle(connection, rows)
    lost = [move.old_id for move in moves if move.by_people and not (move.row or move.was_lost)]
    _mark(connection, lost, True)
    _mark(connection, [move.old_id for move in moves if move.row and move.was_lost], False)
    back_again = CodingRow.text_version_id == new
    connection.execute(update(CodingRow).where(back_again).values(is_lost=False))
    _clear(connection, old)
    return [record for batch in in_batches(lost) for record in read_codings(connection, CodingRow.id.in_(batch))]


def _ids(connection: Connection, version: int) -> dict[_Content, str]:
    """The codings that a text has; by content, for an older program made ids otherwise."""
    columns = (CodingRow.start, CodingRow.end, CodingRow.code, CodingRow.partner, CodingRow.status, CodingRow.coder_id)
    statement = select(*columns, CodingRow.id).where(CodingRow.text_version_id == version)
    return {(*row[:6],): row.id for row in connection.execute(statement)}


def _moves(
    connection: Connection, old: int, new: int, transcript: Transcript, present: Mapping[_Content, str]
) -> list[_Move]:
    of_transcript = select(TextRow.transcript_id).where(TextRow.id == new).scalar_subquery()
    older = select(TextRow.id).where(TextRow.transcript_id == of_transcript, TextRow.id != new)
    statement = (
        select(CodingRow.__table__, CoderRow.name, TextRow.text, _BY_PEOPLE.label("by_people"))
        .join(CoderRow, CodingRow.coder_id == CoderRow.id)
        .join(TextRow, CodingRow.text_version_id == TextRow.id)
        .where(CodingRow.text_version_id.in_(older))
        .where(or_(CodingRow.text_version_id == old, CodingRow.is_lost))
        .order_by(CodingRow.id)
    )
    sha256 = transcript.sha256
    alignments: dict[int, Alignment] = {}
    moves = []
    for coding in connection.execute(statement):
        version = coding.text_version_id
        if version not in alignments:
            alignments[version] = Alignment(coding.text, transcript.text)
        alignment = alignments[version]
        start = alignment.find(coding.start, coding.end)
        row = None
        if start is not None:
            end = start + coding.end - coding.start
            evidence = evidence_from_json(coding.evidence)
            moved = alignment.move_evidence(evidence, (coding.start, coding.end), start)
            content = (coding.code, coding.partner, coding.status)
            row = {
                "id": present.get((start, end, *content, coding.coder_id))
                or coding_id(transcript.name, sha256, (start, end), *content, coding.name),
                "text_version_id": new,
                "start": start,
                "end": end,
                "code": coding.code,
                "partner": coding.partner,
                "status": coding.status,
                "coder_id": coding.coder_id,
                "run_id": coding.run_id,
                "evidence": evidence_to_json(moved),
                "is_lost": False,
            }
        moves.append(_Move(coding.id, coding.by_people, coding.is_lost, row))
    return moves


def _copy_decisions(connection: Connection, targets: dict[str, str]) -> None:
    """Copies the decisions on the old codings to the new ones, in their order, and none twice."""
    decisions = _decisions(connection, targets)
    known = {(row.coding_id, row.origin_id or row.id) for row in _decisions(connection, targets.values())}
    copies = []
    for row in decisions:
        copy = (targets[row.coding_id], row.origin_id or row.id)
        if copy not in known:
            known.add(copy)
            copies.append(
                {
                    "coding_id": copy[0],
                    "verdict": row.verdict,
                    "coder_id": row.coder_id,
                    "at": row.at,
                    "note": row.note,
                    "origin_id": copy[1],
                }
            )
    if copies:
        connection.execute(insert(DecisionRow), copies)


def _decisions(connection: Connection, codings: Iterable[str]) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for batch in in_batches(codings):
        statement = select(DecisionRow.__table__).where(DecisionRow.coding_id.in_(batch))
        found += connection.execute(statement)
    return sorted(found, key=lambda row: int(row.origin_id or row.id))


def _mark(connection: Connection, codings: Sequence[str], is_lost: bool) -> None:
    for batch in in_batches(codings):
        statement = update(CodingRow).where(CodingRow.id.in_(batch)).values(is_lost=is_lost)
        connection.execute(statement)


def _clear(connection: Connection, version: int) -> None:
    """Removes from a text that is no longer current what the rules can make again."""
    people = select(CoderRow.id).where(CoderRow.kind == "person")
    codings = delete(CodingRow).where(
        CodingRow.text_version_id == version, CodingRow.coder_id.not_in(people), ~_DECIDED
    )
    connection.execute(codings)
    connection.execute(delete(CodedRow).where(CodedRow.text_version_id == version))
