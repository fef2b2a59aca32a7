"""A store copied between a file and a server, and back: nothing is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aanbod.errors import AanbodError
from aanbod.model import Transcript
from aanbod.store import Store, copying, open_store
from aanbod.store.schema import CONTENT


def content(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store._reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(table.select())), key=str) for table in CONTENT
        }


@pytest.fixture
def full(path: Path, store_with_codings: Callable[[Store], list[str]]) -> Path:
    """A store with something in every table: texts that changed, decisions that came along, é and an emoji."""
    with open_store(path) as store:
        ids = store_with_codings(store)
        store.decide(ids[:1], "accept", "Zoë 😀", "50% \\ \t \n 'ja'")
        text = store.text("linde.txt")
        store.save_transcripts(
            [Transcript("linde.txt", "Voorop.\n" + text, "b" * 64, ("Linde", "Beuk"), {"jaar": "1"})]
        )
        store.finish_run(1)
        store.save_many(1, "r1", [("linde.txt", [])])
        store.set_masks(["name"])
        store.pseudonyms({"case": {"Linde"}})
        assert all(content(store).values())
    return path


def test_there_and_back(full: Path, tmp_path: Path, other_database: str) -> None:
    back = tmp_path / "back.db"
    told: list[int] = []
    with open_store(full) as old, open_store(other_database) as new:
        copied = old.copy_to(new, told.append)
        assert sum(told) == 2 * old.total_rows() == 2 * sum(copied.values())
        assert content(new) == content(old)
        assert new.codings() == old.codings()
    with open_store(other_database) as old, open_store(back) as new:
        old.copy_to(new, told.append)
    with open_store(full) as first, open_store(back) as last:
        assert content(first) == content(last)


def test_a_copy_can_be_worked_in(full: Path, address_of_copy: str, store_with_codings: Callable[..., object]) -> None:
    """The next id is a new one."""
    with open_store(full) as old, open_store(address_of_copy) as new:
        old.copy_to(new, lambda _: None)
        before = {name: len(rows) for name, rows in content(new).items()}
        store_with_codings(new, name="beuk.txt")
        new.decide([one.id for one in new.codings()], "reject", "Daan")
        after = {name: len(rows) for name, rows in content(new).items()}
        assert all(after[name] > before[name] for name in ("transcript", "text_version", "coder", "run", "decision"))


@pytest.fixture(params=["file", "server"])
def address_of_copy(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return str(tmp_path / "copy.db" if request.param == "file" else request.getfixturevalue("emptied_store"))


def test_what_is_not_empty_is_left_alone(full: Path, address_of_copy: str) -> None:
    with open_store(full) as old, open_store(address_of_copy) as new:
        new.save_transcripts([Transcript("mijn.txt", "Van mij.")])
        before = content(new)
        with pytest.raises(AanbodError, match="is not empty"):
            old.copy_to(new, lambda _: None)
        assert content(new) == before


def test_a_copy_that_differs_is_undone(full: Path, address_of_copy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(connection: Any, table: Any, rows: Any) -> None:
        if table.name == "coding":
            rows = [(*row[:4], "other", *row[5:]) for row in rows]
        insert_rows(connection, table, rows)

    insert_rows = copying.insert_rows
    monkeypatch.setattr(copying, "insert_rows", lossy)
    with open_store(full) as old, open_store(address_of_copy) as new:
        with pytest.raises(RuntimeError, match="rows of coding"):
            old.copy_to(new, lambda _: None)
        assert not any(content(new).values())
