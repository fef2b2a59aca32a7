"""What people say of codings. Decisions are added, never changed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, insert, select

from aanbod.errors import AanbodError

from .coders import person
from .models import CodingRow, DecisionRow, TextRow
from .records import in_batches

Verdict = Literal["accept", "reject"]


def decide(connection: Connection, codings: Sequence[str], verdict: Verdict, coder: str, note: str) -> int:
    """Adds one decision on each coding, all or none; returns how many."""
    if verdict not in ("accept", "reject"):
        raise AanbodError(f"A decision is accept or reject, not {verdict!r}.")
    chosen = list(dict.fromkeys(codings))
    _check_current(connection, chosen)
    who = person(connection, coder)
    now = datetime.now(UTC)
    rows = [{"coding_id": key, "verdict": verdict, "coder_id": who, "at": now, "note": note} for key in chosen]
    if rows:
        connection.execute(insert(DecisionRow), rows)
    return len(rows)


def _check_current(connection: Connection, codings: Sequence[str]) -> None:
    found: dict[str, bool] = {}
    for batch in in_batches(codings):
        statement = (
            select(CodingRow.id, TextRow.is_current)
            .join(TextRow, CodingRow.text_version_id == TextRow.id)
            .where(CodingRow.id.in_(batch))
        )
        found.update(connection.execute(statement).all())
    for key in codings:
        if key not in found:
            raise AanbodError(
                f"There is no coding {key!r}: a newer run or a changed text may have removed it. "
                "Look at the codings again."
            )
        if not found[key]:
            raise AanbodError(
                f"The coding {key!r} stands on an older text of its transcript. Decide on the coding of the "
                "current text."
            )
