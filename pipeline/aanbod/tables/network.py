"""Cases and the partners they name, as a network; and how far it falls apart into partners that nobody shares.

A partner is a name within a category. Codings of a category that name nobody are no partner, and stay outside.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook
from aanbod.counting import CASE, Column, Count, Leaf
from aanbod.tables.table import Grouping, Options
from aanbod.tables.tabulating import alphabetical

if TYPE_CHECKING:
    from aanbod.counting import Snapshot

MOST_SHARED = 10

Held = Mapping[tuple[int, int], Mapping[str, str]]  # by row and column: the cases, with their strongest status


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
    codebook: Codebook, snapshot: "Snapshot", by: Grouping | None = None, options: Options | None = None
) -> Network:
    """The network of the material that the options select. AanbodError: an unknown variable, value or status."""
    count = Count(codebook, snapshot, CASE, (options or Options()).selection)
    labels = {c.id: c.short_label or c.label for c in codebook.categories if c.holds_partners}
    groups = count.columns(by.variables, by.only) if by else ()
    columns = [count.column(), *groups]
    named = _named(count)
    held = count.holders([(leaf,) for leaf in named], columns)
    [cases] = count.members(columns[:1])
    return Network(
        cases=tuple(sorted(cases, key=alphabetical)),
        labels=labels,
        edges=tuple(_edges(count, named, held, labels)),
        fragmentation=_fragmentation(count, by, columns, _partners(named, held, len(columns))),
        left_out=count.left_out,
    )


def _fragmentation(
    count: Count, by: Grouping | None, columns: Sequence[Column], partners: Sequence[tuple[NamedPartner, ...]]
) -> Fragmentation:
    """How the partners are spread, all together, per category and per group."""
    categories = [category for category in count.codebook.categories if category.holds_partners]
    (everyone, *groups), (found, *of_groups) = columns, partners
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
    names = Counter((p.category, p.partner) for partners in of_groups for p in partners)
    return Fragmentation(
        whole=Spread("", "", everyone.label, everyone.total, found),
        categories=spreads,
        by=" × ".join(count.variable(identity).label for identity in by.variables) if by else "",
        groups=tuple(
            GroupSpread(
                column,
                Spread(column.id, "", column.label, column.total, partners),
                tuple(p for p in partners if names[p.category, p.partner] == 1),
            )
            for column, partners in zip(groups, of_groups, strict=True)
        ),
        most_shared=tuple(shared[:MOST_SHARED]),
    )


def _partners(named: Sequence[Leaf], held: Held, columns: int) -> list[tuple[NamedPartner, ...]]:
    """The partners that each column's cases name."""
    return [
        tuple(
            NamedPartner(category, partner, tuple(sorted(held[row, column], key=alphabetical)))
            for row, (category, partner) in enumerate(named)
            if (row, column) in held
        )
        for column in range(columns)
    ]


def _edges(count: Count, named: Sequence[Leaf], held: Held, categories: Iterable[str]) -> list[Edge]:
    """An edge for each partner that a case of the first column names."""
    texts = {(row, case): number for row, case, number in count.tally.texts_of_cases([(leaf,) for leaf in named])}
    found = [
        Edge(case, *named[row], status, texts[row, case])
        for (row, column), cases in held.items()
        for case, status in cases.items()
        if column == 0
    ]
    order = {category: position for position, category in enumerate(categories)}
    return sorted(found, key=lambda e: (alphabetical(e.case), order[e.category], alphabetical(e.partner)))


def _named(count: Count) -> list[Leaf]:
    """Category and name of every partner that was ever named: as the codebook has the categories, then alphabetical."""
    found: list[Leaf] = []
    for category in count.codebook.categories:
        if category.holds_partners:
            partners = [leaf for leaf in count.leaves([category.id]) if leaf[1]]
            found += sorted(partners, key=lambda leaf: alphabetical(leaf[1]))
    return found
