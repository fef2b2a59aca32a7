"""The sources of a project: their texts, and the selections in them; what is no text stays behind."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from aanbod.refi.elements import child, children, local, number
from aanbod.refi.guids import bare
from aanbod.refi.losses import Losses
from aanbod.refi.package import Package
from aanbod.refi.positions import BOM, Selection, SourceText
from aanbod.transcripts.characters import one_line
from aanbod.transcripts.decoding import decode
from aanbod.transcripts.unreadable import UnreadableError

_MEDIA = {"PictureSource": "a picture", "AudioSource": "a sound recording", "VideoSource": "a video"}


@dataclass(frozen=True)
class Select:
    """A selection in a source; `note` is the identifier of the note that holds it, if one does."""

    element: Element
    selection: Selection
    note: str = ""


@dataclass
class Source:
    """A source that has a text. `element` holds its variables, codings and notes; `guids` are what refers to it."""

    name: str
    element: Element
    guids: set[str]
    text: SourceText
    selects: list[Select] = field(default_factory=list)


class SourceReader:
    """Reads the sources of a package."""

    def __init__(self, package: Package, root: Element, losses: Losses, is_ours: bool) -> None:
        self._package = package
        self._base = root.get("basePath") or ""
        self._losses = losses
        self._is_ours = is_ours
        self._names: set[str] = set()

    def read(self, element: Element) -> Iterator[Source]:
        """The source that has a text, if this one does."""
        kind = local(element)
        name = _name(element)
        if kind in _MEDIA:
            self._losses.lose(f"{_MEDIA[kind]}: only texts can be coded here", name)
        elif kind == "PDFSource":
            self._losses.lose(
                "a selection on the page of a PDF: only its text is taken in",
                name,
                sum(child(selection, "Coding") is not None for selection in children(element, "PDFSelection")),
            )
            held = child(element, "Representation")
            if held is None:
                self._losses.lose("a PDF whose text is not in the project", name)
            else:
                yield from self._source(held, element, name)
        elif kind == "TextSource":
            yield from self._source(element, element, name)
        else:
            self._losses.lose(f"a source of an unknown kind, {kind}", name)

    def note_text(self, note: Element) -> str:
        """The text of a note; '' if there is none to be read."""
        found = self._raw(note, _name(note))
        return found[0] if found else ""

    def _source(self, held: Element, element: Element, name: str) -> Iterator[Source]:
        """`held` has the text and its selections, `element` all else; for a text source they are one."""
        found = self._raw(held, name)
        if found is None:
            return
        raw, has_bom = found
        selects = list(self.selects(held, name))
        text = SourceText(raw, has_bom, tuple(select.selection for select in selects), self._is_ours)
        guids = {bare(held.get("guid")), bare(element.get("guid"))}
        yield Source(self._free(name), element, guids - {""}, text, selects)

    def selects(self, held: Element, name: str) -> Iterator[Select]:
        for element in children(held, "PlainTextSelection"):
            start, end = number(element, "startPosition"), number(element, "endPosition")
            if start is None or end is None or start < 0:
                self._losses.lose("a selection without a usable position", name)
                continue
            yield Select(element, Selection(start, end, element.get("name") or ""))

    def _raw(self, element: Element, name: str) -> tuple[str, bool] | None:
        """A text as it stands in its file or in the project, and whether a byte order mark stands before it."""
        inline = child(element, "PlainTextContent")
        if inline is not None and inline.text:
            return inline.text.removeprefix(BOM), inline.text.startswith(BOM)
        path = element.get("plainTextPath") or ""
        if not path:
            only_rich = element.get("richTextPath")
            why = "it is there as a document with layout only" if only_rich else "its text is not in the project"
            self._losses.lose(f"a text: {why}", name)
            return None
        data = self._package.text(path, self._base)
        if isinstance(data, str):
            self._losses.lose(f"a text: {data}", f"{name}, {path}")
            return None
        try:
            text = decode(data, name)
        except UnreadableError as error:
            self._losses.lose(f"a text: {error.fault.message.rstrip('.')}", name)
            return None
        return text, data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))

    def _free(self, name: str) -> str:
        """The name, with a number behind it if another source has it."""
        number, free = 1, name
        while free in self._names:
            number += 1
            free = f"{name} ({number})"
        if free != name:
            self._losses.remark(f"two texts are called {name!r}: one of them is now {free!r}")
        self._names.add(free)
        return free


def _name(element: Element) -> str:
    return unicodedata.normalize("NFC", one_line(element.get("name") or "")) or bare(element.get("guid")) or "text"
