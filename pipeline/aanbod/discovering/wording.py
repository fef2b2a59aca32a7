"""The word lists of a codebook's `discover` section, ready to meet words of a text."""

from collections.abc import Iterable, Sequence

from aanbod.dutch.forms import forms
from aanbod.dutch.spelling import fold


class Words:
    """A list of words and phrases; `*` at either end of a word stands for any letters, also none.

    `inflected` words meet all of their forms. Capitals, accents, hyphens and apostrophes make no difference.
    """

    def __init__(self, entries: Iterable[str], inflected: bool = False) -> None:
        self._whole: set[str] = set()
        starts: set[str] = set()
        ends: set[str] = set()
        self._phrases: list[tuple[Words, ...]] = []
        for entry in entries:
            if len(parts := entry.split()) > 1:
                self._phrases.append(tuple(Words([part], inflected) for part in parts))
            elif entry.endswith("*"):
                starts.add(fold(entry[:-1]))
            else:
                into = ends if entry.startswith("*") else self._whole
                into |= forms(entry.strip("*")) if inflected else {fold(entry.strip("*"))}
        self._starts, self._ends = tuple(starts), tuple(ends)
        self._longest = max((len(phrase) for phrase in self._phrases), default=1)
        self._known: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        """Whether a word is one of the single words."""
        if (known := self._known.get(word)) is None:
            key = fold(word)
            known = key in self._whole or key.startswith(self._starts) or key.endswith(self._ends)
            self._known[word] = known
        return known

    def exactly(self, word: str) -> bool:
        """Whether a word is all of an entry: `centrum`, for `*centrum` too, but not `wijkcentrum`."""
        return fold(word) in self._whole or fold(word) in self._ends

    def stem(self, word: str) -> str:
        """What stands before the longest ending that a word has: `schaak` for `*les`; all of an entry without `*`."""
        key = fold(word)
        longest = max((len(end) for end in self._ends if key.endswith(end)), default=0)
        return key if key in self._whole else key[: len(key) - longest]

    def at(self, words: Sequence[str], position: int) -> int:
        """How many words from a position on are an entry; 0 where none begins there."""
        for size in range(min(self._longest, len(words) - position), 1, -1):
            if self._phrase(words[position : position + size]):
                return size
        return int(position < len(words) and words[position] in self)

    def before(self, words: Sequence[str], position: int) -> int:
        """How many words right before a position are an entry; 0 where none ends there."""
        for size in range(min(self._longest, position), 1, -1):
            if self._phrase(words[position - size : position]):
                return size
        return int(position > 0 and words[position - 1] in self)

    def _phrase(self, words: Sequence[str]) -> bool:
        return any(
            len(phrase) == len(words) and all(word in part for part, word in zip(phrase, words, strict=True))
            for phrase in self._phrases
        )
