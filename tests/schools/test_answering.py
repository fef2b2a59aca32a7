"""What comes back, in the store: beside what people decided, once, and as a whole to be taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.codebook.model import Codebook
from aanbod.counting import Selection
from aanbod.errors import AanbodError
from aanbod.schools.answering import Answering, Answers
from aanbod.schools.completeness import CaseAnswers, completeness, lines
from aanbod.schools.fields import Returned
from aanbod.schools.overview import Overview
from aanbod.schools.returned import read_returned
from aanbod.schools.wording import Wording
from aanbod.store import Store

from .conftest import fill_page, keys

Take = Callable[..., tuple[Answers, int]]


@pytest.fixture
def returned(page: Callable[..., str], wording: Wording, tmp_path: Path) -> Callable[..., Returned]:
    def make(ticks: set[str], texts: dict[str, str] | None = None, **which: str) -> Returned:
        path = tmp_path / "terug.html"
        path.write_bytes(fill_page(page(**which), ticks, texts))
        return read_returned(path, wording.signs())

    return make


@pytest.fixture
def answers(store: Store, book: Codebook, wording: Wording) -> Callable[..., Answers]:
    """What a document says, by what the store holds at that moment."""

    def call(document: Returned, **asked: tuple[str, ...]) -> Answers:
        return Answering(store, book, wording, asked).answers(document)

    return call


@pytest.fixture
def take(store: Store, returned: Callable[..., Returned], answers: Callable[..., Answers]) -> Take:
    """Fills in a document and takes it into the store; what it says, and how many entries are new."""

    def call(
        ticks: set[str], texts: dict[str, str] | None = None, session: str = "s1", **which: str
    ) -> tuple[Answers, int]:
        found = answers(returned(ticks, texts, **which))
        return found, store.take_answers(found.case, found.given, found.memos, found.receipt, session=session)

    return call


@pytest.fixture
def key(overview_of: Callable[..., Overview]) -> dict[str, str]:
    return keys(overview_of())


def words(store: Store) -> dict[str, dict[str, str]]:
    """By quote what each coder's last word is."""
    quotes = {coding.id: coding.quote for coding in store.codings()}
    return {quotes[one]: said for one, said in store.last_words(list(quotes)).items()}


def test_answers_stand_beside_those_of_people(store: Store, take: Take, key: dict[str, str]) -> None:
    kas = next(c for c in store.codings() if c.code == "tuin.kas")
    store.decide([kas.id], "accept", "Roos")
    found, new = take({f"yes:{key['Moestuin']}", f"no:{key['Kas']}"}, {f"text:{key['Kas']}": "Nooit gehad"})
    assert (found.agreed, found.disagreed, found.open, found.missing, found.complete) == (1, 1, 1, 0, "open")
    assert new == 4  # two codings of the moestuin, one of the kas, and that the document was read
    assert words(store) == {
        "Wij hebben een moestuin.": {"De Linde": "accept"},
        "Een grotere moestuin staat er al jaren bij ons.": {"De Linde": "accept"},
        "Samen willen wij een kas.": {"Roos": "accept", "De Linde": "reject"},
    }
    states = {coding.quote: coding.state for coding in store.codings(transcripts=["linde-2024.txt", "samen-2024.txt"])}
    assert set(states.values()) == {"accepted", "suggested"} and states["Samen willen wij een kas."] == "accepted"
    assert store.coders()["De Linde"] == "school"
    assert [item.id for item in store.queue("disagree").items] == [kas.id]
    assert [entry.note for entry in store.history(coding=kas.id, coder="De Linde")] == ["Nooit gehad"]


def test_the_other_school_of_a_transcript_speaks_for_itself(
    store: Store, take: Take, key: dict[str, str], overview_of: Callable[..., Overview]
) -> None:
    take({f"no:{key['Kas']}"})
    take({f"yes:{keys(overview_of('Het Veer'))['Kas']}"}, case="Het Veer")
    assert words(store)["Samen willen wij een kas."] == {"De Linde": "reject", "Het Veer": "accept"}


def test_twice_adds_nothing_and_undo_takes_all_back(store: Store, take: Take, key: dict[str, str]) -> None:
    ticks = {f"yes:{key['Moestuin']}", f"no:{key['complete']}"}
    texts = {f"text:{key['3']}": "Een geitenboer", f"text:{key['Kas']}": "weten we niet"}
    _, new = take(ticks, texts)
    assert new == 5  # two codings, two memos and the receipt
    assert [entry.note for entry in store.memos()] == [
        "Opmerking van De Linde (niets aangekruist): weten we niet",
        "Ontbreekt volgens De Linde bij Bouwsteen 3: Een geitenboer",
        "De Linde over 2024: het overzicht is niet volledig.",
    ]
    assert take(ticks, texts, session="s2")[1] == 0
    undone, stay = store.undo(store.standing(session="s1"), "Roos")
    assert (undone, stay, store.memos(), words(store)) == (5, [], [], {})
    assert take(ticks, texts, session="s3")[1] == 5


def test_a_newer_document_counts_and_the_older_one_changes_nothing_any_more(
    store: Store, take: Take, key: dict[str, str]
) -> None:
    old, new = {f"yes:{key['Kas']}"}, {f"no:{key['Kas']}"}
    assert [take(ticks)[1] for ticks in (old, new, old, new)] == [2, 2, 0, 0]
    assert words(store)["Samen willen wij een kas."] == {"De Linde": "reject"}


def test_two_ticks_are_no_answer(store: Store, take: Take, key: dict[str, str]) -> None:
    both = {f"{use}:{key[name]}" for use in ("yes", "no") for name in ("Kas", "complete")}
    found, _ = take(both)
    assert words(store) == {}
    assert (found.open, found.complete) == (3, "open")
    assert [remark.split("”")[0] for remark in found.remarks] == [
        "both boxes of “Kas",
        "both boxes of “Dit overzicht is volledig.",
    ]


