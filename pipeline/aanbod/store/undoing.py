"""Taking back what was said: an undo is one more entry in the log, and what was taken back stays readable."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

from aanbod.errors import AanbodError

from .decisions import By, add_rows
from .locks import lock_codings
from .records import in_batches
from .schema import CODING, DECISION
from .states import WORDS, is_undone, settle


def undo(connection: Connection, entries: Sequence[int], by: By, note: str = "") -> tuple[int, list[int]]:
    """Takes back these entries of the log, the newest first; how many, and those that had to stay.

    A change goes with the coding that it made, and stays where somebody has decided on that one since. What was taken
    back already is passed over. AanbodError where an entry is not there or is an undo.
    """
    left = _with_their_half(connection, _read(connection, entries))
    for batch in in_batches(sorted({row.coding_id for row in left if row.coding_id})):
        lock_codings(connection, CODING.c.id.in_(batch))
    chosen = {row.id for row in left}
    stay = {row.id for row in left if row.verdict == "change" and _built_on(connection, row, chosen)}
    results = {row.result_id for row in left if row.id in stay}
    stay |= {row.id for row in left if row.verdict == "add" and row.coding_id in results}
    undone = [row for row in left if row.id not in stay]
    rows = [{"coding_id": row.coding_id, "verdict": "undo", "undoes_id": row.id, "note": note} for row in undone]
    add_rows(connection, rows, by)
    originals = [row.id for row in undone]
    settle(connection, _codings_of(connection, originals))
    return len([row for row in undone if row.verdict != "change"]), sorted(stay)


def of_session(connection: Connection, session: str) -> list[int]:
    """The entries of one sitting that stand."""
    return _standing(connection, DECISION.c.session == session)


def of_run(connection: Connection, run: int) -> list[int]:
    """The words on codings that stand, said while this run was the last one."""
    return _standing(connection, DECISION.c.run_id == run, DECISION.c.verdict.in_(WORDS))


def _standing(connection: Connection, *conditions: Any) -> list[int]:
    statement = select(DECISION.c.id).where(
        *conditions, DECISION.c.verdict != "undo", DECISION.c.origin_id.is_(None), ~is_undone()
    )
    return list(connection.execute(statement.order_by(DECISION.c.id.desc())).scalars())


def _read(connection: Connection, entries: Sequence[int]) -> list[Row[Any]]:
    """Those that stand, the newest first."""
    found: dict[int, Row[Any]] = {}
    for batch in in_batches(entries):
        statement = select(DECISION, is_undone().label("undone"))
        found.update({row.id: row for row in connection.execute(statement.where(DECISION.c.id.in_(batch)))})
    for entry in entries:
        if entry not in found:
            raise AanbodError(f"The log has no entry {entry}. `aanbod history` shows their numbers.")
        if found[entry].verdict == "undo":
            raise AanbodError(f"Entry {entry} is an undo itself. Decide again instead.")
        if found[entry].origin_id:
            raise AanbodError(f"Entry {entry} came along from entry {found[entry].origin_id}. Undo that one.")
    return [row for _, row in sorted(found.items(), reverse=True) if not row.undone]


def _with_their_half(connection: Connection, rows: Sequence[Row[Any]]) -> list[Row[Any]]:
    """A change is two entries: on the coding that it replaced, and on the one that it made. Neither goes alone."""
    found = {row.id: row for row in rows}
    for row in rows:
        same = and_(DECISION.c.at == row.at, DECISION.c.coder_id == row.coder_id)
        if row.verdict == "change":
            other = and_(DECISION.c.coding_id == row.result_id, DECISION.c.verdict == "add")
        elif row.verdict == "add":
            other = and_(DECISION.c.result_id == row.coding_id, DECISION.c.verdict == "change")
        else:
            continue
        statement = select(DECISION, is_undone().label("undone")).where(same, other, DECISION.c.origin_id.is_(None))
        found.update({half.id: half for half in connection.execute(statement) if not half.undone})
    return [row for _, row in sorted(found.items(), reverse=True)]


def _built_on(connection: Connection, change: Row[Any], chosen: Collection[int]) -> bool:
    """Whether somebody decided on the coding that a change made, and that is not taken back along with it."""
    statement = select(DECISION.c.id).where(
        DECISION.c.coding_id == change.result_id, DECISION.c.verdict.in_(WORDS), ~is_undone()
    )
    return not set(connection.execute(statement).scalars()) <= set(chosen)


def _codings_of(connection: Connection, originals: Sequence[int]) -> list[str]:
    """What these entries are on, in every text that they came along to."""
    found: list[str] = []
    for batch in in_batches(originals):
        of_these = or_(DECISION.c.id.in_(batch), DECISION.c.origin_id.in_(batch))
        statement = select(DECISION.c.coding_id).where(of_these, DECISION.c.coding_id.is_not(None))
        found += connection.execute(statement).scalars()
    return found
