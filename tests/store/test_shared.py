"""What a store does for those it is shared with: numbers of pseudonyms, a copy without names, masks."""

from collections.abc import Callable

import pytest

from aanbod.codebook.model import Codebook
from aanbod.errors import AanbodError
from aanbod.model import Coding, Evidence, Transcript, Words
from aanbod.privacy.masking import Masker
from aanbod.privacy.pseudonyms import Pseudonyms, Roster
from aanbod.store import Store
from aanbod.store.schema import CONTENT, PSEUDONYM
from aanbod.store.shared import SharedStore

TEXT = "Juf Zwaantje geeft taalles op De Klimboom. Zwaantje stopt."
NAMES = ("Zwaantje", "Klimboom", "klimboom", "Quispel", "Noortje")


@pytest.fixture
def full(store: Store) -> Store:
    """Names in every table that can hold one."""
    store.save_transcripts(
        [Transcript("klimboom.txt", "Vraag juf Zwaantje.", "", ("De Klimboom",), {"plek": "Klimboom"})]
    )
    store.save_transcripts([Transcript("klimboom.txt", TEXT, "", ("De Klimboom",), {"plek": "Klimboom"})])
    start = TEXT.index("taalles")
    words = (Words(start, start + 7, "taalles"), Words(0, 12, TEXT[:12]))
    found = Coding(4, 42, "ouder.taal", "Huis van De Klimboom", "gepland", Evidence("=De Klimboom", words, "x", ()))
    store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [("klimboom.txt", [found])])
    [record] = store.codings()
    store.decide([record.id], "accept", "Noortje", "volgens mevrouw Quispel en Noortje", session="Klimboom")
    store.answer([record.id], "accept", "De Klimboom", "dat klopt, zegt Zwaantje")
    store.set_masks(["phone"])
    return store


@pytest.fixture
def pseudonyms(full: Store, afs: Codebook) -> Pseudonyms:
    roster = Roster(afs)
    roster.learn(full.every_text())
    return Pseudonyms(roster, full.pseudonyms(roster.names(full.every_text(), full.names())))


def test_no_text_of_any_column_names_anybody(full: Store, pseudonyms: Pseudonyms) -> None:
    with SharedStore(full, pseudonyms) as shared, shared._reading() as connection, full._reading() as original:
        for table in CONTENT:
            rows = connection.execute(table.select()).all()
            assert rows or table is PSEUDONYM, table.name
            assert not any(name in str(value) for row in rows for value in row for name in NAMES), table.name
        told = [str(tuple(row)) for table in CONTENT for row in original.execute(table.select())]
        assert all(name in " ".join(told) for name in NAMES)


def test_passages_and_words_stand_in_the_texts_of_the_copy(full: Store, pseudonyms: Pseudonyms) -> None:
    with SharedStore(full, pseudonyms) as shared:
        [coding] = shared.codings()
        text = shared.text(coding.transcript)
    school, person = pseudonyms.name("case", "De Klimboom"), pseudonyms.name("person", "Zwaantje")
    assert text == f"Juf {person} geeft taalles op {school}. {person} stopt."
    assert coding.quote == text[coding.start : coding.end] == f"{person} geeft taalles op {school}."
    assert [word.text for word in coding.evidence.words] == ["taalles", f"Juf {person}"]
    assert all(text[word.start : word.end] == word.text for word in coding.evidence.words)
    assert (coding.evidence.rule, coding.partner) == (f"={school}", f"Huis van {school}")
    assert coding.state == "accepted"


def test_a_copy_cannot_be_changed_and_is_gone_afterwards(full: Store, pseudonyms: Pseudonyms) -> None:
    from pathlib import Path

    with SharedStore(full, pseudonyms) as shared:
        folder = Path(shared._folder.name)
        assert any(folder.iterdir())
        for change in (
            lambda: shared.save_transcripts([Transcript("x.txt", "x")]),
            lambda: shared.decide([shared.codings()[0].id], "reject", "Noortje"),
            lambda: shared.set_masks(["name"]),
            lambda: shared.pseudonyms({"case": {"Nieuw"}}),
            lambda: shared.begin({}),
        ):
            with pytest.raises(AanbodError, match="leave out --pseudonyms"):
                change()
    assert not folder.exists()


def test_numbers_are_given_once(store: Store) -> None:
    first = store.pseudonyms({"case": {"A", "B", "C"}, "coder": {"A"}})
    assert sorted(number for (kind, _), number in first.items() if kind == "case") == [1, 2, 3]
    assert first["coder", "A"] == 1
    later = store.pseudonyms({"case": {"A", "D"}})
    assert later == first | {("case", "D"): 4}
    assert store.pseudonyms({"case": {"D"}}) == later


def test_numbers_do_not_follow_the_alphabet(store: Store) -> None:
    names = [f"{number:03}" for number in range(40)]
    numbers = store.pseudonyms({"case": names})
    assert [numbers["case", name] for name in names] != list(range(1, 41))


def test_masks_come_over_every_text_and_move_nothing(full: Store, afs: Codebook) -> None:
    before = full.codings()
    mask = Masker(afs, ["name"])
    full.pseudonyms({"person": {"Zwaantje"}, "case": {"De Klimboom"}})
    assert full.cover(mask) == 2
    assert full.cover(mask) == 0
    assert sorted(full.every_text())[:2] == [
        "Juf P███████ geeft taalles op De Klimboom. P███████ stopt.",
        "Vraag juf P███████.",
    ]
    [after] = full.codings()
    assert (after.id, after.start, after.end, after.state) == (before[0].id, 4, 42, "accepted")
    assert [word.text for word in after.evidence.words] == ["taalles", "Juf P███████"]
    with full._reading() as connection:
        assert [row.name for row in connection.execute(PSEUDONYM.select())] == ["De Klimboom"]
    assert full.pending("r1") == ["klimboom.txt"]


def test_a_text_that_becomes_an_older_one_is_still_the_current(
    store: Store, afs: Codebook, put: Callable[..., object]
) -> None:
    mask = Masker(afs, ["name"])
    put("Juf Zwaantje zwaait.")
    put("Juf P███████ zwaait.")
    put("Juf Zwaantje zwaait.")
    assert store.cover(mask) == 1
    put(mask("Juf Zwaantje zwaait."))
    assert sorted(store.every_text()) == ["Juf P███████ zwaait."] * 2


def test_masks_are_remembered(store: Store) -> None:
    assert store.masks() == ()
    store.set_masks(["name", "phone"])
    assert store.masks() == ("name", "phone")
    store.set_masks([])
    assert store.masks() == ()
