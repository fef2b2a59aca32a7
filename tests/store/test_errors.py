"""What goes wrong on a disk, and what the user reads of it."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from aanbod.errors import AanbodError
from aanbod.model import Transcript
from aanbod.store import Store, engine, open_store

LINDE = Transcript("linde.txt", "Samen koken.")


def test_a_store_that_is_missing(path: Path) -> None:
    with pytest.raises(AanbodError, match=r"There is no store .*afs\.db\. Import"):
        open_store(path, create=False)
    assert not path.exists()


def test_a_store_that_is_empty(path: Path) -> None:
    """What is left where making a store was broken off."""
    path.touch()
    with pytest.raises(AanbodError, match="is empty"):
        open_store(path, create=False)
    with open_store(path) as store:
        assert store.counts().transcripts == 0


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(AanbodError, match=r"The folder .*nowhere of the store afs\.db does not exist"):
        open_store(tmp_path / "nowhere" / "afs.db")


def test_a_folder_as_store(tmp_path: Path) -> None:
    with pytest.raises(AanbodError, match="is a folder"):
        open_store(tmp_path)


def test_a_text_file_as_store(path: Path) -> None:
    path.write_text("Dit is een verslag, geen database. " * 40, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(AanbodError, match="it is no SQLite file"):
        open_store(path)
    assert path.read_bytes() == before


def test_the_database_of_another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    before = path.read_bytes()
    with pytest.raises(AanbodError, match="database of another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_damaged_store(path: Path) -> None:
    with open_store(path) as store:
        store.save_transcripts(Transcript(f"{number}.txt", "Samen koken. " * 500) for number in range(40))
    content = bytearray(path.read_bytes())
    content[8192:-4096] = b"\xff" * (len(content) - 12288)
    path.write_bytes(content)
    with pytest.raises(AanbodError, match=r"is damaged\. Put back a copy"), open_store(path) as store:
        for record in store.transcripts():
            store.text(record.name)


def test_a_store_in_use(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    with open_store(path) as store, closing(sqlite3.connect(path)) as other:
        store.save_transcripts([LINDE])
        other.execute("BEGIN EXCLUSIVE")
        assert store.text("linde.txt") == "Samen koken."
        with pytest.raises(AanbodError, match="is in use by another program"):
            store.save_transcripts([Transcript("beuk.txt", "Naaien.")])
        other.rollback()
        store.save_transcripts([Transcript("beuk.txt", "Naaien.")])
        assert len(store.transcripts()) == 2


def test_a_store_in_use_before_it_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(AanbodError, match="is in use by another program"):
            open_store(path)


def test_a_full_disk(path: Path) -> None:
    long = [Transcript("klein.txt", "Naaien."), Transcript("groot.txt", "Naaien. " * 10_000)]
    with open_store(path) as store:
        store.save_transcripts([LINDE])
        with store._reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
        with pytest.raises(AanbodError, match=r"the disk is full\. Free some space"):
            store.save_transcripts(long)
        assert [record.name for record in store.transcripts()] == ["linde.txt"]
        with store._reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        assert len(store.save_transcripts(long).new) == 2


@contextmanager
def as_plain_user() -> Iterator[Path]:
    """A folder of one's own; a root user, whom no file mode stops, becomes nobody meanwhile."""
    folder = Path(tempfile.mkdtemp())
    with open_store(folder / "warm.db"):
        pass  # what is imported late may be out of nobody's reach
    is_root = os.geteuid() == 0
    if is_root:
        for file in (folder, *folder.iterdir()):
            os.chown(file, 65534, 65534)
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_folder_that_cannot_be_written() -> None:
    with as_plain_user() as folder:
        with open_store(folder / "afs.db") as store:
            store.save_transcripts([LINDE])
        folder.chmod(0o500)
        with pytest.raises(AanbodError, match=r"cannot be made: Permission denied\. Make the folder"):
            open_store(folder / "new.db")
        with pytest.raises(AanbodError, match="folder"), open_store(folder / "afs.db") as store:
            store.save_transcripts([Transcript("beuk.txt", "Naaien.")])


@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_a_file_that_cannot_be_written_or_read() -> None:
    with as_plain_user() as folder:
        with open_store(folder / "afs.db") as store:
            store.save_transcripts([LINDE])
        (folder / "afs.db").chmod(0o400)
        with (
            pytest.raises(AanbodError, match=r"read-only\. Make both writable"),
            open_store(folder / "afs.db") as store,
        ):
            store.save_transcripts([Transcript("beuk.txt", "Naaien.")])
        (folder / "afs.db").chmod(0)
        with pytest.raises(AanbodError, match=r"cannot be opened\. Make the file"):
            open_store(folder / "afs.db")


def test_bugs_stay_bugs(store: Store) -> None:
    """Only what a user can mend is put in plain words."""
    with pytest.raises((OperationalError, ProgrammingError), match="nowhere"), store._reading() as connection:
        connection.execute(sql("SELECT * FROM nowhere"))
    with pytest.raises(IntegrityError), store._writing() as connection:
        connection.execute(sql("INSERT INTO transcript (name) VALUES (NULL)"))


def test_nothing_stays_open_after_an_error(path: Path, recwarn: pytest.WarningsRecorder) -> None:
    path.write_text("geen database " * 100, encoding="utf-8")
    with pytest.raises(AanbodError):
        open_store(path)
    path.unlink()  # Windows refuses this for an open file
    assert not recwarn.list
