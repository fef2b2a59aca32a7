"""What goes wrong between a store and its disk or server, said so that a user can mend it. The one place for it."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from aanbod.errors import AanbodError

T = TypeVar("T")


class StoreError(AanbodError):
    """The disk or the server of a store does not do what was asked; nothing of it was stored."""


_FILE_REMEDIES = {
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

_STOPPED = "was lost: its server stopped or the connection broke. Run the command again; what was saved is intact."
# By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), the whole of it or its first two.
_SERVER_REMEDIES = {
    "08": _STOPPED,
    "57P": _STOPPED,
    "22021": "cannot hold these characters: its database was not made in UTF-8. Make one with "
    "`createdb --encoding UTF8 --template template0 NAME`.",
    "22P05": "cannot hold these characters: its database was not made in UTF-8. Make one with "
    "`createdb --encoding UTF8 --template template0 NAME`.",
    "25006": "cannot be written: its server only lets it be read. Ask who keeps the server, or use another store.",
    "42501": "does not let you do this: your role there may not. Ask who keeps the store for the role of coder, or to "
    "do it for you (`aanbod store roles --help`).",
    "42704": "is on a server that knows no person of this name. Whoever keeps the server makes one with "
    "`createuser --pwprompt NAME`.",
    "53100": "could not grow: the disk of its server is full. Free some space there and run the command again; what "
    "was saved before is intact.",
    "53200": "could not be used: its server has no memory left. Run the command again when fewer people are at work.",
    "53300": "lets nobody else in now: too many people are connected. Run the command again in a while.",
    "40": "was being changed by others at the same moment. Run the command again.",
    "55P03": "was being changed by others at the same moment. Run the command again.",
    "57014": "could not be used: its server broke the work off, as it took too long. Ask who keeps the server for "
    "more time.",
    "58": "could not be read or written: the disk of its server reports an error. Ask who keeps the server.",
    "XX": "is damaged, says its server. Ask who keeps it to put back a copy.",
}
# A server that refuses gives no code, only words: (the words, what to do).
_REFUSALS = (
    (
        ("password authentication failed", "no password supplied"),
        "does not let you in: the name or the password is wrong. Put the password in the environment variable "
        "PGPASSWORD or in the file that libpq reads (~/.pgpass, on Windows %APPDATA%\\postgresql\\pgpass.conf).",
    ),
    (
        ("does not exist",),
        "is not there. Check the names in the address; whoever keeps the server makes a database with "
        "`createdb --owner NAME DATABASE`.",
    ),
    (("permission denied for database",), "does not let you in: your role may not. Ask who keeps the store."),
    (("too many clients", "remaining connection slots"), _SERVER_REMEDIES["53300"]),
)
# What ends well when it is done again: two that waited for each other, or made the same thing at once.
_COLLISIONS = {"40001", "40P01", "23505"}
_ATTEMPTS = 6


@contextmanager
def plain_errors(address: str) -> Iterator[None]:
    """Turns the errors of the database that a user can mend into AanbodError; bugs pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        _raise_plain(address, error.orig, error)
    except sqlite3.DatabaseError as error:
        _raise_plain(address, error, error)


def retried(work: Callable[[], T]) -> T:
    """Does a piece of work that is one transaction, and does it again where it collided with another one."""
    for attempt in range(1, _ATTEMPTS):
        try:
            return work()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in _COLLISIONS:
                raise
        time.sleep(random.uniform(0, 0.02 * 2**attempt))
    return work()


def _raise_plain(address: str, cause: BaseException | None, error: Exception) -> None:
    if isinstance(cause, sqlite3.Error):
        # The low byte is the primary code: SQLITE_READONLY_DIRECTORY is a SQLITE_READONLY.
        code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_INTERNAL) & 0xFF
        if code == sqlite3.SQLITE_ERROR or isinstance(cause, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise error  # wrong SQL: ours to mend
        remedy = _FILE_REMEDIES.get(code, f"could not be used ({cause}). Run the command again.")
    else:
        found = _server_remedy(cause)
        if found is None:
            raise error
        remedy = found
    raise StoreError(f"The store {address} {remedy}") from error


def _server_remedy(cause: BaseException | None) -> str | None:
    """What to do about an error of psycopg; None for one that is ours to mend."""
    state = getattr(cause, "sqlstate", None)
    if state:
        return next((_SERVER_REMEDIES[key] for key in (state, state[:3], state[:2]) if key in _SERVER_REMEDIES), None)
    if type(cause).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    said = str(cause)
    for words, remedy in _REFUSALS:
        if any(word in said for word in words):
            return remedy
    # The first line, for libpq tries each address of a host and tells of each.
    reason = said.strip().splitlines()[0].removeprefix("connection failed: ") if said.strip() else "no answer"
    return f"cannot be reached. Is its server on, and are its name and port right? ({reason})"
