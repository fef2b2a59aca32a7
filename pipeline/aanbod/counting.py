"""The counting rule, and its only home.

A code counts once per unit, with the strongest of the statuses that it has there (the order of the codebook's
`statuses`); rejected codings never count. The unit is a transcript, or a case: then a transcript of two schools
counts for both, and a school with two transcripts counts once.

A column is a set of conditions on variables. A pair of a transcript and one of its cases meets them or not, so a
transcript belongs to a value if any of its cases has it, and to a crossing of values if one case has them all.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import product

from aanbod.codebook.model import Codebook, Variable
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, TranscriptRecord

TRANSCRIPT = "transcript"
CASE = "case"
UNITS = (TRANSCRIPT, CASE)

Conditions = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Selection:
    """What counts. `where` keeps the units that have one of the values, per variable id.

    `statuses` keeps the units whose strongest status is one of these, so a cell never counts more than the same
    status shows without it; `reviewed_only` keeps codings that a person accepted. Neither changes N; `where` does.
    """

    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statuses: tuple[str, ...] = ()
    reviewed_only: bool = False


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
    """Which of the `total` units of a column have the row: `units`, by strongest status in `statuses`.

    `statuses` holds (status id, number) in the codebook's order, zeros included, and adds up to n. `codings` are
    the ids of the codings that were counted, in the order of the transcripts and their texts.
    """

    units: tuple[str, ...]
    total: int
    statuses: tuple[tuple[str, int], ...]
    codings: tuple[str, ...]

    @property
    def n(self) -> int:
        return len(self.units)

    @property
    def share(self) -> float | None:
        """n / N, from 0 to 1; None where the column has no units."""
        return self.n / self.total if self.total else None

    @property
    def percent(self) -> int | None:
        """The share as a whole percentage, halves up; None where the column has no units."""
        return (200 * self.n + self.total) // (2 * self.total) if self.total else None


@dataclass(frozen=True)
class _Pair:
    """A transcript and one of its cases ('' where it has none)."""

    transcript: str
    case: str
    values: Mapping[str, str]


class Count:
    """The material of one study, ready to be counted. AanbodError: an unknown variable, value, status or unit."""

    def __init__(
        self,
        codebook: Codebook,
        transcripts: Sequence[TranscriptRecord],
        codings: Iterable[CodingRecord],
        unit: str = TRANSCRIPT,
        selection: Selection | None = None,
    ) -> None:
        self.codebook = codebook
        self.unit = _known("unit", unit, UNITS)
        self.selection = selection or Selection()
        self._variables = {variable.id: variable for variable in codebook.variables}
        self._strength = {status.id: rank for rank, status in enumerate(codebook.statuses)}
        for status in self.selection.statuses:
            _known("status", status, self._strength)
        for variable, values in self.selection.where.items():
            allowed = self.variable(variable).values
            for value in values if allowed else ():
                _known(f"value of {variable}", value, allowed)
        self._cases = {case.id: case.variables for case in codebook.cases}
        pairs = [pair for record in transcripts for pair in self._pairs_of(record) if self._selected(pair)]
        self._pairs = [pair for pair in pairs if self._unit_of(pair)]
        self.transcripts = tuple(sorted({pair.transcript for pair in self._pairs}))
        self.left_out = tuple(sorted({pair.transcript for pair in pairs} - set(self.transcripts)))
        self._units_of: dict[Conditions, dict[str, set[str]]] = {}
        kept = set(self.transcripts)
        self.codings = tuple(sorted((c for c in codings if c.transcript in kept and self._counts(c)), key=coding_order))
        self._by_code: dict[str, list[CodingRecord]] = {}
        for coding in self.codings:
            self._by_code.setdefault(coding.code, []).append(coding)

    def _pairs_of(self, record: TranscriptRecord) -> list[_Pair]:
        return [
            _Pair(record.name, case, {**record.variables, **self._cases.get(case, {})})
            for case in record.cases or ("",)
        ]

    def _selected(self, pair: _Pair) -> bool:
        return all(pair.values.get(variable, "") in values for variable, values in self.selection.where.items())

    def _unit_of(self, pair: _Pair) -> str:
        return pair.case if self.unit == CASE else pair.transcript

    def _counts(self, coding: CodingRecord) -> bool:
        if coding.status not in self._strength:
            raise AanbodError(
                f"{coding.transcript}: the coding {coding.code} at {coding.start}-{coding.end} has the status "
                f"`{coding.status}`, which the codebook does not list\n"
                "    add it to `statuses`, or code the transcripts again with `aanbod code --again`"
            )
        return coding.state == "accepted" or (coding.state != "rejected" and not self.selection.reviewed_only)

    def variable(self, identity: str) -> Variable:
        """The variable of this id; AanbodError names the known ones."""
        return self._variables[_known("variable", identity, self._variables)]

    def values(self, identity: str) -> dict[str, str]:
        """The values of a variable, id to label: those of the codebook, or what occurs; '' where some unit has none."""
        variable = self.variable(identity)
        found = {pair.values.get(identity, "") for pair in self._pairs}
        values = dict(variable.values) or {value: value for value in sorted(found - {""})}
        values |= {value: value for value in sorted(found - {"", *values})}
        return values | ({"": self.codebook.texts.get("unknown", "unknown")} if "" in found else {})

    def _units(self, conditions: Conditions) -> dict[str, set[str]]:
        """The units of a column, by transcript."""
        if conditions not in self._units_of:
            units: dict[str, set[str]] = {}
            for pair in self._pairs:
                if all(pair.values.get(variable, "") == value for variable, value in conditions):
                    units.setdefault(pair.transcript, set()).add(self._unit_of(pair))
            self._units_of[conditions] = units
        return self._units_of[conditions]

    def column(self, label: str = "", group: str = "", conditions: Conditions = ()) -> Column:
        """The column of the units that meet the conditions; without conditions the total."""
        identity = "&".join(f"{variable}={value}" for variable, value in conditions)
        label = label or self.codebook.texts.get("total", "total")
        total = len(set().union(*self._units(conditions).values()))
        return Column(identity or "total", group, label, conditions, total)

    def columns(self, group: Sequence[str], only: Collection[str] | None = None) -> tuple[Column, ...]:
        """A column for each value of a variable, or for each combination of several; `only`: of these ids."""
        group_label = " × ".join(self.variable(identity).label for identity in group)
        found = []
        for combination in product(*(self.values(identity).items() for identity in group)):
            conditions = tuple((variable, value) for variable, (value, _) in zip(group, combination, strict=True))
            label = " · ".join(label for _, label in combination)
            found.append(self.column(label, group_label, conditions))
        if only is None:
            # A combination with something unknown is shown only where it occurs.
            return tuple(c for c in found if c.total or all(value for _, value in c.conditions))
        by_values = {"*".join(value for _, value in c.conditions): c for c in found}
        return tuple(by_values[_known(f"value of {'*'.join(group)}", value, by_values)] for value in only)

    def codings_of(
        self, codes: Iterable[str], matches: Callable[[CodingRecord], bool] | None = None
    ) -> list[CodingRecord]:
        """The codings that count, of any of these code ids."""
        found = [coding for code in codes for coding in self._by_code.get(code, ()) if not matches or matches(coding)]
        return sorted(found, key=coding_order)

    def units(self, column: Column) -> Mapping[str, Collection[str]]:
        """The units of a column, by transcript."""
        return self._units(column.conditions)

    def strongest(self, codings: Iterable[CodingRecord], column: Column) -> dict[str, str]:
        """The strongest status of the codings in each unit of a column that has any of them, by unit."""
        units = self._units(column.conditions)
        strongest: dict[str, str] = {}
        for coding in codings:
            for unit in units.get(coding.transcript, ()):
                held = strongest.get(unit)
                if held is None or self._strength[coding.status] < self._strength[held]:
                    strongest[unit] = coding.status
        return strongest

    def cell(self, codings: Sequence[CodingRecord], column: Column) -> Cell:
        """Count the units of a column in which any of the codings stands."""
        units = self._units(column.conditions)
        strongest = self.strongest(codings, column)
        if wanted := self.selection.statuses:
            strongest = {unit: status for unit, status in strongest.items() if status in wanted}
            codings = [coding for coding in codings if coding.status in wanted]
        numbers = dict.fromkeys(self._strength, 0)
        for status in strongest.values():
            numbers[status] += 1
        counted = tuple(c.id for c in codings if units.get(c.transcript, set()) & strongest.keys())
        return Cell(tuple(sorted(strongest)), column.total, tuple(numbers.items()), counted)


def coding_order(coding: CodingRecord) -> tuple[str, int, int, str, str, str, str]:
    """Transcripts by name, and their codings as they stand in the text."""
    return (coding.transcript, coding.start, coding.end, coding.code, coding.partner, coding.coder, coding.id)


def _known(what: str, name: str, known: Collection[str]) -> str:
    if name in known:
        return name
    near = get_close_matches(name, known, 1)
    remedy = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(value for value in known if value)}"
    raise AanbodError(f"there is no {what} `{name}`\n    {remedy}")
