"""The state in a coding's row is always what the decisions on it come to."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from aanbod.model import Transcript
from aanbod.store import Store, open_store
from aanbod.store.models import CodingRow
from aanbod.store.states import SETTLED

QUOTES = ("Samen koken.", "Een ouderkamer.", "Ook sport.")
TEXTS = (" ".join(QUOTES), " ".join(reversed(QUOTES)), "Nieuw begin. " + " ".join(QUOTES[:2]))
Code = Callable[..., object]


def assert_settled(store: Store) -> None:
    with store._reading() as connection:
        rows = connection.execute(select(CodingRow.id, CodingRow.state, SETTLED)).all()
    assert [row for row in rows if row[1] != row[2]] == []


STEPS = st.one_of(
    st.tuples(st.just("decide"), st.sampled_from(["accept", "reject"]), st.integers(0, 2)),
    st.tuples(st.just("text"), st.sampled_from(TEXTS), st.just(0)),
    st.tuples(st.just("code"), st.just(""), st.integers(0, 3)),
)


@given(st.lists(STEPS, max_size=12))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens(store: Store, code: Code, steps: list[tuple[str, str, int]]) -> None:
    store.save_transcripts([Transcript("linde.txt", TEXTS[0])])
    code("linde.txt", *QUOTES)
    for number, (kind, what, place) in enumerate(steps):
        codings = store.codings()
        if kind == "decide" and codings:
            store.decide([codings[place % len(codings)].id], what, "Roos")  # type: ignore[arg-type]
        elif kind == "text":
            store.save_transcripts([Transcript("linde.txt", what)])
        elif kind == "code":
            text = store.text("linde.txt")
            code("linde.txt", *(quote for quote in QUOTES[:place] if quote in text), rules_version=str(number))
        assert_settled(store)


def test_of_two_decisions_at_once_the_later_one_counts(address: str, store: Store, code: Code) -> None:
    store.save_transcripts([Transcript("linde.txt", TEXTS[0])])
    code("linde.txt", *QUOTES)
    ids = [one.id for one in store.codings()]

    def decide(person: int) -> None:
        with open_store(address) as own:
            for number in range(5):
                own.decide(ids if number % 2 else ids[::-1], "accept" if person % 2 else "reject", f"{person}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(decide, range(4)))
    assert store.counts().decisions == 4 * 5 * len(ids)
    assert_settled(store)


def test_an_older_store_gets_the_states_of_its_decisions(path: Path) -> None:
    with open_store(path) as store:
        store.save_transcripts([Transcript("linde.txt", TEXTS[0])])
        with store._writing() as connection:
            connection.exec_driver_sql("INSERT INTO coder VALUES (1, 'rules', 'rules'), (2, 'Roos', 'person')")
            for number in range(3):
                connection.exec_driver_sql(
                    'INSERT INTO coding (id, text_version_id, start, "end", code, partner, status, coder_id, evidence, '
                    f"is_lost) VALUES ('{number}', 1, {number}, 9, 'eten', '', 'gepland', 1, '{{}}', 0)"
                )
        store.decide(["0", "1"], "accept", "Roos")
        store.decide(["1"], "reject", "Roos")
    with closing(sqlite3.connect(path)) as connection:  # as it was before there were states
        connection.executescript(
            "DROP INDEX ix_coding_counted; ALTER TABLE coding DROP COLUMN state; "
            "UPDATE alembic_version SET version_num = '0002'"
        )
    open_store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        states = connection.execute("SELECT state FROM coding ORDER BY id").fetchall()
    assert states == [("accepted",), ("rejected",), ("suggested",)]
