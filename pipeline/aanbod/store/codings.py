"""What a run of the rules leaves in the store: the new codings in, those no longer proposed out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord

from .coders import rules_coder
from .content import RULES, coding_id, evidence_to_json, sort_key
from .models import CodedRow, CodingRow, TextRow, TranscriptRow
from .records import read_codings
from .transcripts import check_names
from .values import CodingDiff

# Per transcript: its name and all that the rules propose on its current text.
Proposals = Sequence[tuple[str, Sequence[Coding]]]


@dataclass(frozen=True)
class _Text:
    name: str
    version: int
    sha256: str
    text: str


def save(connection: Connection, run: int, rules_version: str, proposals: Proposals) -> CodingDiff:
    """Saves the codings of whole transcripts, within the caller's transaction.

    The evidence of a coding that was there already is renewed: it must explain today's rules.
    """
    texts = _current_texts(connection, [name for name, _ in proposals])
    coder = rules_coder(connection)
    versions = [text.version for text in texts.values()]
    present = {
        record.id: record
        for record in read_codings(connection, CodingRow.text_version_id.in_(versions), CodingRow.coder_id == coder)
    }
    proposed = _records(texts, proposals)
    new = [record for key, record in proposed.items() if key not in present]
    dropped = [record for key, record in present.items() if key not in proposed]
    gone = [record for record in dropped if record.state == "suggested"]
    again = [record for key, record in proposed.items() if key in present]
    _insert(connection, new, texts, coder, run)
    _delete(connection, gone)
    _renew(connection, [one for one in again if one.evidence != present[one.id].evidence])
    _set_coded(connection, versions, rules_version, run)
    return CodingDiff(
        tuple(sorted(new, key=sort_key)),
        tuple(gone),
        len(again),
        tuple(record for record in dropped if record.state != "suggested"),
    )


def _current_texts(connection: Connection, names: Sequence[str]) -> dict[str, _Text]:
    statement = (
        select(TranscriptRow.name, TextRow.id, TextRow.sha256, TextRow.text)
        .join(TextRow, TextRow.transcript_id == TranscriptRow.id)
        .where(TextRow.is_current, TranscriptRow.name.in_(names))
    )
    texts = {row.name: _Text(*row) for row in connection.execute(statement)}
    check_names(connection, [name for name in names if name not in texts])
    return texts


def _records(texts: Mapping[str, _Text], proposals: Proposals) -> dict[str, CodingRecord]:
    records: dict[str, CodingRecord] = {}
    for name, codings in proposals:
        text = texts[name]
        for coding in codings:
            _check_fit(text, coding)
            passage = (coding.start, coding.end)
            content = (coding.code, coding.partner, coding.status)
            key = coding_id(name, text.sha256, passage, *content, RULES)
            records[key] = CodingRecord(
                key,
                name,
                *passage,
                text.text[coding.start : coding.end],
                *content,
                RULES,
                "suggested",
                coding.evidence,
            )
    return records


def _check_fit(text: _Text, coding: Coding) -> None:
    """A coding of another version of the text would point at the wrong words."""
    evidence = coding.evidence
    if coding.end > len(text.text) or any(
        text.text[word.start : word.end] != word.text
        for words in (evidence.words, evidence.cue_words)
        for word in words
    ):
        raise AanbodError(f"The text of {text.name} changed while it was being coded. Run the command again.")


def _insert(
    connection: Connection,
    records: Sequence[CodingRecord],
    texts: Mapping[str, _Text],
    coder: int,
    run: int,
) -> None:
    rows = [
        {
            "id": record.id,
            "text_version_id": texts[record.transcript].version,
            "start": record.start,
            "end": record.end,
            "code": record.code,
            "partner": record.partner,
            "status": record.status,
            "coder_id": coder,
            "run_id": run,
            "evidence": evidence_to_json(record.evidence),
            "is_lost": False,
        }
        for record in records
    ]
    if rows:
        connection.execute(insert(CodingRow), rows)


def _delete(connection: Connection, records: Iterable[CodingRecord]) -> None:
    keys = [{"key": record.id} for record in records]
    if keys:
        connection.execute(delete(CodingRow).where(CodingRow.id == bindparam("key")), keys)


def _renew(connection: Connection, records: Iterable[CodingRecord]) -> None:
    rows = [{"key": record.id, "renewed": evidence_to_json(record.evidence)} for record in records]
    statement = update(CodingRow).where(CodingRow.id == bindparam("key"))
    if rows:
        connection.execute(statement.values(evidence=bindparam("renewed")), rows)


def _set_coded(connection: Connection, versions: Sequence[int], rules_version: str, run: int) -> None:
    connection.execute(delete(CodedRow).where(CodedRow.text_version_id.in_(versions)))
    rows = [{"text_version_id": version, "rules_version": rules_version, "run_id": run} for version in versions]
    if rows:
        connection.execute(insert(CodedRow), rows)
