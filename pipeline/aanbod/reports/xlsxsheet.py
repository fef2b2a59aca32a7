"""A sheet of a workbook, and how its cells look."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aanbod.reports.lines import Value

_LONGEST = 32_767  # characters that Excel allows in a cell
FORMATS: dict[str, dict[str, object]] = {
    "plain": {"valign": "top"},
    "wrap": {"text_wrap": True, "valign": "top"},
    "title": {"bold": True, "font_size": 13},
    "head": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1},
    "span": {"bold": True, "align": "center", "valign": "bottom", "text_wrap": True},
    "N": {"num_format": '"N = "0', "align": "center", "font_color": "#666666"},
    "unit": {"align": "right", "bottom": 1, "font_color": "#666666"},
    "count": {"num_format": '0;-0;"–"', "align": "right", "valign": "top"},
    "share": {"num_format": '0%;-0%;"–"', "align": "right", "valign": "top", "font_color": "#666666"},
    "points": {"num_format": "+0;-0;0", "align": "right", "valign": "top"},
    "p": {"num_format": "0.000", "align": "right", "valign": "top"},
    "group p": {"bg_color": "#F3F1EB", "num_format": "0.000", "align": "right", "valign": "top"},
    "group": {"bold": True, "bg_color": "#F3F1EB", "text_wrap": True, "valign": "top"},
    "group count": {"bold": True, "bg_color": "#F3F1EB", "num_format": '0;-0;"–"', "align": "right", "valign": "top"},
    "group share": {"bg_color": "#F3F1EB", "num_format": '0%;-0%;"–"', "align": "right", "valign": "top"},
    "group points": {"bold": True, "bg_color": "#F3F1EB", "num_format": "+0;-0;0", "align": "right", "valign": "top"},
    "note": {"font_color": "#666666", "text_wrap": True, "valign": "top"},
}


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

    def lines(self, lines: Iterable[Sequence[Value]]) -> None:
        """Plain lines under their heads, for a filter or a pivot table."""
        heads, *rest = lines
        for column, head in enumerate(heads):
            self.text(0, column, str(head), "head")
        for number, line in enumerate(rest, 1):
            for column, value in enumerate(line):
                if isinstance(value, int | float):
                    self.number(number, column, value)
                elif value:
                    self.text(number, column, value, "wrap")
        self.sheet.set_column(0, len(heads) - 1, 22)
        self.sheet.autofilter(0, 0, len(rest), len(heads) - 1)
        self.on_paper(0)

    def on_paper(self, last_head: int, columns: int = 0) -> None:
        """A4 lying, as wide as the page, heads on every page, rows and `columns` frozen on the screen."""
        self.sheet.set_paper(9)
        self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0, last_head)
        self.sheet.freeze_panes(last_head + 1, columns)
        self.sheet.set_footer("&C&P / &N")
