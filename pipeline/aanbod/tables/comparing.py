"""Tables that hold groups against each other: the values of a variable, or of variables that are crossed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook
from aanbod.counting import Cell, Column
from aanbod.errors import AanbodError
from aanbod.statistics import Interval, adjusted, difference_interval, fisher, share_interval
from aanbod.tables.table import Grouping, Options, Table
from aanbod.tables.tabulating import build_tables
from aanbod.tables.wording import in_words

if TYPE_CHECKING:
    from aanbod.counting import Snapshot


@dataclass(frozen=True)
class Difference:
    """The first group's share less the second's, in percentage points of the unrounded shares.

    `low` to `high` is its 95% interval (Newcombe), `p` that of Fisher's exact test, `adjusted` the same after
    Benjamini-Hochberg over the rows of the table (None for a row that sums up others, or that nobody has).
    `shares` are both shares (0 to 1), `words` says them in words; `first` and `second` are their 95% intervals
    (Wilson).
    """

    points: float
    low: float
    high: float
    p: float
    adjusted: float | None
    shares: tuple[float, float]
    first: Interval
    second: Interval
    words: tuple[str, str]


@dataclass(frozen=True)
class Comparison:
    """A table whose columns are the total and the groups; `differences` by row id.

    Differences are given for exactly two groups, `first` and `second`, that both have units; else there are none.
    `indicative`: one of the two is smaller than the codebook's `small_group`.
    """

    table: Table
    first: Column | None
    second: Column | None
    differences: Mapping[str, Difference]
    indicative: bool = False


def compare(
    codebook: Codebook,
    snapshot: "Snapshot",
    by: Grouping,
    options: Options | None = None,
) -> list[Comparison]:
    """Every table of counts that the options name, split by the grouping and by nothing else.

    AanbodError: an unknown table, variable or value; or no table of counts among those named.
    """
    options = replace(options or Options(), groups=(by,))
    tables = [t for t in build_tables(codebook, snapshot, options) if isinstance(t, Table)]
    if not tables:
        raise AanbodError(
            "there is no table to compare: a list of cases has no shares\n"
            "    name a table of codes, categories or partners"
        )
    return [_comparison(table, codebook) for table in tables]


def _comparison(table: Table, codebook: Codebook) -> Comparison:
    groups = [n for n, column in enumerate(table.columns) if n and all(value for _, value in column.conditions)]
    if len(groups) != 2 or not all(table.columns[n].total for n in groups):
        return Comparison(table, None, None, {})
    one, other = groups
    rows = [row for group in table.groups for row in group.rows]
    tested = [row for row in rows if row.cells[one].n + row.cells[other].n]
    pairs = {row.id: (row.cells[one], row.cells[other]) for row in rows}
    pairs |= {g.summary.id: (g.summary.cells[one], g.summary.cells[other]) for g in table.groups if g.summary}
    tests = {identity: fisher(_counts(first), _counts(second)) for identity, (first, second) in pairs.items()}
    values = adjusted([tests[row.id] for row in tested])
    adjusted_of = dict(zip((row.id for row in tested), values, strict=True))
    differences = {
        identity: _difference(first, second, tests[identity], adjusted_of.get(identity), codebook)
        for identity, (first, second) in pairs.items()
    }
    small = min(table.columns[one].total, table.columns[other].total) < codebook.small_group
    return Comparison(table, table.columns[one], table.columns[other], differences, small)


def _difference(first: Cell, second: Cell, p: float, adjusted_p: float | None, codebook: Codebook) -> Difference:
    interval = difference_interval(_counts(first), _counts(second))
    return Difference(
        points=float(100 * (Fraction(first.n, first.total) - Fraction(second.n, second.total))),
        low=100 * interval.low,
        high=100 * interval.high,
        p=p,
        adjusted=adjusted_p,
        shares=(first.n / first.total, second.n / second.total),
        first=share_interval(*_counts(first)),
        second=share_interval(*_counts(second)),
        words=(in_words(codebook, first.n, first.total), in_words(codebook, second.n, second.total)),
    )


def _counts(cell: Cell) -> tuple[int, int]:
    return cell.n, cell.total
