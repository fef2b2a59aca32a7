"""What a document lays before a school."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from aanbod.codebook.model import Codebook
from aanbod.counting import Selection
from aanbod.errors import AanbodError
from aanbod.model import Coding
from aanbod.schools.marks import About, read_about
from aanbod.schools.overview import Overview, codings_of_cases, overviews
from aanbod.store import Store

from .conftest import Y2024, keys


def test_items_stand_once_by_bouwsteen_with_status_and_quote(overview_of: Callable[..., Overview]) -> None:
    linde = overview_of()
    shown = [(s.id, [(i.label, i.status, i.quote) for i in s.items]) for s in linde.sections]
    assert shown == [
        # of the two quotes the first is too short to be clear
        (
            "1-2",
            [
                ("Moestuin", "gerealiseerd", "Een grotere moestuin staat er al jaren bij ons."),
                ("Kas", "gewenst", "Samen willen wij een kas."),
            ],
        ),
        ("3", [("Hovenier Blad", "gepland", "Er komt met Hovenier Blad een pad.")]),
    ]
    assert [item.is_partner for section in linde.sections for item in section.items] == [False, False, True]


def test_a_school_sees_its_own_transcripts_of_one_year(overview_of: Callable[..., Overview]) -> None:
    assert [i.label for s in overview_of("Het Veer").sections for i in s.items] == ["Kas", "Hovenier Blad"]
    assert [i.label for s in overview_of("De Linde", "2025").sections for i in s.items] == ["Moestuin"]


def test_an_accepted_quote_goes_first_and_a_rejected_one_is_not_shown(
    store: Store, overview_of: Callable[..., Overview]
) -> None:
    short = next(c for c in store.codings() if c.quote == "Wij hebben een moestuin.")
    kas = next(c for c in store.codings() if c.code == "tuin.kas")
    store.decide([short.id], "accept", "Roos")
    store.decide([kas.id], "reject", "Roos")
    assert [(i.label, i.quote) for i in overview_of().sections[0].items] == [("Moestuin", "Wij hebben een moestuin.")]


def test_the_strongest_status_counts(store: Store, overview_of: Callable[..., Overview]) -> None:
    one = next(c for c in store.codings() if c.quote == "Wij hebben een moestuin.")
    before = keys(overview_of())["Moestuin"]
    was = Coding(one.start, one.end, one.code, one.partner, one.status, one.evidence)
    store.change(one, replace(was, status="gewenst"), "Roos")
    assert overview_of().sections[0].items[0].status == "gerealiseerd"
    assert keys(overview_of())["Moestuin"] == before


def test_keys_follow_from_content(overview_of: Callable[..., Overview]) -> None:
    linde, veer, later = keys(overview_of()), keys(overview_of("Het Veer")), keys(overview_of(year="2025"))
    assert len({*linde.values(), *veer.values(), *later.values()}) == len(linde) + len(veer) + len(later)
    assert linde == keys(overview_of())


def test_a_case_condition_leaves_out_the_other_school(store: Store, book: Codebook) -> None:
    chosen = Selection({"jaar": ("2024",), "wijk": ("zuid",)})
    codings = codings_of_cases(store, book, chosen)
    assert set(codings) == {"Het Veer"}
    assert [o.about.where for o in overviews(book, chosen, codings)] == [{"jaar": ("2024",)}]


def test_a_document_is_about_one_year(store: Store, book: Codebook) -> None:
    for where in ({}, {"jaar": ("2024", "2025")}):
        with pytest.raises(AanbodError, match="about one year"):
            next(overviews(book, Selection(where), codings_of_cases(store, book, Selection(where))))


def test_what_a_document_is_about_is_read_from_its_line() -> None:
    about = About("tuin", "'t Veer | [Zuid] 100%", {"soort": ("a & b",), **Y2024}, "0123456789abcdef", 7)
    wrapped = about.line.replace(" | ", " |\n ")
    read = read_about(f"Dank. {wrapped} einde")
    assert read == About("tuin", "'t Veer | [Zuid] 100%", {"soort": ("a & b",), **Y2024}, "0123456789ab", 7)
    assert read_about("[aanbod | tuin]") is None
