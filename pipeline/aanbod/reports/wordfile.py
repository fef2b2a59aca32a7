"""Html as a Word document, set in the styles of a template: what a page says in html, it says in Word."""

import io
import re
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aanbod.errors import AanbodError
from aanbod.reports.wordparts import MENDED, Parts
from aanbod.reports.wordruns import TAB, Run, classes, is_printed, runs
from aanbod.reports.wordtable import fitted, is_too_wide, printed_tables, read_rows
from aanbod.reports.zipped import undated

if TYPE_CHECKING:
    from docx.document import Document

_CONTAINERS = {"html", "body", "main", "header", "footer", "section", "article", "div", "dl", "ol", "ul", "details"}
_HEADINGS = {"h1": "Title", "h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3", "summary": "Heading 3"}
_STYLES = {"li": "List Bullet", "blockquote": "Quote", "dt": "Definition", "caption": "Caption"}
_SMALL = {"notes", "material", "selection", "source", "why", "footer"}


def word_bytes(html: str, template: Path, title: str, subject: str) -> bytes:
    """The document; the same html in the same template gives the same bytes.

    Elements become paragraphs and tables in the styles that README.md of the templates lists; what the template
    itself holds (a cover, a letterhead) stands before them. AanbodError: the template is missing or no Word document.
    """
    from lxml.html import document_fromstring  # type: ignore[import-untyped]

    document = open_template(template)
    _Writer(document, template).write(document_fromstring(html))
    return document_bytes(document, title, subject)


