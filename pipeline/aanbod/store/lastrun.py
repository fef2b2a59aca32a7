"""What the last run of the rules changed, as far as the store still tells."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from aanbod.model import CodingRecord, Evidence

from .content import RULES, sort_key
from .records import read_codings
from .runs import count
from .schema import CODER, CODING, GONE, TEXT_VERSION, TRANSCRIPT
from .values import RunRecord


@dataclass(frozen=True)
class RunChanges:
    """The codings that a run was the first to propose, those that it took out, and those that the rules no longer
    propose but that stay because a person decided on them."""

    run: RunRecord
    new: tuple[CodingRecord, ...]
    gone: tuple[CodingRecord, ...]
    kept: tuple[CodingRecord, ...]


def read_last_changes(connection: Connection) -> RunChanges | None:
    """None where the rules never ran."""
    run = count(connection).last_run
    if run is None:
        return None
    by_rules = (TEXT_VERSION.c.is_current, CODER.c.name == RULES)
    new = read_codings(connection, *by_rules, CODING.c.run_id == run.id)
    kept = read_codings(connection, *by_rules, ~CODING.c.is_proposed)
    return RunChanges(run, tuple(new), tuple(_read_gone(connection)), tuple(kept))


def _read_gone(connection: Connection) -> list[CodingRecord]:
    statement = (
        select(GONE, TRANSCRIPT.c.name, TEXT_VERSION.c.text)
        .join(TEXT_VERSION, GONE.c.text_version_id == TEXT_VERSION.c.id)
        .join(TRANSCRIPT, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
    )
    records = [
        CodingRecord(
            row.id,
            row.name,
            row.start,
            row.end,
            row.text[row.start : row.end],
            row.code,
            row.partner,
            row.status,
            RULES,
            "suggested",
            Evidence(""),
        )
        for row in connection.execute(statement)
    ]
    return sorted(records, key=sort_key)
