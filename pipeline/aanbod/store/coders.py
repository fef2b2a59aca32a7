"""Coders: the rules are one, people are others."""

from sqlalchemy import Connection, insert, select

from aanbod.errors import AanbodError

from .content import RULES
from .models import CoderRow


def rules_coder(connection: Connection) -> int:
    return _coder(connection, RULES, "rules")


def person(connection: Connection, name: str) -> int:
    """The id of a person, made known on first sight."""
    if not name.strip() or name == RULES:
        raise AanbodError(f"A decision needs the name of a person, not {name!r}. Give your own name.")
    return _coder(connection, name, "person")


def _coder(connection: Connection, name: str, kind: str) -> int:
    found = connection.execute(select(CoderRow.id).where(CoderRow.name == name)).scalar()
    if found is not None:
        return found
    made = connection.execute(insert(CoderRow).values(name=name, kind=kind)).inserted_primary_key
    assert made is not None
    return int(made[0])
