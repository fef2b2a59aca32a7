"""A page as a workbook: a sheet for each table with numbers as numbers, a sheet of passages, and how it was made."""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aanbod.counting import Cell
from aanbod.model import CodingRecord
from aanbod.reports.lines import Value, case_lines, change_lines, edge_lines, spread_lines
from aanbod.reports.page import Page
from aanbod.reports.xlsxsheet import Sheet, new_book
from aanbod.tables.comparing import Difference
from aanbod.tables.table import AnyTable, CaseTable, Row, Table

_QUOTE, _WORDS = 80, 20  # characters: columns of passages, and of what was found in them
_LABEL_WIDTH = 56  # characters; a longer label takes a second line
_COMPARED = ("difference", "low", "high", "p", "adjusted")  # columns of a comparison, by text key


def xlsx_bytes(page: Page) -> bytes:
    """The page as an .xlsx file. Every text is written as a text, so that none can run as a formula."""
    out = io.BytesIO()
    book, formats = new_book(out, title=page.title, subject=page.study)
    _Book(book, formats, page).write()
    book.close()
    return out.getvalue()


def sheets_bytes(sheets: Mapping[str, Iterable[Sequence[Value]]], as_text: bool = False) -> bytes:
    """Sheets of plain lines, by their names, as an .xlsx file; `as_text`: whatever one types there stays a text."""
    out = io.BytesIO()
    book, formats = new_book(out)
    for name, lines in sheets.items():
        Sheet(book.add_worksheet(name), formats).lines(lines, as_text)
    book.close()
    return out.getvalue()


