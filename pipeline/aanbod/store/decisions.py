"""What people say of codings. Decisions are added, never changed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from aanbod.errors import AanbodError

from .coders import person
from .locks import lock_codings
from .models import CodingRow, DecisionRow, TextRow
from .records import in_batches
from .states import settle

Verdict = Literal["accept", "reject"]


def decide(connection: Connection, codings: Sequence[str], verdict: Verdict, coder: str, note: str) -> int:
    """Adds one decision on each coding, all or none; returns how many."""
    if verdict not in ("accept", "reject"):
        raise AanbodError(f"A decision is accept or reject, not {verdict!r}.")
    chosen = list(dict.fromkeys(codings))
    for batch in in_batches(sorted(chosen)):
        lock_codings(connection, CodingRow.id.in_(batch))
    _check_current(connection, chosen)
    who = person(connection, coder)
    now = datetime.now(UTC)
    rows = [{"coding_id": key, "verdict": verdict, "coder_id": who, "at": now, "note": note} for key in chosen]
    if not rows:
        return 0
    try:
        connection.execute(insert(DecisionRow), rows)
    except IntegrityError as error:
        # On a server a run may have removed a coding since it was looked up; the decision then refers to nothing.
        raise _gone(chosen) if _refers_to_nothing(error) else error from error
    # Or the text may have changed: a decision waits for that, and would stay behind on the older text.
    _check_current(connection, chosen)
    settle(connection, chosen)
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
            raise _gone([key])
        if not found[key]:
            raise AanbodError(
                f"The coding {key!r} stands on an older text of its transcript. Decide on the coding of the "
                "current text."
            )


def _gone(codings: Sequence[str]) -> AanbodError:
    which = f"There is no coding {codings[0]!r}" if len(codings) == 1 else "One of these codings is gone"
    return AanbodError(f"{which}: a newer run or a changed text may have removed it. Look at the codings again.")


def _refers_to_nothing(error: IntegrityError) -> bool:
    return getattr(error.orig, "sqlstate", None) == "23503"
