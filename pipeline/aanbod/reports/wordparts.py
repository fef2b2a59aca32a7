"""The parts of a Word document: paragraphs and tables in the styles of a template."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aanbod.errors import AanbodError
from aanbod.reports.wordruns import BREAK, TAB, Run
from aanbod.reports.wordtable import TWIPS, Cell, Row, WordTable

if TYPE_CHECKING:
    from docx.document import Document

MENDED = "copy report.docx from a new project (`aanbod init FOLDER`), and change its styles in Word"


class Parts:
    """Makes elements, which stand nowhere yet. AanbodError: the template lacks a style."""

    def __init__(self, document: "Document", template: Path) -> None:
        self._template = template
        self._ids = {style.name: style.style_id for style in document.styles if style.name}
        self._shade = _shade(document, self._ids.get("Table Group", ""))
        self.size = _points(document, "Table Text")

    def paragraph(self, found: list[Run], style: str) -> Any:
        paragraph = self.new("p")
        properties = self.new("pPr")
        properties.append(self.new("pStyle", val=self._id(style)))
        paragraph.append(properties)
        self.runs(paragraph, found)
        return paragraph

    def runs(self, parent: Any, found: list[Run]) -> None:
        for run in found:
            made = self.new("r")
            if run.style or run.italic:
                properties = self.new("rPr")
                if run.style:
                    properties.append(self.new("rStyle", val=self._id(run.style)))
                if run.italic:
                    properties.append(self.new("i"))
                made.append(properties)
            for part in re.split(f"([{BREAK}{TAB}])", run.text):
                if part in (BREAK, TAB):
                    made.append(self.new("br" if part == BREAK else "tab"))
                elif part:
                    text = self.new("t")
                    text.text = _printable(part)
                    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                    made.append(text)
            parent.append(made)

    def table(self, table: WordTable) -> Any:
        made = self.frame(table.widths)
        for number, row in enumerate(table.rows):
            made.append(self._row(row, table, is_last_head=number == table.heads - 1))
        return made

    def frame(self, widths: Sequence[int]) -> Any:
        """A table without rows, of columns with these widths in twips."""
        made = self.new("tbl")
        properties = self.new("tblPr")
        properties.append(self.new("tblStyle", val=self._id("Report Table")))
        properties.append(self.new("tblW", w=str(sum(widths)), type="dxa"))
        properties.append(self.new("tblLayout", type="fixed"))
        properties.append(self.new("tblLook", val="0620", firstRow="1", noHBand="1", noVBand="1"))
        made.append(properties)
        grid = self.new("tblGrid")
        for width in widths:
            grid.append(self.new("gridCol", w=str(width)))
        made.append(grid)
        return made

    def _row(self, row: Row, table: WordTable, is_last_head: bool) -> Any:
        made = self.new("tr")
        properties = self.new("trPr")
        properties.append(self.new("cantSplit"))
        if upright := [len(run.text) for cell in row.cells if cell.is_upright for run in cell.runs]:
            height = round(max(upright) * self.size * TWIPS * 0.56) + 120
            properties.append(self.new("trHeight", val=str(height), hRule="atLeast"))
        if row.kind == "head":
            properties.append(self.new("tblHeader"))
        made.append(properties)
        for cell in _filled(row, len(table.widths)):
            made.append(self._cell(cell, row, sum(table.widths[cell.column : cell.column + cell.span]), is_last_head))
        return made

    def _cell(self, cell: Cell, row: Row, width: int, is_last_head: bool) -> Any:
        made = self.new("tc")
        properties = self.new("tcPr")
        made.append(properties)
        properties.append(self.new("tcW", w=str(width), type="dxa"))
        if cell.span > 1:
            properties.append(self.new("gridSpan", val=str(cell.span)))
        if cell.begins or cell.continues:
            properties.append(self.new("vMerge", **({} if cell.continues else {"val": "restart"})))
        if row.kind == "head" or row.kind == "sum" or (row.is_open and row.kind == "group"):
            borders = self.new("tcBorders")
            side = "bottom" if row.kind == "head" else "top"
            if row.kind != "head" or is_last_head:
                borders.append(self.new(side, val="single", sz="6", space="0", color="auto"))
            elif not cell.begins and not cell.continues:
                borders.append(self.new(side, val="nil"))
            if len(borders):
                properties.append(borders)
        if row.kind == "group" and self._shade:
            properties.append(self.new("shd", val="clear", color="auto", fill=self._shade))
        if cell.is_upright:
            properties.append(self.new("textDirection", val="btLr"))
        if row.kind == "head":
            properties.append(self.new("vAlign", val="center" if cell.is_upright else "bottom"))
        found = list(cell.runs)
        if row.is_open and row.kind != "head":
            found = [Run(run.text, run.style or "Emphasis", bool(run.style)) for run in found]
        made.append(self.paragraph(found, _cell_style(cell, row)))
        return made

    def new(self, tag: str, /, **attributes: str) -> Any:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        element = OxmlElement(f"w:{tag}")
        for key, value in attributes.items():
            element.set(qn(f"w:{key}"), value)
        return element

    def _id(self, style: str) -> str:
        if style not in self._ids:
            raise AanbodError(f"{self._template}: the template has no style `{style}`\n    {MENDED}")
        return str(self._ids[style])


def _cell_style(cell: Cell, row: Row) -> str:
    if row.kind == "head":
        if cell.is_upright:
            return "Table Head Upright"
        middle = cell.span > 1
        return "Table Head" if cell.is_left else "Table Head Middle" if middle else "Table Head Number"
    if row.kind == "group":
        return "Table Group" if cell.is_left else "Table Group Number"
    if not cell.is_left:
        return "Table Number"
    if cell.has_letter:
        return "Table Letter"
    return "Table Indented" if cell.is_indented else "Table Text"


def _filled(row: Row, columns: int) -> Iterator[Cell]:
    """The cells of a row from left to right; where html leaves some out at the end, an empty one."""
    yield from row.cells
    end = max((cell.column + cell.span for cell in row.cells), default=0)
    if end < columns:
        yield Cell((), end, columns - end, False, False)


def _shade(document: "Document", identity: str) -> str:
    """The background of the paragraphs in a style: cells of the style get it too, up to their edges."""
    from docx.oxml.ns import qn

    for style in document.styles.element.iter(qn("w:style")):
        if style.get(qn("w:styleId")) == identity:
            for shade in style.iter(qn("w:shd")):
                return shade.get(qn("w:fill")) or ""
    return ""


def _points(document: "Document", name: str) -> float:
    """The size of the letters of a style, or of the one that it is based on."""
    style: Any = next((style for style in document.styles if style.name == name), None)
    while style is not None:
        if style.font.size:
            return float(style.font.size.pt)
        style = style.base_style
    return 9.0


def _printable(text: str) -> str:
    """Without the control characters that XML has no place for."""
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")
