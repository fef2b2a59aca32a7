"""What a report says: one `Page`, the whole context of every template and of the csv and xlsx writers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from aanbod import __version__
from aanbod.changing import Change, change
from aanbod.codebook.model import Codebook, Status
from aanbod.comparing import Comparison, compare
from aanbod.counting import Count, Selection
from aanbod.model import CodingRecord, TranscriptRecord
from aanbod.network import Network, network
from aanbod.partnerlists import PASSAGES, PartnerList, partner_list
from aanbod.reports.passages import PassageGroup, anchors, collect_passages, table_rows
from aanbod.reports.texts import all_texts, filter_texts
from aanbod.tables import AnyTable, Grouping, Options
from aanbod.tabulating import build_tables, unlisted_table


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
    tables: the tables, in order (aanbod.tables: Table, CaseTable)
    comparisons: for a comparison: the same tables with their differences (aanbod.comparing)
    partners: for a list of partners: who, which cases, first passages (aanbod.partnerlists); else None
    change: for a change: the tables in two periods, and the cases (aanbod.changing); else None
    network: for a network: cases, partners and their spread (aanbod.network); else None
    passages: the passages behind every cell, by category and row (aanbod.reports.passages)
    anchors: row id -> the name that links to its passages and its cells are made of
    material: how many transcripts, cases and codings were counted
    filters: the selection in words, one text for each filter
    texts: the wording of the codebook's `texts`
    small_group: a comparison with a group of fewer units than this is indicative
    """

    kind: str
    title: str
    study: str
    codebook_version: str
    program_version: str
    case_label: str
    case_label_plural: str
    statuses: tuple[Status, ...]
    tables: tuple[AnyTable, ...]
    comparisons: tuple[Comparison, ...]
    partners: PartnerList | None
    change: Change | None
    network: Network | None
    passages: tuple[PassageGroup, ...]
    anchors: Mapping[str, str]
    material: Material
    filters: tuple[str, ...]
    texts: Mapping[str, str]
    small_group: int


def report_page(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    options: Options | None = None,
) -> Page:
    """The whole report: every table of the codebook, what was coded outside it, and all passages."""
    codings = tuple(codings)
    options = options or Options()
    tables = build_tables(codebook, transcripts, codings, options)
    if not options.numbers and (unlisted := unlisted_table(codebook, transcripts, codings, options)):
        tables.append(unlisted)
    return _page("report", all_texts(codebook)["report"], codebook, transcripts, codings, options, tables)


def tables_page(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    options: Options | None = None,
) -> Page:
    """The tables that the options name, with their passages."""
    codings = tuple(codings)
    options = options or Options()
    tables = build_tables(codebook, transcripts, codings, options)
    title = tables[0].title if len(tables) == 1 else all_texts(codebook)["tables"]
    return _page("tables", title, codebook, transcripts, codings, options, tables)


def comparison_page(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    by: Grouping,
    options: Options | None = None,
) -> Page:
    """The tables that the options name, split by one grouping, with the differences between two groups."""
    codings = tuple(codings)
    options = options or Options()
    comparisons = compare(codebook, transcripts, codings, by, options)
    tables = [comparison.table for comparison in comparisons]
    labels = {variable.id: variable.label for variable in codebook.variables}
    title = f"{all_texts(codebook)['comparison']}: {' × '.join(labels[variable] for variable in by.variables)}"
    return _page("comparison", title, codebook, transcripts, codings, options, tables, tuple(comparisons))


def partners_page(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    category: str = "",
    options: Options | None = None,
    passages: int = PASSAGES,
) -> Page:
    """The partners of one category, or of all."""
    codings = tuple(codings)
    options = options or Options()
    partners = partner_list(codebook, transcripts, codings, category, options, passages)
    tables = [partners.table]
    return _page("partners", partners.table.title, codebook, transcripts, codings, options, tables, (), partners)


def change_page(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    variable: str,
    periods: tuple[str, str],
    options: Options | None = None,
) -> Page:
    """The tables that the options name in one period and in another, over the cases that both have."""
    codings = tuple(codings)
    options = options or Options()
    found = change(codebook, transcripts, codings, variable, periods, options)
    tables = [changed.table for changed in found.tables]
    options = replace(options, selection=tables[0].selection)
    title = f"{all_texts(codebook)['change']}: {found.variable}, {found.first.label} → {found.second.label}"
    return _page("change", title, codebook, found.transcripts, codings, options, tables, changed=found)


def network_page(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    by: Grouping | None = None,
    options: Options | None = None,
) -> Page:
    """Which cases name which partners, and how those scatter, also by group."""
    codings = tuple(codings)
    options = options or Options()
    found = network(codebook, transcripts, codings, by, options)
    title = all_texts(codebook)["network"]
    return _page("network", title, codebook, transcripts, codings, options, (), named=found)


def _page(
    kind: str,
    title: str,
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Sequence[CodingRecord],
    options: Options,
    tables: Sequence[AnyTable],
    comparisons: tuple[Comparison, ...] = (),
    partners: PartnerList | None = None,
    changed: Change | None = None,
    named: Network | None = None,
) -> Page:
    texts = all_texts(codebook)
    passages = collect_passages(codebook, tables, transcripts, codings, texts)
    shown = [row.id for table in tables for row in table_rows(table)]
    shown += [identity for group in passages for identity in (group.id, *(row.id for row in group.rows))]
    return Page(
        kind=kind,
        title=title,
        study=codebook.title,
        codebook_version=codebook.version,
        program_version=__version__,
        case_label=codebook.case_label,
        case_label_plural=codebook.case_label_plural,
        statuses=codebook.statuses,
        tables=tuple(tables),
        comparisons=comparisons,
        partners=partners,
        change=changed,
        network=named,
        passages=passages,
        anchors=anchors(shown),
        material=_material(codebook, transcripts, codings, options.selection, texts),
        filters=filter_texts(codebook, options.selection),
        texts=texts,
        small_group=codebook.small_group,
    )


def _material(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Sequence[CodingRecord],
    selection: Selection,
    texts: Mapping[str, str],
) -> Material:
    selected = set(Count(codebook, transcripts, (), selection=selection).transcripts)
    cases = {case for record in transcripts if record.name in selected for case in record.cases}
    states = dict.fromkeys(("suggested", "accepted", "rejected"), 0)
    for coding in codings:
        if coding.transcript in selected:
            states[coding.state] += 1
    return Material(len(selected), len(cases), tuple((texts[state], number) for state, number in states.items()))