class _Book:
    def __init__(self, book: Any, formats: Mapping[str, Any], page: Page) -> None:
        self.page = page
        self.texts = page.texts
        self._book = book
        self._formats = formats
        self._names: set[str] = set()

    def write(self) -> None:
        differences = {id(comparison.table): comparison for comparison in self.page.comparisons}
        if self.page.partners:
            self._partners()
        if self.page.change:
            self._sheet(self.texts["change"]).lines(change_lines(self.page))
            self._sheet(self.page.case_label_plural).lines(case_lines(self.page))
        if self.page.network:
            self._sheet(self.texts["network"]).lines(edge_lines(self.page))
            self._sheet(self.texts["different_partners"]).lines(spread_lines(self.page))
        for table in self.page.tables:
            if isinstance(table, CaseTable):
                self._cases(table)
            else:
                comparison = differences.get(id(table))
                self._counts(table, comparison.differences if comparison and comparison.first else None)
        if self.page.passages:
            self._passages()
        self._account()

    def _sheet(self, name: str) -> Sheet:
        """A new sheet; its name is cut to what Excel allows, and no two names are alike."""
        base = re.sub(r"[\[\]:*?/\\]", "-", name).strip("'")[:28] or "-"
        unique, number = base, 1
        while unique.casefold() in self._names:
            number += 1
            unique = f"{base} {number}"
        self._names.add(unique.casefold())
        return Sheet(self._book.add_worksheet(unique), self._formats)

    def _title(self, table: AnyTable) -> str:
        return f"{table.number}  {table.title}" if table.number else table.title

    def _counts(self, table: Table, differences: Mapping[str, Difference] | None) -> None:
        sheet = self._sheet(table.number or table.title)
        sheet.text(0, 0, self._title(table), "title")
        status_at = 2 + 2 * len(table.columns) + (len(_COMPARED) if differences is not None else 0)
        self._count_heads(sheet, table, differences is not None, status_at)
        line = 5
        for group in table.groups:
            for row in (*([group.summary] if group.summary else []), *group.rows):
                is_group = row is group.summary
                sheet.text(line, 0, (group.letter if is_group else row.letter), "group" if is_group else "plain")
                label = group.label if is_group else row.label
                sheet.text(line, 1, label, "group" if is_group else "wrap")
                sheet.sheet.set_row(line, 15 * (1 + len(label) // _LABEL_WIDTH))
                self._cells(sheet, line, row, "group " if is_group else "")
                if differences is not None:
                    self._difference(sheet, line, status_at - len(_COMPARED), differences.get(row.id), is_group)
                for position, (_, number) in enumerate(row.cells[0].statuses):
                    sheet.number(line, status_at + position, number, "group count" if is_group else "count")
                self._agreement(sheet, line, status_at + len(self.page.statuses), row, "group " if is_group else "")
                line += 1
        if table.rows == "categories":
            line = self._different(sheet, table, line)
        for note in self._notes(table, differences is not None):
            sheet.across(line + 1, 1, status_at + len(self.page.statuses) - 1, note, "note")
            sheet.sheet.set_row(line + 1, 15 * (1 + len(note) // 120))
            line += 1
        sheet.sheet.set_column(0, 0, 4)
        sheet.sheet.set_column(1, 1, _LABEL_WIDTH + 4)
        sheet.sheet.set_column(2, status_at - 1, 7.5)
        sheet.sheet.set_column(status_at, status_at + len(self.page.statuses) - 1, 12)
        sheet.on_paper(4, 2)

    def _count_heads(self, sheet: Sheet, table: Table, compared: bool, status_at: int) -> None:
        groups: dict[str, list[int]] = {}
        for position, column in enumerate(table.columns):
            groups.setdefault(column.group, []).append(position)
            at = 2 + 2 * position
            sheet.across(2, at, at + 1, column.label, "span")
            sheet.sheet.merge_range(3, at, 3, at + 1, "", self._formats["N"])
            sheet.number(3, at, column.total, "N")
            sheet.text(4, at, self.texts["n"], "unit")
            sheet.text(4, at + 1, self.texts["percent"], "unit")
        for label, positions in groups.items():
            if label:
                sheet.across(1, 2 + 2 * positions[0], 3 + 2 * positions[-1], label, "span")
        for position, key in enumerate(_COMPARED if compared else ()):
            sheet.text(4, status_at - len(_COMPARED) + position, self.texts[key], "unit")
        sheet.across(2, status_at, status_at + len(self.page.statuses) - 1, self.texts["status"], "span")
        for position, status in enumerate(self.page.statuses):
            sheet.text(4, status_at + position, status.label, "unit")
        if self.page.agreement:
            at = status_at + len(self.page.statuses)
            sheet.text(4, at, self.texts[f"agreement_{self.page.agreement.figure}"], "unit")
            sheet.sheet.set_column(at, at, 16)
        sheet.blank(4, 0, "unit")
        sheet.blank(4, 1, "unit")
        longest = max(len(column.label) for column in table.columns)
        sheet.sheet.set_row(2, 15 * (1 + longest // 13))

    def _cells(self, sheet: Sheet, line: int, row: Row, group: str) -> None:
        for position, cell in enumerate(row.cells):
            if cell.share is None:
                sheet.blank(line, 2 + 2 * position, f"{group}count")
                sheet.blank(line, 3 + 2 * position, f"{group}share")
            else:
                sheet.number(line, 2 + 2 * position, cell.n, f"{group}count")
                sheet.number(line, 3 + 2 * position, cell.share, f"{group}share")

    def _difference(self, sheet: Sheet, line: int, at: int, difference: Difference | None, is_group: bool) -> None:
        values: list[float | None] = [None] * len(_COMPARED)
        if difference:
            tested = difference.p if difference.adjusted is not None else None
            values = [difference.points, difference.low, difference.high, tested, difference.adjusted]
        for position, value in enumerate(values):
            form = ("group " if is_group else "") + ("points" if position < 3 else "p")
            if value is None:
                sheet.blank(line, at + position, form)
            else:
                sheet.number(line, at + position, value, form)

    def _agreement(self, sheet: Sheet, line: int, at: int, row: Row, group: str) -> None:
        if not self.page.agreement:
            return
        figure = self.page.agreement.rows[row.id]
        if figure.value is None:
            sheet.blank(line, at, f"{group}figure")
        else:
            sheet.number(line, at, figure.value, f"{group}low figure" if figure.low else f"{group}figure")

    def _different(self, sheet: Sheet, table: Table, line: int) -> int:
        rows = [row for group in table.groups for row in group.rows if row.different]
        if rows:
            sheet.text(line + 1, 1, self.texts["different_partners"], "group")
            line += 2
        for row in rows:
            sheet.text(line, 0, row.letter)
            sheet.text(line, 1, row.label, "wrap")
            sheet.sheet.set_row(line, 15 * (1 + len(row.label) // _LABEL_WIDTH))
            for position, number in enumerate(row.different):
                sheet.number(line, 2 + 2 * position, number)
            line += 1
        return line

    def _notes(self, table: Table, compared: bool) -> Iterable[str]:
        unit = self.page.case_label if table.unit == "case" else self.texts["transcript"]
        yield f"{self.texts['unit']}: {unit}; N = {table.columns[0].total}"
        if self.page.filters:
            yield f"{self.texts['filters']}: {'; '.join(self.page.filters)}"
        if compared:
            yield f"{self.texts['difference']}: {self.texts['difference_note']}"
        if found := self.page.agreement:
            name = f"{self.texts['agreement']}: {self.texts[f'agreement_{found.figure}']}"
            low = f"{found.threshold:g}".replace(".", ",")
            yield f"{name}; {', '.join(found.coders)}; {found.transcripts} {self.texts['transcripts']}; ▼ < {low}"
        if table.note:
            yield table.note

    def _cases(self, table: CaseTable) -> None:
        sheet = self._sheet(table.number or table.title)
        sheet.text(0, 0, self._title(table), "title")
        heads = [self.page.case_label, *table.variables, "n", self.texts["transcripts"]]
        self._heads(sheet, 1, heads)
        for line, row in enumerate(table.cases, 2):
            for column, value in enumerate((row.id, *row.values)):
                sheet.text(line, column, value)
            sheet.number(line, len(heads) - 2, len(row.transcripts))
            sheet.text(line, len(heads) - 1, "; ".join(row.transcripts), "wrap")
        sheet.sheet.set_column(0, 0, 34)
        for column, values in enumerate(zip(*(row.values for row in table.cases), strict=True), 1):
            sheet.sheet.set_column(column, column, 3 + max(len(heads[column]), *map(len, values)))
        sheet.sheet.set_column(len(heads) - 1, len(heads) - 1, 48)
        sheet.on_paper(1, 1)

    def _partners(self) -> None:
        assert self.page.partners
        sheet = self._sheet(self.texts["partners"])
        statuses = [status.label for status in self.page.statuses]
        heads = [self.texts["category"], self.texts["partner"], "n", "%", *statuses]
        heads += [self.texts["named_by_one"], self.page.case_label_plural, self.texts["passages"]]
        sheet.text(0, 0, self.page.title, "title")
        self._heads(sheet, 1, heads)
        line = 2
        for group in self.page.partners.groups:
            for partner in group.partners:
                sheet.text(line, 0, f"{group.letter} {group.label}".strip(), "wrap")
                sheet.text(line, 1, partner.name, "wrap")
                self._partner_numbers(sheet, line, partner.cell)
                at = 4 + len(statuses)
                sheet.number(line, at, int(partner.alone))
                sheet.text(line, at + 1, "; ".join(partner.cases), "wrap")
                sheet.text(line, at + 2, "\n".join(coding.quote for coding in partner.first), "wrap")
                line += 1
        sheet.sheet.set_column(0, 1, 30)
        sheet.sheet.set_column(2, 3 + len(statuses) + 1, 10)
        sheet.sheet.set_column(len(heads) - 2, len(heads) - 1, 60)
        sheet.on_paper(1, 2)

    def _partner_numbers(self, sheet: Sheet, line: int, cell: Cell) -> None:
        sheet.number(line, 2, cell.n)
        if cell.share is not None:
            sheet.number(line, 3, cell.share, "share")
        for position, (_, number) in enumerate(cell.statuses):
            sheet.number(line, 4 + position, number)

    def _passages(self) -> None:
        """A line for each passage; a 1 under a group says that the group counts it, for a filter to find."""
        sheet = self._sheet(self.texts["passages"])
        columns = next(table.columns for table in self.page.tables if isinstance(table, Table))
        rows = [(group, row) for group in self.page.passages for row in group.rows]
        paths = [_path(passage.coding) for _, row in rows for passage in row.passages]
        levels = max(map(len, paths), default=1)
        names = ("table", "category", "row", "code")
        heads = [*(self.texts[name] for name in names), *(f"{self.texts['code']} {n}" for n in range(1, levels + 1))]
        heads += [*(self.texts[name] for name in ("status", "state", "document")), self.page.case_label_plural]
        heads += self.page.variables
        numbers_at = len(heads)
        heads += [self.texts[name] for name in ("start", "end", "passage", "rule", "words", "cue", "coder")]
        marks_at = len(heads)
        heads += [column.label for column in columns]
        self._heads(sheet, 0, heads)
        line = 1
        for group, row in rows:
            for passage in row.passages:
                coding = passage.coding
                path = [*_path(coding), *[""] * levels][:levels]
                first = [row.table, group.label, row.label, coding.code, *path, passage.status, passage.state]
                first += [coding.transcript, "; ".join(passage.cases), *passage.variables]
                for column, text in enumerate(first):
                    sheet.text(line, column, text)
                sheet.number(line, numbers_at, coding.start)
                sheet.number(line, numbers_at + 1, coding.end)
                words = " … ".join(found.text for found in coding.evidence.words)
                last = (coding.quote, coding.evidence.rule, words, passage.cue, coding.coder)
                for column, text in enumerate(last, numbers_at + 2):
                    sheet.text(line, column, text, "wrap")
                sheet.as_high_as(line, [(coding.quote, _QUOTE)])
                for position in passage.columns:
                    sheet.number(line, marks_at + position, 1)
                line += 1
        sheet.sheet.set_column(0, 0, 9)
        sheet.sheet.set_column(1, 3 + levels, 22)
        sheet.sheet.set_column(4 + levels, 5 + levels, 13)
        sheet.sheet.set_column(6 + levels, 7 + levels, 28)
        sheet.sheet.set_column(8 + levels, numbers_at - 1, _WORDS)
        sheet.sheet.set_column(numbers_at + 2, numbers_at + 2, _QUOTE)
        sheet.sheet.set_column(numbers_at + 3, marks_at - 1, _WORDS)
        sheet.sheet.autofilter(0, 0, line - 1, len(heads) - 1)
        sheet.on_paper(0)

    def _account(self) -> None:
        sheet = self._sheet(self.texts["account"])
        page = self.page
        lines = [
            (self.texts["codebook"], f"{page.study}, {page.codebook_version}"),
            (self.texts["program"], f"aanbod {page.program_version}"),
            (self.texts["transcripts"], str(page.material.transcripts)),
            (page.case_label_plural, str(page.material.cases)),
            *((label, str(number)) for label, number in page.material.codings),
            *((self.texts["filters"], text) for text in page.filters),
            *((status.label, status.definition) for status in page.statuses),
        ]
        for line, (name, text) in enumerate(lines):
            sheet.text(line, 0, name, "head" if not line else "plain")
            sheet.text(line, 1, text, "head" if not line else "wrap")
        sheet.sheet.set_column(0, 0, 22)
        sheet.sheet.set_column(1, 1, 90)

    def _heads(self, sheet: Sheet, line: int, heads: Sequence[str]) -> None:
        for column, head in enumerate(heads):
            sheet.text(line, column, head, "head")


def _path(coding: CodingRecord) -> list[str]:
    """The code's levels from the root, a partner as the last."""
    return [*coding.code.split("."), *([coding.partner] if coding.partner else [])]
