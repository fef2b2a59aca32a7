from collections.abc import Callable

import pytest
from sqlalchemy import event

from aanbod.errors import AanbodError
from aanbod.model import Coding, Evidence, Transcript
from aanbod.store import Store

TEXT = "Een ouderkamer. Samen koken."


@pytest.fixture
def ids(store: Store, code: Callable[..., object]) -> list[str]:
    store.save_transcripts([Transcript("linde.txt", TEXT)])
    code("linde.txt", "Een ouderkamer.", "Samen koken.")
    return [one.id for one in store.codings()]


def test_the_latest_decision_counts(store: Store, ids: list[str]) -> None:
    assert [one.state for one in store.codings()] == ["suggested", "suggested"]
    assert store.decide(ids, "accept", "Roos") == 2
    assert store.decide(ids[:1], "reject", "Daan", note="geen ouders") == 1
    assert [one.state for one in store.codings()] == ["rejected", "accepted"]
    store.decide(ids[:1], "accept", "Roos")
    assert [one.state for one in store.codings()] == ["accepted", "accepted"]
    assert store.counts().decisions == 4


def test_a_coding_named_twice_is_decided_on_once(store: Store, ids: list[str]) -> None:
    assert store.decide([ids[0], ids[0]], "accept", "Roos") == 1


def test_a_decision_that_cannot_stand_changes_nothing(store: Store, ids: list[str]) -> None:
    with pytest.raises(AanbodError, match="There is no coding 'ff'"):
        store.decide([*ids, "ff"], "accept", "Roos")
    with pytest.raises(AanbodError, match="accept or reject, not 'maybe'"):
        store.decide(ids, "maybe", "Roos")  # type: ignore[arg-type]
    for nobody in ("", " ", "rules"):
        with pytest.raises(AanbodError, match="needs the name of a person"):
            store.decide(ids, "accept", nobody)
    assert store.counts().decisions == 0


def test_a_decision_on_an_older_text_is_refused(store: Store, ids: list[str]) -> None:
    store.decide(ids, "accept", "Roos")
    store.save_transcripts([Transcript("linde.txt", "Voorop. " + TEXT)])
    with pytest.raises(AanbodError, match="stands on an older text"):
        store.decide(ids[:1], "reject", "Roos")


def test_decisions_are_only_ever_added(store: Store, ids: list[str], code: Callable[..., object]) -> None:
    said: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    store.decide(ids, "accept", "Roos")
    store.decide(ids, "reject", "Roos")
    store.save_transcripts([Transcript("linde.txt", "Een ouderkamer.")])
    code("linde.txt")
    store.save_transcripts([Transcript("linde.txt", TEXT)])
    code("linde.txt")
    assert [one for one in said if one.startswith("INSERT INTO decision")]
    assert not [one for one in said if one.startswith(("UPDATE decision", "DELETE FROM decision"))]


def test_many_decisions_at_once(store: Store) -> None:
    store.save_transcripts([Transcript("lang.txt", "a" * 1201)])
    codings = [Coding(at, at + 1, "a", "", "gepland", Evidence("a")) for at in range(1201)]
    store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [("lang.txt", codings)])
    assert store.decide([one.id for one in store.codings()], "accept", "Roos") == 1201
    assert store.counts().accepted == 1201
