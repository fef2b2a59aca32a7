"""Taking back what was said: an undo is one more entry in the log, and what was taken back stays readable."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from aanbod.errors import AanbodError

from .decisions import By, add_rows
from .locks import lock_codings
from .records import in_batches
from .schema import CODING, DECISION
from .states import AGE, WORDS, is_undone, settle


def undo(connection: Connection, entries: Sequence[int], by: By, note: str = "") -> tuple[int, list[int]]:
    """Takes back these entries of the log, the newest first; how many, and those that had to stay.

    A change goes with the coding that it made, and stays where somebody has decided on that one since. What was taken
    back already is passed over. AanbodError where an entry is not there or is an undo.
    """
    left = {row.id: row for row in _read(connection, entries)}
    halves: dict[int, int] = {}  # by change the entry that added what it made
    for change, half in _halves(connection, list(left.values())):
        halves[change.id] = half.id
        left |= {row.id: row for row in (change, half) if not row.undone}
    codings = codings_of(connection, list(left))
    for batch in in_batches(sorted(set(codings))):
        lock_codings(connection, CODING.c.id.in_(batch))
    stay: set[int] = set()
    for number, its_half in sorted(halves.items(), reverse=True):  # what stays may itself build on an earlier change
        if number in left and _built_on(connection, its_half, left.keys() - stay):
            stay |= {number, its_half}
    undone = [row for key, row in sorted(left.items(), reverse=True) if key not in stay]
    about = ("coding_id", "transcript_id", "code")
    rows = [{key: getattr(row, key) for key in about} | {"undoes_id": row.id} for row in undone]
    add_rows(connection, [row | {"verdict": "undo", "note": note} for row in rows], by)
    settle(connection, codings)
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


def _halves(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[tuple[Row[Any], Row[Any]]]:
    """A change is two entries: on the coding that it replaced, and next the one on what it made. Neither goes alone."""
    for row in rows:
        if row.verdict == "change":
            other = (DECISION.c.coding_id == row.result_id, DECISION.c.verdict == "add", DECISION.c.id > row.id)
            nearest: ColumnElement[int] = DECISION.c.id
        elif row.verdict == "add":
            other = (DECISION.c.result_id == row.coding_id, DECISION.c.verdict == "change", DECISION.c.id < row.id)
            nearest = -DECISION.c.id
        else:
            continue
        same = (DECISION.c.at == row.at, DECISION.c.coder_id == row.coder_id, DECISION.c.origin_id.is_(None))
        statement = select(DECISION, is_undone().label("undone")).where(*same, *other).order_by(nearest).limit(1)
        if half := connection.execute(statement).first():
            yield (row, half) if row.verdict == "change" else (half, row)


def _built_on(connection: Connection, half: int, chosen: Collection[int]) -> bool:
    """Whether somebody decided on what a change made, in whatever text, and that is not taken back along with it."""
    statement = select(AGE).where(
        DECISION.c.coding_id.in_(codings_of(connection, [half])), DECISION.c.verdict.in_(WORDS), ~is_undone()
    )
    return not set(connection.execute(statement).scalars()) <= set(chosen)


def codings_of(connection: Connection, originals: Sequence[int]) -> list[str]:
    """What these entries are on, in every text that they came along to."""
    found: list[str] = []
    for batch in in_batches(originals):
        of_these = or_(DECISION.c.id.in_(batch), DECISION.c.origin_id.in_(batch))
        statement = select(DECISION.c.coding_id).where(of_these, DECISION.c.coding_id.is_not(None))
        found += connection.execute(statement).scalars()
    return found
