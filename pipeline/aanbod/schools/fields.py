"""What stands in the fields of a document that came back, and what counts as a tick."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from aanbod.schools.controls import PLACE, TICKED, UNTICKED
from aanbod.schools.marks import About

_TICKS = frozenset(f"{TICKED}☑✓✔✗✘✕✖×√⌧⊠■●+*")
_EMPTY = re.compile(rf"[{UNTICKED}□▢▫○◯❏❐❑❒\s\u200b\ufeff._…–—-]+")  # what stands in a box that is not ticked
_DOTS = re.compile(rf"^(?:{PLACE[0]}|_|\s|\.{{3,}})+|(?:{PLACE[0]}|_|\s|\.{{3,}})+$")


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
