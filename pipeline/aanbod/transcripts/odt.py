"""LibreOffice text documents (odt): headings, paragraphs, lists and tables of content.xml."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from aanbod.transcripts.archives import broken, open_archive, protected, read_part
from aanbod.transcripts.characters import clean
from aanbod.transcripts.structure import assemble, paragraphs, rows_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PROGRAM = "LibreOffice"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

# Deleted text, notes, comments and tables of contents are not in the text.
_SKIPPED = {
    _TEXT + "tracked-changes",
    _TEXT + "note",
    _TEXT + "table-of-content",
    _TEXT + "alphabetical-index",
    _TEXT + "sequence-decls",
    _OFFICE + "annotation",
    _OFFICE + "forms",
    _TABLE + "covered-table-cell",
}
_MOST_SPACES = 100


def read(data: bytes, file: str) -> str:
    """The text of an odt file. Raises UnreadableError if it is broken or protected."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    with open_archive(data, file, _PROGRAM) as archive:
        names = set(archive.namelist())
        manifest = "META-INF/manifest.xml"
        if manifest in names and b"encryption-data" in archive.read(manifest):
            raise protected(file)
        content = read_part(archive, "content.xml", file, _PROGRAM)
        styles = read_part(archive, "styles.xml", file, _PROGRAM) if "styles.xml" in names else b"<none/>"
    try:
        root, style_root = fromstring(content), fromstring(styles)
        body = root.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise broken(file, "it is no text document", _PROGRAM)
        return assemble(_Document(root, style_root).lines(body))
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise broken(file, f"its XML cannot be read ({error})", _PROGRAM) from error


class _Document:
    def __init__(self, *roots: "Element") -> None:
        self._numbered: dict[str, set[int]] = {}
        self._parents: dict[str, str] = {}
        for root in roots:
            for style in root.iter(_TEXT + "list-style"):
                levels = style.findall(_TEXT + "list-level-style-number")
                name = style.get(_STYLE + "name", "")
                self._numbered[name] = {int(level.get(_TEXT + "level", "1")) for level in levels}
            for style in root.iter(_STYLE + "style"):
                parent = style.get(_STYLE + "parent-style-name", "")
                self._parents.setdefault(style.get(_STYLE + "name", ""), parent)

    def lines(self, elements: "Iterable[Element]") -> Iterator[str]:
        """The blocks in an element, or in these elements, one line each."""
        for element in elements:
            if element.tag in _SKIPPED:
                continue
            if element.tag == _TEXT + "h":
                yield from self._paragraph(element, "#" * min(int(element.get(_TEXT + "outline-level", "1")), 6) + " ")
            elif element.tag == _TEXT + "p":
                yield from self._paragraph(element, "# " if self._is_title(element) else "")
            elif element.tag == _TEXT + "list":
                yield from self._list(element, 1, "")
            elif element.tag == _TABLE + "table":
                yield from self._table(element)
            else:
                yield from self.lines(element)

    def _paragraph(self, element: "Element", prefix: str) -> Iterator[str]:
        yield from paragraphs(clean("".join(_texts(element))), prefix)
        for box in _boxes(element):
            yield from self.lines(box)

    def _list(self, element: "Element", level: int, style: str) -> Iterator[str]:
        style = element.get(_TEXT + "style-name", style)
        numbered = level in self._numbered.get(style, ())
        number = 0
        for item in element:
            if item.tag not in (_TEXT + "list-item", _TEXT + "list-header"):
                continue
            first = item.tag == _TEXT + "list-item"
            number += first
            for child in item:
                if child.tag == _TEXT + "list":
                    yield from self._list(child, level + 1, style)
                elif child.tag == _TEXT + "p" and first:
                    yield from self._paragraph(child, f"{number}. " if numbered else "- ")
                    first = False
                else:
                    yield from self.lines([child])

    def _table(self, table: "Element") -> Iterator[str]:
        for row in _rows(table):
            cells = [[line for line in self.lines(cell) if line] for cell in row if cell.tag == _TABLE + "table-cell"]
            yield from rows_of(cells)

    def _is_title(self, element: "Element") -> bool:
        style = element.get(_TEXT + "style-name", "")
        for _ in range(10):
            if style.casefold() in ("title", "titel"):
                return True
            style = self._parents.get(style, "")
        return False


def _rows(table: "Element") -> Iterator["Element"]:
    """The rows of a table, not those of tables in it."""
    for element in table:
        if element.tag == _TABLE + "table-row":
            yield element
        elif element.tag in (_TABLE + "table-header-rows", _TABLE + "table-rows", _TABLE + "table-row-group"):
            yield from _rows(element)


def _texts(element: "Element") -> Iterator[str]:
    """The text in a paragraph, without that of frames, notes and comments."""
    if element.text:
        yield element.text
    for child in element:
        if child.tag == _TEXT + "s":
            yield " " * min(int(child.get(_TEXT + "c", "1")), _MOST_SPACES)
        elif child.tag == _TEXT + "tab":
            yield "\t"
        elif child.tag == _TEXT + "line-break":
            yield "\n"
        elif child.tag not in _SKIPPED and not child.tag.startswith(_DRAW):
            yield from _texts(child)
        if child.tail:
            yield child.tail


def _boxes(element: "Element") -> Iterator["Element"]:
    """The text boxes in a paragraph."""
    for child in element:
        if child.tag == _DRAW + "text-box":
            yield child
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)