def test_what_is_no_longer_coded_is_told(
    store: Store, returned: Callable[..., Returned], answers: Callable[..., Answers], key: dict[str, str]
) -> None:
    document = returned({f"no:{key['Kas']}"}, {f"text:{key['Kas']}": "Nee hoor"})
    store.save_many(store.start_run("tuin", "v2", "0"), "r2", [("samen-2024.txt", [])])
    found = answers(document)
    assert found.given == []
    assert found.remarks == ["“Kas” is no longer coded like that, where it wrote “Nee hoor”: look at it by hand"]


def test_an_answer_passes_over_what_an_analyst_rejected_unless_that_is_all(
    store: Store, returned: Callable[..., Returned], answers: Callable[..., Answers], key: dict[str, str]
) -> None:
    document = returned({f"yes:{key['Moestuin']}", f"yes:{key['Kas']}"})
    rejected = [c.id for c in store.codings() if c.quote == "Wij hebben een moestuin." or c.code == "tuin.kas"]
    store.decide(rejected, "reject", "Roos")
    found = answers(document)
    store.take_answers(found.case, found.given, found.memos, found.receipt)
    assert words(store) == {
        "Wij hebben een moestuin.": {"Roos": "reject"},
        "Een grotere moestuin staat er al jaren bij ons.": {"De Linde": "accept"},
        "Samen willen wij een kas.": {"Roos": "reject", "De Linde": "accept"},
    }


def test_rows_that_were_taken_out_are_told(
    page: Callable[..., str], answers: Callable[..., Answers], wording: Wording, key: dict[str, str], tmp_path: Path
) -> None:
    rows = page().split("<tr>")
    kept = "<tr>".join(row for row in rows if key["Kas"] not in row)
    path = tmp_path / "terug.html"
    path.write_bytes(fill_page(kept, {f"yes:{key['Moestuin']}"}))
    (remark,) = answers(read_returned(path, wording.signs())).remarks
    assert remark.startswith("1 of its 3 rows are gone (“Kas”)")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (("aanbod | tuin |", "aanbod | bos |"), "study `bos`"),
        (("| De Linde |", "| De Lindes |"), "is it `De Linde`"),
        (("jaar=2024", "jaar=2031"), "nothing is coded for De Linde in 2031"),
        (("jaar=2024", "wijk=noord"), "about one year"),
        (("[aanbod |", "[ander |"), "does not say which school"),
    ],
)
def test_another_study_school_or_year_is_told(
    page: Callable[..., str],
    answers: Callable[..., Answers],
    wording: Wording,
    key: dict[str, str],
    tmp_path: Path,
    changed: tuple[str, str],
    message: str,
) -> None:
    path = tmp_path / "terug.html"
    path.write_bytes(fill_page(page().replace(*changed), {f"yes:{key['Kas']}"}))
    with pytest.raises(AanbodError, match=message):
        answers(read_returned(path, wording.signs()))


def test_a_document_of_a_year_that_was_not_asked_for_is_refused(
    returned: Callable[..., Returned], answers: Callable[..., Answers], key: dict[str, str]
) -> None:
    document = returned({f"yes:{key['Kas']}"})
    assert answers(document, jaar=("2024",)).agreed == 1
    with pytest.raises(AanbodError, match="of jaar 2024, and you asked for 2025"):
        answers(document, jaar=("2025",))


def test_a_document_without_answers_is_refused(
    returned: Callable[..., Returned], answers: Callable[..., Answers]
) -> None:
    with pytest.raises(AanbodError, match="nothing is filled in"):
        answers(returned(set()))


def test_a_person_of_that_name_is_no_school(store: Store, take: Take, key: dict[str, str]) -> None:
    store.decide([store.codings()[0].id], "accept", "De Linde")
    with pytest.raises(AanbodError, match="known as a person"):
        take({f"yes:{key['Kas']}"})
    assert len(store.history()) == 1


def test_completeness_per_school_and_year(
    store: Store, book: Codebook, wording: Wording, take: Take, key: dict[str, str]
) -> None:
    texts = {f"text:{key['1-2']}": "Bijen", f"text:{key['3']}": "Een imker"}
    take({f"yes:{key['Moestuin']}", f"no:{key['Kas']}", f"no:{key['complete']}"}, texts)
    found = completeness(store, book, Selection())
    assert found == [
        CaseAnswers("De Linde", "2024", 3, 1, 1, 2, "no", True),
        CaseAnswers("Het Veer", "2024", 2, 0, 0, 0, "", False),
        CaseAnswers("De Linde", "2025", 1, 0, 0, 0, "", False),
    ]
    assert [line for is_total, line in lines(found, wording) if is_total] == [
        ["2024", "Totaal", 5, 1, 1, 3, 2, "0 ja, 1 nee", "1 / 2"],
        ["2025", "Totaal", 1, 0, 0, 1, 0, "0 ja, 0 nee", "0 / 1"],
    ]
    # What the school spoke of stays in the table when an analyst agrees that it is not so; what was undone does not.
    store.decide([c.id for c in store.codings() if c.code == "tuin.kas"], "reject", "Roos")
    assert _row(completeness(store, book, Selection()), "De Linde").disagreed == 1
    store.undo(store.standing(session="s1"), "Roos")
    assert _row(completeness(store, book, Selection({"jaar": ("2024",)})), "De Linde") == CaseAnswers(
        "De Linde", "2024", 2, 0, 0, 0, "", False
    )


def _row(found: list[CaseAnswers], case: str) -> CaseAnswers:
    return next(one for one in found if (one.case, one.period) == (case, "2024"))
