"""Word documents (docx), with python-docx: headings, paragraphs, lists, tables and text boxes of the body.

What a reader of the accepted document sees: inserted text is in it, deleted and moved text, comments, footnotes and
tables of contents are not.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aanbod.transcripts.archives import broken, open_archive, read_part
from aanbod.transcripts.characters import clean
from aanbod.transcripts.structure import assemble, paragraphs, rows_of

if TYPE_CHECKING:
    from docx.document import Document

_PROGRAM = "Word"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_HEADING_NAME = re.compile(r"(?:heading|kop|überschrift|titre)\s*(\d)\b", re.IGNORECASE)
_TITLES = {"title": 1, "titel": 1, "subtitle": 2, "ondertitel": 2}
_BULLET_NAME = re.compile(r"list bullet|lijst ?opsom", re.IGNORECASE)
_NUMBER_NAME = re.compile(r"list number|lijst ?nummer", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|inhopg)\s*\d", re.IGNORECASE)
_BODY_LEVEL = 9  # the outline level of text that is no heading

# Deleted and moved text, comments and second versions of the same (for older programs) are not in the text.
_SKIPPED = {_W + "del", _W + "moveFrom", _W + "pPr", _W + "rPr", _W + "delText", _W + "instrText", _MC + "Fallback"}
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-", _W + "sym": " "}


def read(data: bytes, file: str) -> str:
    """The text of a docx file. Raises UnreadableError if it is broken or protected."""
    with open_archive(data, file, _PROGRAM) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                read_part(archive, name, file, _PROGRAM)

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        document = Document(io.BytesIO(data))
        return assemble(_Reader(document).lines(document.element.body))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError) as error:
        raise broken(file, f"a part of it is missing ({error})", _PROGRAM) from error
    except (LxmlError, ValueError, AttributeError, RecursionError) as error:
        raise broken(file, f"its XML cannot be read ({error})", _PROGRAM) from error


@dataclass(frozen=True)
class _Style:
    name: str = ""
    parent: str = ""
    outline: int | None = None
    numbering: tuple[str, int] | None = None


class _Reader:
    def __init__(self, document: "Document") -> None:
        self._styles = {
            style.get(_W + "styleId", ""): _style(style) for style in document.styles.element.iter(_W + "style")
        }
        self._formats = _number_formats(document)
        self._numbers: Counter[tuple[str, int]] = Counter()

    def lines(self, parent: Any) -> Iterator[str]:
        """The blocks in an element of the document, one line each."""
        for element in parent:
            if element.tag in _SKIPPED or not isinstance(element.tag, str):
                continue
            if element.tag == _W + "p":
                yield from self._paragraph(element)
            elif element.tag == _W + "tbl":
                yield from self._table(element)
            else:
                yield from self.lines(element)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        chain = list(self._chain(paragraph))
        if not any(_CONTENTS_NAME.match(style.name) for style in chain):
            text = clean("".join(texts(paragraph)))
            if text.strip():
                yield from paragraphs(text, self._prefix(chain))
        for box in _boxes(paragraph):
            yield from self.lines(box)

    def _chain(self, paragraph: Any) -> Iterator[_Style]:
        """What the paragraph itself says of its form, then its style, then the style that that is based on, ..."""
        properties = paragraph.find(_W + "pPr")
        own = _Style(outline=_outline(properties), numbering=_numbering(properties))
        yield own
        name = _value(properties, "pStyle") or ""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = self._styles[name].parent

    def _prefix(self, chain: list[_Style]) -> str:
        """`# ` for a heading, `- ` or `1. ` for an item, '' for a paragraph."""
        for style in chain:
            level = _TITLES.get(style.name.casefold())
            if match := _HEADING_NAME.match(style.name):
                level = int(match[1])
            elif style.outline is not None:
                level = style.outline + 1 if style.outline < _BODY_LEVEL else None
            if level:
                return "#" * min(level, 6) + " "
        numbering = next((style.numbering for style in chain if style.numbering is not None), None)
        if numbering is not None:
            return self._mark(*numbering)
        if any(_BULLET_NAME.match(style.name) for style in chain):
            return "- "
        return self._mark("style", 0) if any(_NUMBER_NAME.match(style.name) for style in chain) else ""

    def _mark(self, number_id: str, level: int) -> str:
        if number_id == "0":  # numbering taken away
            return ""
        if number_id != "style" and self._formats.get((number_id, level), "bullet") in ("bullet", "none"):
            return "- "
        self._numbers[number_id, level] += 1
        for deeper in [key for key in self._numbers if key[0] == number_id and key[1] > level]:
            del self._numbers[deeper]
        return f"{self._numbers[number_id, level]}. "

    def _table(self, table: Any) -> Iterator[str]:
        for row in rows(table, "tr"):
            yield from rows_of([list(self._cell(cell)) for cell in rows(row, "tc")])

    def _cell(self, cell: Any) -> Iterator[str]:
        """A cell's lines. A cell that is merged with the one above it repeats nothing."""
        properties = cell.find(_W + "tcPr")
        merge = None if properties is None else properties.find(_W + "vMerge")
        if merge is None or merge.get(_W + "val") == "restart":
            yield from self.lines(cell)


def _style(style: Any) -> _Style:
    properties = style.find(_W + "pPr")
    return _Style(
        name=_value(style, "name") or "",
        parent=_value(style, "basedOn") or "",
        outline=_outline(properties),
        numbering=_numbering(properties),
    )


def _value(element: Any, name: str) -> str | None:
    child = None if element is None else element.find(_W + name)
    return None if child is None else child.get(_W + "val")


def _outline(properties: Any) -> int | None:
    level = _value(properties, "outlineLvl")
    return None if level is None else int(level)


def _numbering(properties: Any) -> tuple[str, int] | None:
    numbers = None if properties is None else properties.find(_W + "numPr")
    number_id = _value(numbers, "numId")
    return None if number_id is None else (number_id, int(_value(numbers, "ilvl") or 0))


def _number_formats(document: "Document") -> dict[tuple[str, int], str]:
    """The format of each level of each list: bullet, decimal, ..."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        numbering: Any = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        return {}
    root = numbering.element
    abstract = {
        definition.get(_W + "abstractNumId"): {
            int(level.get(_W + "ilvl", "0")): _value(level, "numFmt") or "decimal"
            for level in definition.findall(_W + "lvl")
        }
        for definition in root.findall(_W + "abstractNum")
    }
    return {
        (number.get(_W + "numId"), level): form
        for number in root.findall(_W + "num")
        for level, form in abstract.get(_value(number, "abstractNumId"), {}).items()
    }


def rows(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also those inside content controls, not those of tables in it."""
    for element in parent:
        if element.tag == _W + name:
            if not _is_deleted(element):
                yield element
        elif element.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from rows(element, name)


def _is_deleted(row: Any) -> bool:
    properties = row.find(_W + "trPr")
    return properties is not None and properties.find(_W + "del") is not None


def texts(element: Any) -> Iterator[str]:
    """The text in a paragraph, without that of text boxes."""
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _SKIPPED and child.tag != _W + "txbxContent":
            yield from texts(child)


def _boxes(element: Any) -> Iterator[Any]:
    """The contents of the text boxes in a paragraph."""
    for child in element:
        if child.tag == _W + "txbxContent":
            yield child
        elif child.tag not in _SKIPPED:
            yield from _boxes(child)
