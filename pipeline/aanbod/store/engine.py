"""From the address of a store to an engine on it: a file, or a database on a PostgreSQL server."""

import os
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from aanbod.errors import AanbodError

BUSY_SECONDS = 10.0  # how long to wait for another program, or for a server to answer, before giving up
_EXAMPLE = "postgresql+psycopg://NAME@HOST/DATABASE"


def store_url(address: str | Path) -> URL:
    """The URL of a store: an address with `://` is that of a server, anything else is a file.

    No message repeats an address that is wrong: it may hold a password.
    """
    if isinstance(address, Path) or "://" not in address:
        return URL.create("sqlite", database=str(address))
    if address.partition("://")[0] not in ("postgresql+psycopg", "postgresql", "postgres"):
        raise AanbodError(
            "The store cannot be on a server of this kind. Give the path of a file, such as afs.db, or the address "
            f"of a database on a PostgreSQL server: {_EXAMPLE}."
        )
    try:
        return make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise AanbodError(f"The address of the store is not written well. Write {_EXAMPLE}.") from error


def shown_address(url: URL) -> str:
    """The address as messages show it: the path of the file, or the URL without its password."""
    return str(url.database) if is_file(url) else url.render_as_string(hide_password=True)


def is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def make_engine(url: URL) -> Engine:
    """An engine whose transactions begin where they say so."""
    return _file_engine(url) if is_file(url) else _server_engine(url)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment of the store, whatever others write meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction, committed at the end; undone where an error ends it."""
    with engine.connect() as connection, connection.execution_options(writes=True).begin():
        yield connection


def create_file(path: Path) -> None:
    """Makes the empty file, for its owner only from the first moment: it will hold interviews.

    SQLite gives the -wal and -shm files beside it the same mode.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        pass
    except OSError as error:
        raise AanbodError(
            f"The store {path} cannot be made: {error.strerror}. "
            f"Make the folder {path.parent} writable, or give another file as store."
        ) from error


def _file_engine(url: URL) -> Engine:
    # Absolute, because the pool may connect again after the program changed folders.
    path = Path(str(url.database)).absolute()
    engine = create_engine(
        url.set(database=str(path)),
        connect_args={"timeout": BUSY_SECONDS},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def tidy(engine: Engine) -> None:
    """After many new rows: else a server plans as if they were not there, until it looks after its tables itself."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM (ANALYZE)")


def _on_connect(connection: Any, _record: object) -> None:
    # Python's own begin leaves schema changes outside the transaction; _on_begin does it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    # Room for the pages that a batch of codings touches, so that a store of millions is written as fast as a new one.
    connection.execute("PRAGMA cache_size = -16000")
    connection.execute("PRAGMA wal_autocheckpoint = 4000")


def _on_begin(connection: Connection) -> None:
    # A writer takes its lock at once: a reader that turns writer midway is refused without any waiting.
    driver = connection.connection.driver_connection
    assert driver is not None
    if connection.get_execution_options().get("writes", False):
        _begin_writing(driver)
    else:
        driver.execute("BEGIN")


def _begin_writing(driver: sqlite3.Connection) -> None:
    """Waits for the lock by asking often: SQLite's own waiting asks so seldom that a long run would keep others out."""
    until = time.monotonic() + BUSY_SECONDS
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                driver.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(random.uniform(0.001, 0.01))
            else:
                return
    finally:
        driver.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def _server_engine(url: URL) -> Engine:
    """What the URL leaves out (a password above all) libpq takes from its own variables and files."""
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise AanbodError(
            f"The store {shown_address(url)} needs the driver for PostgreSQL. "
            "Install it with `pip install 'aanbod[postgresql]'`."
        ) from error
    usual = {"connect_timeout": str(int(BUSY_SECONDS)), "application_name": "aanbod"}
    return create_engine(
        url,
        connect_args={key: value for key, value in usual.items() if key not in url.query},
        hide_parameters=True,  # an error that is logged tells nothing of the interviews
    )
