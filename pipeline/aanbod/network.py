"""Cases and the partners they name, as a network; and how far it falls apart into partners that nobody shares.

A partner is a name within a category. Codings of a category that name nobody are no partner, and stay outside.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aanbod.codebook.model import Codebook
from aanbod.counting import CASE, Column, Count
from aanbod.model import CodingRecord, TranscriptRecord
from aanbod.tables import Grouping, Options
from aanbod.tabulating import alphabetical

MOST_SHARED = 10


@dataclass(frozen=True)
class Edge:
    """A case names a partner: with its strongest status, in so many of the case's transcripts."""

    case: str
    category: str
    partner: str
    status: str
    transcripts: int


@dataclass(frozen=True)
class NamedPartner:
    """A partner and the cases that name it, alphabetical."""

    category: str
    partner: str
    cases: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """How partners are spread over cases; `total` is N, the cases looked at.

    `distribution`: pairs (number of cases, how many partners that many name), from one case up.
    """

    id: str
    letter: str
    label: str
    total: int
    partners: tuple[NamedPartner, ...]

    @property
    def named_by_one(self) -> tuple[NamedPartner, ...]:
        return tuple(partner for partner in self.partners if len(partner.cases) == 1)

    @property
    def distribution(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted(Counter(len(partner.cases) for partner in self.partners).items()))


@dataclass(frozen=True)
class GroupSpread:
    """The partners that the cases of one group name; `only_here` are those that no other group names."""

    column: Column
    spread: Spread
    only_here: tuple[NamedPartner, ...]


@dataclass(frozen=True)
class Fragmentation:
    """All partners together, per category, and per group (`by` is what groups them, '' for nothing).

    `most_shared` are the partners that most cases name, the most shared first; none that one case alone names.
    """

    whole: Spread
    categories: tuple[Spread, ...]
    by: str
    groups: tuple[GroupSpread, ...]
    most_shared: tuple[NamedPartner, ...]


@dataclass(frozen=True)
class Network:
    """The network: `cases` also names those without a partner; `labels` is the label of each category.

    `left_out` names the transcripts that count for nobody, because they have no case.
    """

    cases: tuple[str, ...]
    labels: Mapping[str, str]
    edges: tuple[Edge, ...]
    fragmentation: Fragmentation
    left_out: tuple[str, ...]


def network(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    by: Grouping | None = None,
    options: Options | None = None,
) -> Network:
    """The network of the material that the options select. AanbodError: an unknown variable, value or status."""
    options = options or Options()
    count = Count(codebook, transcripts, codings, CASE, options.selection)
    everyone = count.column()
    cases = set().union(*count.units(everyone).values())
    labels = {c.id: c.short_label or c.label for c in codebook.categories if c.holds_partners}
    return Network(
        cases=tuple(sorted(cases, key=alphabetical)),
        labels=labels,
        edges=tuple(_edges(count, everyone, labels)),
        fragmentation=fragmentation(count, by),
        left_out=count.left_out,
    )


def fragmentation(count: Count, by: Grouping | None = None) -> Fragmentation:
    """How the partners that a count by case holds are spread, also per category and per group."""
    categories = [category for category in count.codebook.categories if category.holds_partners]
    everyone = count.column()
    found = _partners(count, everyone)
    spreads = tuple(
        Spread(
            category.id,
            category.letter,
            category.short_label or category.label,
            everyone.total,
            tuple(partner for partner in found if partner.category == category.id),
        )
        for category in categories
    )
    shared = sorted((partner for partner in found if len(partner.cases) > 1), key=lambda p: -len(p.cases))
    return Fragmentation(
        whole=Spread("", "", everyone.label, everyone.total, found),
        categories=spreads,
        by=" × ".join(count.variable(identity).label for identity in by.variables) if by else "",
        groups=_groups(count, by) if by else (),
        most_shared=tuple(shared[:MOST_SHARED]),
    )


def _groups(count: Count, by: Grouping) -> tuple[GroupSpread, ...]:
    columns = count.columns(by.variables, by.only)
    found = {column.id: _partners(count, column) for column in columns}
    names = Counter((p.category, p.partner) for partners in found.values() for p in partners)
    return tuple(
        GroupSpread(
            column,
            Spread(column.id, "", column.label, column.total, found[column.id]),
            tuple(p for p in found[column.id] if names[p.category, p.partner] == 1),
        )
        for column in columns
    )


def _partners(count: Count, column: Column) -> tuple[NamedPartner, ...]:
    """The partners that a column's cases name: by category as the codebook has them, then alphabetical."""
    found = []
    for category, partner, codings in _named(count):
        cases = count.cell(codings, column).units
        if cases:
            found.append(NamedPartner(category, partner, tuple(sorted(cases, key=alphabetical))))
    return tuple(found)


def _edges(count: Count, column: Column, categories: Iterable[str]) -> list[Edge]:
    units = count.units(column)
    found = []
    for category, partner, codings in _named(count):
        cell = count.cell(codings, column)
        ids = set(cell.codings)
        counted = [coding for coding in codings if coding.id in ids]
        statuses = count.strongest(counted, column)
        for case in cell.units:
            named_in = {coding.transcript for coding in counted if case in units.get(coding.transcript, ())}
            found.append(Edge(case, category, partner, statuses[case], len(named_in)))
    order = {category: position for position, category in enumerate(categories)}
    return sorted(found, key=lambda e: (alphabetical(e.case), order[e.category], alphabetical(e.partner)))


def _named(count: Count) -> list[tuple[str, str, list[CodingRecord]]]:
    """Category, name and codings of every partner that is named."""
    found = []
    for category in count.codebook.categories:
        if category.holds_partners:
            by_name: dict[str, list[CodingRecord]] = {}
            for coding in count.codings_of([category.id]):
                by_name.setdefault(coding.partner, []).append(coding)
            found += [(category.id, name, by_name[name]) for name in sorted(by_name, key=alphabetical) if name]
    return found
