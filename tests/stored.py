"""Records as they would come out of a store, put into one; for tests of what is counted there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Table, delete, insert

from aanbod.model import CodingRecord, TranscriptRecord
from aanbod.store import Store
from aanbod.store.coders import rules_coder, speaker
from aanbod.store.content import evidence_to_json
from aanbod.store.schema import CODING, DECISION, TEXT_VERSION, TRANSCRIPT, TRANSCRIPT_CASE, TRANSCRIPT_VARIABLE
from aanbod.store.snapshot import Snapshot
from aanbod.store.states import settle

VERDICTS = {"accepted": "accept", "rejected": "reject"}


@contextmanager
def snapshot_of(
    store: Store, transcripts: Sequence[TranscriptRecord], codings: Sequence[CodingRecord]
) -> Iterator[Snapshot]:
    """A moment of the store in which it holds these and nothing else; a quote stands where its coding says."""
    fill(store, transcripts, codings)
    with store.snapshot() as snapshot:
        yield snapshot


def fill(store: Store, transcripts: Sequence[TranscriptRecord], codings: Sequence[CodingRecord]) -> None:
    texts = {record.name: _text([c for c in codings if c.transcript == record.name]) for record in transcripts}
    ids = {record.name: record.id for record in transcripts}
    assert len(set(ids.values())) == len(transcripts)
    with store._writing() as connection:
        for table in (DECISION, CODING, TEXT_VERSION, TRANSCRIPT_CASE, TRANSCRIPT_VARIABLE, TRANSCRIPT):
            connection.execute(delete(table))
        rules = rules_coder(connection)
        rows: dict[Table, list[dict[str, object]]] = {
            TRANSCRIPT: [{"id": record.id, "name": record.name} for record in transcripts],
            TRANSCRIPT_VARIABLE: [
                {"transcript_id": record.id, "variable": variable, "value": value}
                for record in transcripts
                for variable, value in record.variables.items()
            ],
            TRANSCRIPT_CASE: [
                {"transcript_id": record.id, "position": position, "case_name": case}
                for record in transcripts
                for position, case in enumerate(record.cases)
            ],
            TEXT_VERSION: [
                {"id": key, "transcript_id": key, "number": 1, "is_current": True, "sha256": name, "source_sha256": ""}
                | {"text": texts[name]}
                for name, key in ids.items()
            ],
            CODING: [
                {"id": c.id, "text_version_id": ids[c.transcript], "start": c.start, "end": _end(c), "code": c.code}
                | {"partner": c.partner, "status": c.status, "evidence": evidence_to_json(c.evidence)}
                | {"coder_id": rules if c.coder == "rules" else speaker(connection, c.coder), "is_lost": False}
                for c in codings
            ],
            DECISION: [
                {"coding_id": c.id, "verdict": VERDICTS[c.state], "coder_id": speaker(connection, "anna"), "note": ""}
                | {"at": datetime(2026, 1, 1, tzinfo=UTC)}
                for c in codings
                if c.state in VERDICTS
            ],
        }
        for table, values in rows.items():
            if values:
                connection.execute(insert(table), values)
        settle(connection, [c.id for c in codings])


def _text(codings: Sequence[CodingRecord]) -> str:
    text = [" "] * max(map(_end, codings), default=1)
    for c in codings:
        text[c.start : _end(c)] = c.quote
    return "".join(text)


def _end(coding: CodingRecord) -> int:
    return coding.start + len(coding.quote)
