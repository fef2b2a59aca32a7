"""One store copied to another, between a file and a server too: every row of every table, with its ids."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, exists, func, select

from aanbod.errors import AanbodError

from .bulk import insert_rows
from .schema import CONTENT

Progress = Callable[[int], None]
BATCH_ROWS = 2000
_ALL = 1 << 256


def total_rows(connection: Connection) -> int:
    return sum(_count(connection, table) for table in CONTENT)


def copy(source: Connection, target: Connection, address: str, progress: Progress) -> dict[str, int]:
    """Copies within the transactions of the caller, and holds the two against each other; the rows by table.

    `progress` is told of every batch that is written or read again. AanbodError where the target (`address`) holds
    something.
    """
    tables = CONTENT  # what is referred to comes first
    for table in tables:
        if target.execute(select(exists().select_from(table))).scalar():
            raise AanbodError(f"The store {address} is not empty. Copy to a new one.")
    copied: dict[str, int] = {}
    for table in tables:
        sent = _Sum()
        for batch in batches(source, table):
            insert_rows(target, table, batch)
            sent.add(batch)
            progress(len(batch))
        _continue_ids(target, table)
        arrived = _Sum()
        for batch in batches(target, table):
            arrived.add(batch)
            progress(len(batch))
        if arrived != sent:
            raise RuntimeError(f"{sent.rows} rows of {table.name} were copied, and {arrived.rows} arrived or differ")
        copied[table.name] = sent.rows
    return copied


class _Sum:
    """How many rows, and a hash of all they hold; the order does not matter, for databases differ in it."""

    def __init__(self) -> None:
        self.rows = 0
        self.content = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sum) and (self.rows, self.content) == (other.rows, other.content)

    __hash__ = None  # type: ignore[assignment]

    def add(self, batch: list[tuple[Any, ...]]) -> None:
        self.rows += len(batch)
        for row in batch:
            digest = hashlib.sha256(json.dumps(row, default=datetime.isoformat).encode()).digest()
            self.content = (self.content + int.from_bytes(digest, "big")) % _ALL


def batches(connection: Connection, table: Table) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table, some at a time; what is referred to comes first."""
    statement = select(table)
    if any(key.column.table is table for key in table.foreign_keys):
        statement = statement.order_by(*table.primary_key)  # a row may refer to an earlier one
    found = connection.execute(statement, execution_options={"yield_per": BATCH_ROWS})
    for batch in found.partitions():
        yield [tuple(row) for row in batch]


def _continue_ids(connection: Connection, table: Table) -> None:
    """On a server the next id does not follow from the rows; it is counted apart."""
    key = table.autoincrement_column
    if connection.dialect.name == "postgresql" and key is not None:
        last = connection.execute(select(func.max(key))).scalar()
        if last is not None:
            connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, key.name), last)))


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()
