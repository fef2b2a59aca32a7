"""The queues of a review, read from a store."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from aanbod.errors import AanbodError
from aanbod.model import Coding, Evidence, Transcript
from aanbod.store import Store

KAMER, KOKEN, NAAIEN = "Een ouderkamer.", "Samen koken.", "Een naaiclub."
TEXT = f"{KAMER} {KOKEN} {NAAIEN}"
Code = Callable[..., object]
Make = Callable[..., Coding]


@pytest.fixture
def ids(store: Store, coding: Make) -> list[str]:
    """Two rules; the second transcript comes first in the order of reading."""
    store.save_transcripts([Transcript(name, TEXT) for name in ("linde.txt", "beuk.txt")])
    found = [coding(TEXT, KAMER), coding(TEXT, KOKEN, "eten.samen", rule="koken")]
    store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [(name, found) for name in ("linde.txt", "beuk.txt")])
    return [one.id for one in store.codings()]


def test_what_is_open_is_asked_and_what_is_decided_counts(store: Store, ids: list[str]) -> None:
    assert [item.id for item in store.queue().items] == ids
    store.decide(ids[:1], "accept", "Roos")
    queue = store.queue(coder="Roos")
    assert [item.id for item in queue.items] == ids[1:]
    assert (queue.progress.decided, queue.progress.total, queue.progress.minutes_to_go) == (1, 4, None)
    assert [item.id for item in store.queue("rule", rule="koken").items] == [ids[1], ids[3]]
    assert [item.id for item in store.queue("code", code="eten", transcripts=["linde.txt"]).items] == [ids[3]]
    assert [item.id for item in store.queue("unsure").items] == [ids[2], ids[1], ids[3]]
    (koken, kamer) = store.rule_precisions()
    assert (koken.rule, koken.code, koken.accepted, koken.open) == ("koken", "eten.samen", 0, 2)
    assert (kamer.rule, kamer.accepted, kamer.rejected, kamer.open) == ("kamer", 1, 0, 1)
    with pytest.raises(AanbodError, match="no transcript 'eik"):
        store.queue(transcripts=["eik.txt"])


def test_what_somebody_coded_the_same_by_hand_is_not_asked(store: Store, ids: list[str], coding: Make) -> None:
    store.add_codings([("beuk.txt", coding(TEXT, KAMER))], "Roos")
    assert [item.id for item in store.queue().items] == ids[1:]


def test_two_persons_disagree_until_somebody_speaks_again(store: Store, ids: list[str]) -> None:
    store.decide(ids, "accept", "Roos")
    store.decide(ids[1:3], "reject", "Daan", session="s1")
    assert [item.id for item in store.queue("disagree").items] == ids[1:3]
    store.decide(ids[1:2], "reject", "Els")
    queue = store.queue("disagree")
    assert [item.id for item in queue.items] == ids[2:3]
    assert (queue.progress.decided, queue.progress.total) == (1, 2)
    store.answer(ids[:1], "reject", "Basisschool De Linde")
    assert [item.id for item in store.queue("disagree").items] == [ids[0], ids[2]]
    store.undo(store.standing(session="s1"), "Daan")
    assert [item.id for item in store.queue("disagree").items] == [ids[0], ids[1]]  # Els against Roos


def test_a_blind_coder_sees_nothing_of_others(store: Store, ids: list[str], coding: Make) -> None:
    store.decide(ids[:1], "accept", "Roos")
    store.decide(ids[:1], "reject", "Daan")
    store.add_codings([("beuk.txt", coding(TEXT, NAAIEN))], "Els")
    for name in ("all", "unsure", "disagree"):
        assert store.queue(name, blind="Els").items == ()  # type: ignore[arg-type]
    at = TEXT.index(NAAIEN)
    assert store.coded_passages("Els") == {"beuk.txt": [(at, len(TEXT))]}
    assert store.coded_passages("Mees") == {}


def test_what_everybody_rejected_bears_no_code(store: Store, ids: list[str]) -> None:
    store.decide(ids[2:], "reject", "Roos")
    assert sorted(store.coded_passages()) == ["beuk.txt"]


def test_the_pace_is_that_of_this_coder_and_what_is_decided_at_once_is_one_moment(store: Store, ids: list[str]) -> None:
    start = datetime(2024, 5, 1, 9, tzinfo=UTC)
    for number in range(40):
        store.decide(ids[:2], "accept", "Roos", at=start + timedelta(seconds=30 * number))
    assert len(store.moments("Roos")) == 31 and store.moments("Daan") == []
    assert store.moments("Roos")[0] == start + timedelta(seconds=30 * 39)
    assert store.queue(coder="Roos").progress.minutes_to_go == 1


def test_five_thousand_codings_are_asked_at_once(store: Store) -> None:
    texts = [Transcript(f"{number}.txt", "abcdefghij" * 10) for number in range(100)]
    store.save_transcripts(texts)
    found = [Coding(at, at + 2, f"c.{at % 7}", "", "gepland", Evidence(f"rule {at % 30}")) for at in range(50)]
    store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [(text.name, found) for text in texts])
    ids = [one.id for one in store.codings()]
    store.decide(ids[:2000], "accept", "Roos")
    store.decide(ids[:500], "reject", "Daan")
    for name, number in (("all", 3000), ("unsure", 3000), ("disagree", 500)):
        taken = []
        for _ in range(3):
            start = time.process_time()
            assert len(store.queue(name, coder="Roos").items) == number  # type: ignore[arg-type]
            taken.append(time.process_time() - start)
        assert min(taken) < 0.1, name
