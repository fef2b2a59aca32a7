"""Where a passage of an old text stands in a newer one. Knows no database."""

from bisect import bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate

from aanbod.model import Evidence, Words


class Alignment:
    """Lines up two texts by the lines they share, so that of equal quotes the right one is found."""

    def __init__(self, old: str, new: str) -> None:
        self._old = old
        self._new = new
        old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
        old_at = [0, *accumulate(map(len, old_lines))]
        new_at = [0, *accumulate(map(len, new_lines))]
        blocks = SequenceMatcher(None, old_lines, new_lines).get_matching_blocks()
        # (start in the old text, how far it moved), of every stretch of shared lines
        self._shifts = [(0, 0)] + [(old_at[b.a], new_at[b.b] - old_at[b.a]) for b in blocks]

    def find(self, start: int, end: int) -> int | None:
        """Where the quote old[start:end] begins in the new text: nearest to where it should be; None if gone."""
        expected = self._expected(start)
        places = self._places(start, end)
        return min(places, key=lambda place: (abs(place - expected), place), default=None)

    def move_evidence(self, evidence: Evidence, passage: tuple[int, int], start: int) -> Evidence:
        """The evidence of a passage that now begins at `start`. Words that are gone are left out."""
        return Evidence(
            evidence.rule,
            tuple(self._move_words(evidence.words, passage, start)),
            evidence.cue_rule,
            tuple(self._move_words(evidence.cue_words, passage, start)),
        )

    def _move_words(self, words: tuple[Words, ...], passage: tuple[int, int], start: int) -> Iterator[Words]:
        for word in words:
            # Words of the passage move with it; those around it (a heading) may have moved otherwise.
            if passage[0] <= word.start and word.end <= passage[1]:
                place: int | None = word.start - passage[0] + start
            else:
                place = self.find(word.start, word.end)
            if place is not None:
                yield Words(place, place + word.end - word.start, word.text)

    def _expected(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self._shifts, (offset, len(self._new))) - 1][1]

    def _places(self, start: int, end: int) -> Iterator[int]:
        """Every place of the quote in the new text that cuts no word which the old place left whole."""
        quote = self._old[start:end]
        place = self._new.find(quote)
        while place >= 0:
            last = place + len(quote)
            cuts = (_inside_word(self._new, place) and not _inside_word(self._old, start)) or (
                _inside_word(self._new, last) and not _inside_word(self._old, end)
            )
            if not cuts:
                yield place
            place = self._new.find(quote, place + 1)


def _inside_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
