"""The state of a coding: what follows from the decisions on it, kept in its row.

The decisions are what is true, and the row says what they come to. Whoever adds decisions settles the codings in the
same transaction; on a server, with the codings locked before, so that of two at once the later one sees the other.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, case, func, select, update

from .models import CodingRow, DecisionRow
from .records import in_batches

# A decision that came along from an older text is as old as its original.
_VERDICT = (
    select(DecisionRow.verdict)
    .where(DecisionRow.coding_id == CodingRow.id)
    .order_by(func.coalesce(DecisionRow.origin_id, DecisionRow.id).desc())
    .limit(1)
    .correlate(CodingRow)
    .scalar_subquery()
)
SETTLED = case({"accept": "accepted", "reject": "rejected"}, value=_VERDICT, else_="suggested")


def settle(connection: Connection, codings: Iterable[str]) -> None:
    """Gives each coding the state that follows from its decisions."""
    for batch in in_batches(sorted(set(codings))):
        connection.execute(update(CodingRow).where(CodingRow.id.in_(batch)).values(state=SETTLED))
