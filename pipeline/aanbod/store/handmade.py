"""Codings by people: added by hand, or put in the place of another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select

from aanbod.errors import AanbodError
from aanbod.model import Answer, Coding, CodingRecord, Evidence

from .coders import speaker
from .content import coding_id, evidence_to_json
from .decisions import By, add_rows, check_seen, decide, lock_current, memo
from .locks import lock_codings, lock_transcripts
from .records import in_batches
from .schema import CODING, TEXT_VERSION, TRANSCRIPT
from .states import settle
from .transcripts import check_names
from .verdicts import read_spoken_of


def add(connection: Connection, codings: Iterable[tuple[str, Coding]], by: By, note: str = "") -> list[CodingRecord]:
    """Adds codings by hand, each with the name of its transcript; they are accepted by whoever made them.

    What this coder has accepted already is not added again. AanbodError where a passage does not fit its text.
    """
    made = _make(connection, list(codings), by)
    known = {record.id for record in read_spoken_of(connection, made) if record.state == "accepted"}
    new = [key for key in made if key not in known]
    add_rows(connection, [{"coding_id": key, "verdict": "add", "note": note} for key in new], by)
    settle(connection, new)
    return read_spoken_of(connection, made)


def answer(connection: Connection, answers: Sequence[Answer], by: By, seen: Mapping[str, int]) -> None:
    """Stores many answers, all or none: they name different codings."""
    check_seen(connection, seen)
    for verdict in ("accept", "reject"):
        if chosen := [one.coding.id for one in answers if one.verdict == verdict]:
            decide(connection, chosen, "accept" if verdict == "accept" else "reject", by)
    for one in answers:
        if one.changed:
            change(connection, one.coding, one.changed, by)
        if one.memo:
            memo(connection, one.memo, by, one.coding.id)


def change(
    connection: Connection,
    coding: CodingRecord,
    changed: Coding,
    by: By,
    note: str = "",
    seen: Mapping[str, int] | None = None,
) -> CodingRecord:
    """Puts a coding in the place of another one; the new one. AanbodError where nothing differs.

    Its evidence is what of the old one's still tells why: the words within the new passage, and the cue of a status
    that stayed.
    """
    lock_current(connection, [coding.id])
    check_seen(connection, seen or {})
    (coding,) = read_spoken_of(connection, [coding.id])  # as it is now, and stays until this transaction is over
    if coding.state not in ("suggested", "accepted"):
        raise AanbodError(
            "This coding was rejected or changed already. Accept it again first, or change the other one."
        )
    if _content(changed) == (coding.start, coding.end, coding.code, coding.partner, coding.status):
        raise AanbodError("Nothing differs from the coding as it is. To agree with it, accept it.")
    evidence = _kept_evidence(coding, changed)
    (result,) = _make(connection, [(coding.transcript, replace(changed, evidence=evidence))], by)
    row = {"coding_id": coding.id, "verdict": "change", "result_id": result, "note": note}
    add_rows(connection, [row, {"coding_id": result, "verdict": "add"}], by)
    settle(connection, [coding.id, result])
    return read_spoken_of(connection, [result])[0]


def moved_evidence(evidence: Evidence, start: int, end: int) -> Evidence:
    """The evidence with the words that lie within the passage; a cue may stand outside it."""
    words = tuple(word for word in evidence.words if start <= word.start and word.end <= end)
    return replace(evidence, words=words)


def _kept_evidence(coding: CodingRecord, changed: Coding) -> Evidence:
    if (changed.code, changed.partner) != (coding.code, coding.partner):
        return Evidence("")
    kept = moved_evidence(coding.evidence, changed.start, changed.end)
    return kept if changed.status == coding.status else Evidence(kept.rule, kept.words)


def _make(connection: Connection, codings: Sequence[tuple[str, Coding]], by: By) -> list[str]:
    """The ids of these codings, which stand in the store afterwards; nobody has spoken of the new ones yet."""
    names = list(dict.fromkeys(name for name, _ in codings))
    lock_transcripts(connection, names)
    texts = {}
    for batch in in_batches(names):
        statement = (
            select(TRANSCRIPT.c.name, TEXT_VERSION.c.id, TEXT_VERSION.c.sha256, TEXT_VERSION.c.text)
            .join(TEXT_VERSION, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
            .where(TEXT_VERSION.c.is_current, TRANSCRIPT.c.name.in_(batch))
        )
        texts.update({row.name: row for row in connection.execute(statement)})
    coder = speaker(connection, by.coder, by.kind)
    rows = {}
    check_names(connection, [name for name in names if name not in texts])
    for name, coding in codings:
        text = texts[name]
        if not (0 <= coding.start < coding.end <= len(text.text) and text.text[coding.start : coding.end].strip()):
            raise AanbodError(
                f"The passage {coding.start}-{coding.end} does not fit {name}, which has {len(text.text)} characters. "
                "Choose words of its text."
            )
        key = coding_id(name, text.sha256, (coding.start, coding.end), *_content(coding)[2:], by.coder)
        rows[key] = {
            "id": key,
            "text_version_id": text.id,
            "start": coding.start,
            "end": coding.end,
            "code": coding.code,
            "partner": coding.partner,
            "status": coding.status,
            "coder_id": coder,
            "run_id": None,
            "evidence": evidence_to_json(coding.evidence),
            "is_lost": False,
            "state": "withdrawn",
            "is_proposed": False,
        }
    for batch in in_batches(sorted(rows)):
        lock_codings(connection, CODING.c.id.in_(batch))
    known = {record.id for record in read_spoken_of(connection, list(rows))}
    if new := [row for key, row in rows.items() if key not in known]:
        connection.execute(insert(CODING), new)
    return list(rows)


def _content(coding: Coding) -> tuple[int, int, str, str, str]:
    return (coding.start, coding.end, coding.code, coding.partner, coding.status)
