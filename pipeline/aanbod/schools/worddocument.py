"""An overview as a Word document that a school fills in, in the styles of report.docx."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from aanbod.reports.docxfile import word_template
from aanbod.reports.wordfile import document_bytes, open_template
from aanbod.reports.wordparts import Parts
from aanbod.reports.wordruns import BREAK, Run
from aanbod.schools.controls import NO, YES, Controls
from aanbod.schools.marks import SIGN
from aanbod.schools.overview import Item, Overview, Section
from aanbod.schools.wording import Wording, labels_of

if TYPE_CHECKING:
    from docx.document import Document

PROPERTY = "aanbod"  # the custom property that says what the document is about
_SHARES = (0.56, 0.09, 0.11, 0.24)  # of the page's width: what was understood, the two boxes, a remark
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"


def word_document(overview: Overview, wording: Wording, templates: Path) -> bytes:
    """The document; the same overview gives the same bytes. AanbodError: the template is missing or wrong."""
    template = word_template(templates)
    document = open_template(template)
    _Writer(document, template, wording).write(overview)
    _add_property(document, overview.about.line)
    return document_bytes(document, wording["title"], wording["subtitle"])


class _Writer:
    def __init__(self, document: "Document", template: Path, wording: Wording) -> None:
        self._parts = Parts(document, template)
        self._controls = Controls()
        self._words = wording
        self._last = document.element.body.sectPr
        page = (self._last.pgSz.w - self._last.pgMar.left - self._last.pgMar.right) // 635  # twips
        self._widths = [round(share * page) for share in _SHARES]

    def write(self, overview: Overview) -> None:
        words = self._words
        self._paragraph(words["subtitle"], "Subtitle")
        self._paragraph(words["title"], "Title")
        for text in (*words.paragraphs("intro"), *words.paragraphs("how_docx")):
            self._paragraph(text)
        for section in overview.sections:
            self._paragraph(
                ": ".join([words.heading_of(section), "; ".join(labels_of(section))]).rstrip(": "), "Heading 1"
            )
            if not section.items:
                self._paragraph(words["nothing"])
            self._table(self._section(section))
        self._paragraph(words["end"], "Heading 1")
        self._table([self._head(words["yes"], words["no"], ""), self._complete(overview)])
        self._paragraph(words["thanks"])
        self._paragraph(words["technical"] + BREAK + overview.about.line, "Table Note")

    def _section(self, section: Section) -> Iterator[Any]:
        from docx.oxml.ns import qn

        words = self._words
        if section.items:
            yield self._head(words["agree"], words["disagree"], words["understood"])
        for item in section.items:
            row = self._answered(item.key, self._said(item), (words["agree"], words["disagree"]))
            if item is section.items[-1]:  # it takes the row for what is missing along to its page
                for paragraph in row.iter(qn("w:p")):
                    paragraph.pPr.insert(1, self._parts.new("keepNext"))
            yield row
        label = self._label(words["missing"], "", "", section.key)
        yield self._row([(label, 1), ([self._written(section.key, words["missing"])], 3)])

    def _said(self, item: Item) -> list[Any]:
        words = self._words
        return self._label(words.title_of(item), words.status_of(item), words.quote_of(item), item.key)

    def _complete(self, overview: Overview) -> Any:
        words = self._words
        said = self._label(words["complete"], words["complete_help"], "", overview.complete)
        return self._answered(overview.complete, said, (words["yes"], words["no"]))

    def _label(self, title: str, explained: str, quote: str, key: str) -> list[Any]:
        """What is asked: its name and what is said of it, and below, smaller, the quote and the key."""
        first = [Run(title, "Strong"), *([Run(BREAK + explained)] if explained else [])]
        quoted = [Run(f"{quote} ")] if quote else []
        made = [
            self._parts.paragraph(first, "Normal"),
            self._parts.paragraph([*quoted, Run(SIGN + key, "Quiet")], "Table Text"),
        ]
        for paragraph, (before, after) in zip(made, ((60, 0), (20, 60)), strict=True):
            spacing = self._parts.new("spacing", before=str(before), after=str(after))
            paragraph.pPr.append(spacing)
        return made

    def _head(self, first: str, second: str, label: str) -> Any:
        texts = (label, first, second, self._words["remark"])
        styles = ("Table Head", "Table Head Middle", "Table Head Middle", "Table Head")
        cells = [([self._parts.paragraph([Run(text)], style)], 1) for text, style in zip(texts, styles, strict=True)]
        return self._row(cells, is_head=True)

    def _answered(self, key: str, said: list[Any], boxes: tuple[str, str]) -> Any:
        cells = [(said, 1)]
        for use, title in zip((YES, NO), boxes, strict=True):
            paragraph = self._parts.paragraph([], "Normal")
            paragraph.pPr.append(self._parts.new("spacing", before="0", after="0"))
            paragraph.pPr.append(self._parts.new("jc", val="center"))
            paragraph.append(self._controls.box(use, key, title))
            cells.append(([paragraph], 1))
        return self._row([*cells, ([self._written(key, self._words["remark"])], 1)])

    def _written(self, key: str, title: str) -> Any:
        paragraph = self._parts.paragraph([], "Normal")
        paragraph.append(self._controls.text(key, title))
        return paragraph

    def _row(self, cells: Sequence[tuple[list[Any], int]], is_head: bool = False) -> Any:
        new = self._parts.new
        row = new("tr")
        properties = new("trPr")
        properties.append(new("cantSplit"))
        if is_head:
            properties.append(new("tblHeader"))
        row.append(properties)
        column = 0
        for content, span in cells:
            cell = new("tc")
            properties = new("tcPr")
            properties.append(new("tcW", w=str(sum(self._widths[column : column + span])), type="dxa"))
            if span > 1:
                properties.append(new("gridSpan", val=str(span)))
            cell.append(properties)
            cell.extend(content)
            row.append(cell)
            column += span
        return row

    def _table(self, rows: Iterable[Any]) -> None:
        table = self._parts.frame(self._widths)
        table.extend(rows)
        self._last.addprevious(table)
        self._last.addprevious(self._parts.paragraph([], "Table Note"))

    def _paragraph(self, text: str, style: str = "Normal") -> None:
        self._last.addprevious(self._parts.paragraph([Run(text)], style))


def _add_property(document: "Document", value: str) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    content = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property></Properties>"
    )
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM, content.encode(), package)
    package.relate_to(part, _RELATION)
