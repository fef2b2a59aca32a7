"""A document that came back: what stands in each of its fields, whatever program it was saved with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aanbod.schools.controls import PLACE, TICKED, UNTICKED
from aanbod.schools.marks import About
from aanbod.transcripts.files import read_bytes
from aanbod.transcripts.unreadable import UnreadableError

_TICKS = frozenset(f"{TICKED}☑✓✔✗✘✕✖×√⌧⊠■●+*")
_EMPTY = re.compile(rf"[{UNTICKED}□▢▫○◯❏❐❑❒\s\u200b\ufeff._…–—-]+")  # what stands in a box that is not ticked
_DOTS = re.compile(rf"^(?:{PLACE[0]}|_|\s|\.{{3,}})+|(?:{PLACE[0]}|_|\s|\.{{3,}})+$")
_NO_DOCUMENT = "Ask for the document itself, as .docx or .html, or type the answers over into a new one."


@dataclass
class Field:
    """What stands in one field: two boxes and a text. `label` is what stands before it; `unclear` what stands in a
    box and is no tick."""

    label: str = ""
    yes: bool = False
    no: bool = False
    text: str = ""
    unclear: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.yes or self.no or self.text or self.unclear)


@dataclass(frozen=True)
class Returned:
    """What a document says: what it is about (None where it does not say), its fields by key, and what stands where
    no field is."""

    about: About | None
    fields: Mapping[str, Field]
    loose: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signs:
    """The words that count as a tick in the first box and in the second, beside crosses and ticks themselves, and
    those that stand where nothing is written. Capitals do not matter."""

    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()

    def ticked(self, text: str, yes: bool) -> bool | None:
        """Whether what stands in the first box (`yes`), or in the second, is a tick; None where that is not clear."""
        rest = _EMPTY.sub(" ", text).strip()
        if not rest:
            return False
        words = self.yes if yes else self.no
        return True if set(rest.replace(" ", "")) <= _TICKS or rest.casefold() in words else None

    def written(self, text: str) -> str:
        """What somebody wrote in a place to write, without the dots that stood there."""
        lines = [" ".join(line.split()) for line in _DOTS.sub("", text).splitlines()]
        found = "\n".join(line for line in lines if line)
        return "" if found.casefold() in self.empty else found


def read_returned(path: Path, signs: Signs) -> Returned:
    """What a file says. UnreadableError: it is no document of ours that can be read, with what to do."""
    data = read_bytes(path)
    file = str(path)
    if path.name.startswith("~$"):
        raise UnreadableError(file, "Word made this while a document is open.", "Close the document, and name that.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from aanbod.schools.wordanswers import read_word

        found = read_word(data, file, signs)
    elif data.startswith(b"%PDF"):
        raise UnreadableError(file, "this is a PDF, which holds no fields that can be read.", _NO_DOCUMENT)
    elif data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")):
        raise UnreadableError(file, "this is a picture.", _NO_DOCUMENT)
    elif data.startswith(b"{\\rtf"):
        raise UnreadableError(file, "this is an RTF document.", "Open it in Word and save it as .docx.")
    else:
        from aanbod.schools.htmlanswers import read_html

        found = read_html(data, file, signs)
    if not found.fields:
        raise UnreadableError(
            file,
            "it holds none of the fields that a feedback document has.",
            "It is another document, or was emptied: ask for the document that was sent.",
        )
    return found
