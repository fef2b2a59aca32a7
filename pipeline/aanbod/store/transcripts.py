"""Transcripts in the store: saving them, whole or not at all, and reading them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import Connection, delete, func, insert, select, update

from aanbod import __version__
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, HeldSource, Transcript, TranscriptRecord

from .carry import carry_over
from .locks import lock_transcripts
from .records import in_batches
from .schema import CODED, TEXT_VERSION, TRANSCRIPT, TRANSCRIPT_CASE, TRANSCRIPT_VARIABLE
from .values import ImportDiff


@dataclass(frozen=True)
class _Stored:
    record: TranscriptRecord
    version: int
    sha256: str
    source_sha256: str
    program_version: str


def save(connection: Connection, transcripts: Sequence[Transcript]) -> ImportDiff:
    """Saves transcripts with different names, within the caller's transaction."""
    _check(transcripts)
    lock_transcripts(connection, [transcript.name for transcript in transcripts])
    held = _held(connection, {transcript.name for transcript in transcripts})
    new = [transcript for transcript in transcripts if transcript.name not in held]
    _insert(connection, new)
    changed: list[str] = []
    unchanged: list[str] = []
    lost: list[CodingRecord] = []
    for transcript in transcripts:
        stored = held.get(transcript.name)
        if stored is None:
            continue
        described = (transcript.cases, dict(transcript.variables))
        is_described_anew = described != (stored.record.cases, stored.record.variables)
        if is_described_anew:
            _describe_anew(connection, stored.record.id, transcript)
        has_new_text = transcript.sha256 != stored.sha256
        if has_new_text:
            lost += _change_text(connection, stored, transcript)
        elif (transcript.source_sha256, __version__) != (stored.source_sha256, stored.program_version):
            _set_source(connection, stored.version, transcript.source_sha256)
        same = not (has_new_text or is_described_anew)
        (unchanged if same else changed).append(transcript.name)
    names = (transcript.name for transcript in new)
    return ImportDiff(tuple(names), tuple(changed), tuple(unchanged), tuple(lost))


def read(connection: Connection, names: Sequence[str] | None = None) -> list[TranscriptRecord]:
    """By name, in the order of code points."""
    check_names(connection, names or ())
    chosen = None if names is None else set(names)
    known = dict(connection.execute(select(TRANSCRIPT.c.name, TRANSCRIPT.c.id)).all())
    cases, variables = _descriptions(connection)
    return [
        TranscriptRecord(key, name, tuple(cases.get(key, ())), variables.get(key, {}))
        for name, key in sorted(known.items())
        if chosen is None or name in chosen
    ]


def read_sources(connection: Connection, names: Sequence[str]) -> dict[str, HeldSource]:
    """What is held of the files of these transcripts; only of texts that this version of the program read."""
    return {
        name: HeldSource(stored.source_sha256, stored.sha256, stored.record.cases, stored.record.variables)
        for name, stored in _held(connection, set(names)).items()
        if stored.program_version == __version__
    }


def read_left_over(connection: Connection, names: Collection[str]) -> list[tuple[str, str]]:
    """The transcripts, by name, that were read from a file and are not among these; each with the one of these that
    has its text now, or ''."""
    joined = select(TRANSCRIPT.c.name, TEXT_VERSION.c.sha256).join(TEXT_VERSION).where(TEXT_VERSION.c.is_current)
    there = set(names)
    held = connection.execute(joined.where(TEXT_VERSION.c.source_sha256 != ""))
    gone = {name: text for name, text in held if name not in there}
    twins: dict[str, str] = {}
    for batch in in_batches(dict.fromkeys(gone.values())):
        rows = connection.execute(joined.where(TEXT_VERSION.c.sha256.in_(batch)))
        twins.update((text, name) for name, text in rows if name in there)
    return sorted((name, twins.get(text, "")) for name, text in gone.items())


