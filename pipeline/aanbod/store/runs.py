"""Runs of the rules, and how much the store holds."""

from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from .schema import CODING, DECISION, GONE, RUN, TEXT_VERSION, TRANSCRIPT
from .states import WORDS
from .values import Counts, RunRecord


def start(connection: Connection, codebook: str, version: str, program_version: str) -> int:
    connection.execute(delete(GONE))  # what the run before this one took out
    made = connection.execute(
        insert(RUN).values(
            codebook=codebook,
            codebook_version=version,
            program_version=program_version,
            started_at=datetime.now(UTC),
        )
    ).inserted_primary_key
    assert made is not None
    return int(made[0])


def finish(connection: Connection, run: int) -> None:
    statement = update(RUN).where(RUN.c.id == run).values(finished_at=datetime.now(UTC))
    if connection.execute(statement).rowcount != 1:
        raise LookupError(f"there is no run {run}")


def count(connection: Connection) -> Counts:
    current = select(TEXT_VERSION.c.id).where(TEXT_VERSION.c.is_current)
    by_state = select(CODING.c.state, func.count()).where(CODING.c.text_version_id.in_(current))
    states: dict[str, int] = dict(connection.execute(by_state.group_by(CODING.c.state)).all())
    last = connection.execute(select(RUN).order_by(RUN.c.id.desc()).limit(1)).first()
    number = select(func.count())
    said = number.select_from(DECISION).where(DECISION.c.origin_id.is_(None), DECISION.c.verdict.in_(WORDS))
    return Counts(
        transcripts=connection.execute(number.select_from(TRANSCRIPT)).scalar_one(),
        suggested=states.get("suggested", 0),
        accepted=states.get("accepted", 0),
        rejected=states.get("rejected", 0),
        decisions=connection.execute(said).scalar_one(),
        lost=connection.execute(number.select_from(CODING).where(CODING.c.is_lost)).scalar_one(),
        last_run=RunRecord(*last) if last else None,
    )
