"""A changed text: its codings go along where their quote still stands, and no decision is ever lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, or_, select, update

from aanbod.model import CodingRecord, Transcript

from .alignment import Alignment
from .content import coding_id, evidence_from_json, evidence_to_json
from .locks import lock_codings
from .records import in_batches, read_codings
from .schema import CODED, CODER, CODING, DECISION, TEXT_VERSION
from .states import settle

# Start, end, code, partner, status, coder.
_Content = tuple[int, int, str, str, str, int]

_DECIDED = exists().where(or_(DECISION.c.coding_id == CODING.c.id, DECISION.c.result_id == CODING.c.id))
# What people made is never deleted; the rest the rules can make again.
_BY_PEOPLE = or_(CODER.c.kind != "rules", _DECIDED)


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
    lock_codings(connection, CODING.c.text_version_id == old)
    present = _ids(connection, new)
    moves = _moves(connection, old, new, transcript, present)
    rows = {move.row["id"]: move.row for move in moves if move.row}
    known = set(present.values())
    added = [row for key, row in rows.items() if key not in known]
    if added:
        connection.execute(insert(CODING), added)
    _copy_decisions(connection, {move.old_id: move.row["id"] for move in moves if move.row})
    settle(connection, rows)
    lost = [move.old_id for move in moves if move.by_people and not (move.row or move.was_lost)]
    _mark(connection, lost, True)
    _mark(connection, [move.old_id for move in moves if move.row and move.was_lost], False)
    back_again = CODING.c.text_version_id == new
    connection.execute(update(CODING).where(back_again).values(is_lost=False))
    clear(connection, old)
    return [record for batch in in_batches(lost) for record in read_codings(connection, CODING.c.id.in_(batch))]


def _ids(connection: Connection, version: int) -> dict[_Content, str]:
    """The codings that a text has; by content, for an older program made ids otherwise."""
    columns = (CODING.c.start, CODING.c.end, CODING.c.code, CODING.c.partner, CODING.c.status, CODING.c.coder_id)
    statement = select(*columns, CODING.c.id).where(CODING.c.text_version_id == version)
    return {(*row[:6],): row.id for row in connection.execute(statement)}


def _moves(
    connection: Connection, old: int, new: int, transcript: Transcript, present: Mapping[_Content, str]
) -> list[_Move]:
    of_transcript = select(TEXT_VERSION.c.transcript_id).where(TEXT_VERSION.c.id == new).scalar_subquery()
    older = select(TEXT_VERSION.c.id).where(TEXT_VERSION.c.transcript_id == of_transcript, TEXT_VERSION.c.id != new)
    statement = (
        select(CODING, CODER.c.name, TEXT_VERSION.c.text, _BY_PEOPLE.label("by_people"))
        .join(CODER, CODING.c.coder_id == CODER.c.id)
        .join(TEXT_VERSION, CODING.c.text_version_id == TEXT_VERSION.c.id)
        .where(CODING.c.text_version_id.in_(older))
        .where(or_(CODING.c.text_version_id == old, CODING.c.is_lost))
        .order_by(CODING.c.id)
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
                "is_proposed": coding.is_proposed,
            }
        by_people = coding.by_people and coding.state != "withdrawn"
        moves.append(_Move(coding.id, by_people, coding.is_lost, row))
    return moves


def _copy_decisions(connection: Connection, targets: dict[str, str]) -> None:
    """Copies what was said of the old codings to the new ones, in its order, and nothing twice.

    An undo stays behind: it names the original, and takes back its copies too.
    """
    known = {(row.coding_id, row.origin_id or row.id) for row in _decisions(connection, targets.values())}
    copies = []
    for row in _decisions(connection, targets):
        copy = (targets[row.coding_id], row.origin_id or row.id)
        if copy not in known and row.verdict != "undo":
            known.add(copy)
            moved = {"coding_id": copy[0], "origin_id": copy[1], "result_id": targets.get(row.result_id, row.result_id)}
            copies.append({key: value for key, value in row._mapping.items() if key != "id"} | moved)
    if copies:
        connection.execute(insert(DECISION), copies)


def _decisions(connection: Connection, codings: Iterable[str]) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for batch in in_batches(codings):
        statement = select(DECISION).where(DECISION.c.coding_id.in_(batch))
        found += connection.execute(statement)
    return sorted(found, key=lambda row: int(row.origin_id or row.id))


def _mark(connection: Connection, codings: Sequence[str], is_lost: bool) -> None:
    for batch in in_batches(codings):
        statement = update(CODING).where(CODING.c.id.in_(batch)).values(is_lost=is_lost)
        connection.execute(statement)


def clear(connection: Connection, version: int) -> None:
    """Removes from a text that is no longer current what the rules can make again."""
    rules = select(CODER.c.id).where(CODER.c.kind == "rules")
    codings = delete(CODING).where(CODING.c.text_version_id == version, CODING.c.coder_id.in_(rules), ~_DECIDED)
    connection.execute(codings)
    connection.execute(delete(CODED).where(CODED.c.text_version_id == version))
