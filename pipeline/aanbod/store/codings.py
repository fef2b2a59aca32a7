"""What a run of the rules leaves in the store: the new codings in, those no longer proposed out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, delete, select, update

from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord

from .bulk import insert_rows
from .coders import rules_coder
from .content import RULES, coding_id, evidence_to_json, sort_key
from .locks import lock_codings, lock_transcripts
from .records import in_batches, read_codings
from .schema import CODED, CODING, DECISION, GONE, TEXT_VERSION, TRANSCRIPT
from .states import settle
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


@dataclass(frozen=True)
class _Present:
    id: str
    evidence: str
    is_proposed: bool


def save(connection: Connection, run: int, rules_version: str, proposals: Proposals) -> CodingDiff:
    """Saves the codings of whole transcripts, within the caller's transaction.

    The evidence of a coding that was there already is renewed: it must explain today's rules.
    """
    texts = _current_texts(connection, [name for name, _ in proposals])
    coder = rules_coder(connection)
    versions = [text.version for text in texts.values()]
    present = _present(connection, versions, coder)
    proposed = _proposed(texts, proposals)
    rows, new, renewed, back = [], [], [], []
    for content, (text, coding) in proposed.items():
        evidence = evidence_to_json(coding.evidence)
        if content not in present:
            key = coding_id(text.name, text.sha256, (coding.start, coding.end), *content[3:], RULES)
            new.append(_record(key, text, coding))
            rows.append((key, *content, coder, run, evidence, False, "suggested", True))
        else:
            was = present[content]
            if evidence != was.evidence:
                renewed.append({"key": was.id, "renewed": evidence})
            if not was.is_proposed:
                back.append(was.id)
    dropped = _read_locked(connection, [was.id for content, was in present.items() if content not in proposed])
    gone = [record for record in dropped if record.state == "suggested"]
    insert_rows(connection, CODING, rows)
    _remove(connection, dropped)
    insert_rows(connection, GONE, [_gone(run, texts[record.transcript].version, record) for record in gone])
    _set_proposed(connection, back, True)
    if renewed:
        update_one = update(CODING).where(CODING.c.id == bindparam("key"))
        connection.execute(update_one.values(evidence=bindparam("renewed")), renewed)
    _set_coded(connection, versions, rules_version, run)
    return CodingDiff(
        tuple(sorted(new, key=sort_key)),
        tuple(gone),
        len(proposed) - len(new),
        tuple(record for record in dropped if record.state != "suggested"),
    )


def read_versions(connection: Connection, names: Sequence[str]) -> dict[str, list[str]]:
    """By version of the rules the transcripts, of these, whose current text was coded under it."""
    found: dict[str, list[str]] = {}
    for batch in in_batches(names):
        statement = _coded(CODED.c.rules_version, TRANSCRIPT.c.name).where(TRANSCRIPT.c.name.in_(batch))
        for version, name in connection.execute(statement):
            found.setdefault(version, []).append(name)
    return found


def pass_on(connection: Connection, names: Sequence[str], old: str, new: str) -> None:
    """What the rules found in these transcripts under the one version they find under the other too."""
    for batch in in_batches(names):
        texts = _coded(CODED.c.text_version_id).where(TRANSCRIPT.c.name.in_(batch), CODED.c.rules_version == old)
        connection.execute(update(CODED).where(CODED.c.text_version_id.in_(texts)).values(rules_version=new))


def _coded(*columns: Column[Any]) -> Select[Any]:
    """Of current texts."""
    joined = select(*columns).join(TEXT_VERSION, TEXT_VERSION.c.id == CODED.c.text_version_id).join(TRANSCRIPT)
    return joined.where(TEXT_VERSION.c.is_current)


def _current_texts(connection: Connection, names: Sequence[str]) -> dict[str, _Text]:
    lock_transcripts(connection, names)
    statement = (
        select(TRANSCRIPT.c.name, TEXT_VERSION.c.id, TEXT_VERSION.c.sha256, TEXT_VERSION.c.text)
        .join(TEXT_VERSION, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
        .where(TEXT_VERSION.c.is_current, TRANSCRIPT.c.name.in_(names))
    )
    texts = {row.name: _Text(*row) for row in connection.execute(statement)}
    check_names(connection, [name for name in names if name not in texts])
    return texts


def _present(connection: Connection, versions: Sequence[int], coder: int) -> dict[_Content, _Present]:
    """What the rules coded before; by content, for an older program made ids otherwise."""
    columns = (CODING.c.text_version_id, CODING.c.start, CODING.c.end, CODING.c.code, CODING.c.partner)
    statement = select(*columns, CODING.c.status, CODING.c.id, CODING.c.evidence, CODING.c.is_proposed).where(
        CODING.c.text_version_id.in_(versions), CODING.c.coder_id == coder
    )
    return {(*row[:6],): _Present(*row[6:]) for row in connection.execute(statement)}


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
        lock_codings(connection, CODING.c.id.in_(batch))
        found += read_codings(connection, CODING.c.id.in_(batch))
    return sorted(found, key=sort_key)


def _gone(run: int, version: int, record: CodingRecord) -> tuple[object, ...]:
    return (record.id, run, version, record.start, record.end, record.code, record.partner, record.status)


def _remove(connection: Connection, dropped: Sequence[CodingRecord]) -> None:
    """Takes out what the rules no longer propose; of what somebody spoke of ever it is noted only."""
    spoken_of: set[str] = set()
    for batch in in_batches([record.id for record in dropped]):
        statement = select(DECISION.c.coding_id).where(DECISION.c.coding_id.in_(batch)).distinct()
        spoken_of.update(connection.execute(statement).scalars())
    for batch in in_batches([record.id for record in dropped if record.id not in spoken_of]):
        connection.execute(delete(CODING).where(CODING.c.id.in_(batch)))
    _set_proposed(connection, sorted(spoken_of), False)


def _set_proposed(connection: Connection, codings: Sequence[str], is_proposed: bool) -> None:
    for batch in in_batches(codings):
        connection.execute(update(CODING).where(CODING.c.id.in_(batch)).values(is_proposed=is_proposed))
    settle(connection, codings)


def _set_coded(connection: Connection, versions: Sequence[int], rules_version: str, run: int) -> None:
    connection.execute(delete(CODED).where(CODED.c.text_version_id.in_(versions)))
    rows = [(version, rules_version, run) for version in versions]
    insert_rows(connection, CODED, rows)
