"""Masks: the letters and digits of what is personal are covered, and the text keeps its length and its lines."""

import hashlib
from collections.abc import Collection, Mapping

from aanbod import __version__
from aanbod.codebook.model import Codebook
from aanbod.privacy.finding import Finder
from aanbod.privacy.finds import KINDS, NAME, Find

COVER = "█"


def masked(text: str, finds: Collection[Find], letters: Mapping[str, str]) -> str:
    """The text with each find covered: as long as it was, with the same spaces, points and line breaks.

    The first letter of a cover says what was there: `letters` by kind.
    """
    parts: list[str] = []
    done = 0
    for find in sorted(finds):
        covered = "".join(COVER if char.isalnum() else char for char in text[find.start : find.end])
        parts += (text[done : find.start], covered.replace(COVER, letters[find.kind], 1))
        done = find.end
    return "".join((*parts, text[done:]))


def mask_letters(codebook: Codebook) -> dict[str, str]:
    """The first letter of the codebook's word for each kind, in capitals: P for Persoon, T for [telefoonnummer]."""
    words = codebook.privacy.pseudonyms
    said = {kind: words.get("person" if kind == NAME else kind, kind) for kind in KINDS}
    return {kind: next((char for char in word if char.isalpha()), kind[0]).upper() for kind, word in said.items()}


class Masker:
    """Masks some kinds of what is personal, by the words of a codebook; it can be sent to another process."""

    def __init__(self, codebook: Codebook, kinds: Collection[str] = KINDS) -> None:
        self._codebook = codebook
        self._finder = Finder(codebook, kinds)
        self._letters = mask_letters(codebook)
        self._finder.find("")  # what is not installed is told before anything is read

    def __reduce__(self) -> tuple[type["Masker"], tuple[Codebook, tuple[str, ...]]]:
        return Masker, (self._codebook, self._finder.kinds)

    def __call__(self, text: str) -> str:
        return masked(text, self._finder.find(text), self._letters)

    def source_sha256(self, sha256: str) -> str:
        """The identity of a file that is read with these masks: another one where other masks would be made of it."""
        made_by = (sha256, self._finder.kinds, self._finder.words, sorted(self._letters.items()), __version__)
        return hashlib.sha256(repr(made_by).encode()).hexdigest()
