"""The list of partners: who they are, which cases name them, with what status, and where it says so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aanbod.codebook.model import Codebook, TableSpec
from aanbod.counting import CASE, Cell, coding_order
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, TranscriptRecord
from aanbod.tables import Options, Row, Table
from aanbod.tabulating import alphabetical, build_table

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
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    category: str = "",
    options: Options | None = None,
    passages: int = PASSAGES,
) -> PartnerList:
    """The partners of one category, or of all. AanbodError: a category that holds no partners."""
    codings = sorted(codings, key=coding_order)
    known = {found.id for found in codebook.categories if found.holds_partners}
    if category and category not in known:
        raise AanbodError(
            f"there is no category of partners `{category}`\n    use one of: {', '.join(sorted(known)) or 'none'}"
        )
    title = codebook.texts.get("partners", "partners")
    spec = TableSpec("", title, "partners", (category,) if category else ())
    table = build_table(spec, codebook, transcripts, codings, options or Options())
    assert isinstance(table, Table)
    by_id = {coding.id: coding for coding in codings}
    cases = {record.name: record.cases for record in transcripts}

    def partner(row: Row) -> Partner:
        cell = row.cells[0]
        first: dict[str, CodingRecord] = {}
        for coding in (by_id[identity] for identity in cell.codings):
            first.setdefault(coding.transcript, coding)
        named_by = cell.units if table.unit == CASE else {case for name in first for case in cases[name]}
        return Partner(
            id=row.id,
            name=row.label,
            cell=cell,
            cases=tuple(sorted(named_by, key=alphabetical)),
            transcripts=tuple(first),
            alone=cell.n == 1,
            first=tuple(first.values())[:passages],
        )

    groups = tuple(
        PartnerGroup(group.id, group.letter, group.label, tuple(partner(row) for row in group.rows))
        for group in table.groups
    )
    return PartnerList(groups, table)
