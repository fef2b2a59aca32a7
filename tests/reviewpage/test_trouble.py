"""What the page says, in its own words, where the disk or the server of the store does not do what was asked."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.reviewpage.wording import wording
from aanbod.store import Store, engine

from .conftest import Open, Page

ENGLISH = ("the store", "run the command", "could not", "cannot", "another program", "is damaged")
# Of many pages: a disk that is full may have room for a decision.
LONG_MEMO = {"about": "coding", "words": "Gras maaien. " * 3000}


def fill_the_disk(store: Store) -> None:
    """Of the store's own connection, which the pool hands out again: the file may not grow."""
    with store._reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def allow_reading_only(store: Store) -> None:
    with store._reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")


def damage(store: Store) -> None:
    path = Path(store.address)
    store.close()  # what is in the -wal file is in the file then
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


def stop_the_server(store: Store) -> None:
    """The store is on a server of which nothing is left but its address."""
    url = engine.store_url("postgresql+psycopg://noor:geheim@127.0.0.1:1/tuin")
    store.address, store._engine = engine.shown_address(url), engine.make_engine(url)


@pytest.mark.parametrize(
    ("happen", "trouble", "words"),
    [
        (fill_the_disk, "full", "is vol; dit is niet bewaard"),
        (allow_reading_only, "read_only", "alleen te lezen; dit is niet bewaard"),
        (damage, "damaged", "zijn beschadigd"),
        (stop_the_server, "gone", "antwoordt niet"),
    ],
)
def test_a_store_that_fails(
    page: Page, store: Store, happen: Callable[[Store], None], trouble: str, words: str
) -> None:
    view = page.view()
    happen(store)
    answer = page.post("memo", page.about(view) | LONG_MEMO)
    said = answer.get_json()["error"]
    assert answer.status_code == 500  # not 503: to try it again by itself is no use
    assert words in said
    assert wording("nl")[f"trouble_{trouble}"].partition("{")[0] in said
    assert not [word for word in ENGLISH if word in said.lower()]
    assert "geheim" not in said


def test_nothing_of_it_was_stored(page: Page, store: Store) -> None:
    view = page.view()
    with store._reading() as connection:
        kept = connection.exec_driver_sql("PRAGMA max_page_count").scalar_one()
    fill_the_disk(store)
    sent = page.about(view) | LONG_MEMO
    assert page.post("memo", sent).status_code == 500
    assert store.history() == []
    with store._reading() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {kept}")
    assert page.post("memo", sent).status_code == 200
    assert [entry.verdict for entry in store.history()] == ["memo"]


def test_another_program_at_work(open_page: Open, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    dutch, english = open_page("Noor"), open_page("Sam", language="en")
    view = dutch.view()
    with sqlite3.connect(store.address, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        answers = [page.decide(view) for page in (dutch, english)]
        other.execute("ROLLBACK")
    other.close()
    assert [answer.status_code for answer in answers] == [503, 503]  # the page tries it again
    assert "Een ander programma houdt de gegevens" in answers[0].get_json()["error"]
    assert "Another program holds the data" in answers[1].get_json()["error"]


def test_a_page_says_it_too(page: Page, store: Store) -> None:
    stop_the_server(store)
    answer = page.get("/")
    assert answer.status_code == 500
    assert wording("nl")["no_store"] in answer.text
    assert "antwoordt niet" in answer.text
    assert "127.0.0.1:1/tuin" in answer.text and "geheim" not in answer.text


def test_a_change_of_what_was_rejected(page: Page, store: Store) -> None:
    view = page.view()
    page.decide(view, "reject")
    now = page.get("/", query_string={"open": view["key"], "in": "een.txt"})
    assert now.status_code == 200
    sent = page.about(view) | {"seen": store.last_entries([view["key"]])[view["key"]]}
    coding = store.coding(view["key"])
    place = {"start": coding.start, "end": coding.end, "code": coding.code, "partner": "", "status": "gewenst"}
    answer = page.post("change", sent | place)
    assert answer.status_code == 400
    assert "verworpen" in answer.get_json()["error"]
    assert page.post("change", page.about(view) | place).status_code == 409  # a tab that does not know of it yet
