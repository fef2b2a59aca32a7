"""A sheet of a workbook, and how its cells look."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from aanbod.reports.lines import Value

# A workbook must say when it was made; the same input gives the same bytes, so it says nothing true.
_CREATED = datetime(1980, 1, 1)
_LONGEST = 32_767  # characters that Excel allows in a cell
_UPRIGHT = 15  # characters of a head
_LINE, _HIGHEST = 15, 12  # the height of a line, in points; how many lines of a text are shown
_NARROWEST, _WIDEST = 9, 60  # characters that a column of plain lines has room for
FORMATS: dict[str, dict[str, object]] = {
    "plain": {"valign": "top"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top", "num_format": "@"},
    "title": {"bold": True, "font_size": 13},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
    "upright": {"bold": True, "rotation": 90, "valign": "bottom", "align": "center", "bottom": 1},
    "span": {"bold": True, "align": "center", "valign": "bottom", "text_wrap": True},
    "N": {"num_format": '"N = "0', "align": "center", "font_color": "#666666"},
    "unit": {"align": "right", "bottom": 1, "font_color": "#666666"},
    "count": {"num_format": '0;-0;"–"', "align": "right", "valign": "top"},
    "share": {"num_format": '0%;-0%;"–"', "align": "right", "valign": "top", "font_color": "#666666"},
    "points": {"num_format": "+0;-0;0", "align": "right", "valign": "top"},
    "p": {"num_format": "0.000", "align": "right", "valign": "top"},
    "group p": {"bg_color": "#F3F1EB", "num_format": "0.000", "align": "right", "valign": "top"},
    "figure": {"num_format": "0.000", "align": "right", "valign": "top"},
    "low figure": {"num_format": '0.000" ▼"', "bold": True, "align": "right", "valign": "top"},
    "group figure": {"bg_color": "#F3F1EB", "num_format": "0.000", "align": "right", "valign": "top"},
    "group low figure": {
        "bg_color": "#F3F1EB",
        "num_format": '0.000" ▼"',
        "bold": True,
        "align": "right",
        "valign": "top",
    },
    "group": {"bold": True, "bg_color": "#F3F1EB", "text_wrap": True, "valign": "top"},
    "group count": {"bold": True, "bg_color": "#F3F1EB", "num_format": '0;-0;"–"', "align": "right", "valign": "top"},
    "group share": {"bg_color": "#F3F1EB", "num_format": '0%;-0%;"–"', "align": "right", "valign": "top"},
    "group points": {"bold": True, "bg_color": "#F3F1EB", "num_format": "+0;-0;0", "align": "right", "valign": "top"},
    "note": {"font_color": "#666666", "text_wrap": True, "valign": "top"},
}


def new_book(out: io.BytesIO, **properties: str) -> tuple[Any, dict[str, Any]]:
    """A workbook that goes to `out` when it is closed, with its formats by name."""
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties(properties | {"created": _CREATED})
    return book, {name: book.add_format(form) for name, form in FORMATS.items()}


class Sheet:
    """A worksheet whose texts are texts, and whose formats go by name."""

    def __init__(self, sheet: Any, formats: Mapping[str, Any]) -> None:
        self.sheet = sheet
        self._formats = formats

    def text(self, row: int, column: int, text: str, form: str = "plain") -> None:
        if text:
            self.sheet.write_string(row, column, text[:_LONGEST], self._formats[form])
        else:
            self.blank(row, column, form)

    def number(self, row: int, column: int, number: float, form: str = "count") -> None:
        self.sheet.write_number(row, column, number, self._formats[form])

    def blank(self, row: int, column: int, form: str) -> None:
        self.sheet.write_blank(row, column, None, self._formats[form])

    def across(self, row: int, first: int, last: int, text: str, form: str) -> None:
        """A text over several columns."""
        if first == last:
            self.text(row, first, text, form)
            return
        self.sheet.merge_range(row, first, row, last, "", self._formats[form])
        self.text(row, first, text, form)

    def lines(self, lines: Iterable[Sequence[Value]], as_text: bool = False) -> None:
        """Plain lines under their heads, for a filter or a pivot table; `as_text`: for somebody to type in."""
        heads, *rest = lines
        widths = [
            self._column(column, *cells, as_text=as_text) for column, cells in enumerate(zip(heads, *rest, strict=True))
        ]
        for number, line in enumerate(rest, 1):
            for column, value in enumerate(line):
                if isinstance(value, int | float):
                    self.number(number, column, value)
                elif value:
                    self.text(number, column, value, "text" if as_text else "wrap")
            texts = ((value, width) for value, width in zip(line, widths, strict=True) if isinstance(value, str))
            self.as_high_as(number, texts)
        self.sheet.autofilter(0, 0, len(rest), len(heads) - 1)
        self.on_paper(0)

    def _column(self, column: int, head: Value, *cells: Value, as_text: bool) -> int:
        """Write the head of a column, make it as wide as its longest cell asks for, and say how wide that is."""
        # Long names over small numbers stand upright, so that many of them fit on the screen.
        upright = len(str(head)) > _UPRIGHT and bool(cells) and all(isinstance(cell, int | float) for cell in cells)
        self.text(0, column, str(head), "upright" if upright else "head")
        shown = cells if upright else (head, *cells)
        longest = max(len(line) for cell in shown for line in str(cell).split("\n"))
        width = max(4, longest + 1) if upright else min(max(longest + 2, _NARROWEST), _WIDEST)
        self.sheet.set_column(column, column, width, self._formats["text"] if as_text else None)
        return width

    def as_high_as(self, row: int, texts: Iterable[tuple[str, int]]) -> None:
        """Make a row as high as its texts need in columns of these widths; not every program does so by itself."""
        lines = [sum(1 + len(line) // width for line in text.split("\n")) for text, width in texts]
        self.sheet.set_row(row, _LINE * min(max(lines, default=1), _HIGHEST))

    def on_paper(self, last_head: int, columns: int = 0) -> None:
        """A4 lying, as wide as the page, heads on every page, rows and `columns` frozen on the screen."""
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0, last_head)
        self.sheet.freeze_panes(last_head + 1, columns)
        self.sheet.set_footer("&C&P / &N")
