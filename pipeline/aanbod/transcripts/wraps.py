"""Whether, and where, a text was wrapped: what its lines say by their widths and by the words around each break.

Short lines seem full by chance, so that one pair of lines proves nothing. Each pair speaks for or against, in the
units of a log-likelihood ratio (a wrap, or the end of a note); what the pairs of the whole text say together decides
whether it is known to be wrapped, and what the pairs nearby say decides for each place.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from aanbod.transcripts import sentences, structure

TOLERANCE = 0.93  # a full line of proportional type has at least so many of the widest line's characters
WIDEST = 180  # characters; nobody wraps at more
WINDOW = 3  # how many lines before and after count as near

# How much likelier (natural logarithm) a feature is at a wrap than between two notes, estimated on Dutch prose and
# telegram-style notes.
FULL, ALMOST_FULL, NOT_FULL = 0.9, 0.5, -2.7
UNFINISHED, FINISHED = 2.4, -0.4
GOES_ON, STARTS_ANEW = 0.5, -1.5
INNER, OUTER = 1.2, -0.4
SPACED, NOT_SPACED = 1.0, -2.0
HYPHEN = 2.5
SHORT_BEFORE_NEW = -1.5  # as between notes, but also of a heading above its text
# Whether any sentence ends nearby. Two lines without may be a heading.
SENTENCES, NO_SENTENCES, NO_SENTENCES_IN_TWO = 0.5, -2.5, -1.5
NARROW, NARROW_WIDTH = -0.6, 45  # in a column this narrow, notes are as wide as lines
MUCH_NARROWER = 0.8  # of the usual width: another kind of text than the rest
BEFORE_ANY_EVIDENCE = -2.0
MOST_FROM_THE_WHOLE = 2.5
FEW = 8  # from so many wraps on, white space at line ends has a meaning


@dataclass
class Line:
    """A line that is not empty, tidied."""

    text: str
    as_prose: str = ""  # the same where its first dash or number marks no item
    gap: bool = False  # an empty line, a page's end or an indent comes before it
    spaced: bool = False  # white space at its end: many PDF readers leave it at wraps only
    indent: int = 0

    # Looked at where it is asked: most lines of most texts are paragraphs, and nobody asks.
    @cached_property
    def closed(self) -> bool:
        return sentences.is_closed(self.text)

    @cached_property
    def item(self) -> bool:
        return structure.is_item(self.text)

    @cached_property
    def heading(self) -> bool:
        return structure.is_heading(self.text)

    @cached_property
    def row(self) -> bool:
        return structure.is_row(self.text)

    @property
    def hyphenated(self) -> bool:
        return ends_in(self.text, "-")

    @cached_property
    def unfinished(self) -> bool:
        return sentences.is_unfinished(self.text)

    @cached_property
    def goes_on(self) -> bool:
        return sentences.goes_on(self.text)

    @property
    def marked(self) -> bool:
        return self.item or self.heading or self.row


def ends_in(text: str, char: str) -> bool:
    """Whether the text ends in the character, directly after a letter or digit."""
    return len(text) > 1 and text[-1] == char and text[-2].isalnum()


class Wraps:
    """What the lines of a text say about where they were wrapped.

    `known`: the text as a whole is wrapped. `spaces_tell`: a line that does not end in white space is not wrapped.
    """

    def __init__(self, lines: Sequence[Line], wrapped: bool) -> None:
        self._lines = lines
        self.blocks = _blocks(lines)
        self._widths = self._widths_around()
        self._scores = [self._score(index) for index in range(len(lines) - 1)]
        total = BEFORE_ANY_EVIDENCE + self._said_by_all()
        self.known = wrapped or total > 0
        self._prior = MOST_FROM_THE_WHOLE if wrapped else _between(BEFORE_ANY_EVIDENCE, total)
        self.spaces_tell = self._do_spaces_tell()
        self.usual_width = self._usual_width()

    def here(self, index: int) -> bool:
        """Whether the text is wrapped around the end of this line, all that is known taken together."""
        start, end = self.blocks[index]
        first, last = max(start, index - WINDOW), min(end - 1, index + WINDOW + 1)
        prior = self._prior
        if self._widths[index] < MUCH_NARROWER * self.usual_width:
            prior = min(prior, 0.0)
        said = math.fsum(self._scores[first:last]) + self._said_by_sentences(first, last + 1)
        return prior + said + self._said_by_spaces(first, last) > 0

    def keeps_lines(self, index: int) -> bool:
        """Whether the line stands among notes: lines that are not wrapped."""
        start, end = self.blocks[index]
        listed = self._lines[index].item
        return not listed and end - start > 2 and not self.here(min(index, end - 2))

    def fullness(self, index: int) -> float:
        """The width that the line and the next word would take, as a part of the width around; from 1: a wrap."""
        needed = len(self._lines[index].text) + len(sentences.first_word(self._lines[index + 1].text))
        width = self._widths[index]
        return 0.0 if width > WIDEST else needed / width

    def is_full(self, index: int) -> bool:
        return self.fullness(index) >= TOLERANCE

    def _score(self, index: int) -> float:
        line, following = self._lines[index], self._lines[index + 1]
        if following.gap or following.marked or line.closed or line.heading or line.row:
            return 0.0
        if line.hyphenated and following.goes_on:
            return HYPHEN
        fullness = self.fullness(index)
        if fullness < TOLERANCE and not following.goes_on and not line.unfinished:
            return SHORT_BEFORE_NEW
        score = FULL if fullness >= 1 else ALMOST_FULL if fullness >= TOLERANCE else NOT_FULL
        score += UNFINISHED if line.unfinished else FINISHED
        if not following.goes_on:
            return score + STARTS_ANEW
        inner = sentences.first_word(following.text) in sentences.INNER
        return score + GOES_ON + (INNER if inner else OUTER)

    def _said_by_all(self) -> float:
        telling = [index for index, score in enumerate(self._scores) if score]
        narrow = sum(self._widths[index] < NARROW_WIDTH for index in telling)
        blocks = {self.blocks[index] for index in telling}
        by_sentences = math.fsum(self._said_by_sentences(start, end) for start, end in blocks)
        return math.fsum(self._scores) + NARROW * narrow + by_sentences

    def _said_by_sentences(self, start: int, end: int) -> float:
        near = self._lines[start:end]
        if any(sentences.ends_sentence(line.text) for line in near):
            return SENTENCES
        if any(line.closed for line in near):
            return 0.0
        return NO_SENTENCES if len(near) > 2 else NO_SENTENCES_IN_TWO

    def _said_by_spaces(self, first: int, last: int) -> float:
        if not self.spaces_tell:
            return 0.0
        return math.fsum(
            SPACED if self._lines[index].spaced else NOT_SPACED
            for index in range(first, last)
            if self._scores[index] and not self._lines[index].hyphenated
        )

    def _widths_around(self) -> list[int]:
        lengths = [len(line.text) for line in self._lines]
        return [
            max(lengths[max(start, index - WINDOW) : min(end, index + WINDOW + 2)])
            for index, (start, end) in enumerate(self.blocks)
        ]

    def _usual_width(self) -> float:
        """The width of most lines that are wrapped."""
        wide = [self._widths[index] for index, score in enumerate(self._scores) if score > 0]
        return statistics.median(wide) if wide else float(max(self._widths))

    def _do_spaces_tell(self) -> bool:
        """Whether the lines that surely were wrapped end in white space."""
        sure = [
            line.spaced
            for index, line in enumerate(self._lines[:-1])
            if self._scores[index] and self._lines[index + 1].goes_on and not line.hyphenated
        ]
        return len(sure) >= FEW and sum(sure) >= 0.95 * len(sure)


def _blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """For each line, the block that it stands in: where the lines without a gap around it start and end."""
    starts = [index for index, line in enumerate(lines) if line.gap or index == 0]
    ends = [*starts[1:], len(lines)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) for _ in range(start, end)]


def _between(least: float, value: float) -> float:
    return max(least, min(MOST_FROM_THE_WHOLE, value))