def read_texts(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """The current texts, by name. Not more names than one statement takes."""
    statement = (
        select(TRANSCRIPT.c.name, TEXT_VERSION.c.text)
        .join(TEXT_VERSION, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
        .where(TRANSCRIPT.c.name.in_(names), TEXT_VERSION.c.is_current)
    )
    found = dict(connection.execute(statement).all())
    check_names(connection, [name for name in names if name not in found])
    return found


def read_pending(connection: Connection, rules_version: str, names: Sequence[str] | None) -> list[str]:
    """Names, in order, of the transcripts whose current text awaits this version of the rules."""
    statement = (
        select(TRANSCRIPT.c.name)
        .join(TEXT_VERSION, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
        .outerjoin(CODED, CODED.c.text_version_id == TEXT_VERSION.c.id)
        .where(TEXT_VERSION.c.is_current, CODED.c.rules_version.is_distinct_from(rules_version))
    )
    check_names(connection, names or ())
    waiting = set(connection.execute(statement).scalars())
    return sorted(waiting if names is None else waiting.intersection(names))


def check_names(connection: Connection, names: Collection[str]) -> None:
    """Raises AanbodError, with the nearest known name, for a transcript that the store does not hold."""
    if not names:
        return
    known = set(connection.execute(select(TRANSCRIPT.c.name)).scalars())
    for name in names:
        if name not in known:
            near = get_close_matches(name, sorted(known), n=1)
            hint = f"Did you mean {near[0]!r}?" if near else "Import it first."
            raise AanbodError(f"The store holds no transcript {name!r}. {hint}")


def _check(transcripts: Sequence[Transcript]) -> None:
    for transcript in transcripts:
        described = (transcript.name, transcript.text, *transcript.cases)
        if any("\0" in value for value in (*described, *transcript.variables.values())):
            # PostgreSQL holds no such character, and no text of an interview does.
            raise AanbodError(
                f"{transcript.name}: the text holds a NUL character (U+0000), so it is no plain text. "
                "Save the file anew as UTF-8 text."
            )
        twice = [case for case, count in Counter(transcript.cases).items() if count > 1]
        if twice:
            raise AanbodError(f"{transcript.name}: the case {twice[0]!r} is named twice. Remove one.")


def _held(connection: Connection, names: set[str]) -> dict[str, _Stored]:
    statement = (
        select(
            TRANSCRIPT.c.id,
            TRANSCRIPT.c.name,
            TEXT_VERSION.c.id.label("version"),
            TEXT_VERSION.c.sha256,
            TEXT_VERSION.c.source_sha256,
            TEXT_VERSION.c.program_version,
        )
        .join(TEXT_VERSION, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
        .where(TEXT_VERSION.c.is_current, TRANSCRIPT.c.name.in_(names))
    )
    rows = connection.execute(statement).all()
    cases, variables = _descriptions(connection, [row.id for row in rows])
    return {
        row.name: _Stored(
            TranscriptRecord(row.id, row.name, tuple(cases.get(row.id, ())), variables.get(row.id, {})),
            row.version,
            row.sha256,
            row.source_sha256,
            row.program_version,
        )
        for row in rows
    }


def _descriptions(
    connection: Connection, ids: Sequence[int] | None = None
) -> tuple[dict[int, list[str]], dict[int, dict[str, str]]]:
    """The cases, in order, and the variables of each transcript."""
    case_rows = select(TRANSCRIPT_CASE.c.transcript_id, TRANSCRIPT_CASE.c.case_name).order_by(
        TRANSCRIPT_CASE.c.position
    )
    variable_rows = select(
        TRANSCRIPT_VARIABLE.c.transcript_id, TRANSCRIPT_VARIABLE.c.variable, TRANSCRIPT_VARIABLE.c.value
    )
    if ids is not None:
        case_rows = case_rows.where(TRANSCRIPT_CASE.c.transcript_id.in_(ids))
        variable_rows = variable_rows.where(TRANSCRIPT_VARIABLE.c.transcript_id.in_(ids))
    cases: dict[int, list[str]] = {}
    for key, case_name in connection.execute(case_rows):
        cases.setdefault(key, []).append(case_name)
    variables: dict[int, dict[str, str]] = {}
    for key, variable, value in sorted(connection.execute(variable_rows)):
        variables.setdefault(key, {})[variable] = value
    return cases, variables


def _insert(connection: Connection, transcripts: Sequence[Transcript]) -> None:
    if not transcripts:
        return
    names = [transcript.name for transcript in transcripts]
    connection.execute(insert(TRANSCRIPT), [{"name": name} for name in names])
    statement = select(TRANSCRIPT.c.name, TRANSCRIPT.c.id).where(TRANSCRIPT.c.name.in_(names))
    ids = dict(connection.execute(statement).all())
    connection.execute(
        insert(TEXT_VERSION),
        [
            {
                "transcript_id": ids[transcript.name],
                "number": 1,
                "is_current": True,
                "sha256": transcript.sha256,
                "source_sha256": transcript.source_sha256,
                "text": transcript.text,
                "program_version": __version__,
            }
            for transcript in transcripts
        ],
    )
    _describe(connection, [(ids[transcript.name], transcript) for transcript in transcripts])


def _describe(connection: Connection, transcripts: Sequence[tuple[int, Transcript]]) -> None:
    cases = [
        {"transcript_id": key, "position": position, "case_name": case_name}
        for key, transcript in transcripts
        for position, case_name in enumerate(transcript.cases)
    ]
    variables = [
        {"transcript_id": key, "variable": variable, "value": value}
        for key, transcript in transcripts
        for variable, value in transcript.variables.items()
    ]
    if cases:
        connection.execute(insert(TRANSCRIPT_CASE), cases)
    if variables:
        connection.execute(insert(TRANSCRIPT_VARIABLE), variables)


def _describe_anew(connection: Connection, key: int, transcript: Transcript) -> None:
    connection.execute(delete(TRANSCRIPT_CASE).where(TRANSCRIPT_CASE.c.transcript_id == key))
    connection.execute(delete(TRANSCRIPT_VARIABLE).where(TRANSCRIPT_VARIABLE.c.transcript_id == key))
    _describe(connection, [(key, transcript)])


def _change_text(connection: Connection, stored: _Stored, transcript: Transcript) -> list[CodingRecord]:
    """Makes the text current, as a new version or as the old one that it is, and carries codings over to it."""
    key = stored.record.id
    connection.execute(update(TEXT_VERSION).where(TEXT_VERSION.c.id == stored.version).values(is_current=False))
    seen_before = select(TEXT_VERSION.c.id).where(
        TEXT_VERSION.c.transcript_id == key, TEXT_VERSION.c.sha256 == transcript.sha256
    )
    version = connection.execute(seen_before).scalar()
    if version is None:
        last = select(func.max(TEXT_VERSION.c.number)).where(TEXT_VERSION.c.transcript_id == key)
        made = connection.execute(
            insert(TEXT_VERSION).values(
                transcript_id=key,
                number=connection.execute(last).scalar_one() + 1,
                is_current=True,
                sha256=transcript.sha256,
                source_sha256=transcript.source_sha256,
                text=transcript.text,
                program_version=__version__,
            )
        ).inserted_primary_key
        assert made is not None
        version = int(made[0])
    else:
        connection.execute(update(TEXT_VERSION).where(TEXT_VERSION.c.id == version).values(is_current=True))
        _set_source(connection, version, transcript.source_sha256)
    return carry_over(connection, stored.version, version, transcript)


def _set_source(connection: Connection, version: int, source_sha256: str) -> None:
    statement = update(TEXT_VERSION).where(TEXT_VERSION.c.id == version)
    connection.execute(statement.values(source_sha256=source_sha256, program_version=__version__))
