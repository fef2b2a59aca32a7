"""A store on a server: who gets in, what they may do there, and what they read where it goes wrong."""

import sys
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy import text as sql

from aanbod.errors import AanbodError
from aanbod.model import Coding, Transcript
from aanbod.store import Store, open_store

from .test_migrate import add_second

LINDE = Transcript("linde.txt", "Samen koken.")
PASSWORD = "zeer geheim"


def changed(address: str, **parts: object) -> str:
    return make_url(address).set(**parts).render_as_string(hide_password=False)  # type: ignore[arg-type]


def told(address: str) -> str:
    with pytest.raises(AanbodError) as caught:
        open_store(address)
    message = str(caught.value)
    assert PASSWORD not in message and "zeer" not in message
    return message


def test_an_address_that_is_wrong() -> None:
    assert "a server of this kind" in told(f"mysql://roos:{PASSWORD}@localhost/afs")
    assert "not written well" in told(f"postgresql+psycopg://roos:{PASSWORD}@localhost:poort/afs")


def test_no_server_there() -> None:
    message = told(f"postgresql+psycopg://roos:{PASSWORD}@127.0.0.1:1/afs")
    assert "postgresql+psycopg://roos:***@127.0.0.1:1/afs cannot be reached" in message


def test_the_driver_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'aanbod[postgresql]'" in told("postgresql+psycopg://roos@localhost/afs")


def test_no_such_database_and_no_such_person(server_store: str) -> None:
    assert "is not there" in told(changed(server_store, database="nergens"))
    nobody = told(changed(server_store, username="niemand", password=PASSWORD))
    assert "does not let you in" in nobody or "is not there" in nobody


def test_the_database_of_another_program(other_database: str) -> None:
    engine = create_engine(other_database)
    with engine.begin() as connection:
        connection.execute(sql("CREATE TABLE bookmarks (url text)"))
    engine.dispose()
    assert "database of another program" in told(other_database)


def test_a_database_without_a_store(other_database: str) -> None:
    with pytest.raises(AanbodError, match="is empty"):
        open_store(other_database, create=False)
    with open_store(other_database) as store:
        assert store.save_transcripts([LINDE]).new == ("linde.txt",)


def test_the_store_of_a_newer_program(server_store: str) -> None:
    with open_store(server_store) as store, store._writing() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '0099'"))
    assert "newer version of aanbod (schema 0099" in told(server_store)


def test_an_upgrade_on_a_server(server_store: str, tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(server_store) as store:
        store.save_transcripts([LINDE])
    with monkeypatch.context() as newer:
        add_second(tmp_path, newer, "raise RuntimeError('stop')")  # type: ignore[arg-type]
        with pytest.raises(RuntimeError, match="stop"):
            open_store(server_store)
    with open_store(server_store) as store:
        assert store.text("linde.txt") == LINDE.text


@pytest.fixture
def person(server_store: str) -> Iterator[Callable[[str], str]]:
    """Makes somebody known to the server; their address."""
    made = []
    owner = create_engine(server_store)

    def make(name: str) -> str:
        with owner.begin() as connection:
            connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN PASSWORD 'x'")
        made.append(name)
        return changed(server_store, username=name, password="x")

    yield make
    with owner.begin() as connection:
        for name in made:
            connection.exec_driver_sql(f"DROP OWNED BY {name}; DROP ROLE {name}")
        connection.exec_driver_sql("DROP OWNED BY aanbod_coder, aanbod_reader")
    owner.dispose()


def test_what_a_reader_and_a_coder_may_do(
    server_store: str, store_with_codings: Callable[[Store], list[str]], person: Callable[[str], str]
) -> None:
    noor, bas = person("test_noor"), person("test_bas")
    with open_store(server_store) as store:
        ids = store_with_codings(store)
        store.make_roles(["test_noor"], ["test_bas"])
        store.make_roles()  # again does no harm
        with pytest.raises(AanbodError, match="knows no person of this name"):
            store.make_roles(["test_niemand"])
    with open_store(bas) as reader:
        assert len(reader.codings()) == 2 and reader.counts().transcripts == 1
        for change in writes(reader, ids):
            with pytest.raises(AanbodError, match="your role there may not"):
                change()
    with open_store(noor) as coder:
        decide, *others = writes(coder, ids)
        decide()
        for change in others:
            with pytest.raises(AanbodError, match="your role there may not"):
                change()
        for statement in ("UPDATE decision SET verdict = 'reject'", "DELETE FROM decision", "DELETE FROM coding"):
            with pytest.raises(AanbodError, match="your role there may not"), coder._writing() as connection:
                connection.execute(sql(statement))
        assert [one.state for one in coder.codings()] == ["accepted", "accepted"]
        first, _ = coder.codings()
        changed = Coding(first.start, first.end, first.code, "", "gepland", first.evidence)
        coder.change(first, changed, "Noor", session="nu")
        coder.add_codings([("linde.txt", changed)], "Noor")
        coder.add_memo("Navragen.", "Noor", transcript="linde.txt")
        assert coder.undo(coder.standing(session="nu"), "Noor") == (1, [])
        assert [one.state for one in coder.codings()] == ["accepted", "accepted"]


def writes(store: Store, ids: list[str]) -> list[Callable[[], object]]:
    return [
        lambda: store.decide(ids, "accept", "Noor"),
        lambda: store.save_transcripts([Transcript("beuk.txt", "Naaien.")]),
        lambda: store.start_run("afs", "v1", "0.1"),
    ]


def test_a_stranger_cannot_read(server_store: str, person: Callable[[str], str]) -> None:
    with open_store(server_store) as store:
        store.make_roles()
    assert "your role there may not" in told(person("test_vreemd"))


def test_a_file_has_no_roles(path: object) -> None:
    with open_store(path) as store, pytest.raises(AanbodError, match="has no roles"):  # type: ignore[arg-type]
        store.make_roles()


def test_a_connection_that_breaks(server_store: str) -> None:
    other = create_engine(server_store)
    lost = pytest.raises(AanbodError, match=r"was lost.*what was saved is intact")
    with open_store(server_store) as store, lost, store._writing() as connection:
        number = connection.execute(sql("SELECT pg_backend_pid()")).scalar_one()
        with other.begin() as killer:
            killer.execute(sql("SELECT pg_terminate_backend(:number)"), {"number": number})
        connection.execute(sql("SELECT 1"))
    other.dispose()


def test_the_password_of_libpq(server_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    url = make_url(server_store)
    monkeypatch.setenv("PGPASSWORD", str(url.password or ""))
    without = URL.create(url.drivername, url.username, None, url.host, url.port, url.database)
    with open_store(without.render_as_string()) as store:
        assert store.address == without.render_as_string()
        assert store.counts().transcripts == 0
