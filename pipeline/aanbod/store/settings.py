"""What holds for the whole store."""

from sqlalchemy import Connection, delete, insert, select

from .schema import SETTING


def read(connection: Connection, name: str) -> str:
    """The value of a setting; '' where it was never set."""
    return connection.execute(select(SETTING.c.value).where(SETTING.c.name == name)).scalar() or ""


def save(connection: Connection, name: str, value: str) -> None:
    connection.execute(delete(SETTING).where(SETTING.c.name == name))
    if value:
        connection.execute(insert(SETTING).values(name=name, value=value))
