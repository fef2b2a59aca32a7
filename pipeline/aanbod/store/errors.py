"""What goes wrong between a store and its disk, said so that a user can mend it. The one place for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, IntegrityError, InterfaceError, ProgrammingError

from aanbod.errors import AanbodError

_REMEDIES = {
    sqlite3.SQLITE_BUSY: "is in use by another program. Close it (another aanbod, a database browser) and "
    "run the command again.",
    sqlite3.SQLITE_LOCKED: "is in use by another program. Close it (another aanbod, a database browser) "
    "and run the command again.",
    sqlite3.SQLITE_READONLY: "cannot be written: the file or its folder is read-only. Make both writable, "
    "or copy the store to a folder of your own.",
    sqlite3.SQLITE_PERM: "may not be opened. Make the file and its folder readable and writable for you.",
    sqlite3.SQLITE_IOERR: "could not be read or written: the disk reports an error. Check the disk (full, "
    "unplugged, a network folder) and run the command again.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Put back a copy of it (a .bak file beside it, or your own), and "
    "keep the damaged file: decisions may still be saved from it.",
    sqlite3.SQLITE_FULL: "could not grow: the disk is full. Free some space and run the command again; what "
    "was saved before is intact.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened. Make the file and its folder readable and writable for you.",
    sqlite3.SQLITE_NOTADB: "is not a store: it is no SQLite file. Give another file as store.",
}


@contextmanager
def plain_errors(address: str) -> Iterator[None]:
    """Turns the errors of the database that a user can mend into AanbodError; bugs pass unchanged."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except (DatabaseError, InterfaceError) as error:
        _raise_plain(address, error.orig, error)
    except sqlite3.DatabaseError as error:
        _raise_plain(address, error, error)


def _raise_plain(address: str, cause: BaseException | None, error: Exception) -> None:
    # The low byte is the primary code: SQLITE_READONLY_DIRECTORY is a SQLITE_READONLY.
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_INTERNAL) & 0xFF
    if code == sqlite3.SQLITE_ERROR:  # wrong SQL: ours to mend
        raise error
    remedy = _REMEDIES.get(code, f"could not be used ({cause}). Run the command again.")
    raise AanbodError(f"The store {address} {remedy}") from error
