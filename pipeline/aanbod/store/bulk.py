"""Many rows at once, the fastest way that a database has: COPY on PostgreSQL, else one statement run for all rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.exc import DBAPIError

from .schema import Utc

Row = tuple[Any, ...]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts tuples that hold a value for every column of the table, in the table's order."""
    if not rows:
        return
    dialect = connection.dialect
    quote = dialect.identifier_preparer.quote
    into = f"{quote(table.name)} ({', '.join(quote(column.name) for column in table.columns)})"
    driver_rows = _for_driver(connection, table, rows)
    if dialect.name == "postgresql":
        _copy(connection, f"COPY {into} FROM STDIN", driver_rows)
    else:
        marks = ", ".join("?" * len(table.columns))
        connection.exec_driver_sql(f"INSERT INTO {into} VALUES ({marks})", list(driver_rows))


def _for_driver(connection: Connection, table: Table, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with each moment as the driver takes it; all else it takes as it is."""
    moments = [place for place, column in enumerate(table.columns) if isinstance(column.type, Utc)]
    if not moments:
        return rows
    processor = Utc().bind_processor(connection.dialect) or (lambda value: value)
    return [tuple(processor(value) if n in moments else value for n, value in enumerate(row)) for row in rows]


def _copy(connection: Connection, statement: str, rows: Sequence[Row]) -> None:
    driver: Any = connection.dialect.loaded_dbapi
    try:
        with connection.connection.cursor() as cursor, cursor.copy(statement) as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:  # as if it had come through SQLAlchemy
        raise DBAPIError.instance(statement, None, error, driver.Error, dialect=connection.dialect) from error
