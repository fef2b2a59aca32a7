"""Units by codes: what each case or transcript has, by the counting rule of the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aanbod.codebook.model import Code, Codebook, Variable
from aanbod.counting import CASE, Count, Leaf, Leaves, Selection
from aanbod.tables.describing import Describer
from aanbod.tables.tabulating import alphabetical

if TYPE_CHECKING:
    from aanbod.counting import Snapshot


@dataclass(frozen=True)
class MatrixColumn:
    """A code or partner; `category` is the label of what it stands under, '' for a code that the codebook lacks."""

    code: str
    partner: str
    label: str
    category: str

    @property
    def id(self) -> str:
        return f"{self.code}/{self.partner}" if self.partner else self.code


@dataclass(frozen=True)
class Unit:
    """A case or a transcript: its name, the cases of a transcript, and its values of each variable of the matrix."""

    name: str
    cases: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Matrix:
    """How many codings of each column count in each unit, by their positions; what is not in `numbers` is 0.

    A unit has a code where its number is not 0: as many units as the total column of a table of the same selection.
    """

    unit: str
    variables: tuple[Variable, ...]
    columns: tuple[MatrixColumn, ...]
    units: tuple[Unit, ...]
    numbers: Mapping[tuple[int, int], int]

    def row(self, unit: int, presence: bool) -> list[int]:
        """The numbers of a unit, or whether there are any: 1 or 0."""
        found = [self.numbers.get((unit, column), 0) for column in range(len(self.columns))]
        return [int(number > 0) for number in found] if presence else found


def matrix(
    codebook: Codebook,
    snapshot: "Snapshot",
    unit: str,
    selection: Selection | None = None,
    codes: Sequence[Code] | None = None,
) -> Matrix:
    """The matrix of the units that the selection keeps; of these codes, or of all and what else was coded.

    Where units are cases, variables are those of cases.
    """
    count = Count(codebook, snapshot, unit, selection)
    rows = _rows(count, codebook.codes if codes is None else codes, whole=codes is None)
    found = list(count.tally.numbers_of_units([leaves for _, leaves in rows]))
    used = {row for row, _, _ in found}
    listed = {code.key for code in codebook.codes}
    kept = [n for n, (column, _) in enumerate(rows) if n in used or (column.code, column.partner) in listed]
    describer = Describer(codebook)
    variables = tuple(v for v in codebook.variables if unit != CASE or v.of == "case")
    if unit == CASE:
        [members] = count.members([count.column()])
        keys: list[int | str] = [*sorted(members, key=alphabetical)]
        units = [_unit(describer, variables, str(name), (str(name),), {}) for name in keys]
    else:
        names = count.tally.texts()
        keys = list(names)
        cases, own = snapshot.cases_of(names), snapshot.variables_of(names)
        units = [
            _unit(describer, variables, name, cases.get(text, ()), own.get(text, {})) for text, name in names.items()
        ]
    places = {key: place for place, key in enumerate(keys)}
    columns = {row: place for place, row in enumerate(kept)}
    numbers = {(places[key], columns[row]): number for row, key, number in found}
    return Matrix(unit, variables, tuple(rows[n][0] for n in kept), tuple(units), numbers)


def _rows(count: Count, codes: Sequence[Code], whole: bool) -> list[tuple[MatrixColumn, Leaves]]:
    """A column for each code, and, for the `whole` matrix, for all else that was ever coded."""
    categories = {category.id: category.label for category in count.codebook.categories}
    rows: list[tuple[MatrixColumn, Leaves]] = []
    seen: set[Leaf] = set()
    for code in codes:
        leaves = (code.key,) if code.partner else count.leaves([code.id])
        rows.append((MatrixColumn(code.id, code.partner, code.label, categories[code.category]), leaves))
        seen.update(leaves)
    others = (leaf for found in count.snapshot.leaves_of.values() for leaf in found) if whole else ()
    for code_id, partner in others:
        if (code_id, partner) not in seen:
            category = categories.get(code_id, "")
            column = MatrixColumn(code_id, partner, partner or category or code_id, category)
            rows.append((column, ((code_id, partner),)))
    return rows


def _unit(
    describer: Describer, variables: Sequence[Variable], name: str, cases: tuple[str, ...], own: Mapping[str, str]
) -> Unit:
    return Unit(name, cases, tuple(describer.values(variable, cases, own) for variable in variables))
