"""Pseudonyms of everybody that a study names, and where passages are once they stand in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aanbod.codebook.model import Codebook
from aanbod.privacy.pieces import Places, replaced
from aanbod.privacy.pseudonyms import Pseudonyms, Roster

TEXTS = [
    "Juf Annelot van De Kale Wilg belt 06-12345678. Annelot lacht.",
    "Toen zei mevrouw Tuinhek van Stichting Vlonder iets tegen Annelot.",
    "Volgens de anderen had Tuinhek gelijk.",
]


@pytest.fixture
def roster(book: Codebook) -> Roster:
    roster = Roster(book)
    roster.learn(TEXTS)
    return roster


@pytest.fixture
def pseudonyms(roster: Roster) -> Pseudonyms:
    others = {"transcript": {"2024-de-kale-wilg.docx"}, "coder": {"Noor", "Els Boom"}, "case": {"Oude School"}}
    names = roster.names(TEXTS, others)
    numbers = {(kind, name): number for kind in names for number, name in enumerate(sorted(names[kind]), 1)}
    return Pseudonyms(roster, numbers)


def test_everybody_has_a_pseudonym(roster: Roster) -> None:
    names = roster.names(TEXTS, {"case": {"Oude School"}})
    assert names == {
        "case": {"De Kale Wilg", "Tussendijk College", "SBO De Ketel", "Oude School"},
        "person": {"Annelot", "Tuinhek"},
        "variable:bestuur": {"Stichting Vlonder (verzonnen)", "Vereniging Kiem"},
    }


def test_names_are_replaced_wherever_they_stand(pseudonyms: Pseudonyms) -> None:
    assert [replaced(text, pseudonyms.pieces(text)) for text in TEXTS] == [
        "Juf Persoon 01 van School 01 belt [telefoonnummer]. Persoon 01 lacht.",
        "Toen zei mevrouw Persoon 02 van Bestuur 01 iets tegen Persoon 01.",
        "Volgens de anderen had Persoon 02 gelijk.",
    ]


def test_whole_names(pseudonyms: Pseudonyms) -> None:
    assert pseudonyms.name("case", "SBO De Ketel") == "School 03"
    assert pseudonyms.name("transcript", "2024-de-kale-wilg.docx") == "Verslag 001.docx"
    assert [pseudonyms.name("coder", name) for name in ("Els Boom", "Noor")] == ["Codeur A", "Codeur B"]
    assert pseudonyms.known("Noor") == "Codeur B"
    assert pseudonyms.known("Noortje") == "Noortje"


def test_what_somebody_wrote_of_the_work_names_no_coder(pseudonyms: Pseudonyms) -> None:
    assert pseudonyms.prose("els boom vroeg het juf Annelot") == "Codeur A vroeg het juf Persoon 01"


def test_somebody_without_a_number_is_nobody_in_particular(pseudonyms: Pseudonyms) -> None:
    assert pseudonyms.prose("Bel mevrouw Wezeldonk.") == "Bel mevrouw Persoon."


def test_the_codebook_names_no_school(book: Codebook, pseudonyms: Pseudonyms) -> None:
    shown = pseudonyms.codebook()
    assert [(case.id, case.also, dict(case.variables)) for case in shown.cases] == [
        ("School 01", (), {"bestuur": "Bestuur 01"}),
        ("School 03", (), {"bestuur": "Bestuur 02"}),
        ("School 04", (), {"bestuur": "Bestuur 01"}),
    ]
    assert shown.categories == book.categories


def test_a_school_in_the_words_of_the_codebook_is_replaced_too(book: Codebook) -> None:
    from dataclasses import replace

    told = replace(book, title="Studie op De Kale Wilg", texts={"total": "Alle (ook het Tussendijk)"})
    numbers = {("case", "De Kale Wilg"): 7, ("case", "Tussendijk College"): 30, ("case", "SBO De Ketel"): 1}
    shown = Pseudonyms(Roster(told), numbers).codebook()
    assert shown.title == "Studie op School 07"
    assert shown.texts == {"total": "Alle (ook School 30)"}


def test_the_key_says_who_is_who(pseudonyms: Pseudonyms) -> None:
    assert ("coder", "Codeur B", "Noor") in pseudonyms.key()
    assert ("person", "Persoon 02", "Tuinhek") in pseudonyms.key()
    assert pseudonyms.key() == sorted(pseudonyms.key())


def test_letters_go_on_behind_z(roster: Roster) -> None:
    names = [f"coder {number}" for number in range(1, 29)]
    numbers = {("coder", name): number for number, name in enumerate(names, 1)}
    found = [Pseudonyms(roster, numbers).name("coder", name) for name in names]
    assert found[0] == "Codeur A"
    assert found[-3:] == ["Codeur Z", "Codeur AA", "Codeur AB"]


@given(st.text("abcd", max_size=30), st.data())
def test_a_passage_stands_where_its_words_stand(text: str, data: st.DataObject) -> None:
    """A passage that begins and ends outside what is replaced is the same words, and one inside is all of it."""
    marks = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    new = data.draw(st.lists(st.text("XYZ", min_size=1, max_size=6), min_size=4, max_size=4))
    pieces = [(a, b, word) for a, b, word in zip(marks[::2], marks[1::2], new, strict=False)]
    shown, places = replaced(text, pieces), Places(pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    if start == end:
        return
    met = [piece for piece in pieces if piece[0] < end and start < piece[1]]
    whole = min([start, *(a for a, _, _ in met)]), max([end, *(b for _, b, _ in met)])
    expected = replaced(text[whole[0] : whole[1]], [(a - whole[0], b - whole[0], word) for a, b, word in met])
    assert shown[places.start(start) : places.end(end)] == expected
