"""Runs of the rules, and how much the store holds."""

from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select, update

from .models import CodingRow, DecisionRow, RunRow, TextRow, TranscriptRow
from .values import Counts, RunRecord


def start(connection: Connection, codebook: str, version: str, program_version: str) -> int:
    made = connection.execute(
        insert(RunRow).values(
            codebook=codebook,
            codebook_version=version,
            program_version=program_version,
            started_at=datetime.now(UTC),
        )
    ).inserted_primary_key
    assert made is not None
    return int(made[0])


def finish(connection: Connection, run: int) -> None:
    statement = update(RunRow).where(RunRow.id == run).values(finished_at=datetime.now(UTC))
    if connection.execute(statement).rowcount != 1:
        raise LookupError(f"there is no run {run}")


def count(connection: Connection) -> Counts:
    current = select(TextRow.id).where(TextRow.is_current)
    by_state = select(CodingRow.state, func.count()).where(CodingRow.text_version_id.in_(current))
    states: dict[str, int] = dict(connection.execute(by_state.group_by(CodingRow.state)).all())
    last = connection.execute(select(RunRow.__table__).order_by(RunRow.id.desc()).limit(1)).first()
    number = select(func.count())
    return Counts(
        transcripts=connection.execute(number.select_from(TranscriptRow)).scalar_one(),
        suggested=states.get("suggested", 0),
        accepted=states.get("accepted", 0),
        rejected=states.get("rejected", 0),
        decisions=connection.execute(
            number.select_from(DecisionRow).where(DecisionRow.origin_id.is_(None))
        ).scalar_one(),
        lost=connection.execute(number.select_from(CodingRow).where(CodingRow.is_lost)).scalar_one(),
        last_run=RunRecord(*last) if last else None,
    )
