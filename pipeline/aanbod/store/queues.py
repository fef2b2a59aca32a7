"""What the queues of a review are made of, in a few statements for the whole store."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, ColumnElement, Connection, func, select, type_coerce

from aanbod.review.queues import PACE_OVER, Queue, QueueName, Review, RulePrecision, Span, Standing, Word, progress

from .content import RULES
from .records import CODINGS, SAID, WITHDRAWN
from .schema import CODER, CODING, DECISION, TEXT_VERSION, TRANSCRIPT
from .states import HOLDS, WORDS, words_that_stand
from .transcripts import check_names


def read_queue(
    connection: Connection,
    name: QueueName,
    code: str,
    rule: str,
    transcripts: Sequence[str] | None,
    blind: str,
    coder: str,
) -> Queue:
    """One queue, and how far the coder is with it; to a blind coder nobody has suggested anything."""
    check_names(connection, transcripts or ())
    chosen = None if transcripts is None else frozenset(transcripts)
    review = Review([] if blind else _standing(connection))
    if name == "disagree":
        items, decided = review.disagreements(_words(connection), code=code, rule=rule, transcripts=chosen)
    else:
        items, decided = review.suggestions(name, code=code, rule=rule, transcripts=chosen)
    return Queue(tuple(items), progress(len(items), decided, read_moments(connection, blind or coder)))


def read_precisions(connection: Connection, of: tuple[str, str] | None = None) -> list[RulePrecision]:
    """Of every rule, or of those of one code and partner."""
    conditions = () if of is None else (CODING.c.code == of[0], CODING.c.partner == of[1])
    return Review(_standing(connection, *conditions)).precisions()


def read_coded(connection: Connection, blind: str) -> dict[str, list[Span]]:
    """The coded passages of each transcript: those that nobody rejected, or those that a blind coder holds for true."""
    statement = (
        select(TRANSCRIPT.c.name, CODING.c.start, CODING.c.end, CODING.c.id, CODING.c.state)
        .select_from(CODING)
        .join(TEXT_VERSION, CODING.c.text_version_id == TEXT_VERSION.c.id)
        .join(TRANSCRIPT, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
        .where(TEXT_VERSION.c.is_current)
    )
    held: set[str] = set()
    if blind:
        last = {word.coding: word.holds for word in _words(connection) if word.coder == blind}
        held = {key for key, holds in last.items() if holds}
    found: dict[str, list[Span]] = {}
    for transcript, start, end, key, state in connection.execute(statement):
        if key in held if blind else state in ("suggested", "accepted"):
            found.setdefault(transcript, []).append((start, end))
    return found


def read_moments(connection: Connection, coder: str) -> list[datetime]:
    """When this coder decided last, the latest first; what was decided at once is one moment."""
    statement = (
        select(DECISION.c.at)
        .join(CODER, DECISION.c.coder_id == CODER.c.id)
        .where(CODER.c.name == coder, DECISION.c.verdict.in_(WORDS), DECISION.c.origin_id.is_(None))
        .group_by(DECISION.c.at)
        .order_by(func.max(DECISION.c.id).desc())
        .limit(PACE_OVER + 1)
    )
    return list(connection.execute(statement).scalars())


def _standing(connection: Connection, *conditions: ColumnElement[bool]) -> list[Standing]:
    rule = type_coerce(CODING.c.evidence, JSON)["rule"].as_string()
    statement = CODINGS.with_only_columns(*SAID, rule, CODING.c.state, CODER.c.name == RULES).where(
        TEXT_VERSION.c.is_current, CODING.c.state != WITHDRAWN, *conditions
    )
    return [Standing._make(row) for row in connection.execute(statement).all()]


def _words(connection: Connection) -> list[Word]:
    """What people and schools said that stands, the oldest first."""
    columns = (DECISION.c.coding_id, CODER.c.name, CODER.c.kind == "person", DECISION.c.verdict.in_(HOLDS))
    statement = words_that_stand(*columns)
    return [Word._make(row) for row in connection.execute(statement).all()]
