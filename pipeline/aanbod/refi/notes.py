"""The memos of a project: notes that something refers to, or that a link ties to something, and comments."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from xml.etree.ElementTree import Element

from aanbod.refi.carried import unpack
from aanbod.refi.elements import child, children, moment, target, written
from aanbod.refi.exchange import Key
from aanbod.refi.guids import bare
from aanbod.refi.losses import Losses


@dataclass(frozen=True)
class About:
    """What a memo is on: a passage with `key` is the coding of that code by `coder`; of several of them the one with
    `status`, which stood in the same selection. A transcript with `key` is a memo on the transcript with that code."""

    transcript: str = ""
    start: int = 0
    end: int = 0
    key: Key | None = None
    coder: str = ""
    status: str = ""


@dataclass(frozen=True)
class Noted:
    """A memo before it is known which coding is meant."""

    text: str
    coder: str
    moment: datetime | None
    about: About


@dataclass(frozen=True)
class Note:
    """`key` is the code that the note itself has."""

    text: str
    coder: str
    moment: datetime | None
    element: Element
    key: Key | None = None


class Notes:
    """Collects memos. `places` says by identifier what a link can tie a note to."""

    def __init__(
        self,
        root: Element,
        losses: Losses,
        codes: Mapping[str, Key],
        text_of: Callable[[Element], str],
        coder_of: Callable[..., str],
    ) -> None:
        self.places: dict[str, About] = {}
        self.noted: list[Noted] = []
        self._losses = losses
        self._links = list(children(child(root, "Links"), "Link"))
        self._used: set[str] = set()
        self.notes: dict[str, Note] = {}
        for number, element in enumerate(children(child(root, "Notes"), "Note")):
            description, told, _ = unpack(written(element))
            text = _with_title(element, "\n\n".join(part for part in (text_of(element), description) if part))
            given = [codes.get(target(child(coding, "CodeRef"))) for coding in children(element, "Coding")]
            keys = [key for key in given if key]
            keys += [(str(values["code"]), str(values.get("partner", ""))) for values in told if values.get("code")]
            if text:
                note = Note(text, coder_of(element), moment(element), element, next(iter(keys), None))
                self.notes[bare(element.get("guid")) or f"#{number}"] = note
            self._lose_code(text, max(len(given) - len(keys[:1]), 0))

    def refer(self, note: str, about: About) -> None:
        """Puts a note on something. A note that several things refer to is a memo on each.

        Its own code stays with a memo on a transcript; without one it is a memo on the code.
        """
        if found := self.notes.get(note):
            self._used.add(note)
            if about.end or about.key:
                self._lose_code(found.text, int(found.key not in (None, about.key)))
            else:
                about = replace(about, key=found.key)
            self.noted.append(Noted(found.text, found.coder, found.moment, about))

    def comment(self, text: str, coder: str, made: datetime | None, about: About) -> None:
        """A comment that needs no note: a description."""
        self.noted.append(Noted(text, coder, made, about))

    def finish(self) -> Iterator[Noted]:
        """All memos, when everything that refers to notes was read; notes on nothing are memos on the project, or on
        the code that they have."""
        for link in self._links:
            ends = [bare(link.get("originGUID")), bare(link.get("targetGUID"))]
            note = next((end for end in ends if end in self.notes), "")
            other = next((end for end in ends if end != note), "")
            if note and other in self.places:
                self.refer(note, self.places[other])
            else:
                self._losses.lose("a link", link.get("name") or "")
        for note in self.notes:
            if note not in self._used:
                self.refer(note, About())
        yield from self.noted

    def _lose_code(self, text: str, number: int) -> None:
        self._losses.lose("a code given to a memo", text[:40], number)


def _with_title(element: Element, text: str) -> str:
    """The text of a note, below its name where that is more than its first words."""
    name = " ".join((element.get("name") or "").split())
    first = " ".join(text.split())
    return text if first.startswith(name.removesuffix("...")) else f"{name}\n\n{text}"
