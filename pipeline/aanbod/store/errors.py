"""What goes wrong between a store and its disk or server, said so that a user can mend it. The one place for it."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Literal, TypeVar

from sqlalchemy.exc import DBAPIError

from aanbod.errors import AanbodError

T = TypeVar("T")


# What the matter is, for who says it in other words than ours: `busy` passes by itself.
Trouble = Literal["busy", "characters", "damaged", "denied", "disk", "full", "gone", "other", "read_only", "slow"]
Said = tuple[Trouble, str]  # and how a message that begins with the store goes on, with what to do


class StoreError(AanbodError):
    """The disk or the server of a store does not do what was asked; nothing of it was stored.

    `address` is the store's as messages show it, `reason` what the disk or the server said.
    """

    def __init__(self, address: str, trouble: Trouble, remedy: str, reason: str) -> None:
        super().__init__(f"The store {address} {remedy}")
        self.address = address
        self.trouble = trouble
        self.reason = reason


_IN_USE: Said = (
    "busy",
    "is in use by another program. Close it (another aanbod, a database browser) and run the command again.",
)
_FILE: Mapping[int, Said] = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_READONLY: (
        "read_only",
        "cannot be written: the file or its folder is read-only. Make both writable, or copy the store to a folder "
        "of your own.",
    ),
    sqlite3.SQLITE_PERM: ("denied", "may not be opened. Make the file and its folder readable and writable for you."),
    sqlite3.SQLITE_IOERR: (
        "disk",
        "could not be read or written: the disk reports an error. Check the disk (full, unplugged, a network folder) "
        "and run the command again.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "damaged",
        "is damaged. Put back a copy of it (a .bak file beside it, or your own), and keep the damaged file: decisions "
        "may still be saved from it.",
    ),
    sqlite3.SQLITE_FULL: (
        "full",
        "could not grow: the disk is full. Free some space and run the command again; what was saved before is intact.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "denied",
        "cannot be opened. Make the file and its folder readable and writable for you.",
    ),
    sqlite3.SQLITE_NOTADB: ("damaged", "is not a store: it is no SQLite file. Give another file as store."),
}

_STOPPED: Said = (
    "gone",
    "was lost: its server stopped or the connection broke. Run the command again; what was saved is intact.",
)
_NO_UTF8: Said = (
    "characters",
    "cannot hold these characters: its database was not made in UTF-8. Make one with "
    "`createdb --encoding UTF8 --template template0 NAME`.",
)
_COLLIDED: Said = ("busy", "was being changed by others at the same moment. Run the command again.")
_CROWDED: Said = (
    "busy",
    "lets nobody else in now: too many people are connected. Run the command again in a while.",
)
# By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), the whole of it or its first two.
_SERVER: Mapping[str, Said] = {
    "08": _STOPPED,
    "57P": _STOPPED,
    "22021": _NO_UTF8,
    "22P05": _NO_UTF8,
    "25006": (
        "read_only",
        "cannot be written: its server only lets it be read. Ask who keeps the server, or use another store.",
    ),
    "42501": (
        "denied",
        "does not let you do this: your role there may not. Ask who keeps the store for the role of coder, or to do "
        "it for you (`aanbod store roles --help`).",
    ),
    "42704": (
        "denied",
        "is on a server that knows no person of this name. Whoever keeps the server makes one with "
        "`createuser --pwprompt NAME`.",
    ),
    "53100": (
        "full",
        "could not grow: the disk of its server is full. Free some space there and run the command again; what was "
        "saved before is intact.",
    ),
    "53200": (
        "busy",
        "could not be used: its server has no memory left. Run the command again when fewer people are at work.",
    ),
    "53300": _CROWDED,
    "40": _COLLIDED,
    "55P03": _COLLIDED,
    "57014": (
        "slow",
        "could not be used: its server broke the work off, as it took too long. Ask who keeps the server for more "
        "time.",
    ),
    "58": (
        "disk",
        "could not be read or written: the disk of its server reports an error. Ask who keeps the server.",
    ),
    "XX": ("damaged", "is damaged, says its server. Ask who keeps it to put back a copy."),
}
# A server that refuses gives no code, only words: (the words, what to do).
_REFUSALS: Sequence[tuple[Sequence[str], Said]] = (
    (
        ("password authentication failed", "no password supplied"),
        (
            "denied",
            "does not let you in: the name or the password is wrong. Put the password in the environment variable "
            "PGPASSWORD or in the file that libpq reads (~/.pgpass, on Windows %APPDATA%\\postgresql\\pgpass.conf).",
        ),
    ),
    (
        ("does not exist",),
        (
            "gone",
            "is not there. Check the names in the address; whoever keeps the server makes a database with "
            "`createdb --owner NAME DATABASE`.",
        ),
    ),
    (
        ("permission denied for database",),
        ("denied", "does not let you in: your role may not. Ask who keeps the store."),
    ),
    (("too many clients", "remaining connection slots"), _CROWDED),
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
        trouble, remedy = _FILE.get(code, ("other", f"could not be used ({cause}). Run the command again."))
    else:
        found = _server_said(cause)
        if found is None:
            raise error
        trouble, remedy = found
    raise StoreError(address, trouble, remedy, _first_line(cause)) from error


def _server_said(cause: BaseException | None) -> Said | None:
    """What to say of an error of psycopg; None for one that is ours to mend."""
    state = getattr(cause, "sqlstate", None)
    if state:
        return next((_SERVER[key] for key in (state, state[:3], state[:2]) if key in _SERVER), None)
    if type(cause).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    words = str(cause)
    for telling, said in _REFUSALS:
        if any(word in words for word in telling):
            return said
    reason = _first_line(cause).removeprefix("connection failed: ") or "no answer"
    return "gone", f"cannot be reached. Is its server on, and are its name and port right? ({reason})"


def _first_line(cause: BaseException | None) -> str:
    """Of what was said: libpq tries each address of a host and tells of each."""
    return next(iter(str(cause).strip().splitlines()), "")
