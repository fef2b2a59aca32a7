"""Making the tables of a study, as its codebook lists them, out of a moment of the store."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from aanbod.codebook.model import Category, Codebook, TableSpec
from aanbod.counting import CASE, TRANSCRIPT, Column, Count, Leaves
from aanbod.errors import AanbodError
from aanbod.tables.table import AnyTable, CaseRow, CaseTable, Grouping, Options, Row, RowGroup, Table

if TYPE_CHECKING:
    from aanbod.counting import Snapshot


def build_tables(codebook: Codebook, snapshot: "Snapshot", options: Options | None = None) -> list[AnyTable]:
    """The tables that the options name, in the order of the codebook. AanbodError: a number that it does not list."""
    options = options or Options()
    known = {spec.number.casefold(): spec for spec in codebook.tables}
    for number in options.numbers:
        if number.casefold() not in known:
            listed = ", ".join(spec.number for spec in codebook.tables)
            remedy = f"use one of: {listed}" if listed else "list its tables under `tables:`"
            raise AanbodError(f"the codebook has no table `{number}`\n    {remedy}")
    wanted = {number.casefold() for number in options.numbers} or set(known)
    return make_tables([spec for number, spec in known.items() if number in wanted], codebook, snapshot, options)


def make_tables(
    specs: Sequence[TableSpec], codebook: Codebook, snapshot: "Snapshot", options: Options
) -> list[AnyTable]:
    """Tables, whether the codebook lists them or not. All that have one unit are counted at once."""
    units = [_unit(spec, snapshot, options) for spec in specs]
    counts = {unit: Count(codebook, snapshot, unit, options.selection) for unit in units}
    for unit, count in counts.items():
        of_unit = [spec for spec, its_own in zip(specs, units, strict=True) if its_own == unit]
        rows = [row for spec in of_unit for row in _leaves(spec, count)]
        count.cells(rows, table_columns(count, options) if rows else ())
    return [_make(spec, counts[unit], options) for spec, unit in zip(specs, units, strict=True)]


def unlisted_table(codebook: Codebook, snapshot: "Snapshot", options: Options | None = None) -> Table | None:
    """What was coded with codes that the codebook lacks (open coding), so that no coding stays out of sight."""
    options = options or Options()
    listed = {code.id for code in codebook.codes} | {category.id for category in codebook.categories}
    found = [leaf for code, leaves in snapshot.leaves_of.items() if code not in listed for leaf in leaves]
    if not found:
        return None
    count = Count(codebook, snapshot, options.unit or TRANSCRIPT, options.selection)
    columns = table_columns(count, options)
    made = [
        Row(f"{code}/{partner}" if partner else code, partner or code, cells, ((code, partner),))
        for (code, partner), cells in zip(found, count.cells([(leaf,) for leaf in found], columns), strict=True)
    ]
    rows = tuple(row for row in made if row.cells[0].n)
    if not rows:
        return None
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


def _unit(spec: TableSpec, snapshot: "Snapshot", options: Options) -> str:
    if spec.rows == "cases":
        return TRANSCRIPT
    return options.unit or (CASE if spec.rows == "partners" and snapshot.has_cases else TRANSCRIPT)


def _categories(spec: TableSpec, codebook: Codebook) -> list[Category]:
    by_id = {category.id: category for category in codebook.categories}
    if spec.categories:
        return [by_id[identity] for identity in spec.categories]
    return [c for c in codebook.categories if c.holds_partners == (spec.rows != "codes")]


def _leaves(spec: TableSpec, count: Count) -> Iterator[Leaves]:
    """All rows that a table needs counted."""
    for category in _categories(spec, count.codebook) if spec.rows != "cases" else ():
        yield _of_category(count, category)
        if spec.rows == "codes":
            yield from (count.leaves([code.id]) for code in category.codes)
        elif category.holds_partners:
            yield from _partners(count, category)


def _of_category(count: Count, category: Category) -> Leaves:
    return count.leaves([category.id, *(code.id for code in category.codes)])


def _partners(count: Count, category: Category) -> list[Leaves]:
    """The partners of a category that were named; a coding may name one that the codebook lacks."""
    return [(leaf,) for leaf in count.leaves([category.id])]


def _make(spec: TableSpec, count: Count, options: Options) -> AnyTable:
    if spec.rows == "cases":
        return _case_table(spec, count)
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


def _row(count: Count, columns: Sequence[Column], identity: str, label: str, leaves: Leaves) -> Row:
    [cells] = count.cells([leaves], columns)
    return Row(identity, label, cells, leaves)


def _category_row(count: Count, columns: Sequence[Column], category: Category) -> Row:
    row = _row(count, columns, category.id, category.label, _of_category(count, category))
    row = replace(row, letter=category.letter)
    if not category.holds_partners:
        return row
    partners = count.cells(_partners(count, category), columns)
    different = tuple(sum(cells[position].n > 0 for cells in partners) for position in range(len(columns)))
    return replace(row, different=different)


def _code_group(count: Count, columns: Sequence[Column], category: Category) -> RowGroup:
    rows = tuple(_row(count, columns, code.id, code.label, count.leaves([code.id])) for code in category.codes)
    summary = _category_row(count, columns, category)
    return RowGroup(category.id, category.letter, category.label, rows, summary, open=not category.letter)


def _partner_group(count: Count, columns: Sequence[Column], category: Category) -> RowGroup:
    """The partners of a category that are named, alphabetically."""
    named = sorted(_partners(count, category), key=lambda leaves: alphabetical(leaves[0][1]))
    nameless = count.codebook.texts.get("nameless", "nameless")
    made = [
        _row(count, columns, f"{category.id}/{name}", name or nameless, leaves)
        for leaves in named
        for _, name in leaves
    ]
    rows = tuple(row for row in made if row.cells[0].n)
    alone = sum(row.cells[0].n == 1 for row in rows)
    unnamed = len({code.partner for code in category.codes} - {row.id.partition("/")[2] for row in rows})
    label = category.short_label or category.label
    summary = _category_row(count, columns, category)
    return RowGroup(category.id, category.letter, label, rows, summary, named_by_one=alone, unnamed=unnamed)


def _case_table(spec: TableSpec, count: Count) -> CaseTable:
    variables = [count.variable(identity) for identity in spec.variables]
    known = {case.id: case for case in count.codebook.cases}
    held: dict[str, list[str]] = {}
    for case, transcript in count.tally.cases_of_texts():
        held.setdefault(case, []).append(transcript)
    rows = []
    for identity in sorted({*known, *held}, key=alphabetical):
        values = known[identity].variables if identity in known else {}
        labels = tuple(
            variable.values.get(values.get(variable.id, ""), values.get(variable.id, "")) for variable in variables
        )
        rows.append(CaseRow(identity, labels, tuple(sorted(held.get(identity, ())))))
    return CaseTable(
        spec.number,
        spec.title,
        tuple(variable.label for variable in variables),
        tuple(rows),
        count.selection,
        spec.note,
    )
