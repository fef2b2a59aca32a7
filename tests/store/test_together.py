"""Several people and a run in one store at once: nothing is lost, nothing is there twice."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import text as sql

from aanbod.errors import AanbodError
from aanbod.model import Coding, Evidence, Transcript
from aanbod.store import Store, open_store

CODERS, EACH = 10, 8
NAMES = [f"{number}.txt" for number in range(6)]
WORDS = 30
TEXT = "koken " * WORDS


def proposed(skip: int = -1) -> list[Coding]:
    """A coding of every word but each third one."""
    return [Coding(6 * n, 6 * n + 5, "eten", "", "gepland", Evidence("koken")) for n in range(WORDS) if n % 3 != skip]


def notes(store: Store) -> Counter[str]:
    """How often each decision is there; what came along to a newer text is not counted apart."""
    with store._reading() as connection:
        return Counter(connection.execute(sql("SELECT note FROM decision WHERE origin_id IS NULL")).scalars())


def current_notes(store: Store) -> Counter[str]:
    statement = (
        "SELECT note FROM decision JOIN coding ON coding_id = coding.id "
        "JOIN text_version ON text_version_id = text_version.id WHERE is_current"
    )
    with store._reading() as connection:
        return Counter(connection.execute(sql(statement)).scalars())


@pytest.fixture
def shared(address: str) -> Iterator[Store]:
    with open_store(address) as store:
        store.save_transcripts(Transcript(name, TEXT) for name in NAMES)
        store.save_many(store.start_run("afs", "v1", "0.1"), "r", [(name, proposed()) for name in NAMES])
        yield store


def coders_at_work(address: str, meanwhile: Callable[[Store, int], None]) -> set[str]:
    """Ten people decide, each with a connection of their own, while something else goes on; what they were told."""
    done = Event()

    def decide(person: int) -> list[str]:
        draw, said = random.Random(person), []
        with open_store(address) as store:
            for number in range(EACH):
                note = f"{person}-{number}"
                chosen = [one.id for one in draw.sample(store.codings(transcripts=[draw.choice(NAMES)]), 2)]
                try:
                    store.decide(chosen, draw.choice(["accept", "reject"]), f"coder {person}", note)
                except AanbodError as error:  # a run or an import was first
                    assert "Look at the codings again" in str(error) or "older text" in str(error), error
                else:
                    said.append(note)
        return said

    def go_on() -> None:
        with open_store(address) as store:
            for turn in range(1000):
                meanwhile(store, turn)
                if done.is_set():
                    break

    with ThreadPoolExecutor(CODERS + 1) as pool:
        other = pool.submit(go_on)
        told = [pool.submit(decide, person) for person in range(CODERS)]
        try:
            return {note for future in told for note in future.result()}
        finally:
            done.set()
            other.result()


def test_ten_people_decide_while_a_run_replaces_codings(address: str, shared: Store) -> None:
    def run(store: Store, turn: int) -> None:
        store.save_many(store.start_run("afs", "v1", "0.1"), f"r{turn}", [(name, proposed(turn % 3)) for name in NAMES])

    told = coders_at_work(address, run)
    assert len(told) > CODERS
    assert notes(shared) == dict.fromkeys(told, 2)
    shared.save_many(shared.start_run("afs", "v1", "0.1"), "last", [(name, proposed()) for name in NAMES])
    passages = Counter((one.transcript, one.start) for one in shared.codings())
    assert passages == {(name, 6 * n): 1 for name in NAMES for n in range(WORDS)}
    assert current_notes(shared) == notes(shared)


def test_ten_people_decide_while_texts_change(address: str, shared: Store) -> None:
    def change(store: Store, turn: int) -> None:
        store.save_transcripts(Transcript(name, f"Voorop {turn % 4}. " + TEXT) for name in NAMES)

    told = coders_at_work(address, change)
    assert len(told) > CODERS
    assert notes(shared) == dict.fromkeys(told, 2)
    assert set(current_notes(shared)) == told  # each came along
    assert shared.lost() == []


def test_two_runs_and_two_imports_at_once(address: str) -> None:
    texts = [Transcript(name, TEXT, cases=("Linde",)) for name in NAMES]

    def work(turn: int) -> None:
        with open_store(address) as store:
            store.save_transcripts(texts)
            run = store.start_run("afs", "v1", "0.1")
            store.save_many(run, "r", [(name, proposed(turn)) for name in NAMES])

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with open_store(address) as store:
        assert [record.cases for record in store.transcripts()] == [("Linde",)] * len(NAMES)
        assert store.pending("r") == []
        passages = Counter((one.transcript, one.start) for one in store.codings())
        assert set(passages.values()) == {1}
        assert {name for name, _ in passages} == set(NAMES)


def test_a_reader_sees_one_moment(address: str, shared: Store) -> None:
    with open_store(address) as other:
        codings = shared.each_coding()
        first = next(codings)
        other.save_many(other.start_run("afs", "v1", "0.1"), "r2", [(name, []) for name in NAMES])
        assert len([first, *codings]) == len(NAMES) * WORDS
        assert other.codings() == []
