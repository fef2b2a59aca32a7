"""Who said what of which coding."""

from sqlalchemy import Connection, func, select

from aanbod.model import DecisionRecord

from .models import CoderRow, CodingRow, DecisionRow, TextRow


def read_decisions(connection: Connection) -> list[DecisionRecord]:
    """Every decision on a coding of a current text, the oldest first; one that came along is as old as its original."""
    age = func.coalesce(DecisionRow.origin_id, DecisionRow.id)
    statement = (
        select(DecisionRow.coding_id, CoderRow.name, DecisionRow.verdict)
        .join(CoderRow, DecisionRow.coder_id == CoderRow.id)
        .join(CodingRow, DecisionRow.coding_id == CodingRow.id)
        .join(TextRow, CodingRow.text_version_id == TextRow.id)
        .where(TextRow.is_current)
        .order_by(age, DecisionRow.id)
    )
    return [DecisionRecord(*row) for row in connection.execute(statement)]
