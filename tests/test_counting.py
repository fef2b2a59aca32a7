"""The counting rule, on a study of kitchens whose numbers were worked out by hand."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aanbod.codebook.model import Case, Codebook, Status, Variable
from aanbod.counting import CASE, TRANSCRIPT, UNITS, Cell, Column, Count, Selection
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, Evidence, TranscriptRecord
from aanbod.store import Store, open_store

from .stored import snapshot_of

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


Counting = Callable[..., Count]


@pytest.fixture(scope="module")
def kitchens(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("kitchens") / "kitchens.db"
    shutil.copy(empty_store, path)
    with open_store(path) as store:
        yield store


@pytest.fixture
def count(kitchens: Store) -> Iterator[Counting]:
    with snapshot_of(kitchens, TRANSCRIPTS, CODINGS) as snapshot:
        yield lambda unit=TRANSCRIPT, **selection: Count(CODEBOOK, snapshot, unit, Selection(**selection))


def statuses(counted: Count, code: str, column: Column) -> dict[str, int]:
    [[cell]] = counted.cells([counted.leaves([code])], [column])
    return dict(cell.statuses)


def cells(counted: Count, code: str, *group: str) -> dict[str, tuple[int, int]]:
    """n and N per column: the total, and those of a grouping."""
    columns = [counted.column(), *(counted.columns(group) if group else ())]
    [found] = counted.cells([counted.leaves([code])], columns)
    return {column.id: (cell.n, cell.total) for column, cell in zip(columns, found, strict=True)}


def behind(counted: Count, code: str, column: Column) -> set[str]:
    """The ids of the codings that a cell counts."""
    found = counted.tally.behind([counted.leaves([code])], [column.conditions], list(counted.tally.texts()))
    return set(found)


def test_a_code_counts_once_per_transcript_with_its_strongest_status(count: Counting) -> None:
    counted = count()
    [[cell]] = counted.cells([counted.leaves(["soep"])], [counted.column()])
    assert cell == Cell(total=5, statuses=(("loopt", 1), ("straks", 0), ("droom", 2)))
    assert (cell.n, cell.share, cell.percent) == (3, 0.6, 60)
    assert behind(counted, "soep", counted.column()) == {"c1", "c2", "c3", "c5"}


def test_a_transcript_belongs_to_a_value_if_any_of_its_cases_has_it(count: Counting) -> None:
    found = cells(count(), "soep", "wijk")
    assert found == {"total": (3, 5), "wijk=noord": (2, 4), "wijk=zuid": (1, 1), "wijk=": (1, 1)}


def test_a_transcript_of_two_cases_counts_for_both_and_a_case_with_two_transcripts_once(count: Counting) -> None:
    counted = count(CASE)
    assert counted.left_out == ("t4",)
    assert cells(counted, "soep", "wijk") == {"total": (2, 3), "wijk=noord": (1, 2), "wijk=zuid": (1, 1)}
    assert statuses(counted, "brood", counted.column()) == {"loopt": 2, "straks": 0, "droom": 0}
    assert counted.holders([counted.leaves(["brood"])], [counted.column()]) == {(0, 0): {"K1": "loopt", "K2": "loopt"}}


def test_a_case_has_in_a_year_what_the_transcripts_of_that_year_say(count: Counting) -> None:
    counted = count(CASE)
    first, second = counted.columns(["jaar"])
    assert statuses(counted, "brood", first) == {"loopt": 2, "straks": 0, "droom": 0}
    assert statuses(counted, "brood", second) == {"loopt": 0, "straks": 1, "droom": 0}
    assert (second.total, behind(counted, "brood", second)) == (2, {"c6"})
    assert counted.holders([counted.leaves(["brood"])], [first, second])[0, 1] == {"K1": "straks"}


def test_a_crossing_takes_both_values_from_one_case(count: Counting) -> None:
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


def test_columns_are_labelled_and_can_be_chosen(count: Counting) -> None:
    counted = count()
    (column,) = counted.columns(["wijk", "soort"], ["zuid*besloten"])
    assert (column.group, column.label) == ("Wijk × Soort", "Zuid · Besloten")
    assert [c.label for c in counted.columns(["wijk"])] == ["Noord", "Zuid", "unknown"]
    assert [c.label for c in counted.columns(["jaar"], ["2025", "2024"])] == ["2025", "2024"]


def test_wording_of_the_codebook_is_used(count: Counting) -> None:
    codebook = replace(CODEBOOK, texts={"total": "Alles", "unknown": "Niet bekend"})
    counted = Count(codebook, count().snapshot)
    assert [c.label for c in (counted.column(), *counted.columns(["wijk"]))] == [
        "Alles",
        "Noord",
        "Zuid",
        "Niet bekend",
    ]


def test_a_selection_of_statuses_looks_at_the_strongest_one(count: Counting) -> None:
    assert cells(count(statuses=("droom",)), "soep") == {"total": (2, 5)}
    assert cells(count(statuses=("straks",)), "soep") == {"total": (0, 5)}  # t1 has it, but has a stronger one too
    counted = count(statuses=("loopt",))
    assert behind(counted, "soep", counted.column()) == {"c2"}


def test_only_what_was_accepted_counts_when_asked(count: Counting) -> None:
    counted = count(reviewed_only=True)
    assert behind(counted, "soep", counted.column()) == {"c5"}


def test_a_filter_changes_n_and_the_number_of_units(count: Counting) -> None:
    assert cells(count(where={"jaar": ("2024",)}), "soep") == {"total": (2, 2)}
    assert cells(count(where={"jaar": ("2024", "2025")}), "soep") == {"total": (3, 5)}
    assert cells(count(where={"wijk": ("zuid",)}), "soep") == {"total": (1, 1)}
    assert cells(count(CASE, where={"wijk": ("zuid",)}), "brood") == {"total": (1, 1)}  # K1 is not counted
    assert cells(count(where={"jaar": ("1999",)}), "soep") == {"total": (0, 0)}


def test_a_share_needs_units_and_halves_go_up() -> None:
    assert (Cell(0, ()).share, Cell(0, ()).percent) == (None, None)
    assert Cell(8, (("loopt", 1),)).percent == 13  # 12.5
    assert Cell(3, (("loopt", 1),)).percent == 33
    assert Cell(3, (("loopt", 1), ("droom", 1))).percent == 67


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda count: count("klas"), "there is no unit `klas`"),
        (lambda count: count(where={"wjk": ("noord",)}), "did you mean `wijk`"),
        (lambda count: count(where={"wijk": ("oost",)}), "use one of: noord, zuid"),
        (lambda count: count(statuses=("lopt",)), "did you mean `loopt`"),
        (lambda count: count().columns(["sort"]), "did you mean `soort`"),
        (lambda count: count().columns(["wijk"], ["zuidd"]), "did you mean `zuid`"),
    ],
)
def test_what_is_unknown_is_named_with_a_remedy(
    count: Counting, ask: Callable[[Counting], object], message: str
) -> None:
    with pytest.raises(AanbodError, match=message):
        ask(count)


def test_a_status_that_the_codebook_lacks_is_named(kitchens: Store) -> None:
    with snapshot_of(kitchens, TRANSCRIPTS, [coding("c9", "t1", "soep", "weg")]) as snapshot:
        counted = Count(CODEBOOK, snapshot)
        with pytest.raises(AanbodError, match="t1: the coding soep at 90-95 has the status `weg`"):
            cells(counted, "soep")


def test_more_columns_than_a_number_has_bits(kitchens: Store) -> None:
    many = [TranscriptRecord(n, f"t{n:03d}", ("K1",), {"jaar": f"{1900 + n}"}) for n in range(1, 131)]
    coded = [coding(f"c{n}", f"t{n:03d}", "soep", "loopt") for n in range(1, 131, 2)]
    with snapshot_of(kitchens, many, coded) as snapshot:
        for unit in UNITS:
            counted = Count(CODEBOOK, snapshot, unit)
            found = cells(counted, "soep", "jaar")
            assert found.pop("total") == ((65, 130) if unit == TRANSCRIPT else (1, 1))
            assert found == {f"jaar={1900 + n}": (n % 2, 1) for n in range(1, 131)}
            assert len(behind(counted, "soep", counted.column())) == 65


def test_the_numbers_of_a_snapshot_stay_what_they_are(kitchens: Store) -> None:
    with snapshot_of(kitchens, TRANSCRIPTS, CODINGS) as snapshot:
        counted = Count(CODEBOOK, snapshot)
        before = counted.tally.counts([(("soep", ""),)], [()])
        kitchens.decide(["c1", "c2", "c3"], "reject", "anna")
        assert counted.tally.counts([(("soep", ""),)], [()]) == before
    with kitchens.snapshot() as snapshot:
        assert cells(Count(CODEBOOK, snapshot), "soep") == {"total": (1, 5)}


CODES = ("soep", "brood", "koffie")
GROUPS = (("wijk",), ("jaar",), ("wijk", "soort"), ("wijk", "jaar"))
DRAWN_TRANSCRIPTS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(["K1", "K2", "K3", "K9"]), unique=True, max_size=3),
        st.sampled_from([{}, {"jaar": "2024"}, {"jaar": "2025"}, {"wijk": "zuid"}]),
    ),
    min_size=1,
    max_size=5,
)
DRAWN_CODINGS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(CODES),
        st.sampled_from(["", "bakker"]),
        st.sampled_from(["loopt", "straks", "droom"]),
        st.sampled_from(["suggested", "suggested", "accepted", "rejected"]),
    ),
    max_size=20,
)
DRAWN_SELECTIONS = st.builds(
    Selection,
    where=st.sampled_from([{}, {}, {"jaar": ("2024",)}, {"wijk": ("noord",)}]),
    statuses=st.sampled_from([(), (), ("droom",), ("loopt", "droom")]),
    reviewed_only=st.sampled_from([False, False, True]),
    cases=st.sampled_from([None, None, frozenset({"K1", "K9"})]),
)


class Naive:
    """The rule once more, in loops over everything, for a study that is small."""

    def __init__(
        self, transcripts: list[TranscriptRecord], codings: list[CodingRecord], unit: str, selection: Selection
    ) -> None:
        self.codings, self.unit, self.selection = codings, unit, selection
        known = {case.id: case.variables for case in CODEBOOK.cases}
        self.pairs = []  # transcript, case, values
        for record in transcripts:
            for case in record.cases or ("",):
                values = {**record.variables, **known.get(case, {})}
                if case and selection.cases is not None and case not in selection.cases:
                    continue
                if any(values.get(variable, "") not in asked for variable, asked in selection.where.items()):
                    continue
                if case or unit == TRANSCRIPT:
                    self.pairs.append((record.name, case, values))

    def units(self, column: Column) -> dict[str, set[str]]:
        """The transcripts of each unit of a column."""
        found: dict[str, set[str]] = {}
        for name, case, values in self.pairs:
            if all(values.get(variable, "") == value for variable, value in column.conditions):
                found.setdefault(case if self.unit == CASE else name, set()).add(name)
        return found

    def cell(self, codes: tuple[str, ...], column: Column) -> tuple[dict[str, str], set[str]]:
        """The units that count, with their strongest status; and the codings that are counted."""
        order = [status.id for status in CODEBOOK.statuses]
        strongest, behind = {}, set()
        for unit, names in self.units(column).items():
            held = [c for c in self.codings if c.transcript in names and c.code in codes and self._counts(c)]
            if not held:
                continue
            status = min((c.status for c in held), key=order.index)
            if not self.selection.statuses or status in self.selection.statuses:
                strongest[unit] = status
                behind |= {c.id for c in held if not self.selection.statuses or c.status in self.selection.statuses}
        return strongest, behind

    def _counts(self, coding: CodingRecord) -> bool:
        return coding.state == "accepted" or (coding.state == "suggested" and not self.selection.reviewed_only)


Drawn = tuple[list[TranscriptRecord], list[CodingRecord], str, Selection, tuple[str, ...]]


@st.composite
def studies(draw: st.DrawFn) -> Drawn:
    """A small study, the unit, what is selected, and the variables that columns split by."""
    transcripts = [
        TranscriptRecord(n, f"t{n}", tuple(cases), about) for n, (cases, about) in enumerate(draw(DRAWN_TRANSCRIPTS), 1)
    ]
    codings = [
        replace(coding(f"c{n}", transcripts[place % len(transcripts)].name, code, status, state), partner=partner)
        for n, (place, code, partner, status, state) in enumerate(draw(DRAWN_CODINGS))
    ]
    return transcripts, codings, draw(st.sampled_from(UNITS)), draw(DRAWN_SELECTIONS), draw(st.sampled_from(GROUPS))


@given(studies())
@settings(max_examples=40, deadline=None)
def test_the_database_agrees_with_counting_in_loops(kitchens: Store, drawn: Drawn) -> None:
    assert_agrees(kitchens, drawn)


def assert_agrees(store: Store, drawn: Drawn) -> None:
    """Cells, holders and the codings behind cells are those that loops find."""
    transcripts, codings, unit, selection, group = drawn
    naive = Naive(transcripts, codings, unit, selection)
    rows = [("soep",), ("brood",), CODES]
    with snapshot_of(store, transcripts, codings) as snapshot:
        counted = Count(CODEBOOK, snapshot, unit, selection)
        columns = [counted.column(), *counted.columns(group)]
        assert [column.total for column in columns] == [len(naive.units(column)) for column in columns]
        leaves = [counted.leaves(codes) for codes in rows]
        texts = list(counted.tally.texts())
        expected = {
            (r, c): naive.cell(codes, column) for r, codes in enumerate(rows) for c, column in enumerate(columns)
        }
        found = counted.cells(leaves, columns)
        for (row, position), (strongest, _) in expected.items():
            numbers = {status.id: list(strongest.values()).count(status.id) for status in CODEBOOK.statuses}
            assert dict(found[row][position].statuses) == numbers
        if unit == CASE:
            holders = counted.holders(leaves, columns)
            assert holders == {place: strongest for place, (strongest, _) in expected.items() if strongest}
        for row, of_row in enumerate(leaves):
            behind_row = counted.tally.behind([of_row], [column.conditions for column in columns], texts)
            for position in range(len(columns)):
                assert {key for key, one in behind_row.items() if position in one.columns} == expected[row, position][1]
        assert counted.tally.numbers(leaves) == {
            row: len(expected[row, 0][1]) for row in range(len(rows)) if expected[row, 0][1]
        }
