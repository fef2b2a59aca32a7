"""Brings a store to the schema of this program, through the migrations only.

Alembic is imported only where something has to be done: opening an up-to-date store stays cheap. What the migrations
made of an empty file is kept in the cache, and the next new file of the same program is made from that.
"""

import itertools
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect

from aanbod.caching import keep, kept
from aanbod.errors import AanbodError
from aanbod.unchanged import program_version

HEAD = "0007"  # the revision of the newest migration
MIGRATIONS = Path(__file__).parent / "migrations"
_LOCK = 0x61616E626F64  # "aanbod": what programs that upgrade the same database take turns by


def prepare(engine: Engine, address: str, *, create: bool) -> None:
    """Makes or upgrades the schema of a store where needed; `address` is what messages call the store.

    Raises AanbodError for what holds no store, and for a store of a newer program.
    """
    with engine.connect() as connection:
        revision = _revision(connection, address)
    if revision == HEAD:
        return
    if revision is None and not create:
        raise AanbodError(f"The store {address} is empty. Import transcripts into it first.")
    if engine.dialect.name == "sqlite":
        _upgrade_file(engine, address)
        return
    with engine.begin() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")  # one at a time, until the commit
        _upgrade(connection, address)


def _upgrade_file(engine: Engine, address: str) -> None:
    with engine.connect().execution_options(writes=True) as connection:
        # Both can change only outside a transaction. WAL, so that one may read while another writes; foreign
        # keys off, because SQLite alters a table by making it anew.
        connection.connection.execute("PRAGMA journal_mode = WAL")
        connection.connection.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                _upgrade(connection, address)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
                if broken:
                    raise RuntimeError(f"the upgrade left rows that refer to nothing: {broken[:3]}")
        finally:
            connection.connection.execute("PRAGMA foreign_keys = ON")


def _revision(connection: Connection, address: str) -> str | None:
    """The schema's revision; None for a store that holds nothing yet."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if found is not None:
            return str(found)
    if set(tables) - {"alembic_version"}:
        raise AanbodError(f"The store {address} is a database of another program. Give another one as store.")
    return None


def _upgrade(connection: Connection, address: str) -> None:
    # Again, now under the lock: another process may have done the work meanwhile.
    revision = _revision(connection, address)
    if revision == HEAD:
        return
    is_new_file = revision is None and connection.dialect.name == "sqlite"
    parts = [program_version(), HEAD.encode()]
    if is_new_file and (schema := kept("schema", parts, list)):
        for statement in schema:
            connection.exec_driver_sql(statement)
        return
    _migrate(connection, address, revision)
    if is_new_file:
        keep("schema", parts, _schema(connection))


def _schema(connection: Connection) -> list[str]:
    """What the file holds, as the statements that make it: the schema and, as only content, its revision."""
    made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY rowid"
    statements = connection.exec_driver_sql(made).scalars()
    return [*statements, f"INSERT INTO alembic_version VALUES ('{HEAD}')"]


def _migrate(connection: Connection, address: str, revision: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    if revision is not None:
        try:
            ScriptDirectory.from_config(config).get_revision(revision)
        except CommandError as error:
            raise AanbodError(
                f"The store {address} was made by a newer version of aanbod (schema {revision}; this one knows "
                f"{HEAD}). Install the newest version of aanbod."
            ) from error
        if connection.dialect.name == "sqlite":
            back_up(Path(str(connection.engine.url.database)), revision, "needs an upgrade")
    command.upgrade(config, "head")


def back_up(path: Path, label: str, why: str) -> Path:
    """Copies the store beside itself, never over an earlier copy; `why` is what it needs a copy for."""
    for number in itertools.count(1):
        suffix = f".{label}.bak" if number == 1 else f".{label}-{number}.bak"
        copy = path.with_name(path.name + suffix)
        try:
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except FileExistsError:
            continue
        except OSError as error:
            raise AanbodError(
                f"The store {path} {why}, and no copy can be made first: {error.strerror}. "
                f"Make the folder {path.parent} writable, or free some space."
            ) from error
        break
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy
