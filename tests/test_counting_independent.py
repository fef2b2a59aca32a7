"""The program's numbers against numbers reached another way.

Cells: its tables of the truth of the sample study, against plain csv and sets. Intervals and tests: its statistics
against examples that the literature prints, and its comparisons against the formulas themselves.
"""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from math import comb, hypot, sqrt
from pathlib import Path

import pytest

from aanbod.codebook.model import Codebook
from aanbod.counting import CASE, TRANSCRIPT, Cell, Count, Selection
from aanbod.model import CodingRecord, Evidence, TranscriptRecord
from aanbod.statistics import adjusted, difference_interval, fisher, share_interval
from aanbod.store import open_store
from aanbod.store.snapshot import Snapshot
from aanbod.tables.comparing import compare
from aanbod.tables.table import Grouping, Options, Row, Table
from aanbod.tables.tabulating import build_tables

from .findings import school_variables, transcripts, truth_rows
from .stored import snapshot_of

STATUSES = ("gerealiseerd", "gepland", "gewenst", "uitgevallen")
OF_2024 = Selection({"year": ("2024",), "kind": ("voortgangsgesprek",)})
NUMBERS = ("3.1", "4.1", "5.1", "6.1", "7.1", "bijlage 5")
GROUPINGS = (Grouping(("lichting",)), Grouping(("sector",)), Grouping(("lichting", "sector")))


@pytest.fixture(scope="module")
def snapshot(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """A store that holds the whole study, had a careful reader coded it."""
    about = sorted(transcripts().items())
    found = [
        TranscriptRecord(number, stem, known.schools, {"year": known.year, "kind": known.kind})
        for number, (stem, known) in enumerate(about)
    ]
    coded = []
    for stem, _ in about:
        for number, row in enumerate(truth_rows(stem)):
            what = (row["quote"], row["code"], row["partner"], row["status"])
            coded.append(
                CodingRecord(f"{stem}{number}", stem, number, number + 1, *what, "a", "accepted", Evidence(""))
            )
    path = tmp_path_factory.mktemp("truth") / "truth.db"
    shutil.copy(empty_store, path)
    with open_store(path) as store, snapshot_of(store, found, coded) as snapshot:
        yield snapshot


class ByHand:
    """The cells of the same tables: a unit has a row with the strongest status that any of its rows of truth has."""

    def __init__(self, unit: str) -> None:
        variables = school_variables()
        self.units: dict[str, set[tuple[str, str]]] = {}  # unit: (lichting, sector) of each school it stands for
        self.held: dict[str, dict[str, list[str]]] = {}  # row: unit: statuses
        for stem, about in transcripts().items():
            if (about.year, about.kind) != ("2024", "voortgangsgesprek"):
                continue
            for school in about.schools:
                unit_ = school if unit == CASE else stem
                kind = (variables[school]["lichting"], variables[school]["sector"])
                self.units.setdefault(unit_, set()).add(kind)
                for row in truth_rows(stem):
                    category = row["code"].rpartition(".")[0]
                    for name in {row["code"], category, f"{row['code']}/{row['partner']}"}:
                        self.held.setdefault(name, {}).setdefault(unit_, []).append(row["status"])

    def members(self, values: Sequence[str]) -> set[str]:
        return {unit for unit, kinds in self.units.items() if any(set(values) <= set(kind) for kind in kinds)}

    def statuses(self, row: str, values: Sequence[str]) -> dict[str, str]:
        """The units of a group that have the row, with their strongest status."""
        members = self.members(values)
        return {
            unit: next(status for status in STATUSES if status in held)
            for unit, held in self.held.get(row, {}).items()
            if unit in members
        }


def _rows(tables: Iterable[Table]) -> Iterable[Row]:
    for table in tables:
        for group in table.groups:
            yield from group.rows
            if group.summary:
                yield group.summary


@pytest.mark.parametrize("unit", [TRANSCRIPT, CASE])
def test_every_cell_agrees_with_sets_made_of_plain_csv(afs: Codebook, snapshot: Snapshot, unit: str) -> None:
    by_hand = ByHand(unit)
    tables = build_tables(afs, snapshot, Options(NUMBERS, GROUPINGS, unit, OF_2024))
    count = Count(afs, snapshot, unit, OF_2024)
    checked = 0
    for table in tables:
        assert isinstance(table, Table)
        groups = [tuple(value for _, value in column.conditions) for column in table.columns]
        assert len(groups) == 1 + 2 + 2 + 4
        assert [column.total for column in table.columns] == [len(by_hand.members(values)) for values in groups]
        rows = list(_rows([table]))
        holders = count.holders([row.leaves for row in rows], table.columns) if unit == CASE else {}
        for number, row in enumerate(rows):
            for position, (cell, values) in enumerate(zip(row.cells, groups, strict=True)):
                units = by_hand.statuses(row.id, values)
                if unit == CASE:
                    assert holders.get((number, position), {}) == units, (table.number, row.id, values)
                held = list(units.values())
                assert cell.statuses == tuple((status, held.count(status)) for status in STATUSES), (row.id, values)
                checked += bool(units)
    assert checked > 1000


def test_every_difference_agrees_with_the_formulas(afs: Codebook, snapshot: Snapshot) -> None:
    for comparison in compare(afs, snapshot, GROUPINGS[0], Options(NUMBERS[:1], None, TRANSCRIPT, OF_2024)):
        assert comparison.first and comparison.second
        assert (comparison.first.label, comparison.second.label) == ("Eerste lichting", "Nieuwe lichting")
        rows = [row for group in comparison.table.groups for row in group.rows if row.cells[0].n]
        assert len(rows) > 15
        tests = [_fisher(*_counts(row.cells[1:])) for row in rows]
        for row, p, corrected in zip(rows, tests, _benjamini_hochberg(tests), strict=True):
            difference = comparison.differences[row.id]
            (a, m), (b, n) = _counts(row.cells[1:])
            low, high = _newcombe((a, m), (b, n))
            assert difference.points == pytest.approx(100 * (a / m - b / n))
            assert (difference.low, difference.high) == pytest.approx((100 * low, 100 * high))
            assert difference.p == pytest.approx(p)
            assert difference.adjusted == pytest.approx(corrected)


def _counts(cells: Sequence[Cell]) -> list[tuple[int, int]]:
    return [(cell.n, cell.total) for cell in cells]


def _wilson(n: int, total: int, z: float = 1.959963984540054) -> tuple[float, float]:
    middle = (n + z * z / 2) / (total + z * z)
    half = z * sqrt(n * (total - n) / total + z * z / 4) / (total + z * z)
    return middle - half, middle + half


def _newcombe(first: tuple[int, int], second: tuple[int, int]) -> tuple[float, float]:
    p, q = first[0] / first[1], second[0] / second[1]
    (l1, u1), (l2, u2) = _wilson(*first), _wilson(*second)
    return p - q - hypot(p - l1, u2 - q), p - q + hypot(u1 - p, q - l2)


def _fisher(first: tuple[int, int], second: tuple[int, int]) -> float:
    """The probability of all tables with the same margins that are no likelier than this one."""
    (a, m), (b, n) = first, second
    ways = [comb(m, k) * comb(n, a + b - k) if 0 <= a + b - k <= n else 0 for k in range(m + 1)]
    return sum(way for way in ways if way <= ways[a]) / comb(m + n, a + b)


def _benjamini_hochberg(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [
        min(1, *(len(values) * p / rank for rank, p in enumerate(ordered, start=1) if p >= value)) for value in values
    ]


@pytest.mark.parametrize(
    ("n", "total", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17: 857-872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (1, 10, 0.0179, 0.4042),
    ],
)
def test_wilson(n: int, total: int, low: float, high: float) -> None:
    found = share_interval(n, total)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert (found.low, found.high) == pytest.approx(_wilson(n, total))


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17: 873-890, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_newcombe(first: tuple[int, int], second: tuple[int, int], low: float, high: float) -> None:
    found = difference_interval(first, second)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    turned = difference_interval(second, first)
    assert (-turned.high, -turned.low) == pytest.approx((found.low, found.high))


def test_fisher_tastes_tea() -> None:
    assert fisher((3, 4), (1, 4)) == pytest.approx(34 / 70)  # Fisher 1935: three of four cups right
    assert fisher((4, 4), (0, 4)) == pytest.approx(2 / 70)
    assert fisher((0, 10), (0, 29)) == 1
    for a in range(11):
        for b in range(0, 30, 3):
            assert fisher((a, 10), (b, 29)) == pytest.approx(_fisher((a, 10), (b, 29)))


def test_fisher_of_many_units_agrees_with_scipy() -> None:
    from scipy.stats import fisher_exact

    for first, second in [((6200, 20000), (9319, 30000)), ((500, 20000), (900, 30000)), ((0, 20000), (30000, 30000))]:
        expected = fisher_exact([[n, total - n] for n, total in (first, second)]).pvalue
        assert fisher(first, second) == pytest.approx(expected, rel=1e-8, abs=1e-300)


def test_benjamini_and_hochberg() -> None:
    # Benjamini and Hochberg 1995, section 3.2: of 15 tests, the first four are rejected at 0.05.
    values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    values += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    found = adjusted(values[::-1])[::-1]
    assert [p < 0.05 for p in found] == [True] * 4 + [False] * 11
    assert found == pytest.approx(_benjamini_hochberg(values))
    assert found[:5] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625, 0.0603])
    assert adjusted([]) == []
