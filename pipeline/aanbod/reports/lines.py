"""A change and a network as lines of values: what their csv files and their sheets hold."""

from collections.abc import Iterable, Sequence

from aanbod.reports.page import Page
from aanbod.tables.table import Table

Value = str | int | float | None
PARTS = ("new", "kept", "realised", "gone")


def percentage(share: float | None) -> float | None:
    """A share of 1 as a percentage with one decimal."""
    return None if share is None else round(100 * share, 1)


def change_lines(page: Page) -> Iterable[Sequence[Value]]:
    """A line per row: in how many cases it is new, kept, realised and gone, and which these are."""
    assert page.change
    texts = page.texts
    yield [
        *(texts[key] for key in ("table", "letter", "category", "level", "code", "row", "unit")),
        *(f"{page.change.first.label} n", f"{page.change.second.label} n", "N"),
        *(f"{texts[part]} n" for part in PARTS),
        *(f"{texts[part]}: {page.case_label_plural}" for part in PARTS),
    ]
    for changed in page.change.tables:
        for group in changed.table.groups:
            for row in (*([group.summary] if group.summary else []), *group.rows):
                found = changed.changes[row.id]
                level = "category" if row is group.summary else _level(changed.table)
                cases = [getattr(found, part) for part in PARTS]
                yield [
                    *(changed.table.number, group.letter or row.letter, group.label or row.label),
                    *(texts[level], row.id, row.label, page.case_label),
                    *(len(found.then), len(found.now), found.total),
                    *(len(names) for names in cases),
                    *("; ".join(names) for names in cases),
                ]


def case_lines(page: Page) -> Iterable[Sequence[Value]]:
    """A line per case and table: which rows are new, kept, realised and gone."""
    assert page.change
    yield [page.case_label, page.texts["table"], *(page.texts[part] for part in PARTS)]
    for case in page.change.cases:
        for changed in case.tables:
            name = changed.table.number or changed.table.title
            yield [case.id, name, *("; ".join(getattr(changed, part)) for part in PARTS)]


def edge_lines(page: Page) -> Iterable[Sequence[Value]]:
    """The edge list: a line for each partner that a case names."""
    assert page.network
    heads = ("code", "category", "partner", "status", "transcripts")
    yield [page.case_label, *(page.texts[key] for key in heads)]
    for edge in page.network.edges:
        label = page.network.labels[edge.category]
        yield [edge.case, edge.category, label, edge.partner, edge.status, edge.transcripts]


def spread_lines(page: Page) -> Iterable[Sequence[Value]]:
    """A line per category, for all together, and per group: how many partners, and how many one case alone names."""
    assert page.network
    texts = page.texts
    found = page.network.fragmentation
    yield [texts["category"], "N", texts["different_partners"], texts["named_by_one"], "%"]
    for spread in (found.whole, *found.categories, *(group.spread for group in found.groups)):
        partners, alone = len(spread.partners), len(spread.named_by_one)
        yield [spread.label, spread.total, partners, alone, percentage(alone / partners if partners else None)]


def _level(table: Table) -> str:
    return {"categories": "category", "partners": "partner"}.get(table.rows, "code")
