"""Masks put on texts that are in the store already: they keep their length, so whatever points into them stays."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, bindparam, delete, select, update

from aanbod.model import Evidence, Words

from . import settings
from .content import evidence_from_json, evidence_to_json
from .schema import CODED, CODING, PSEUDONYM, TEXT_VERSION

if TYPE_CHECKING:
    from aanbod.privacy.masking import Masker

MASKS = "masks"  # the setting that says which kinds of personal data are covered
MADE_BY = "masks_made_by"  # the setting that says with which masks the texts were last covered


def remembered(connection: Connection) -> tuple[str, ...]:
    return tuple(settings.read(connection, MASKS).split())


def remember(connection: Connection, kinds: Collection[str]) -> None:
    settings.save(connection, MASKS, " ".join(kinds))
    if not kinds:  # texts come in as they are from now on
        settings.save(connection, MADE_BY, "")


def compact(engine: Engine) -> None:
    """Makes the file anew, so that nothing that was covered or removed is left in it."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.connection.execute("VACUUM")


def cover(connection: Connection, mask: Masker) -> int:
    """Masks every text, also those that are no longer current; how many changed. Nothing where it was done before.

    Codings, decisions and memos stay as they are; the rules look again at the texts that changed. Numbers of names
    that stand nowhere any more are forgotten, for they go with the name.
    """
    made_by = mask.source_sha256("")
    if settings.read(connection, MADE_BY) == made_by:
        return 0
    # The current text first: of two that become the same it is the one that a file is held against.
    versions = select(TEXT_VERSION.c.id).order_by(TEXT_VERSION.c.is_current.desc(), TEXT_VERSION.c.id)
    number = sum(_cover(connection, mask, version) for version in list(connection.execute(versions).scalars()))
    _forget_names(connection)
    settings.save(connection, MADE_BY, made_by)
    return number


def _cover(connection: Connection, mask: Masker, version: int) -> bool:
    row = connection.execute(select(TEXT_VERSION).where(TEXT_VERSION.c.id == version)).one()
    text = mask(row.text)
    if text == row.text:
        return False
    if len(text) != len(row.text):
        raise RuntimeError(f"a mask changed the length of text {version}")
    digest = hashlib.sha256(text.encode()).hexdigest()
    same = (TEXT_VERSION.c.transcript_id == row.transcript_id, TEXT_VERSION.c.sha256 == digest)
    older = connection.execute(select(TEXT_VERSION.c.id).where(*same)).scalar()
    if older is not None:  # two versions of one transcript may not have one hash
        _set(connection, version if not row.is_current else older, sha256=_other(digest, version))
    if row.is_current or older is None:
        _set(connection, version, sha256=digest)
    _set(connection, version, text=text)
    renewed = [{"key": key, "renewed": evidence} for key, evidence in _evidence(connection, version, text)]
    if renewed:
        statement = update(CODING).where(CODING.c.id == bindparam("key")).values(evidence=bindparam("renewed"))
        connection.execute(statement, renewed)
    connection.execute(delete(CODED).where(CODED.c.text_version_id == version))
    return True


def _set(connection: Connection, version: int, **values: str) -> None:
    connection.execute(update(TEXT_VERSION).where(TEXT_VERSION.c.id == version).values(values))


def _other(digest: str, version: int) -> str:
    return hashlib.sha256(f"{version} {digest}".encode()).hexdigest()


def _forget_names(connection: Connection) -> None:
    people = set(connection.execute(select(PSEUDONYM.c.name).where(PSEUDONYM.c.kind == "person")).scalars())
    for (text,) in connection.execute(select(TEXT_VERSION.c.text), execution_options={"yield_per": 100}):
        line = " ".join(text.split())
        people = {name for name in people if name not in line}
    for name in people:
        connection.execute(delete(PSEUDONYM).where(PSEUDONYM.c.kind == "person", PSEUDONYM.c.name == name))


def _evidence(connection: Connection, version: int, text: str) -> Iterator[tuple[str, str]]:
    def shown(words: tuple[Words, ...]) -> tuple[Words, ...]:
        return tuple(Words(word.start, word.end, text[word.start : word.end]) for word in words)

    statement = select(CODING.c.id, CODING.c.evidence).where(CODING.c.text_version_id == version)
    for key, held in connection.execute(statement).all():
        old = evidence_from_json(held)
        yield key, evidence_to_json(Evidence(old.rule, shown(old.words), old.cue_rule, shown(old.cue_words)))
