"""From nothing, and from an older schema, to that of today."""

import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from aanbod.errors import AanbodError
from aanbod.model import Transcript
from aanbod.store import migrate, open_store

SECOND = """
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("transcript") as batch:
        batch.add_column(sa.Column("title", sa.String(), nullable=False, server_default="?"))
    {more}
"""


@pytest.fixture
def old(path: Path) -> Path:
    with open_store(path) as store:
        store.save_transcripts([Transcript("linde.txt", "Samen koken.", "", ("Linde",))])
    return path


def add_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> None:
    """Makes the program one migration newer; the batch makes the table anew, under its foreign keys."""
    newer = tmp_path / "with % sign"
    shutil.copytree(migrate.MIGRATIONS, newer)
    (newer / "versions" / "v0008_next.py").write_text(SECOND.format(more=more), encoding="utf-8")
    monkeypatch.setattr(migrate, "MIGRATIONS", newer)
    monkeypatch.setattr(migrate, "HEAD", "0008")


def query(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def test_a_new_file_from_the_cache_is_as_the_migrations_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def content(name: str) -> list[str]:
        open_store(tmp_path / name).close()
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            return [*connection.iterdump()]

    monkeypatch.setattr("aanbod.caching.cache_folder", lambda: tmp_path / "cache")
    migrated = content("first.db")
    monkeypatch.setattr(migrate, "_migrate", None)
    assert content("second.db") == migrated


def test_an_upgrade_leaves_a_copy_and_loses_nothing(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_second(tmp_path, monkeypatch)
    with open_store(old, create=False) as store:
        assert store.text("linde.txt") == "Samen koken."
        assert store.transcripts()[0].cases == ("Linde",)
        with store._reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert query(old, "SELECT name, title FROM transcript") == [("linde.txt", "?")]
    copy = old.with_name("afs.db.0007.bak")
    assert query(copy, "SELECT * FROM transcript") == [(1, "linde.txt")]
    assert query(copy, "SELECT * FROM alembic_version") == [("0007",)]
    if os.name == "posix":
        assert copy.stat().st_mode & 0o777 == 0o600
    with open_store(old):
        assert len(list(tmp_path.glob("*.bak"))) == 1


def test_a_copy_never_overwrites_another(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_second(tmp_path, monkeypatch)
    earlier = old.with_name("afs.db.0007.bak")
    earlier.write_text("earlier", encoding="utf-8")
    open_store(old).close()
    assert earlier.read_text(encoding="utf-8") == "earlier"
    assert query(old.with_name("afs.db.0007-2.bak"), "SELECT count(*) FROM transcript") == [(1,)]


def test_an_upgrade_that_fails_changes_nothing(old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        add_second(tmp_path, newer, "raise RuntimeError('stop')")
        with pytest.raises(RuntimeError, match="stop"):
            open_store(old)
    assert query(old, "SELECT * FROM transcript") == [(1, "linde.txt")]
    with open_store(old) as store:
        assert store.text("linde.txt") == "Samen koken."


def test_an_upgrade_that_breaks_references_is_undone(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_second(tmp_path, monkeypatch, "op.execute('DELETE FROM transcript')")
    with pytest.raises(RuntimeError, match="refer to nothing"):
        open_store(old)
    assert query(old, "SELECT * FROM transcript") == [(1, "linde.txt")]


def test_a_store_of_a_newer_program_is_left_alone(old: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
        connection.commit()
    before = old.read_bytes()
    with pytest.raises(AanbodError, match=r"newer version of aanbod \(schema 0099; .*\)\. Install"):
        open_store(old)
    assert old.read_bytes() == before
    assert list(tmp_path.glob("*.bak")) == []


def test_an_up_to_date_store_opens_without_alembic(old: Path) -> None:
    program = (
        "import sys; from aanbod.store import open_store\n"
        "with open_store(sys.argv[1]) as store: store.counts()\n"
        "print(sorted({'alembic', 'spacy', 'pydantic', 'jinja2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program, old], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("place", ["path", "other_database"])
def test_two_that_make_a_store_at_once_make_one(request: pytest.FixtureRequest, place: str) -> None:
    address = request.getfixturevalue(place)
    with ThreadPoolExecutor(4) as pool:
        for store in list(pool.map(lambda _: open_store(address), range(4))):
            store.save_transcripts([Transcript("linde.txt", "Samen koken.")])
            store.close()
    with open_store(address) as store, store._reading() as connection:
        assert connection.exec_driver_sql("SELECT * FROM alembic_version").scalars().all() == [migrate.HEAD]


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_the_files_are_for_their_owner_only(path: Path) -> None:
    mask = os.umask(0)
    try:
        with open_store(path) as store:
            store.save_transcripts([Transcript("linde.txt", "Samen koken.")])
            modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    finally:
        os.umask(mask)
    assert modes == {"afs.db": 0o600, "afs.db-wal": 0o600, "afs.db-shm": 0o600}
