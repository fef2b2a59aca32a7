"""A review as a workbook: fixed columns, columns to answer in with lists to choose from, and what it was made from."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from aanbod.reports.xlsxsheet import FORMATS, Sheet, new_book

_WIDTHS = {"passage": 60, "context": 60, "name": 30, "why": 40, "memo": 40, "new_code": 34, "id": 34, "code": 38}
_USUAL = 18  # characters
_TALLEST = 400  # points; Excel allows 409
_ROWS_MORE = 1000  # where somebody copies rows to


@dataclass(frozen=True)
class Choice:
    """The values that may stand in a column, and what is told of one that may not."""

    values: Sequence[str]
    message: str


@dataclass(frozen=True)
class ReviewPage:
    """A sheet to answer in: columns by name with their heads, of which the first `fixed` are not to be changed.

    `hidden` are the lines of the sheet of that name; `choices` are by column.
    """

    name: str
    heads: Mapping[str, str]
    fixed: int
    rows: Sequence[Sequence[str]]
    hidden_name: str
    hidden: Sequence[Sequence[str | int]]
    choices: Mapping[str, Choice]


def review_bytes(page: ReviewPage) -> bytes:
    """The page as an .xlsx file; the same page gives the same bytes."""
    out = io.BytesIO()
    book, formats = new_book(out)
    formats["fixed"] = book.add_format(FORMATS["wrap"] | {"bg_color": "#F3F1EB"})
    formats["answer"] = book.add_format(FORMATS["text"] | {"locked": False})
    sheet = Sheet(book.add_worksheet(page.name), formats)
    hidden = book.add_worksheet(page.hidden_name)
    _fill(sheet, page, formats)
    lists_at = len(page.hidden[0]) + 1
    for place, (name, choice) in enumerate(page.choices.items()):
        hidden.write_column(1, lists_at + place, list(choice.values))
        column = list(page.heads).index(name)
        letter = xl_col_to_name(lists_at + place)
        sheet.sheet.data_validation(
            1,
            column,
            len(page.rows) + _ROWS_MORE,
            column,
            {
                "validate": "list",
                "source": f"='{page.hidden_name}'!${letter}$2:${letter}${1 + len(choice.values)}",
                "error_title": page.heads[name],
                "error_message": choice.message,
            },
        )
    for line, cells in enumerate(page.hidden):
        for column, cell in enumerate(cells):
            hidden.write(line, column, cell) if isinstance(cell, int) else hidden.write_string(line, column, cell)
    hidden.hide()
    book.close()
    return out.getvalue()


def _fill(sheet: Sheet, page: ReviewPage, formats: Mapping[str, Any]) -> None:
    for column, (name, head) in enumerate(page.heads.items()):
        sheet.text(0, column, head, "head")
        form = "fixed" if column < page.fixed else "answer"
        sheet.sheet.set_column(column, column, _WIDTHS.get(name, _USUAL), formats[form] if form == "answer" else None)
    widths = [_WIDTHS.get(name, _USUAL) for name in page.heads]
    for line, cells in enumerate(page.rows, 1):
        tallest = max(1 + len(cell) // width for cell, width in zip(cells, widths, strict=False))
        sheet.sheet.set_row(line, min(15 * tallest, _TALLEST))
        for column in range(len(page.heads)):
            fixed = column < page.fixed
            sheet.text(line, column, cells[column] if column < len(cells) else "", "fixed" if fixed else "answer")
    sheet.sheet.autofilter(0, 0, max(len(page.rows), 1), len(page.heads) - 1)
    sheet.on_paper(0, 1)
    allowed = ("sort", "autofilter", "format_cells", "format_columns", "format_rows", "select_locked_cells")
    sheet.sheet.protect("", dict.fromkeys(allowed, True))
