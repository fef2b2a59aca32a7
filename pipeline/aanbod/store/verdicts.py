"""Who said what: the log as it is read, and what each coder holds for true by it."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select

from aanbod.model import Assignment, CoderCoding, CodingRecord, DecisionRecord, LogEntry

from .content import RULES, sort_key
from .records import in_batches, read_codings
from .schema import CODED, CODER, CODING, DECISION, TEXT_VERSION, TRANSCRIPT
from .states import AGE, HOLDS, WHEN, WORDS, is_undone, words_that_stand
from .transcripts import check_names


def read_decisions(connection: Connection) -> list[DecisionRecord]:
    """Every word of a person on a coding of a current text that stands, the oldest first: a change counts as a
    reject, a coding by hand as an accept. One that came along is as old as its original."""
    words = words_that_stand(DECISION.c.coding_id, CODER.c.name, DECISION.c.verdict)
    of_people = words.where(CODER.c.kind == "person").order_by(DECISION.c.id)
    return [
        DecisionRecord(coding, coder, "accept" if verdict in HOLDS else "reject")
        for coding, coder, verdict in connection.execute(of_people)
    ]


def read_log(
    connection: Connection,
    *,
    transcript: str = "",
    code: str = "",
    coder: str = "",
    session: str = "",
    run: int | None = None,
    coding: str = "",
    verdicts: Sequence[str] = (),
) -> list[LogEntry]:
    """The log, the oldest first, or what of it is about a transcript, a code (with those under it) or partner, a
    coder, a sitting, a run or a coding. An entry on an older text is shown on the current one where it came along."""
    statement = _log()
    if transcript:
        check_names(connection, [transcript])
        statement = statement.where(TRANSCRIPT.c.name == transcript)
    if code:
        of_entry = func.coalesce(CODING.c.code, DECISION.c.code)
        under = func.substr(of_entry, 1, len(code) + 1) == f"{code}."
        statement = statement.where(or_(of_entry == code, under, CODING.c.partner == code))
    if coder:
        statement = statement.where(CODER.c.name == coder)
    if session:
        statement = statement.where(DECISION.c.session == session)
    if run is not None:
        statement = statement.where(DECISION.c.run_id == run)
    if coding:
        statement = statement.where(DECISION.c.coding_id == coding)
    if verdicts:
        statement = statement.where(DECISION.c.verdict.in_(verdicts))
    # The same entry on several texts is one: where it stands on the current text that one is shown.
    entries: dict[int, LogEntry] = {}
    for row in connection.execute(statement.order_by(*WHEN, DECISION.c.id)):
        fields = {key: value for key, value in row._mapping.items() if value is not None}
        is_current = fields.pop("is_current", False)
        entry = LogEntry(**fields)
        if entry.id not in entries or is_current:
            entries[entry.id] = entry
    return list(entries.values())


def _log() -> Select[Any]:
    about = func.coalesce(DECISION.c.transcript_id, TEXT_VERSION.c.transcript_id)
    return (
        select(
            AGE.label("id"),
            DECISION.c.verdict,
            CODER.c.name.label("coder"),
            DECISION.c.at,
            DECISION.c.note,
            DECISION.c.coding_id.label("coding"),
            TRANSCRIPT.c.name.label("transcript"),
            func.coalesce(CODING.c.code, DECISION.c.code).label("code"),
            DECISION.c.result_id.label("result"),
            DECISION.c.undoes_id.label("undoes"),
            DECISION.c.run_id.label("run"),
            DECISION.c.session,
            is_undone().label("undone"),
            TEXT_VERSION.c.is_current,
        )
        .join(CODER, DECISION.c.coder_id == CODER.c.id)
        .outerjoin(CODING, DECISION.c.coding_id == CODING.c.id)
        .outerjoin(TEXT_VERSION, CODING.c.text_version_id == TEXT_VERSION.c.id)
        .outerjoin(TRANSCRIPT, TRANSCRIPT.c.id == about)
    )


def read_views(connection: Connection, coders: Sequence[str], transcripts: Sequence[str] | None) -> list[CoderCoding]:
    """What each of these coders holds for true in the current texts, in the order of every export.

    A person or a school: the codings that her last word accepted or added; `rules`: all that the rules propose.
    """
    names = () if transcripts is None else (TRANSCRIPT.c.name.in_(transcripts),)
    views: list[CoderCoding] = []
    for coder in coders:
        if coder == RULES:
            own = (CODER.c.name == RULES, CODING.c.is_proposed)
            views += (
                CoderCoding(coder, one) for one in read_codings(connection, TEXT_VERSION.c.is_current, *own, *names)
            )
            continue
        held = [key for key, verdict in _last_words(connection, coder).items() if verdict in HOLDS]
        found: list[CodingRecord] = []
        for batch in in_batches(held):
            current = (TEXT_VERSION.c.is_current, CODING.c.id.in_(batch))
            found += read_codings(connection, *current, *names, withdrawn=True)
        views += (CoderCoding(coder, one) for one in sorted(found, key=sort_key))
    return views


def read_spoken_of(connection: Connection, ids: Sequence[str]) -> list[CodingRecord]:
    """Codings by their ids, of any text and state: also those that no reader of codings sees."""
    found: list[CodingRecord] = []
    for batch in in_batches(dict.fromkeys(ids)):
        found += read_codings(connection, CODING.c.id.in_(batch), withdrawn=True)
    return found


def last_words(connection: Connection, codings: Sequence[str]) -> dict[str, dict[str, str]]:
    """By coding, what each person's (or school's) last word on it is: accept, reject, add or change."""
    found: dict[str, dict[str, str]] = {}
    for batch in in_batches(codings):
        for key, coder, verdict in _words(connection, DECISION.c.coding_id.in_(batch)):
            found.setdefault(key, {})[coder] = verdict
    return found


def read_worked(connection: Connection, coders: Sequence[str]) -> dict[str, set[str]]:
    """The transcripts that each coder decided something in or called done; `rules`: all that were coded.

    One that a sample gave to a coder counts only once that coder called it done.
    """
    about = func.coalesce(DECISION.c.transcript_id, TEXT_VERSION.c.transcript_id)
    said = (
        select(TRANSCRIPT.c.name)
        .select_from(DECISION)
        .join(CODER, DECISION.c.coder_id == CODER.c.id)
        .outerjoin(CODING, DECISION.c.coding_id == CODING.c.id)
        .outerjoin(TEXT_VERSION, CODING.c.text_version_id == TEXT_VERSION.c.id)
        .join(TRANSCRIPT, TRANSCRIPT.c.id == about)
        .where(DECISION.c.verdict.in_((*WORDS, "done")), ~is_undone())
    )
    by_rules = (
        select(TRANSCRIPT.c.name)
        .join(TEXT_VERSION, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
        .join(CODED, CODED.c.text_version_id == TEXT_VERSION.c.id)
        .where(TEXT_VERSION.c.is_current)
    )
    under_way = {(given.coder, given.transcript) for given in read_assignments(connection) if not given.done}
    return {
        coder: {
            name
            for name in connection.execute(by_rules if coder == RULES else said.where(CODER.c.name == coder)).scalars()
            if (coder, name) not in under_way
        }
        for coder in coders
    }


def read_coders(connection: Connection) -> dict[str, str]:
    """Every coder with what kind it is: rules, person or school."""
    return dict(connection.execute(select(CODER.c.name, CODER.c.kind).order_by(CODER.c.name)).all())


def read_assignments(connection: Connection) -> list[Assignment]:
    """Who is to code what, ordered by transcript and coder; the last sample counts."""
    samples: dict[tuple[str, str], str] = {}
    done: set[tuple[str, str]] = set()
    for entry in read_log(connection, verdicts=("assign", "done")):
        if entry.undone:
            continue
        if entry.verdict == "assign":
            samples[entry.transcript, entry.coder] = entry.note
        else:
            done.add((entry.transcript, entry.coder))
    return [Assignment(*key, sample, key in done) for key, sample in sorted(samples.items())]


def _last_words(connection: Connection, coder: str) -> dict[str, str]:
    return {key: verdict for key, _, verdict in _words(connection, CODER.c.name == coder)}


def _words(connection: Connection, *conditions: Any) -> Iterator[tuple[str, str, str]]:
    """Coding, coder and verdict, the oldest first, so that the last one stands."""
    statement = (
        select(DECISION.c.coding_id, CODER.c.name, DECISION.c.verdict)
        .join(CODER, DECISION.c.coder_id == CODER.c.id)
        .where(DECISION.c.verdict.in_(WORDS), ~is_undone(), *conditions)
        .order_by(*WHEN)
    )
    yield from connection.execute(statement)
