"""Coders: the rules are one, people are others."""

from sqlalchemy import Connection, select, text

from aanbod.errors import AanbodError

from .content import RULES
from .models import CoderRow

# Nothing where another program makes the same coder at this moment: both then go on with the one.
_MAKE = text("INSERT INTO coder (name, kind) VALUES (:name, :kind) ON CONFLICT DO NOTHING")


def rules_coder(connection: Connection) -> int:
    return _coder(connection, RULES, "rules")


def person(connection: Connection, name: str) -> int:
    """The id of a person, made known on first sight."""
    if not name.strip() or name == RULES:
        raise AanbodError(f"A decision needs the name of a person, not {name!r}. Give your own name.")
    return _coder(connection, name, "person")


def _coder(connection: Connection, name: str, kind: str) -> int:
    statement = select(CoderRow.id).where(CoderRow.name == name)
    found = connection.execute(statement).scalar()
    if found is None:
        connection.execute(_MAKE, {"name": name, "kind": kind})
        found = connection.execute(statement).scalar_one()
    return found
