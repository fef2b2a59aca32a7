"""An html table as a Word table: what stands in which cell, how wide the columns are, and where it must be cut."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from aanbod.reports.wordruns import Run, classes, is_printed, lines, runs

TWIPS = 20  # in a point
_CHARACTER = 0.52  # how wide a character usually is, of its size
_DIGIT = 0.56
_HEAD_CHARACTER = 0.62
_INDENT = 284  # twips of the first column, before a row that has a letter or stands under one
_MARGIN = 130  # twips that a column needs beside its text
_LABEL = 0.28  # of the page: what the first column keeps, if its text is that long
_WIDEST = 0.55  # of the page: a column of long texts is thought to be no wider


@dataclass(frozen=True)
class Cell:
    """A cell: its runs and the columns and rows that it covers. `continues`: the cell above goes on here."""

    runs: tuple[Run, ...]
    column: int
    span: int
    is_head: bool
    is_left: bool
    is_upright: bool = False
    has_letter: bool = False
    is_indented: bool = False
    begins: bool = False
    continues: bool = False


@dataclass(frozen=True)
class Row:
    """A row. `kind`: head, group, sum, under (a group's row) or plain; `is_open` sets it apart."""

    cells: tuple[Cell, ...]
    kind: str
    is_open: bool = False


@dataclass(frozen=True)
class WordTable:
    """The rows of a table and the widths of its columns, in twips."""

    rows: tuple[Row, ...]
    widths: tuple[int, ...]

    @property
    def heads(self) -> int:
        return sum(row.kind == "head" for row in self.rows)


def read_rows(table: Any) -> tuple[Row, ...]:
    """The rows of an html table, each with a cell for every column; columns of drawings alone are left out."""
    covered: dict[int, tuple[int, Cell]] = {}  # by column: how many rows the cell above goes on for
    found = [_row(line, covered, "cases" in classes(table)) for line in table.iter("tr")]
    columns = max((cell.column + cell.span for row in found for cell in row.cells), default=0)
    return _without(found, _drawn(table, found, columns))


def _row(line: Any, covered: dict[int, tuple[int, Cell]], is_text: bool) -> Row:
    part = line.getparent()
    kinds = classes(line) & {"group", "sum"}
    kind = "head" if part.tag == "thead" else next(iter(kinds), "")
    if not kind:
        kind = "under" if any("group" in classes(other) for other in part.iterchildren("tr")) else "plain"
    cells: list[Cell] = []
    column = 0
    for node in line.iterchildren("th", "td"):
        column = _continue(column, covered, cells)
        cell = _cell(node, column, kind, is_text)
        cells.append(cell)
        if (down := int(node.get("rowspan") or 1)) > 1:
            covered[column] = (down - 1, cell)
            cells[-1] = replace(cell, begins=True)
        column += cell.span
    _continue(column, covered, cells)
    return Row(tuple(cells), kind, "open" in classes(part))


def _continue(column: int, covered: dict[int, tuple[int, Cell]], cells: list[Cell]) -> int:
    while column in covered:
        down, above = covered.pop(column)
        cells.append(replace(above, runs=(), continues=True, begins=False))
        if down > 1:
            covered[column] = (down - 1, above)
        column += above.span
    return column


def _cell(node: Any, column: int, kind: str, is_text: bool) -> Cell:
    named = classes(node)
    style = "Strong" if named & {"total", "difference"} or kind == "sum" else ""
    is_left = is_text or bool(named & {"text", "quotes"}) or (column == 0 and node.tag == "th")
    in_one_line = not is_left and kind != "head"
    has_letter = any("letter" in classes(inner) for inner in node.iter("span"))
    return Cell(
        tuple(replace(run, text=_breaking(run.text, in_one_line)) for run in runs(node, style)),
        column,
        int(node.get("colspan") or 1),
        kind == "head",
        is_left,
        any("upright" in classes(inner) for inner in node.iter("span")),
        has_letter,
        is_indented=column == 0 and (has_letter or kind in ("group", "under")),
    )


def _breaking(text: str, in_one_line: bool) -> str:
    """A number and its percentage stay together; a long word may break behind a slash."""
    if in_one_line:
        return text.replace(" ", "\u00a0")
    return re.sub(r"\S{18,}", lambda word: word[0].replace("/", "/\u200b"), text)


def _drawn(table: Any, rows: Sequence[Row], columns: int) -> set[int]:
    """The columns that hold a drawing, and no text below their head."""
    drawings = {"bars", "dots"} & {name for cell in table.iter("td") for name in classes(cell)}
    if not drawings:
        return set()
    texts = {cell.column for row in rows if row.kind != "head" for cell in row.cells if cell.runs}
    spans = {c for row in rows for cell in row.cells if cell.is_head and cell.span > 1 for c in _covers(cell)}
    heads = {
        position
        for line in table.iter("tr")
        for position, node in enumerate(line.iterchildren("th", "td"))
        if classes(node) & drawings
    }
    return {column for column in range(columns) if column in heads and column not in texts | spans}


def _covers(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.span)


def _without(rows: Sequence[Row], dropped: set[int]) -> tuple[Row, ...]:
    """The rows with these columns taken out, and the others moved up."""
    return tuple(_chosen(row, lambda column: column not in dropped) for row in rows)


def _chosen(row: Row, is_kept: Any) -> Row:
    cells = []
    for cell in row.cells:
        kept = [column for column in _covers(cell) if is_kept(column)]
        if kept:
            place = sum(is_kept(column) for column in range(cell.column))
            cells.append(replace(cell, column=place, span=len(kept)))
    return replace(row, cells=tuple(cells))


def is_too_wide(rows: Sequence[Row], page: int, size: float) -> bool:
    """Whether a table needs more than a page of this width (in twips) for text of so many points."""
    least, most = _needs(rows, page, size)
    return sum(least[1:]) + _label(least, most, page) > page


def _label(least: Sequence[int], most: Sequence[int], page: int) -> int:
    """What the first column needs to be read: no less than its words, and a part of the page for long texts."""
    return max(least[0], min(most[0], round(_LABEL * page)))


def fitted(rows: Sequence[Row], page: int, size: float) -> Iterator[WordTable]:
    """The table as wide as the page; in several parts, each with the first column, where it must be cut."""
    least, most = _needs(rows, page, size)
    first = _label(least, most, page) if least else 0
    parts: list[list[int]] = [[]]
    used = first
    for column in range(1, len(least)):
        if used + least[column] > page and parts[-1]:
            parts.append([])
            used = first
        parts[-1].append(column)
        used += least[column]
    for part in parts:
        kept = {0, *part}
        chosen = tuple(_chosen(row, kept.__contains__) for row in rows) if len(parts) > 1 else tuple(rows)
        yield WordTable(chosen, _widths(*_needs(chosen, page, size), page))


def _needs(rows: Sequence[Row], page: int, size: float) -> tuple[list[int], list[int]]:
    """What each column needs at least, and at most, in twips."""
    columns = max((cell.column + cell.span for row in rows for cell in row.cells), default=0)
    least, most = [_MARGIN] * columns, [_MARGIN] * columns
    cells = [cell for row in rows for cell in row.cells if cell.runs]
    for cell in sorted(cells, key=lambda cell: cell.span):
        low, high = _width(cell, size, page)
        if cell.span == 1:
            least[cell.column] = max(least[cell.column], low)
            most[cell.column] = max(most[cell.column], high)
        elif cell.is_head:
            covered = _covers(cell)
            for lack in range(max(0, low - sum(least[column] for column in covered)), 0, -10):
                least[covered[lack // 10 % cell.span]] += 10
    return least, [max(pair) for pair in zip(least, most, strict=True)]


def _width(cell: Cell, size: float, page: int) -> tuple[int, int]:
    if cell.is_upright:
        height = round(1.45 * size * TWIPS)
        return height + _MARGIN, height + _MARGIN
    each = size * TWIPS * (_HEAD_CHARACTER if cell.is_head else _CHARACTER if cell.is_left else _DIGIT)
    beside = _MARGIN + (_INDENT if cell.is_indented else 0)
    texts = lines(list(cell.runs))
    whole = max(len(text) for text in texts)
    if cell.is_left or cell.is_head:
        words = [word for text in texts for word in re.split(r"[\s\u200b-]+", text)]
        longest = max(map(len, words))
    else:
        longest = whole  # a number with its percentage stays on one line
    least, most = (min(round(number * each) + beside, round(_WIDEST * page)) for number in (longest, whole))
    return least, most if cell.is_left else least


def _widths(least: Sequence[int], most: Sequence[int], page: int) -> tuple[int, ...]:
    """As browsers do it: what each column needs, and of the rest a share by how much more it could use."""
    wishes = [high - low for low, high in zip(least, most, strict=True)]
    rest = page - sum(least)
    if rest > sum(wishes):
        found = list(most)
        found[0] += page - sum(most)
    else:
        found = [low + rest * wish // max(sum(wishes), 1) for low, wish in zip(least, wishes, strict=True)]
        found[0] += page - sum(found)
    return tuple(found)


def printed_tables(node: Any) -> list[Any]:
    """The tables inside an element that belong on paper."""
    return [table for table in node.iter("table") if is_printed(table)]
