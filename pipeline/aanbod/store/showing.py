"""A transcript as a reviewer sees it: its text and codings from one moment, with what was said of each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from aanbod.model import CodingRecord

from .content import sort_key
from .decisions import last_entries
from .records import in_batches, read_codings
from .schema import CODER, DECISION, TEXT_VERSION, TRANSCRIPT, TRANSCRIPT_CASE
from .transcripts import read_texts
from .verdicts import last_words, read_views


@dataclass(frozen=True)
class Shown:
    """A current text with its codings in the order of every export.

    By coding (id): `seen`, the number of the last entry of the log on it, and `words`, by coder the last word.
    """

    transcript: str
    cases: tuple[str, ...]
    text: str
    codings: tuple[CodingRecord, ...]
    seen: Mapping[str, int]
    words: Mapping[str, Mapping[str, str]]


def read_shown(connection: Connection, name: str, blind: str) -> Shown:
    """All codings of a transcript; for a `blind` coder what she holds for true, and nothing that others said."""
    text = read_texts(connection, [name])[name]
    if blind:
        # What others said of it settles its state in the store; to her it is as she left it.
        codings = [replace(view.coding, state="accepted") for view in read_views(connection, [blind], [name])]
        seen = _own_entries(connection, [coding.id for coding in codings], blind)
    else:
        codings = read_codings(connection, TEXT_VERSION.c.is_current, TRANSCRIPT.c.name == name)
        seen = last_entries(connection, [coding.id for coding in codings])
    words = last_words(connection, [coding.id for coding in codings])
    if blind:
        words = {key: {blind: said[blind]} for key, said in words.items() if blind in said}
    return Shown(name, _cases(connection, name), text, tuple(sorted(codings, key=sort_key)), seen, words)


def _cases(connection: Connection, name: str) -> tuple[str, ...]:
    statement = select(TRANSCRIPT_CASE.c.case_name).join(TRANSCRIPT, TRANSCRIPT_CASE.c.transcript_id == TRANSCRIPT.c.id)
    in_order = statement.where(TRANSCRIPT.c.name == name).order_by(TRANSCRIPT_CASE.c.position)
    return tuple(connection.execute(in_order).scalars())


def _own_entries(connection: Connection, codings: list[str], coder: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for batch in in_batches(codings):
        statement = (
            select(DECISION.c.coding_id, func.max(DECISION.c.id))
            .join(CODER, DECISION.c.coder_id == CODER.c.id)
            .where(DECISION.c.coding_id.in_(batch), CODER.c.name == coder)
            .group_by(DECISION.c.coding_id)
        )
        found.update((key, number) for key, number in connection.execute(statement))
    return found
