"""From the address of a store to an engine on it."""

import json
import os
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from aanbod.errors import AanbodError

BUSY_SECONDS = 10.0  # how long to wait for another program before giving up


def store_path(address: str | Path) -> Path:
    """The file of a store. An address with `://` is kept for database servers, which come later."""
    if isinstance(address, str) and "://" in address:
        raise AanbodError(f"The store {address} is no file. Give the path of a file, such as afs.db.")
    return Path(address)


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


def sqlite_engine(path: Path) -> Engine:
    """An engine whose transactions begin where they say so, with foreign keys checked."""
    # Absolute, because the pool may connect again after the program changed folders.
    engine = create_engine(
        URL.create("sqlite", database=str(path.absolute())),
        connect_args={"timeout": BUSY_SECONDS},
        json_serializer=partial(json.dumps, ensure_ascii=False, sort_keys=True),
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: object) -> None:
    # Python's own begin leaves schema changes outside the transaction; _on_begin does it instead.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _on_begin(connection: Connection) -> None:
    # A writer takes its lock at once: a reader that turns writer midway is refused without any waiting.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
