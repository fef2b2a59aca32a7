"""What a report says: one `Page`, the whole context of every template and of the csv and xlsx writers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aanbod import __version__
from aanbod.codebook.model import Codebook, Status
from aanbod.counting import Count, Selection
from aanbod.reports.passages import PassageGroup, anchors, collect_passages
from aanbod.reports.texts import all_texts, filter_texts
from aanbod.tables.changing import Change, change
from aanbod.tables.comparing import Comparison, compare
from aanbod.tables.network import Network, network
from aanbod.tables.partnerlists import PASSAGES, PartnerList, partner_list
from aanbod.tables.retrieving import table_rows
from aanbod.tables.table import AnyTable, Grouping, Options
from aanbod.tables.tabulating import build_tables, unlisted_table

if TYPE_CHECKING:
    from aanbod.agreement.rows import RowAgreement
    from aanbod.counting import Snapshot


@dataclass(frozen=True)
class Material:
    """How much was counted: numbers of transcripts and cases, and of codings per state (label, number)."""

    transcripts: int
    cases: int
    codings: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Page:
    """The context of every template: its fields are the names that a template may use.

    kind: report, tables, comparison, change, partners or network; the template is `<kind>.<format>`
    title: the heading
    study: the title of the codebook
    codebook_version: the hash of its files
    program_version: the version of this program
    case_label, case_label_plural: what a case is called: "school", "scholen"
    statuses: id, label and definition of each status, from strongest to weakest
    variables: the labels of what is known of cases and transcripts
    tables: the tables, in order (aanbod.tables.table: Table, CaseTable)
    comparisons: for a comparison: the same tables with their differences (aanbod.tables.comparing)
    partners: for a list of partners: who, which cases, first passages (aanbod.tables.partnerlists); else None
    change: for a change: the tables in two periods, and the cases (aanbod.tables.changing); else None
    network: for a network: cases, partners and their spread (aanbod.tables.network); else None
    passages: the first passages behind the cells, by category and row (aanbod.reports.passages); () where not shown
    anchors: row id -> the name that links to its passages and its cells are made of
    material: how many transcripts, cases and codings were counted
    filters: the selection in words, one text for each filter
    texts: the wording of the codebook's `texts`
    small_group: a comparison with a group of fewer units than this is indicative
    agreement: how far coders agree on each row (aanbod.agreement.rows); None where that was not asked
    """

    kind: str
    title: str
    study: str
    codebook_version: str
    program_version: str
    case_label: str
    case_label_plural: str
    statuses: tuple[Status, ...]
    variables: tuple[str, ...]
    tables: tuple[AnyTable, ...]
    passages: tuple[PassageGroup, ...]
    anchors: Mapping[str, str]
    material: Material
    filters: tuple[str, ...]
    texts: Mapping[str, str]
    small_group: int
    comparisons: tuple[Comparison, ...] = ()
    partners: PartnerList | None = None
    change: Change | None = None
    network: Network | None = None
    agreement: "RowAgreement | None" = None


def report_page(
    codebook: Codebook, snapshot: "Snapshot", options: Options | None = None, passages: bool = True
) -> Page:
    """The whole report: every table of the codebook, what was coded outside it, and all passages."""
    options = options or Options()
    tables = build_tables(codebook, snapshot, options)
    if not options.numbers and (unlisted := unlisted_table(codebook, snapshot, options)):
        tables.append(unlisted)
    return _page("report", all_texts(codebook)["report"], codebook, snapshot, options, tables, passages)


def tables_page(
    codebook: Codebook, snapshot: "Snapshot", options: Options | None = None, passages: bool = True
) -> Page:
    """The tables that the options name, with their passages."""
    options = options or Options()
    tables = build_tables(codebook, snapshot, options)
    title = tables[0].title if len(tables) == 1 else all_texts(codebook)["tables"]
    return _page("tables", title, codebook, snapshot, options, tables, passages)


def comparison_page(
    codebook: Codebook, snapshot: "Snapshot", by: Grouping, options: Options | None = None, passages: bool = True
) -> Page:
    """The tables that the options name, split by one grouping, with the differences between two groups."""
    options = options or Options()
    comparisons = compare(codebook, snapshot, by, options)
    tables = [comparison.table for comparison in comparisons]
    labels = {variable.id: variable.label for variable in codebook.variables}
    title = f"{all_texts(codebook)['comparison']}: {' × '.join(labels[variable] for variable in by.variables)}"
    page = _page("comparison", title, codebook, snapshot, options, tables, passages)
    return replace(page, comparisons=tuple(comparisons))


def partners_page(
    codebook: Codebook,
    snapshot: "Snapshot",
    category: str = "",
    options: Options | None = None,
    first: int = PASSAGES,
    passages: bool = True,
) -> Page:
    """The partners of one category, or of all, each with so many `first` passages."""
    options = options or Options()
    partners = partner_list(codebook, snapshot, category, options, first)
    page = _page("partners", partners.table.title, codebook, snapshot, options, [partners.table], passages)
    return replace(page, partners=partners)


def change_page(
    codebook: Codebook,
    snapshot: "Snapshot",
    variable: str,
    periods: tuple[str, str],
    options: Options | None = None,
    passages: bool = True,
) -> Page:
    """The tables that the options name in one period and in another, over the cases that both have."""
    options = options or Options()
    found = change(codebook, snapshot, variable, periods, options)
    tables = [changed.table for changed in found.tables]
    options = replace(options, selection=tables[0].selection)
    title = f"{all_texts(codebook)['change']}: {found.variable}, {found.first.label} → {found.second.label}"
    return replace(_page("change", title, codebook, snapshot, options, tables, passages), change=found)


def network_page(
    codebook: Codebook, snapshot: "Snapshot", by: Grouping | None = None, options: Options | None = None
) -> Page:
    """Which cases name which partners, and how those scatter, also by group."""
    options = options or Options()
    page = _page("network", all_texts(codebook)["network"], codebook, snapshot, options, (), passages=False)
    return replace(page, network=network(codebook, snapshot, by, options))


def _page(
    kind: str,
    title: str,
    codebook: Codebook,
    snapshot: "Snapshot",
    options: Options,
    tables: Sequence[AnyTable],
    passages: bool,
) -> Page:
    texts = all_texts(codebook)
    groups = collect_passages(codebook, tables, snapshot, texts) if passages else ()
    shown = [row.id for table in tables for row in table_rows(table)]
    shown += [identity for group in groups for identity in (group.id, *(row.id for row in group.rows))]
    return Page(
        kind=kind,
        title=title,
        study=codebook.title,
        codebook_version=codebook.version,
        program_version=__version__,
        case_label=codebook.case_label,
        case_label_plural=codebook.case_label_plural,
        statuses=codebook.statuses,
        variables=tuple(variable.label for variable in codebook.variables),
        tables=tuple(tables),
        passages=groups,
        anchors=anchors(shown),
        material=_material(codebook, snapshot, options.selection, texts),
        filters=filter_texts(codebook, options.selection),
        texts=texts,
        small_group=codebook.small_group,
    )


def _material(codebook: Codebook, snapshot: "Snapshot", selection: Selection, texts: Mapping[str, str]) -> Material:
    count = Count(codebook, snapshot, selection=selection)
    states = count.tally.states()
    return Material(
        count.column().total,
        count.tally.total_cases(),
        tuple((texts[state], states.get(state, 0)) for state in ("suggested", "accepted", "rejected")),
    )
