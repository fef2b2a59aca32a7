"""The list of partners: who they are, which cases name them, with what status, and where it says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook, TableSpec
from aanbod.counting import CASE, Cell, Count, Leaf, coding_order
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord
from aanbod.tables.table import Options, Row, Table
from aanbod.tables.tabulating import alphabetical, make_tables

if TYPE_CHECKING:
    from aanbod.counting import Snapshot

PASSAGES = 3


@dataclass(frozen=True)
class Partner:
    """A partner; `id` is that of its row in the table.

    `alone`: only one unit names it; `first`: a coding from each of a few transcripts.
    """

    id: str
    name: str
    cell: Cell
    cases: tuple[str, ...]
    transcripts: tuple[str, ...]
    alone: bool
    first: tuple[CodingRecord, ...]


@dataclass(frozen=True)
class PartnerGroup:
    id: str
    letter: str
    label: str
    partners: tuple[Partner, ...]

    @property
    def named_by_one(self) -> int:
        """How many of the partners one unit alone names."""
        return sum(partner.alone for partner in self.partners)


@dataclass(frozen=True)
class PartnerList:
    """The partners that are named, per category. `table` is the same list as a table of counts."""

    groups: tuple[PartnerGroup, ...]
    table: Table


def partner_list(
    codebook: Codebook,
    snapshot: "Snapshot",
    category: str = "",
    options: Options | None = None,
    passages: int = PASSAGES,
) -> PartnerList:
    """The partners of one category, or of all. AanbodError: a category that holds no partners."""
    options = options or Options()
    known = {found.id for found in codebook.categories if found.holds_partners}
    if category and category not in known:
        raise AanbodError(
            f"there is no category of partners `{category}`\n    use one of: {', '.join(sorted(known)) or 'none'}"
        )
    title = codebook.texts.get("partners", "partners")
    spec = TableSpec("", title, "partners", (category,) if category else ())
    [table] = make_tables([spec], codebook, snapshot, options)
    assert isinstance(table, Table)
    count = Count(codebook, snapshot, table.unit, options.selection)
    rows = [row for group in table.groups for row in group.rows]
    names = count.tally.texts()
    texts = _texts(count, rows, names)
    cases = _cases(count, rows, texts)
    first = _first(count, rows, texts, passages)

    def partner(row: Row) -> Partner:
        return Partner(
            id=row.id,
            name=row.label,
            cell=row.cells[0],
            cases=tuple(sorted(cases.get(row.id, ()), key=alphabetical)),
            transcripts=tuple(names[text] for text in texts[row.id]),
            alone=row.cells[0].n == 1,
            first=first.get(row.id, ()),
        )

    groups = tuple(
        PartnerGroup(group.id, group.letter, group.label, tuple(partner(row) for row in group.rows))
        for group in table.groups
    )
    return PartnerList(groups, table)


def _texts(count: Count, rows: Sequence[Row], names: Mapping[int, str]) -> dict[str, list[int]]:
    """The texts that each row stands in, by the id of the row, in the order of `names`."""
    order = {text: place for place, text in enumerate(names)}
    found: dict[str, list[int]] = {row.id: [] for row in rows}
    for row, text in count.tally.mentions([row.leaves for row in rows]):
        found[rows[row].id].append(text)
    return {identity: sorted(texts, key=order.__getitem__) for identity, texts in found.items()}


def _cases(count: Count, rows: Sequence[Row], texts: Mapping[str, Sequence[int]]) -> dict[str, set[str]]:
    """The cases that name each row: those that count or, where transcripts do, those that these speak of."""
    if count.unit == CASE:
        held = count.holders([row.leaves for row in rows], [count.column()])
        return {rows[row].id: set(cases) for (row, _), cases in held.items()}
    of = count.snapshot.cases_of({text for found in texts.values() for text in found})
    return {identity: {case for text in found for case in of.get(text, ())} for identity, found in texts.items()}


def _first(
    count: Count, rows: Sequence[Row], texts: Mapping[str, Sequence[int]], passages: int
) -> dict[str, tuple[CodingRecord, ...]]:
    """The first coding in each of the first texts of each row."""
    asked = {(row.leaves[0], text): row.id for row in rows for text in texts[row.id][:passages]}
    behind = count.tally.behind([row.leaves for row in rows], [()], sorted({text for _, text in asked}))
    wanted = {key: (found.leaf, found.text) for key, found in behind.items() if (found.leaf, found.text) in asked}
    first: dict[tuple[Leaf, int], CodingRecord] = {}
    for coding in sorted(count.snapshot.codings(wanted), key=coding_order):
        first.setdefault(wanted[coding.id], coding)
    found: dict[str, tuple[CodingRecord, ...]] = {}
    for place, coding in first.items():
        found[asked[place]] = (*found.get(asked[place], ()), coding)
    return found
