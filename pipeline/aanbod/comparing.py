"""Tables that hold groups against each other: the values of a variable, or of variables that are crossed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from aanbod.codebook.model import Codebook
from aanbod.counting import Cell, Column
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, TranscriptRecord
from aanbod.tables import Grouping, Options, Table
from aanbod.tabulating import build_tables


@dataclass(frozen=True)
class Difference:
    """The first group's share less the second's, in percentage points of the unrounded shares.

    What says how sure a difference is (an interval, a test) belongs here, beside `points`.
    """

    points: float


@dataclass(frozen=True)
class Comparison:
    """A table whose columns are the total and the groups; `differences` by row id.

    Differences are given for exactly two groups, `first` and `second`, that both have units; else there are none.
    """

    table: Table
    first: Column | None
    second: Column | None
    differences: Mapping[str, Difference]


def compare(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    by: Grouping,
    options: Options | None = None,
) -> list[Comparison]:
    """Every table of counts that the options name, split by the grouping and by nothing else.

    AanbodError: an unknown table, variable or value; or no table of counts among those named.
    """
    options = replace(options or Options(), groups=(by,))
    tables = [t for t in build_tables(codebook, transcripts, codings, options) if isinstance(t, Table)]
    if not tables:
        raise AanbodError(
            "there is no table to compare: a list of cases has no shares\n"
            "    name a table of codes, categories or partners"
        )
    return [_comparison(table) for table in tables]


def difference(first: Cell, second: Cell) -> Difference | None:
    """None where one of the groups has no units."""
    if not first.total or not second.total:
        return None
    return Difference(float(100 * (Fraction(first.n, first.total) - Fraction(second.n, second.total))))


def _comparison(table: Table) -> Comparison:
    groups = [n for n, column in enumerate(table.columns) if n and all(value for _, value in column.conditions)]
    if len(groups) != 2:
        return Comparison(table, None, None, {})
    first, second = groups
    differences = {}
    for group in table.groups:
        for row in (*group.rows, *([group.summary] if group.summary else [])):
            if found := difference(row.cells[first], row.cells[second]):
                differences[row.id] = found
    return Comparison(table, table.columns[first], table.columns[second], differences)