def open_template(template: Path) -> "Document":
    """A new document in the styles of a template. AanbodError: the template is missing or no Word document."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        return Document(io.BytesIO(template.read_bytes()))
    except FileNotFoundError as error:
        raise AanbodError(f"{template}: there is no such template\n    {MENDED}") from error
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, LxmlError) as error:
        raise AanbodError(f"{template}: this is no Word document (.docx)\n    {MENDED}") from error


def document_bytes(document: "Document", title: str, subject: str) -> bytes:
    """The file of a document; the same document gives the same bytes."""
    document.core_properties.title = title[:255]
    document.core_properties.subject = subject[:255]
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


class _Writer:
    """Puts elements at the end of a document. Sections lie on their side only for tables that need it."""

    def __init__(self, document: "Document", template: Path) -> None:
        self._parts = Parts(document, template)
        self._last = document.element.body.sectPr
        self._only_title = self._last.getprevious() is None
        self._linked: set[str] = set()
        self._marks = 0
        width, height = self._last.pgSz.w, self._last.pgSz.h
        sides = self._last.pgMar.left + self._last.pgMar.right
        self._is_lying = width > height
        self._pages = {False: _twips(min(width, height) - sides), True: _twips(max(width, height) - sides)}

    def write(self, node: Any) -> None:
        self._linked = {link.get("href")[1:] for nav in node.iter("nav") for link in nav.iter("a") if link.get("href")}
        self._block(node)

    def _block(self, node: Any) -> None:
        """An element and what is in it. Text that stands loose in a container is a paragraph of its own."""
        if node.tag == "nav" and node.get("hidden") is None:
            self._contents(node)
            return
        if not is_printed(node) or node.tag == "head":
            return
        if node.tag == "table":
            self._table(node)
        elif node.tag == "div" and [child.tag for child in node] == ["dt", "dd"]:
            self._paragraph([*runs(node[0], "Strong"), Run(TAB), *runs(node[1])], "Definition")
        elif node.tag in _CONTAINERS:
            self._turn(node)
            for child in node:
                self._block(child)
        elif found := runs(node):
            self._paragraph(found, self._style(node), node.get("id"))

    def _style(self, node: Any) -> str:
        named = classes(node) | {name for above in node.iterancestors() for name in (*classes(above), above.tag)}
        if node.tag in _HEADINGS and not ("notes" in named and node.tag == "summary"):
            return _HEADINGS[node.tag]
        if "study" in named and node.tag == "p":
            return "Subtitle"
        return "Table Note" if named & _SMALL else _STYLES.get(node.tag, "Normal")

    def _turn(self, node: Any) -> None:
        """Lay the page on its side for a section whose table is too wide, and upright again behind it."""
        if "table" not in classes(node):
            if node.tag == "section" and self._is_lying:
                self._new_section(False)
            return
        wide = any(
            is_too_wide(read_rows(table), self._pages[False], self._parts.size) for table in printed_tables(node)
        )
        if (wide or "wide" in classes(node)) != self._is_lying:
            self._new_section(not self._is_lying)

    def _new_section(self, lying: bool) -> None:
        """End the section: its properties go into its last paragraph, those of the next one stay at the end.

        A title alone makes no section: then the first page lies too.
        """
        from docx.oxml.ns import qn

        ended = deepcopy(self._last)
        before = self._last.getprevious()
        if before is not None and not self._only_title:
            if not before.tag.endswith("}p"):
                self._paragraph([], "Normal")
                before = self._last.getprevious()
            before.get_or_add_pPr().append(ended)
        self._is_lying = lying
        page = self._last.pgSz
        if (page.w > page.h) != lying:
            page.w, page.h = page.h, page.w
        page.set(qn("w:orient"), "landscape" if lying else "portrait")

    def _contents(self, nav: Any) -> None:
        """A table of contents; Word adds the page numbers where one asks for them (F9)."""
        links = [link for link in nav.iter("a") if link.get("href")]
        for number, link in enumerate(links):
            paragraph = self._paragraph([], "toc 1")
            if number == 0:
                self._field(paragraph, "begin", ' TOC \\o "1-1" \\h \\z \\u ')
            linked = self._parts.new("hyperlink", anchor=_bookmark(link.get("href")[1:]), history="1")
            paragraph.append(linked)
            self._parts.runs(linked, runs(link))
            if number == len(links) - 1:
                self._field(paragraph, "end")

    def _field(self, paragraph: Any, kind: str, instruction: str = "") -> None:
        if kind == "end":
            paragraph.append(self._run_of(self._parts.new("fldChar", fldCharType="end")))
            return
        text = self._parts.new("instrText")
        text.text = instruction
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        for part in (
            self._parts.new("fldChar", fldCharType="begin"),
            text,
            self._parts.new("fldChar", fldCharType="separate"),
        ):
            paragraph.append(self._run_of(part))

    def _paragraph(self, found: list[Run], style: str, identity: str | None = None) -> Any:
        paragraph = self._parts.paragraph(found, style)
        if identity in self._linked:
            self._marks += 1
            name = {"id": str(self._marks), "name": _bookmark(identity or "")}
            paragraph.insert(1, self._parts.new("bookmarkStart", **name))
            paragraph.append(self._parts.new("bookmarkEnd", id=name["id"]))
        self._last.addprevious(paragraph)
        self._only_title &= style in ("Title", "Subtitle", "Table Note")
        return paragraph

    def _table(self, node: Any) -> None:
        caption = next(node.iterchildren("caption"), None)
        title = runs(caption) if caption is not None else []
        parts = list(fitted(read_rows(node), self._pages[self._is_lying], self._parts.size))
        for number, part in enumerate(parts):
            if number:
                title = [*title, Run(f" ({node.get('data-continued') or number + 1})")] if number == 1 else title
            if title:
                self._paragraph(title, "Caption", None if number or caption is None else caption.get("id"))
            self._last.addprevious(self._parts.table(part))
            following = node.getparent().getnext()
            if number < len(parts) - 1 or following is None or not runs(following):
                self._paragraph([], "Table Note")  # Word would join two tables without a paragraph between

    def _run_of(self, part: Any) -> Any:
        run = self._parts.new("r")
        run.append(part)
        return run


def _twips(length: int) -> int:
    return length // 635


def _bookmark(identity: str) -> str:
    return "b_" + re.sub(r"\W", "_", identity)[:38]
