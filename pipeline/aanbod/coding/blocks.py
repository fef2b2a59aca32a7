"""The blocks of a fixed text: headings, paragraphs, list items, table cells, and what introduces each."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_HEADING = re.compile(r"#{1,6} +")
_ITEM = re.compile(r"[-*•●–] +|\d{1,2}[.)] +|[a-z][.)] +")
_RULE = re.compile(r"[\s|:=_*-]+")  # the line under a table's head, a drawn line
_NUMBERED = re.compile(r"\d{1,2}(\.\d{1,2})* +[A-Z].{2,70}")
_LONGEST_HEADING = 70  # characters
_SENTENCE_END = (".", "!", "?", ";", ",", ":", "…")


class Block(NamedTuple):
    """A stretch of text that is read apart. `kind`: heading, intro (ends in a colon), paragraph, item, cell.

    `heading` and `intro` are the places in the list of blocks of what stands above it; `row` numbers the table rows.
    """

    start: int
    end: int
    kind: str
    heading: int | None = None
    intro: int | None = None
    row: int | None = None


def blocks(text: str) -> list[Block]:
    """All blocks of a text, in order; markers such as `- ` and `# ` stand outside them."""
    found: list[Block] = []
    heading = intro = None
    head_row: dict[int, int] = {}
    row = 0
    lines = list(_lines(text))
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        if line.startswith("|"):
            row += 1
            for column, (left, right) in enumerate(_cells(text, start, end)):
                above = head_row.setdefault(column, len(found))
                own = None if above == len(found) else above
                found.append(Block(left, right, "cell", heading, own, row))
            continue
        head_row = {}
        block = _block(text, start, end, lines[number + 1 :])
        if block.kind == "heading":
            heading, intro = len(found), None
            found.append(block)
            continue
        if block.kind == "paragraph":
            intro = None
        found.append(block._replace(heading=heading, intro=intro))
        if block.kind in ("paragraph", "item") and text[block.end - 1] == ":":
            intro = len(found) - 1
    return found


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", text):
        if match[0].strip() and not _RULE.fullmatch(match[0]):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield start, match.start() + len(match[0].rstrip())


def _cells(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^|]+", text[start:end]):
        if match[0].strip():
            left = start + match.start() + len(match[0]) - len(match[0].lstrip())
            yield left, left + len(match[0].strip())


def _block(text: str, start: int, end: int, following: list[tuple[int, int]]) -> Block:
    line = text[start:end]
    if match := _HEADING.match(line):
        return Block(start + match.end(), end, "heading")
    if match := _ITEM.match(line):
        return Block(start + match.end(), end, "item")
    if _reads_as_heading(line) and following:
        next_start, next_end = following[0]
        next_line = text[next_start:next_end]
        prose = next_line.endswith((".", ":", "!", "?")) and len(next_line) > 2 * len(line)
        if prose or _ITEM.match(next_line) or line.isupper():
            return Block(start, end, "heading")
    return Block(start, end, "paragraph")


def _reads_as_heading(line: str) -> bool:
    """A short line without the end of a sentence; whether it is one, its neighbour below decides."""
    plain = len(line) <= _LONGEST_HEADING and not line.endswith(_SENTENCE_END) and line[0] not in "‘“\"'|"
    return plain and (line[0].isupper() or bool(_NUMBERED.fullmatch(line)))
