"""The numbers of a page as comma-separated values: one line per row, for Excel, R or SPSS."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aanbod.errors import AanbodError
from aanbod.reports.lines import Value, change_lines, edge_lines, percentage
from aanbod.reports.page import Page
from aanbod.tables.comparing import Difference
from aanbod.tables.table import CaseTable, Row, RowGroup, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Dialect:
    """How the file is written. The usual one is plain UTF-8 with commas and decimal points."""

    delimiter: str = ","
    decimal: str = "."
    bom: bool = False


PLAIN = Dialect()
# What a Dutch Excel opens as columns and numbers by a double click.
DUTCH_EXCEL = Dialect(delimiter=";", decimal=",", bom=True)


def csv_bytes(page: Page, dialect: Dialect = PLAIN) -> bytes:
    """The page as csv. AanbodError: it holds both a list of cases and counts, which are no lines of one file."""
    if page.change or page.network:
        return lines_bytes(change_lines(page) if page.change else edge_lines(page), dialect)
    kinds = {isinstance(table, CaseTable) for table in page.tables}
    if len(kinds) > 1:
        raise AanbodError(
            "a csv file holds tables of one kind, and a list of cases has other columns than counts have\n"
            "    name the tables that you want in it, or write xlsx"
        )
    lines = _case_lines(page) if kinds == {True} else _partner_lines(page) if page.partners else _count_lines(page)
    return lines_bytes(lines, dialect)


def lines_bytes(lines: Iterable[Sequence[Value]], dialect: Dialect = PLAIN) -> bytes:
    """Lines of values as csv."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=dialect.delimiter, lineterminator="\r\n")
    for line in lines:
        writer.writerow([_cell(value, dialect) for value in line])
    return (b"\xef\xbb\xbf" if dialect.bom else b"") + out.getvalue().encode()


def _cell(value: Value, dialect: Dialect) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return str(value).replace(".", dialect.decimal)


def harmless(value: Value) -> str:
    """A cell as text; one that a spreadsheet would run as a formula is made a text again."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and value.startswith(_FORMULA) else text


def _case_lines(page: Page) -> Iterable[Sequence[Value]]:
    for number, table in enumerate(page.tables):
        assert isinstance(table, CaseTable)
        if not number:
            yield [page.texts["table"], page.case_label, *table.variables, "n", page.texts["transcripts"]]
        for row in table.cases:
            yield [table.number, row.id, *row.values, len(row.transcripts), "; ".join(row.transcripts)]


def _count_lines(page: Page) -> Iterable[Sequence[Value]]:
    texts = page.texts
    tables = [table for table in page.tables if isinstance(table, Table)]
    if not tables:
        return
    has_different = any(row.different for table in tables for group in table.groups for row in _rows(group))
    head: list[Value] = [texts[key] for key in ("table", "letter", "category", "level", "code", "row", "unit")]
    for column in tables[0].columns:
        name = f"{column.group}: {column.label}" if column.group else column.label
        head += [f"{name} n", f"{name} N", f"{name} %"]
        head += [f"{name} {texts['different_partners']}"] if has_different else []
    head += [f"{tables[0].columns[0].label} {status.label}" for status in page.statuses]
    compared = ("difference", "low", "high", "p", "adjusted") if page.comparisons else ()
    head += [texts[key] for key in compared]
    agreement = page.agreement
    yield head + ([texts[f"agreement_{agreement.figure}"], texts["below_threshold"]] if agreement else [])
    differences = {id(comparison.table): comparison.differences for comparison in page.comparisons}
    for table in tables:
        for group in table.groups:
            for row in _rows(group):
                line: list[Value] = [table.number, group.letter or row.letter, group.label or row.label]
                line += [_level(page, table, group, row), row.id, row.label, _unit(page, table)]
                for number, cell in enumerate(row.cells):
                    line += [cell.n, cell.total, percentage(cell.share)]
                    if has_different:
                        line.append(row.different[number] if row.different else None)
                line += [number for _, number in row.cells[0].statuses]
                if page.comparisons:
                    line += _difference(differences[id(table)].get(row.id))
                if agreement:
                    figure = agreement.rows[row.id]
                    line += [None if figure.value is None else round(figure.value, 4), int(figure.low)]
                yield line


def _difference(difference: Difference | None) -> list[Value]:
    if difference is None:
        return [None] * 5
    points: list[Value] = [round(value, 1) for value in (difference.points, difference.low, difference.high)]
    if difference.adjusted is None:
        return [*points, None, None]
    return [*points, round(difference.p, 4), round(difference.adjusted, 4)]


def _partner_lines(page: Page) -> Iterable[Sequence[Value]]:
    assert page.partners
    texts = page.texts
    table = page.partners.table
    heads = ("letter", "category", "partner", "unit")
    yield [
        *(texts[key] for key in heads),
        *("n", "N", "%"),
        *(status.label for status in page.statuses),
        *(texts["named_by_one"], page.case_label_plural, texts["transcripts"], texts["passages"]),
    ]
    for group in page.partners.groups:
        for partner in group.partners:
            cell = partner.cell
            quotes = " | ".join(coding.quote for coding in partner.first)
            yield [
                *(group.letter, group.label, partner.name, _unit(page, table)),
                *(cell.n, cell.total, percentage(cell.share)),
                *(number for _, number in cell.statuses),
                *(int(partner.alone), "; ".join(partner.cases), "; ".join(partner.transcripts), quotes),
            ]


def _rows(group: RowGroup) -> tuple[Row, ...]:
    return (*([group.summary] if group.summary else []), *group.rows)


def _level(page: Page, table: Table, group: RowGroup, row: Row) -> str:
    if row is group.summary or table.rows == "categories":
        return page.texts["category"]
    return page.texts["partner" if table.rows == "partners" else "code"]


def _unit(page: Page, table: Table) -> str:
    return page.case_label if table.unit == "case" else page.texts["transcript"]
