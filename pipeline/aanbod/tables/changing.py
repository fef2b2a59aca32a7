"""One period against another: what each case has new, kept, dropped or made real since then.

Only cases with transcripts in both periods count: a school that was visited once tells nothing of a change. A case has
a row in a period unless the weakest status of the codebook (stopped, never off the ground) is the strongest it has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook
from aanbod.counting import CASE, Column, Count
from aanbod.errors import AanbodError
from aanbod.tables.table import Grouping, Options, Table
from aanbod.tables.tabulating import alphabetical, build_tables

if TYPE_CHECKING:
    from aanbod.counting import Snapshot


@dataclass(frozen=True)
class RowChange:
    """The cases that have a row: `then` in the first period, `now` in the second; names, alphabetical.

    `new` (now only), `kept` (both) and `gone` (then only) share them out. `realised` is the part of `kept` that had
    another status then and has the default status now: planned, and made real. `total` is N, the cases compared.
    """

    then: tuple[str, ...]
    now: tuple[str, ...]
    new: tuple[str, ...]
    kept: tuple[str, ...]
    gone: tuple[str, ...]
    realised: tuple[str, ...]
    total: int


@dataclass(frozen=True)
class TableChange:
    """A table whose columns are the total and the two periods; `changes` by row id, categories included."""

    table: Table
    changes: Mapping[str, RowChange]

    @property
    def silent(self) -> int:
        """How many rows no case speaks of, in either period."""
        return sum(not row.cells[0].n for group in self.table.groups for row in group.rows)


@dataclass(frozen=True)
class CaseTableChange:
    """What one case has new, kept, gone and realised in one table: labels of its rows, in the table's order."""

    table: Table
    new: tuple[str, ...]
    kept: tuple[str, ...]
    gone: tuple[str, ...]
    realised: tuple[str, ...]


@dataclass(frozen=True)
class CaseChange:
    """One case, table by table; tables in which it has nothing are left out."""

    id: str
    tables: tuple[CaseTableChange, ...]


@dataclass(frozen=True)
class Change:
    """Two periods held against each other; `variable` is the label of what tells them apart.

    `total` is N; `only_first` and `only_second` name the cases that have transcripts in one of the periods alone.
    """

    variable: str
    first: Column
    second: Column
    total: int
    tables: tuple[TableChange, ...]
    cases: tuple[CaseChange, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def change(
    codebook: Codebook,
    snapshot: "Snapshot",
    variable: str,
    periods: tuple[str, str],
    options: Options | None = None,
) -> Change:
    """How the tables that the options name changed between two values of a variable of transcripts.

    AanbodError: the variable is of cases, a period has no transcripts, no case has both, or there is no such table.
    """
    options = options or Options()
    selection = replace(options.selection, where={**options.selection.where, variable: periods})
    in_first, in_second = _cases(Count(codebook, snapshot, CASE, selection), variable, periods)
    both = in_first & in_second
    selection = replace(selection, cases=frozenset(both))
    options = replace(options, groups=(Grouping((variable,), periods),), unit=CASE, selection=selection)
    tables = [t for t in build_tables(codebook, snapshot, options) if isinstance(t, Table)]
    if not tables:
        raise AanbodError(
            "there is no table in which a change can be seen: a list of cases has none\n"
            "    name a table of codes, categories or partners"
        )
    count = Count(codebook, snapshot, CASE, selection)
    changes = tuple(_table_change(table, count) for table in tables)
    return Change(
        variable=count.variable(variable).label,
        first=tables[0].columns[1],
        second=tables[0].columns[2],
        total=len(both),
        tables=changes,
        cases=tuple(_case_change(case, changes) for case in _names(both)),
        only_first=_names(in_first - both),
        only_second=_names(in_second - both),
    )


def _cases(count: Count, variable: str, periods: tuple[str, str]) -> tuple[set[str], set[str]]:
    """The cases of the two periods; AanbodError where they cannot be compared."""
    codebook = count.codebook
    if count.variable(variable).of == "case":
        raise AanbodError(
            f"`{variable}` does not change: it is a variable of the {codebook.case_label_plural}\n"
            f"    use a variable of transcripts, or compare groups with `aanbod compare {variable}`"
        )
    if periods[0] == periods[1]:
        raise AanbodError(f"`{periods[0]}` cannot change into itself\n    name two periods, the earlier one first")
    first, second = count.members([count.column(value, conditions=((variable, value),)) for value in periods])
    if not first & second:
        raise AanbodError(
            f"no {codebook.case_label} has transcripts of {periods[0]} and of {periods[1]}: "
            f"{len(first)} {codebook.case_label_plural} have one of {periods[0]}, {len(second)} of {periods[1]}\n"
            "    import the transcripts of both periods, or widen what is selected (`--where`, `--kind`)"
        )
    return first, second


def _table_change(table: Table, count: Count) -> TableChange:
    rows = [row for group in table.groups for row in (*([group.summary] if group.summary else []), *group.rows)]
    held = count.holders([row.leaves for row in rows], table.columns[1:])
    total = table.columns[1].total
    return TableChange(
        table,
        {
            row.id: _row_change(held.get((number, 0), {}), held.get((number, 1), {}), total, count.codebook)
            for number, row in enumerate(rows)
        },
    )


def _row_change(then: Mapping[str, str], now: Mapping[str, str], total: int, codebook: Codebook) -> RowChange:
    """What changed for the cases that have a row in each period, with their strongest status there."""
    weakest = codebook.statuses[-1].id if len(codebook.statuses) > 1 else ""
    had, has = ({case for case, status in held.items() if status != weakest} for held in (then, now))
    usual = codebook.default_status
    realised = {case for case in had & has if then[case] != usual and now[case] == usual}
    return RowChange(
        then=_names(had),
        now=_names(has),
        new=_names(has - had),
        kept=_names(had & has),
        gone=_names(had - has),
        realised=_names(realised),
        total=total,
    )


def _case_change(case: str, tables: Sequence[TableChange]) -> CaseChange:
    found = []
    for table in tables:
        rows = [row for group in table.table.groups for row in group.rows]
        labels = {
            part: tuple(row.label for row in rows if case in getattr(table.changes[row.id], part))
            for part in ("new", "kept", "gone", "realised")
        }
        if any(labels.values()):
            found.append(CaseTableChange(table.table, **labels))
    return CaseChange(case, tuple(found))


def _names(cases: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(cases, key=alphabetical))
