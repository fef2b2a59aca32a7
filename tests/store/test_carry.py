"""What becomes of codings and decisions when a text changes."""

from collections.abc import Callable

import pytest
from sqlalchemy import text as sql

from aanbod.model import Coding, CodingRecord, Evidence, Transcript
from aanbod.store import CodingDiff, Store

OLD = "Een ouderkamer.\nSamen koken.\nEen naaiclub.\n"
KAMER, KOKEN, NAAIEN = "Een ouderkamer.", "Samen koken.", "Een naaiclub."

Put = Callable[..., tuple[CodingRecord, ...]]
Code = Callable[..., CodingDiff]


@pytest.fixture(autouse=True)
def coded(put: Put, code: Code) -> None:
    put(OLD)
    code("linde.txt", KAMER, KOKEN, NAAIEN)


def states(store: Store) -> dict[str, str]:
    for one in store.codings():
        text = store.text(one.transcript)
        assert text[one.start : one.end] == one.quote
        assert all(text[word.start : word.end] == word.text for word in one.evidence.words)
    return {one.quote: one.state for one in store.codings()}


def of(store: Store, quote: str) -> str:
    return next(one.id for one in store.codings() if one.quote == quote)


def test_decisions_move_along_with_their_quote(store: Store, put: Put, code: Code) -> None:
    store.decide([of(store, KAMER)], "reject", "Roos")
    store.decide([of(store, KAMER)], "accept", "Roos", "toch wel")
    store.decide([of(store, KOKEN)], "reject", "Daan")
    assert put("Voorwoord 😀.\n" + OLD) == ()
    expected = {KAMER: "accepted", KOKEN: "rejected", NAAIEN: "suggested"}
    assert states(store) == expected
    assert store.codings()[0].start == 13
    assert code("linde.txt", KAMER, KOKEN, NAAIEN) == CodingDiff(unchanged=3)
    assert states(store) == expected
    assert (store.counts().decisions, store.counts().lost) == (3, 0)


def test_what_people_said_of_a_quote_that_is_gone_is_kept_and_told(store: Store, put: Put, code: Code) -> None:
    store.decide([of(store, KOKEN), of(store, NAAIEN)], "accept", "Roos")
    (lost,) = put(f"{KAMER}\n{NAAIEN}\n")
    assert (lost.quote, lost.state, lost.transcript, lost.start) == (KOKEN, "accepted", "linde.txt", 16)
    assert states(store) == {KAMER: "suggested", NAAIEN: "accepted"}
    assert store.lost() == [lost]
    assert store.counts().lost == 1
    code("linde.txt")
    assert store.lost() == [lost]


def test_an_undecided_quote_that_is_gone_disappears(store: Store, put: Put) -> None:
    assert put(f"{KAMER}\n{NAAIEN}\n") == ()
    assert states(store) == {KAMER: "suggested", NAAIEN: "suggested"}
    with store._reading() as connection:
        assert connection.execute(sql("SELECT count(*) FROM coding")).scalar() == 2


def test_a_text_that_comes_back_brings_everything_back(store: Store, put: Put, code: Code) -> None:
    store.decide([of(store, KAMER), of(store, KOKEN)], "accept", "Roos")
    before = [one.id for one in store.codings()]
    put(f"{KAMER}\n")
    store.decide([of(store, KAMER)], "reject", "Daan")
    assert put(OLD) == ()
    assert states(store) == {KAMER: "rejected", KOKEN: "accepted"}
    code("linde.txt", KAMER, KOKEN, NAAIEN)
    assert [one.id for one in store.codings()] == before
    assert (store.counts().lost, store.counts().decisions) == (0, 3)
    with store._reading() as connection:
        assert connection.execute(sql("SELECT number FROM text_version ORDER BY id")).scalars().all() == [1, 2]


def test_what_was_lost_comes_back_with_its_quote_in_a_later_text(store: Store, put: Put) -> None:
    store.decide([of(store, KOKEN)], "accept", "Roos")
    assert [one.quote for one in put("Leeg.")] == [KOKEN]
    assert put("Nog leeg.") == ()
    assert put(f"Nu weer: {KOKEN}") == ()
    assert states(store) == {KOKEN: "accepted"}
    assert store.lost() == []


def test_going_to_and_fro_copies_no_decision_twice(store: Store, put: Put) -> None:
    store.decide([of(store, KAMER)], "accept", "Roos")
    other = "Kop.\n" + OLD
    for _ in range(3):
        put(other)
        put(OLD)
    with store._reading() as connection:
        assert connection.execute(sql("SELECT count(*) FROM decision")).scalar() == 2
    store.decide([of(store, KAMER)], "reject", "Roos")
    put(other)
    assert states(store)[KAMER] == "rejected"
    put(OLD)
    assert states(store)[KAMER] == "rejected"


def test_of_two_that_become_one_the_later_decision_counts(store: Store, put: Put, code: Code) -> None:
    put("Ja.\nIets.\nJa.\n", "beuk.txt")
    text = store.text("beuk.txt")
    run = store.start_run("afs", "v1", "0.1")
    both = [Coding(at, at + 3, "a", "", "gepland", Evidence("ja")) for at in (0, text.rindex("Ja."))]
    first, second = store.save_many(run, "r1", [("beuk.txt", both)]).new
    store.decide([second.id], "accept", "Roos")
    store.decide([first.id], "reject", "Roos")
    put("Ja.\n", "beuk.txt")
    assert [one.state for one in store.codings(transcripts=["beuk.txt"])] == ["rejected"]
    put("Ja.\nIets.\nJa.\n", "beuk.txt")
    assert [one.state for one in store.codings(transcripts=["beuk.txt"])] == ["rejected", "accepted"]


def test_the_codings_of_people_move_along_too(store: Store, put: Put) -> None:
    with store._writing() as connection:
        connection.execute(sql("INSERT INTO coder (name, kind) VALUES ('Roos', 'person')"))
        connection.execute(
            sql(
                "UPDATE coding SET run_id = NULL, coder_id = (SELECT id FROM coder WHERE name = 'Roos') WHERE start > 0"
            )
        )
    (lost,) = put(f"Kop.\n{KAMER}\n{KOKEN}\n")
    assert (lost.quote, lost.coder) == (NAAIEN, "Roos")
    assert {one.quote: one.coder for one in store.codings()} == {KAMER: "rules", KOKEN: "Roos"}
    assert put(OLD) == ()
    assert {one.quote: one.coder for one in store.codings()} == {KAMER: "rules", KOKEN: "Roos", NAAIEN: "Roos"}
    assert store.lost() == []


def test_another_transcript_is_left_alone(store: Store, put: Put, code: Code) -> None:
    put(OLD, "beuk.txt")
    code("beuk.txt", KOKEN)
    store.decide([one.id for one in store.codings(transcripts=["beuk.txt"])], "accept", "Roos")
    before = store.codings(transcripts=["beuk.txt"])
    store.save_transcripts([Transcript("linde.txt", "Leeg."), Transcript("beuk.txt", OLD)])
    assert store.codings() == before
    assert store.pending("r1") == ["linde.txt"]
