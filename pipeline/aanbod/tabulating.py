"""Making the tables of a study, as its codebook lists them, out of transcripts and codings."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aanbod.codebook.model import Category, Codebook, TableSpec
from aanbod.counting import CASE, TRANSCRIPT, Column, Count
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, TranscriptRecord
from aanbod.tables import AnyTable, CaseRow, CaseTable, Grouping, Options, Row, RowGroup, Table


def build_tables(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    options: Options | None = None,
) -> list[AnyTable]:
    """The tables that the options name, in the order of the codebook. AanbodError: a number that it does not list."""
    options = options or Options()
    codings = tuple(codings)
    known = {spec.number.casefold(): spec for spec in codebook.tables}
    for number in options.numbers:
        if number.casefold() not in known:
            listed = ", ".join(spec.number for spec in codebook.tables)
            remedy = f"use one of: {listed}" if listed else "list its tables under `tables:`"
            raise AanbodError(f"the codebook has no table `{number}`\n    {remedy}")
    wanted = {number.casefold() for number in options.numbers} or set(known)
    specs = [spec for number, spec in known.items() if number in wanted]
    return [build_table(spec, codebook, transcripts, codings, options) for spec in specs]


def build_table(
    spec: TableSpec,
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    options: Options,
) -> AnyTable:
    """One table, whether the codebook lists it or not."""
    if spec.rows == "cases":
        return _case_table(spec, codebook, transcripts, options)
    unit = _unit(spec.rows, transcripts, options)
    return _count_table(spec, Count(codebook, transcripts, codings, unit, options.selection), options)


def unlisted_table(
    codebook: Codebook,
    transcripts: Sequence[TranscriptRecord],
    codings: Iterable[CodingRecord],
    options: Options | None = None,
) -> Table | None:
    """What was coded with codes that the codebook lacks (open coding), so that no coding stays out of sight."""
    options = options or Options()
    count = Count(codebook, transcripts, codings, _unit("codes", transcripts, options), options.selection)
    listed = {code.id for code in codebook.codes} | {category.id for category in codebook.categories}
    found = sorted({(coding.code, coding.partner) for coding in count.codings if coding.code not in listed})
    if not found:
        return None
    columns = table_columns(count, options)
    rows = tuple(
        _row(count, columns, f"{code}/{partner}" if partner else code, partner or code, (code,), partner)
        for code, partner in found
    )
    group = RowGroup("", "", "", rows, open=True)
    title = codebook.texts.get("unlisted", "unlisted")
    return Table("", title, "codes", columns, (group,), count.unit, options.selection, count.left_out)


def alphabetical(name: str) -> tuple[str, str]:
    """The key of a Dutch alphabetical order: capitals, accents and leading punctuation ("'t Huis") do not count."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    while plain and not plain[0].isalnum():
        plain = plain[1:]
    return (plain, name)


def table_columns(count: Count, options: Options) -> tuple[Column, ...]:
    """The total, then the columns of each grouping."""
    groups = options.groups
    if groups is None:
        groups = tuple(Grouping((variable,)) for variable in count.codebook.groups)
    split = [column for group in groups for column in count.columns(group.variables, group.only)]
    return (count.column(), *split)


def _unit(rows: str, transcripts: Sequence[TranscriptRecord], options: Options) -> str:
    usual = CASE if rows == "partners" and any(record.cases for record in transcripts) else TRANSCRIPT
    return options.unit or usual


def _categories(spec: TableSpec, codebook: Codebook) -> list[Category]:
    by_id = {category.id: category for category in codebook.categories}
    if spec.categories:
        return [by_id[identity] for identity in spec.categories]
    return [c for c in codebook.categories if c.holds_partners == (spec.rows != "codes")]


def _count_table(spec: TableSpec, count: Count, options: Options) -> Table:
    columns = table_columns(count, options)
    categories = _categories(spec, count.codebook)
    if spec.rows == "codes":
        groups = tuple(_code_group(count, columns, category) for category in categories)
    elif spec.rows == "partners":
        groups = tuple(_partner_group(count, columns, category) for category in categories)
    else:
        groups = (RowGroup("", "", "", tuple(_category_row(count, columns, category) for category in categories)),)
    return Table(
        spec.number, spec.title, spec.rows, columns, groups, count.unit, options.selection, count.left_out, spec.note
    )


def _row(
    count: Count, columns: Sequence[Column], identity: str, label: str, codes: Iterable[str], partner: str | None = None
) -> Row:
    matches = None if partner is None else (lambda coding: coding.partner == partner)
    codings = count.codings_of(codes, matches)
    return Row(identity, label, tuple(count.cell(codings, column) for column in columns))


def _category_codes(category: Category) -> list[str]:
    return sorted({category.id, *(code.id for code in category.codes)})


def _category_row(count: Count, columns: Sequence[Column], category: Category) -> Row:
    codes = _category_codes(category)
    row = replace(_row(count, columns, category.id, category.label, codes), letter=category.letter)
    if not category.holds_partners:
        return row
    partners = {coding.id: coding.partner for coding in count.codings_of(codes)}
    return replace(row, different=tuple(len({partners[identity] for identity in cell.codings}) for cell in row.cells))


def _code_group(count: Count, columns: Sequence[Column], category: Category) -> RowGroup:
    rows = tuple(_row(count, columns, code.id, code.label, (code.id,)) for code in category.codes)
    summary = _category_row(count, columns, category)
    return RowGroup(category.id, category.letter, category.label, rows, summary, open=not category.letter)


def _partner_group(count: Count, columns: Sequence[Column], category: Category) -> RowGroup:
    """The partners of a category that are named, alphabetically; a coding may name one that the codebook lacks."""
    codings = count.codings_of([category.id])
    names = sorted({coding.partner for coding in codings}, key=alphabetical)
    nameless = count.codebook.texts.get("nameless", "nameless")
    made = [_row(count, columns, f"{category.id}/{name}", name or nameless, (category.id,), name) for name in names]
    rows = tuple(row for row in made if row.cells[0].n)
    alone = sum(row.cells[0].n == 1 for row in rows)
    unnamed = len({code.partner for code in category.codes} - {row.id.partition("/")[2] for row in rows})
    label = category.short_label or category.label
    summary = _category_row(count, columns, category)
    return RowGroup(category.id, category.letter, label, rows, summary, named_by_one=alone, unnamed=unnamed)


def _case_table(
    spec: TableSpec, codebook: Codebook, transcripts: Sequence[TranscriptRecord], options: Options
) -> CaseTable:
    count = Count(codebook, transcripts, (), TRANSCRIPT, options.selection)
    selected = set(count.transcripts)
    variables = [count.variable(identity) for identity in spec.variables]
    known = {case.id: case for case in codebook.cases}
    held: dict[str, list[str]] = {}
    for record in transcripts:
        for case in record.cases if record.name in selected else ():
            held.setdefault(case, []).append(record.name)
    rows = []
    for identity in sorted({*known, *held}, key=alphabetical):
        values = known[identity].variables if identity in known else {}
        labels = tuple(
            variable.values.get(values.get(variable.id, ""), values.get(variable.id, "")) for variable in variables
        )
        rows.append(CaseRow(identity, labels, tuple(sorted(set(held.get(identity, ()))))))
    return CaseTable(
        spec.number,
        spec.title,
        tuple(variable.label for variable in variables),
        tuple(rows),
        options.selection,
        spec.note,
    )
