"""The light Markdown that a transcript's text carries: heading lines, list items, table rows.

A heading starts with `# ` (or more), an item with `- ` or `1. `, a table row is `| cell | cell |`; anything else is
a paragraph on one line. Blocks are separated by an empty line; the items of a list and the rows of a table are not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from aanbod.transcripts.characters import squeeze

GLYPHS = "•●○◦▪▫■□‣⁃∙·➢➤✓✔❖◆"
_MARKER = re.compile(rf"(?:[{GLYPHS}]\s*|[-–*]\s+|o(?:\t|\s\s)\s*)(?=\S)")
_NUMBER = re.compile(r"(?:\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_HEADING = re.compile(r"#{1,6} \S")
_RULE = re.compile(r"\s*(?:[-=_*~—–#.+|:]\s?){3,}\s*")


def is_item(line: str) -> bool:
    return line.startswith("- ") or _NUMBER.match(line) is not None


def is_heading(line: str) -> bool:
    return _HEADING.match(line) is not None


def is_row(line: str) -> bool:
    return line.startswith("| ") and line.endswith(" |")


def is_rule(line: str) -> bool:
    """A line of dashes, stars and the like only, that separates or underlines."""
    return _RULE.fullmatch(line) is not None


def tidy(line: str) -> str:
    """A line without superfluous white space, its bullet, if any, as `- `, its table bars evenly spaced."""
    line = line.strip()
    if mark := _MARKER.match(line):
        return "- " + squeeze(line[mark.end() :])
    line = squeeze(line)
    if len(line) > 1 and line.startswith("|") and line.endswith("|"):
        return row(line[1:-1].split("|"))
    return line


def row(cells: Iterable[str]) -> str:
    """A table row; '' where every cell is empty."""
    texts = [squeeze(cell).replace("|", "/") for cell in cells]
    return "|" + "".join(f" {text} |" if text else " |" for text in texts) if any(texts) else ""


def rows_of(cells: Sequence[Sequence[str]]) -> list[str]:
    """A table row as lines; each cell is a list of lines.

    It is one line where the cells hold paragraphs; paragraphs without a full stop are then parted by a semicolon.
    Where a cell holds items, headings or a table of its own, or the row is one cell (a frame around text), the
    cells' lines follow each other.
    """
    filled = [cell for cell in cells if any(cell)]
    if len(cells) == 1 or any(_is_marked(line) for cell in filled for line in cell):
        return [line for cell in filled for line in cell]
    line = row(_as_one(cell) for cell in cells)
    return [line] if line else []


def paragraphs(text: str, prefix: str = "") -> Iterator[str]:
    """A paragraph of a document as lines: one, or one more for each bullet typed after a line break in it.

    `prefix` is `# `, `- ` or `1. ` where the document says that it is a heading or an item.
    """
    heading = prefix.startswith("#")
    parts: list[str] = []
    for line in map(tidy, text.split("\n")):
        if parts and (heading or not is_item(line)):
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    for part in map(squeeze, parts):
        if any(char.isalnum() for char in part):
            yield part if is_item(part) and not heading else prefix + part


def assemble(lines: Iterable[str]) -> str:
    """The text of these blocks, one line each."""
    parts: list[str] = []
    for line in lines:
        if not line:
            continue
        if parts:
            parts.append("\n" if belong_together(parts[-1], line) else "\n\n")
        parts.append(line)
    return "".join(parts)


def belong_together(one: str, other: str) -> bool:
    """Whether two blocks are parts of one list or table."""
    return (is_item(one) and is_item(other)) or (is_row(one) and is_row(other))


def _is_marked(line: str) -> bool:
    return is_item(line) or is_heading(line) or is_row(line)


def _as_one(cell: Sequence[str]) -> str:
    text = ""
    for line in filter(None, cell):
        if text:
            text += " " if text[-1] in ".!?:;,…" else "; "
        text += line
    return text
