"""The state in a coding's row is always what the decisions on it come to."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from aanbod.model import Evidence, Transcript
from aanbod.store import Store, open_store
from aanbod.store.content import evidence_to_json
from aanbod.store.migrate import MIGRATIONS
from aanbod.store.schema import CODING
from aanbod.store.states import SETTLED

QUOTES = ("Samen koken.", "Een ouderkamer.", "Ook sport.")
TEXTS = (" ".join(QUOTES), " ".join(reversed(QUOTES)), "Nieuw begin. " + " ".join(QUOTES[:2]))
EVIDENCE = evidence_to_json(Evidence("eten"))
Code = Callable[..., object]


def assert_settled(store: Store) -> None:
    with store._reading() as connection:
        rows = connection.execute(select(CODING.c.id, CODING.c.state, SETTLED)).all()
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
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with create_engine(f"sqlite:///{path}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        for statement in (
            "INSERT INTO coder VALUES (1, 'rules', 'rules'), (2, 'Roos', 'person')",
            "INSERT INTO transcript VALUES (1, 'linde.txt')",
            "INSERT INTO text_version VALUES (1, 1, 1, true, 'x', '', 'Samen koken.', '')",
            *(
                f"INSERT INTO coding VALUES ('{n}', 1, {n}, 9, 'eten', '', 'gepland', 1, NULL, '{EVIDENCE}', false)"
                for n in range(3)
            ),
            "INSERT INTO decision VALUES (1, '0', 'accept', 2, '2024-01-01', '', NULL), "
            "(2, '1', 'accept', 2, '2024-01-01', '', NULL), (3, '1', 'reject', 2, '2024-01-01', '', NULL)",
        ):
            connection.exec_driver_sql(statement)
    with open_store(path) as store:
        assert [one.state for one in store.codings()] == ["accepted", "rejected", "suggested"]
        assert [(entry.coding, entry.verdict) for entry in store.history()] == [
            ("0", "accept"),
            ("1", "accept"),
            ("1", "reject"),
        ]
        assert_settled(store)
