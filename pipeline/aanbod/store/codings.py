"""What a run of the rules leaves in the store: the new codings in, those no longer proposed out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select, update

from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord

from .bulk import insert_rows
from .coders import rules_coder
from .content import RULES, coding_id, evidence_to_json, sort_key
from .locks import lock_codings, lock_transcripts
from .models import CodedRow, CodingRow, TextRow, TranscriptRow
from .records import in_batches, read_codings
from .transcripts import check_names
from .values import CodingDiff

# Per transcript: its name and all that the rules propose on its current text.
Proposals = Sequence[tuple[str, Sequence[Coding]]]
# Text version, start, end, code, partner, status: what makes a coding of the rules that one and no other.
_Content = tuple[int, int, int, str, str, str]


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
    present = _present(connection, versions, coder)
    proposed = _proposed(texts, proposals)
    rows, new, renewed = [], [], []
    for content, (text, coding) in proposed.items():
        evidence = evidence_to_json(coding.evidence)
        if content not in present:
            key = coding_id(text.name, text.sha256, (coding.start, coding.end), *content[3:], RULES)
            new.append(_record(key, text, coding))
            rows.append((key, *content, coder, run, evidence, False, "suggested"))
        elif evidence != present[content][1]:
            renewed.append({"key": present[content][0], "renewed": evidence})
    dropped = _read_locked(connection, [key for content, (key, _) in present.items() if content not in proposed])
    gone = [record for record in dropped if record.state == "suggested"]
    insert_rows(connection, CodingRow.__table__, rows)  # type: ignore[arg-type]
    for batch in in_batches([record.id for record in gone]):
        connection.execute(delete(CodingRow).where(CodingRow.id.in_(batch)))
    if renewed:
        update_one = update(CodingRow).where(CodingRow.id == bindparam("key"))
        connection.execute(update_one.values(evidence=bindparam("renewed")), renewed)
    _set_coded(connection, versions, rules_version, run)
    return CodingDiff(
        tuple(sorted(new, key=sort_key)),
        tuple(gone),
        len(proposed) - len(new),
        tuple(record for record in dropped if record.state != "suggested"),
    )


def _current_texts(connection: Connection, names: Sequence[str]) -> dict[str, _Text]:
    lock_transcripts(connection, names)
    statement = (
        select(TranscriptRow.name, TextRow.id, TextRow.sha256, TextRow.text)
        .join(TextRow, TextRow.transcript_id == TranscriptRow.id)
        .where(TextRow.is_current, TranscriptRow.name.in_(names))
    )
    texts = {row.name: _Text(*row) for row in connection.execute(statement)}
    check_names(connection, [name for name in names if name not in texts])
    return texts


def _present(connection: Connection, versions: Sequence[int], coder: int) -> dict[_Content, tuple[str, str]]:
    """What the rules coded before, as id and evidence; by content, for an older program made ids otherwise."""
    columns = (CodingRow.text_version_id, CodingRow.start, CodingRow.end, CodingRow.code, CodingRow.partner)
    statement = select(*columns, CodingRow.status, CodingRow.id, CodingRow.evidence).where(
        CodingRow.text_version_id.in_(versions), CodingRow.coder_id == coder
    )
    return {(*row[:6],): (row.id, row.evidence) for row in connection.execute(statement)}


def _proposed(texts: Mapping[str, _Text], proposals: Proposals) -> dict[_Content, tuple[_Text, Coding]]:
    found: dict[_Content, tuple[_Text, Coding]] = {}
    for name, codings in proposals:
        text = texts[name]
        for coding in codings:
            _check_fit(text, coding)
            content = (text.version, coding.start, coding.end, coding.code, coding.partner, coding.status)
            found[content] = (text, coding)
    return found


def _record(key: str, text: _Text, coding: Coding) -> CodingRecord:
    return CodingRecord(
        key,
        text.name,
        coding.start,
        coding.end,
        text.text[coding.start : coding.end],
        coding.code,
        coding.partner,
        coding.status,
        RULES,
        "suggested",
        coding.evidence,
    )


def _check_fit(text: _Text, coding: Coding) -> None:
    """A coding of another version of the text would point at the wrong words."""
    evidence = coding.evidence
    if coding.end > len(text.text) or any(
        text.text[word.start : word.end] != word.text
        for words in (evidence.words, evidence.cue_words)
        for word in words
    ):
        raise AanbodError(f"The text of {text.name} changed while it was being coded. Run the command again.")


def _read_locked(connection: Connection, codings: Sequence[str]) -> list[CodingRecord]:
    """These codings, with the decisions that came in up to now; a later one waits until this transaction is over."""
    found: list[CodingRecord] = []
    for batch in in_batches(sorted(codings)):
        lock_codings(connection, CodingRow.id.in_(batch))
        found += read_codings(connection, CodingRow.id.in_(batch))
    return sorted(found, key=sort_key)


def _set_coded(connection: Connection, versions: Sequence[int], rules_version: str, run: int) -> None:
    connection.execute(delete(CodedRow).where(CodedRow.text_version_id.in_(versions)))
    rows = [(version, rules_version, run) for version in versions]
    insert_rows(connection, CodedRow.__table__, rows)  # type: ignore[arg-type]
