"""The counting rule. It is worked out in one place, by the database (aanbod.store.tallies); here is what it says.

A code counts once per unit, with the strongest of the statuses that it has there (the order of the codebook's
`statuses`); rejected codings never count. The unit is a transcript, or a case: then a transcript of two schools
counts for both, and a school with two transcripts counts once.

A column is a set of conditions on variables. A pair of a transcript and one of its cases meets them or not, so a
transcript belongs to a value if any of its cases has it, and to a crossing of values if one case has them all.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook, Variable
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord

if TYPE_CHECKING:
    from aanbod.store.snapshot import Snapshot as Snapshot

TRANSCRIPT = "transcript"
CASE = "case"
UNITS = (TRANSCRIPT, CASE)

Conditions = tuple[tuple[str, str], ...]
Leaf = tuple[str, str]  # a code and a partner, '' for none
Leaves = tuple[Leaf, ...]  # what a row counts: the units with any of these


@dataclass(frozen=True)
class Selection:
    """What counts. `where` keeps the units that have one of the values, per variable id.

    `statuses` keeps the units whose strongest status is one of these, so a cell never counts more than the same
    status shows without it; `reviewed_only` keeps codings that a person accepted. Neither changes N; `where` does, and
    so does `cases`: only these, and the transcripts without any (None: all).
    """

    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statuses: tuple[str, ...] = ()
    reviewed_only: bool = False
    cases: frozenset[str] | None = None


@dataclass(frozen=True)
class Column:
    """A group of units: those that meet all `conditions` (variable id, value; value '' is "not known").

    `group` is the label of the variable (or of the crossing), '' for the total. `total` is N.
    """

    id: str
    group: str
    label: str
    conditions: Conditions
    total: int


@dataclass(frozen=True)
class Cell:
    """How many of the `total` units of a column have the row, by strongest status.

    `statuses` holds (status id, number) in the codebook's order, zeros included, and adds up to n.
    """

    total: int
    statuses: tuple[tuple[str, int], ...]

    @property
    def n(self) -> int:
        return sum(number for _, number in self.statuses)

    @property
    def share(self) -> float | None:
        """n / N, from 0 to 1; None where the column has no units."""
        return self.n / self.total if self.total else None

    @property
    def percent(self) -> int | None:
        """The share as a whole percentage, halves up; None where the column has no units."""
        return (200 * self.n + self.total) // (2 * self.total) if self.total else None


class Count:
    """A study at one moment, ready to be counted. AanbodError: an unknown variable, value, status or unit."""

    def __init__(
        self, codebook: Codebook, snapshot: "Snapshot", unit: str = TRANSCRIPT, selection: Selection | None = None
    ) -> None:
        self.codebook = codebook
        self.unit = _known("unit", unit, UNITS)
        self.selection = selection or Selection()
        self.snapshot = snapshot
        self._variables = {variable.id: variable for variable in codebook.variables}
        statuses = tuple(status.id for status in codebook.statuses)
        for status in self.selection.statuses:
            _known("status", status, statuses)
        for variable, values in self.selection.where.items():
            allowed = self.variable(variable).values
            for value in values if allowed else ():
                _known(f"value of {variable}", value, allowed)
        from aanbod.store.places import Scope

        scope = Scope(
            statuses=statuses,
            by_case=unit == CASE,
            cases={case.id: case.variables for case in codebook.cases},
            where=self.selection.where,
            wanted=self.selection.statuses,
            reviewed_only=self.selection.reviewed_only,
            only_cases=self.selection.cases,
        )
        self.tally = snapshot.tally(scope)
        self._occurring: dict[str, set[str]] = {}
        self._cells: dict[tuple[Leaves, Conditions], Cell] = {}

    @cached_property
    def left_out(self) -> tuple[str, ...]:
        """Names of the transcripts that count for nobody, because the unit is a case and they have none."""
        return self.tally.left_out()

    def variable(self, identity: str) -> Variable:
        """The variable of this id; AanbodError names the known ones."""
        return self._variables[_known("variable", identity, self._variables)]

    def values(self, identity: str) -> dict[str, str]:
        """The values of a variable, id to label: those of the codebook, or what occurs; '' where some unit has none."""
        variable = self.variable(identity)
        if identity not in self._occurring:
            self._occurring[identity] = self.tally.values(identity)
        found = self._occurring[identity]
        values = dict(variable.values) or {value: value for value in sorted(found - {""})}
        values |= {value: value for value in sorted(found - {"", *values})}
        return values | ({"": self.codebook.texts.get("unknown", "unknown")} if "" in found else {})

    def column(self, label: str = "", group: str = "", conditions: Conditions = ()) -> Column:
        """The column of the units that meet the conditions; without conditions the total."""
        identity = "&".join(f"{variable}={value}" for variable, value in conditions)
        label = label or self.codebook.texts.get("total", "total")
        return Column(identity or "total", group, label, conditions, self.tally.totals([conditions])[0])

    def columns(self, group: Sequence[str], only: Collection[str] | None = None) -> tuple[Column, ...]:
        """A column for each value of a variable, or for each combination of several; `only`: of these ids."""
        group_label = " × ".join(self.variable(identity).label for identity in group)
        combinations = list(product(*(self.values(identity).items() for identity in group)))
        conditions = [
            tuple((variable, value) for variable, (value, _) in zip(group, combination, strict=True))
            for combination in combinations
        ]
        self.tally.totals([(), *conditions])  # all at once: the total is wanted beside them
        found = [
            self.column(" · ".join(label for _, label in combination), group_label, condition)
            for combination, condition in zip(combinations, conditions, strict=True)
        ]
        if only is None:
            # A combination with something unknown is shown only where it occurs.
            return tuple(c for c in found if c.total or all(value for _, value in c.conditions))
        by_values = {"*".join(value for _, value in c.conditions): c for c in found}
        return tuple(by_values[_known(f"value of {'*'.join(group)}", value, by_values)] for value in only)

    def leaves(self, codes: Iterable[str]) -> Leaves:
        """What was coded of these code ids: each with every partner that was ever named."""
        return tuple(leaf for code in sorted(set(codes)) for leaf in self.snapshot.leaves_of.get(code, ()))

    def cells(self, rows: Iterable[Leaves], columns: Sequence[Column]) -> list[tuple[Cell, ...]]:
        """The cells of each row: how many units of a column have any of its leaves.

        Rows that were counted before are remembered: to count many at once is quicker than one by one.
        """
        rows = list(rows)
        asked = [
            row for row in dict.fromkeys(rows) if any((row, column.conditions) not in self._cells for column in columns)
        ]
        counts = self.tally.counts(asked, [column.conditions for column in columns]) if asked else {}
        for number, row in enumerate(asked):
            for position, column in enumerate(columns):
                found = counts.get((number, position), {})
                statuses = tuple((status.id, found.get(status.id, 0)) for status in self.codebook.statuses)
                self._cells[row, column.conditions] = Cell(column.total, statuses)
        return [tuple(self._cells[row, column.conditions] for column in columns) for row in rows]

    def members(self, columns: Sequence[Column]) -> list[set[str]]:
        """The cases of each column; the unit must be a case."""
        return self.tally.members([column.conditions for column in columns])

    def holders(self, rows: Sequence[Leaves], columns: Sequence[Column]) -> dict[tuple[int, int], dict[str, str]]:
        """The cases that a cell counts, with their strongest status, by the positions of row and column."""
        found: dict[tuple[int, int], dict[str, str]] = {}
        for holder in self.tally.holders(rows, [column.conditions for column in columns]):
            found.setdefault((holder.row, holder.column), {})[holder.case] = holder.status
        return found


def coding_order(coding: CodingRecord) -> tuple[str, int, int, str, str, str, str]:
    """Transcripts by name, and their codings as they stand in the text."""
    return (coding.transcript, coding.start, coding.end, coding.code, coding.partner, coding.coder, coding.id)


def _known(what: str, name: str, known: Collection[str]) -> str:
    if name in known:
        return name
    near = get_close_matches(name, known, 1)
    remedy = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(value for value in known if value)}"
    raise AanbodError(f"there is no {what} `{name}`\n    {remedy}")
