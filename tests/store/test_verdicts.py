"""Who said what of which coding, the oldest first; decisions made together have no order among them."""

from collections.abc import Callable

from aanbod.model import Transcript
from aanbod.store import Store

TEXT = "Een ouderkamer. Samen koken."


def said_of(store: Store, coding: str) -> list[tuple[str, str]]:
    return [(said.coder, said.verdict) for said in store.decisions() if said.coding == coding]


def test_every_decision_is_read_the_oldest_first(store: Store, code: Callable[..., object]) -> None:
    assert store.decisions() == []
    store.save_transcripts([Transcript("linde.txt", TEXT)])
    code("linde.txt", "Een ouderkamer.", "Samen koken.")
    first, second = (one.id for one in store.codings())
    store.decide([second], "accept", "Roos")
    store.decide([first, second], "reject", "Daan")
    store.decide([first], "accept", "Roos")
    assert said_of(store, first) == [("Daan", "reject"), ("Roos", "accept")]
    assert said_of(store, second) == [("Roos", "accept"), ("Daan", "reject")]


def test_decisions_come_along_to_a_newer_text_in_their_order(store: Store, code: Callable[..., object]) -> None:
    store.save_transcripts([Transcript("linde.txt", TEXT)])
    code("linde.txt", "Een ouderkamer.", "Samen koken.")
    ids = [one.id for one in store.codings()]
    store.decide(ids, "accept", "Roos")
    store.decide(ids[:1], "reject", "Daan")
    store.save_transcripts([Transcript("linde.txt", "Voorop. " + TEXT)])
    first, second = (one.id for one in store.codings())
    assert said_of(store, first) == [("Roos", "accept"), ("Daan", "reject")]
    assert said_of(store, second) == [("Roos", "accept")]
    assert len(store.decisions()) == 3
