"""An empty store of its own for every test, in a file and on a server, and short ways to make what goes into it.

The server is that of the libpq variables (PGHOST and so on; `.ci/run` starts one), or one that is started here where
PostgreSQL is installed. Without either its tests are skipped.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from pytest_postgresql.exceptions import ExecutableMissingException
from pytest_postgresql.executors import NoopExecutor, PostgreSQLExecutor
from pytest_postgresql.factories import postgresql_noproc, postgresql_proc
from pytest_postgresql.janitor import DatabaseJanitor
from sqlalchemy import URL

from aanbod.model import Coding, CodingRecord, Evidence, Transcript, Words
from aanbod.store import CodingDiff, Store, open_store
from aanbod.store.schema import METADATA

Server = NoopExecutor | PostgreSQLExecutor


def make_schema(*, host: str, port: str | int, user: str, dbname: str, password: str | None, **_: object) -> None:
    open_store(server_address(host, port, user, dbname, password)).close()


def server_address(host: str, port: str | int, user: str, dbname: str, password: str | None) -> str:
    url = URL.create("postgresql+psycopg", user, password or None, host, int(port), dbname)
    return url.render_as_string(hide_password=False)


# A database for each test is a copy of one that has the schema: far quicker than the migrations.
started_server = postgresql_proc(load=[make_schema], postgres_options="-c fsync=off")
given_server = postgresql_noproc(
    host=os.environ.get("PGHOST"),
    port=os.environ.get("PGPORT"),
    user=os.environ.get("PGUSER"),
    password=os.environ.get("PGPASSWORD"),
    load=[make_schema],
)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Server:
    """A PostgreSQL server where databases can be made; skips the test where there is none."""
    if "PGHOST" in os.environ:
        return request.getfixturevalue("given_server")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("PostgreSQL does not run as root: start a server and set PGHOST, as .ci/run does")
    try:
        return request.getfixturevalue("started_server")
    except ExecutableMissingException:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql), and PGHOST names no server")


@pytest.fixture(scope="session")
def kept_store(server: Server) -> Iterator[str]:
    yield from _database(server, f"{server.dbname}_kept", server.template_dbname)


@pytest.fixture
def emptied_store(kept_store: str) -> str:
    """The address of an empty store on the server: the same one for every test, for making one takes longer."""
    tables = ", ".join(table.name for table in METADATA.sorted_tables)
    with psycopg.connect(kept_store.replace("+psycopg", "")) as connection:
        connection.execute(f"TRUNCATE {tables} RESTART IDENTITY")
    return kept_store


@pytest.fixture
def server_store(server: Server) -> Iterator[str]:
    """The address of an empty store of one's own on the server."""
    yield from _database(server, server.dbname, server.template_dbname)


@pytest.fixture
def other_database(server: Server) -> Iterator[str]:
    """The address of a database without tables."""
    yield from _database(server, f"{server.dbname}_other", None)


def _database(server: Server, name: str, template: str | None) -> Iterator[str]:
    with DatabaseJanitor(
        user=server.user,
        host=server.host,
        port=server.port,
        password=server.password,
        dbname=name,
        template_dbname=template,
    ):
        yield server_address(server.host, server.port, server.user, name, server.password)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "afs.db"


@pytest.fixture(params=["file", "server"])
def address(request: pytest.FixtureRequest) -> str:
    """Where an empty store is: a test that uses it runs on SQLite and on PostgreSQL."""
    if request.param == "file":
        return str(shutil.copy(request.getfixturevalue("empty_store"), request.getfixturevalue("path")))
    return str(request.getfixturevalue("emptied_store"))


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    with open_store(address) as opened:
        yield opened


@pytest.fixture
def coding() -> Callable[..., Coding]:
    """Makes a coding of a quote in a text; its evidence is the quote's first word."""

    def make(
        text: str,
        quote: str,
        code: str = "ouder.kamer",
        *,
        partner: str = "",
        status: str = "gerealiseerd",
        nth: int = 1,
        rule: str = "kamer",
    ) -> Coding:
        start = -1
        for _ in range(nth):
            start = text.index(quote, start + 1)
        first = quote.split()[0]
        words = (Words(start, start + len(first), first),)
        return Coding(start, start + len(quote), code, partner, status, Evidence(rule, words))

    return make


@pytest.fixture
def code(store: Store, coding: Callable[..., Coding]) -> Callable[..., CodingDiff]:
    """Lets the rules code quotes of a transcript: whole passages of its current text."""

    def save(name: str, *quotes: str, rules_version: str = "r1") -> CodingDiff:
        text = store.text(name)
        proposed = [coding(text, quote) for quote in quotes]
        return store.save_many(store.start_run("afs", "v1", "0.1"), rules_version, [(name, proposed)])

    return save


@pytest.fixture
def put(store: Store) -> Callable[..., tuple[CodingRecord, ...]]:
    """Saves one transcript and returns the codings lost by that."""

    def save(text: str, name: str = "linde.txt") -> tuple[CodingRecord, ...]:
        return store.save_transcripts([Transcript(name, text)]).lost

    return save


@pytest.fixture
def store_with_codings(coding: Callable[..., Coding]) -> Callable[..., list[str]]:
    """Puts a transcript with two codings in a store; their ids."""

    def fill(store: Store, name: str = "linde.txt") -> list[str]:
        text = "Een ouderkamer. Samen koken, é 😀."
        store.save_transcripts([Transcript(name, text, "a" * 64, ("Linde",), {"jaar": "2024"})])
        found = [coding(text, "Een ouderkamer."), coding(text, "koken, é 😀", partner="'t Huis")]
        diff = store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [(name, found)])
        return [one.id for one in diff.new]

    return fill
