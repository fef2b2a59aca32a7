"""The counting rule, on a study of kitchens whose numbers were worked out by hand."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aanbod.codebook.model import Case, Codebook, Status, Variable
from aanbod.counting import CASE, TRANSCRIPT, Cell, Count, Selection
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, Evidence, TranscriptRecord

# Counting looks at nothing else of a codebook.
UNUSED: dict[str, Any] = {field.name: () for field in fields(Codebook)}
CODEBOOK = Codebook(
    **UNUSED
    | {
        "statuses": (Status("loopt", "Loopt"), Status("straks", "Straks"), Status("droom", "Droom")),
        "variables": (
            Variable("wijk", "Wijk", "case", {"noord": "Noord", "zuid": "Zuid"}),
            Variable("soort", "Soort", "case", {"open": "Open", "besloten": "Besloten"}),
            Variable("jaar", "Jaar", "transcript"),
        ),
        "cases": (
            Case("K1", (), {"wijk": "noord", "soort": "open"}),
            Case("K2", (), {"wijk": "zuid", "soort": "besloten"}),
            Case("K3", (), {"wijk": "noord", "soort": "besloten"}),
            Case("K4", (), {"wijk": "zuid", "soort": "open"}),
        ),
        "texts": {},
    }
)
TRANSCRIPTS = [
    TranscriptRecord(1, "t1", ("K1",), {"jaar": "2024"}),
    TranscriptRecord(2, "t2", ("K1", "K2"), {"jaar": "2024"}),
    TranscriptRecord(3, "t3", ("K3",), {"jaar": "2025"}),
    TranscriptRecord(4, "t4", (), {"jaar": "2025"}),
    TranscriptRecord(5, "t5", ("K1",), {"jaar": "2025"}),
]


def coding(identity: str, transcript: str, code: str, status: str, state: str = "suggested") -> CodingRecord:
    start = int(identity[1:]) * 10
    return CodingRecord(identity, transcript, start, start + 5, "woord", code, "", status, "rules", state, Evidence(""))


CODINGS = [
    coding("c1", "t1", "soep", "straks"),
    coding("c2", "t1", "soep", "loopt"),
    coding("c3", "t2", "soep", "droom"),
    coding("c4", "t3", "soep", "loopt", "rejected"),
    coding("c5", "t4", "soep", "droom", "accepted"),
    coding("c6", "t5", "brood", "straks"),
    coding("c7", "t2", "brood", "loopt"),
]


def count(unit: str = TRANSCRIPT, **selection: Any) -> Count:
    return Count(CODEBOOK, TRANSCRIPTS, CODINGS, unit, Selection(**selection))


def cells(counted: Count, code: str, *group: str) -> dict[str, tuple[int, int]]:
    """n and N per column: the total, and those of a grouping."""
    columns = [counted.column(), *(counted.columns(group) if group else ())]
    codings = counted.codings_of([code])
    return {column.id: (counted.cell(codings, column).n, column.total) for column in columns}


def test_a_code_counts_once_per_transcript_with_its_strongest_status() -> None:
    counted = count()
    cell = counted.cell(counted.codings_of(["soep"]), counted.column())
    assert cell == Cell(
        units=("t1", "t2", "t4"),
        total=5,
        statuses=(("loopt", 1), ("straks", 0), ("droom", 2)),
        codings=("c1", "c2", "c3", "c5"),
    )
    assert (cell.n, cell.share, cell.percent) == (3, 0.6, 60)


def test_a_transcript_belongs_to_a_value_if_any_of_its_cases_has_it() -> None:
    found = cells(count(), "soep", "wijk")
    assert found == {"total": (3, 5), "wijk=noord": (2, 4), "wijk=zuid": (1, 1), "wijk=": (1, 1)}


def test_a_transcript_of_two_cases_counts_for_both_and_a_case_with_two_transcripts_once() -> None:
    counted = count(CASE)
    assert counted.left_out == ("t4",)
    assert cells(counted, "soep", "wijk") == {"total": (2, 3), "wijk=noord": (1, 2), "wijk=zuid": (1, 1)}
    brood = counted.cell(counted.codings_of(["brood"]), counted.column())
    assert (brood.units, dict(brood.statuses)) == (("K1", "K2"), {"loopt": 2, "straks": 0, "droom": 0})


def test_a_case_has_in_a_year_what_the_transcripts_of_that_year_say() -> None:
    counted = count(CASE)
    first, second = counted.columns(["jaar"])
    codings = counted.codings_of(["brood"])
    assert dict(counted.cell(codings, first).statuses) == {"loopt": 2, "straks": 0, "droom": 0}
    assert counted.cell(codings, second) == Cell(("K1",), 2, (("loopt", 0), ("straks", 1), ("droom", 0)), ("c6",))


def test_a_crossing_takes_both_values_from_one_case() -> None:
    # t2 is of a noord/open and of a zuid/besloten kitchen: it is in neither of the other two combinations.
    found = cells(count(), "soep", "wijk", "soort")
    assert found == {
        "total": (3, 5),
        "wijk=noord&soort=open": (2, 3),
        "wijk=noord&soort=besloten": (0, 1),
        "wijk=zuid&soort=open": (0, 0),
        "wijk=zuid&soort=besloten": (1, 1),
        "wijk=&soort=": (1, 1),
    }


def test_columns_are_labelled_and_can_be_chosen() -> None:
    counted = count()
    (column,) = counted.columns(["wijk", "soort"], ["zuid*besloten"])
    assert (column.group, column.label) == ("Wijk × Soort", "Zuid · Besloten")
    assert [c.label for c in counted.columns(["wijk"])] == ["Noord", "Zuid", "unknown"]
    assert [c.label for c in counted.columns(["jaar"], ["2025", "2024"])] == ["2025", "2024"]


def test_wording_of_the_codebook_is_used() -> None:
    codebook = replace(CODEBOOK, texts={"total": "Alles", "unknown": "Niet bekend"})
    counted = Count(codebook, TRANSCRIPTS, CODINGS)
    assert [c.label for c in (counted.column(), *counted.columns(["wijk"]))] == [
        "Alles",
        "Noord",
        "Zuid",
        "Niet bekend",
    ]


def test_a_selection_of_statuses_looks_at_the_strongest_one() -> None:
    assert cells(count(statuses=("droom",)), "soep") == {"total": (2, 5)}
    assert cells(count(statuses=("straks",)), "soep") == {"total": (0, 5)}  # t1 has it, but has a stronger one too
    counted = count(statuses=("loopt",))
    assert counted.cell(counted.codings_of(["soep"]), counted.column()).codings == ("c2",)


def test_only_what_was_accepted_counts_when_asked() -> None:
    counted = count(reviewed_only=True)
    assert counted.cell(counted.codings_of(["soep"]), counted.column()).codings == ("c5",)


def test_a_filter_changes_n_and_the_number_of_units() -> None:
    assert cells(count(where={"jaar": ("2024",)}), "soep") == {"total": (2, 2)}
    assert cells(count(where={"jaar": ("2024", "2025")}), "soep") == {"total": (3, 5)}
    assert cells(count(where={"wijk": ("zuid",)}), "soep") == {"total": (1, 1)}
    assert cells(count(CASE, where={"wijk": ("zuid",)}), "brood") == {"total": (1, 1)}  # K1 is not counted
    assert cells(count(where={"jaar": ("1999",)}), "soep") == {"total": (0, 0)}


def test_a_share_needs_units_and_halves_go_up() -> None:
    assert (Cell((), 0, (), ()).share, Cell((), 0, (), ()).percent) == (None, None)
    assert Cell(("a",), 8, (), ()).percent == 13  # 12.5
    assert Cell(("a",), 3, (), ()).percent == 33
    assert Cell(("a", "b"), 3, (), ()).percent == 67


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda: count("klas"), "there is no unit `klas`"),
        (lambda: count(where={"wjk": ("noord",)}), "did you mean `wijk`"),
        (lambda: count(where={"wijk": ("oost",)}), "use one of: noord, zuid"),
        (lambda: count(statuses=("lopt",)), "did you mean `loopt`"),
        (lambda: count().columns(["sort"]), "did you mean `soort`"),
        (lambda: count().columns(["wijk"], ["zuidd"]), "did you mean `zuid`"),
        (lambda: Count(CODEBOOK, TRANSCRIPTS, [coding("c9", "t1", "soep", "weg")]), "status `weg`"),
    ],
)
def test_what_is_unknown_is_named_with_a_remedy(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(AanbodError, match=message):
        ask()


RANDOM_CODINGS = st.lists(
    st.tuples(
        st.sampled_from([record.name for record in TRANSCRIPTS]),
        st.sampled_from(["soep", "brood"]),
        st.sampled_from(["loopt", "straks", "droom"]),
        st.sampled_from(["suggested", "accepted", "rejected"]),
    ),
    max_size=30,
)


@given(RANDOM_CODINGS)
def test_it_agrees_with_counting_school_by_school(drawn: list[tuple[str, str, str, str]]) -> None:
    codings = [coding(f"c{n}", *values) for n, values in enumerate(drawn)]
    counted = Count(CODEBOOK, TRANSCRIPTS, codings, CASE)
    (noord, _) = counted.columns(["wijk"])
    expected = {"loopt": 0, "straks": 0, "droom": 0}
    for kitchen in ("K1", "K3"):
        names = {record.name for record in TRANSCRIPTS if kitchen in record.cases}
        held = [c.status for c in codings if c.transcript in names and c.code == "soep" and c.state != "rejected"]
        if held:
            expected[min(held, key=list(expected).index)] += 1
    cell = counted.cell(counted.codings_of(["soep"]), noord)
    assert dict(cell.statuses) == expected
    assert cell.n == sum(expected.values())
    assert cell.total == 2
