"""Coders: the rules are one, people are others."""

from typing import Literal

from sqlalchemy import Connection, select, text

from aanbod.errors import AanbodError

from .content import RULES
from .schema import CODER

# Nothing where another program makes the same coder at this moment: both then go on with the one.
_MAKE = text("INSERT INTO coder (name, kind) VALUES (:name, :kind) ON CONFLICT DO NOTHING")


def rules_coder(connection: Connection) -> int:
    return _coder(connection, RULES, "rules")


def speaker(connection: Connection, name: str, kind: Literal["person", "school"] = "person") -> int:
    """The id of a person, or of a school that speaks for itself, made known on first sight."""
    if not name.strip() or name == RULES:
        raise AanbodError(f"A decision needs the name of a person, not {name!r}. Give your own name.")
    known = connection.execute(select(CODER.c.kind).where(CODER.c.name == name)).scalar()
    if known not in (None, kind):
        raise AanbodError(f"{name!r} is known as a {known}, not as a {kind}. Give another name.")
    return _coder(connection, name, kind)


def _coder(connection: Connection, name: str, kind: str) -> int:
    statement = select(CODER.c.id).where(CODER.c.name == name)
    found: int | None = connection.execute(statement).scalar()
    if found is None:
        connection.execute(_MAKE, {"name": name, "kind": kind})
        return int(connection.execute(statement).scalar_one())
    return found
