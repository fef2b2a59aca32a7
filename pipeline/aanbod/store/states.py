"""The state of a coding: what follows from the log of decisions on it, kept in its row.

The log is what is true, and the row says what it comes to: the last word of a person that was not taken back.
Accept and add make a coding accepted, reject and change (another one took its place) rejected. Without such a word a
coding that the rules propose is suggested. Withdrawn, which nothing counts or exports, is a coding by hand that its
own coder gave up, and what the rules no longer propose and nobody decided on. What a school says of a coding stands
beside it and settles nothing. Whoever adds to the log settles the codings in the same transaction; on a server, with
the codings locked before, so that of two at once the later one sees the other.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, exists, func, select, update

from .records import in_batches
from .schema import CODER, CODING, DECISION, TEXT_VERSION

WORDS = ("accept", "reject", "add", "change")  # what settles a coding
HOLDS = ("accept", "add")  # who said so holds the coding for true

# A decision that came along from an older text is the same entry as its original.
AGE = func.coalesce(DECISION.c.origin_id, DECISION.c.id)
# The order of what was said: by moment, for numbers of entries that came from another store say nothing. On a coding
# no entry of this store is older than the one before it, whatever the clocks say (`decisions.add_rows`).
WHEN = (DECISION.c.at, AGE)


def is_undone() -> ColumnElement[bool]:
    """Whether a row of the log was taken back."""
    undo = DECISION.alias("taken_back")
    return exists().where(undo.c.undoes_id == AGE)


def words_that_stand(*columns: ColumnElement[Any]) -> Select[Any]:
    """What people and schools said of codings of the current texts and did not take back, the oldest first."""
    return (
        select(*columns)
        .select_from(DECISION)
        .join(CODER, DECISION.c.coder_id == CODER.c.id)
        .join(CODING, DECISION.c.coding_id == CODING.c.id)
        .join(TEXT_VERSION, CODING.c.text_version_id == TEXT_VERSION.c.id)
        .where(TEXT_VERSION.c.is_current, DECISION.c.verdict.in_(WORDS), ~is_undone())
        .order_by(*WHEN)
    )


_STATE = (
    select(
        case(
            (DECISION.c.verdict.in_(HOLDS), "accepted"),
            (DECISION.c.coder_id == CODING.c.coder_id, "withdrawn"),
            else_="rejected",
        )
    )
    .join(CODER, DECISION.c.coder_id == CODER.c.id)
    .where(DECISION.c.coding_id == CODING.c.id, DECISION.c.verdict.in_(WORDS), CODER.c.kind == "person", ~is_undone())
    .order_by(*(column.desc() for column in WHEN))
    .limit(1)
    .correlate(CODING)
    .scalar_subquery()
)
SETTLED = func.coalesce(_STATE, case((CODING.c.is_proposed, "suggested"), else_="withdrawn"))


def settle(connection: Connection, codings: Iterable[str]) -> None:
    """Gives each coding the state that follows from the log."""
    for batch in in_batches(sorted(set(codings))):
        connection.execute(update(CODING).where(CODING.c.id.in_(batch)).values(state=SETTLED))
