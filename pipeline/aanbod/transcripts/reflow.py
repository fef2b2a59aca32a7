"""Hard line wraps undone: text that a PDF reader or a mail program broke into lines reads as running text again.

A break is taken for a wrap where the next line's first word would not have fitted in the width used around there.
As short lines fit by chance, a text must first show that it is wrapped at all: each pair of lines in it speaks for or
against, by their widths and by the words around the break. Notes, lists, poems, tables and addresses speak against,
and stay as they are; so does a text in which every paragraph is one line.
"""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from aanbod.transcripts import dutch, structure
from aanbod.transcripts.characters import squeeze
from aanbod.transcripts.hyphens import Spellings
from aanbod.transcripts.pages import is_page_number, without_furniture

# A line of proportional type that is full may hold so much fewer characters than the widest around it.
TOLERANCE = 0.93
LOOSE_TOLERANCE = 0.8
HEADING_LINES = 2  # a heading has hardly more lines than this
WIDEST = 180  # wider lines are not wrapped by anybody
WINDOW = 3  # "around there", in lines before and after

# How much likelier (natural logarithm) a feature is at a wrap than between two notes. Estimated on prose
# and notes; a text's own lines add up, so that no single one decides.
FULL, ALMOST_FULL, NOT_FULL = 0.9, 0.5, -2.7
UNFINISHED, FINISHED = 2.4, -0.4
GOES_ON, STARTS_ANEW = 0.5, -1.5
SHORT_BEFORE_NEW = -1.5  # as notes do, but also a heading above its text
HYPHEN = 2.5
SENTENCES, NO_SENTENCES = 0.5, -2.5  # whether a sentence ends anywhere in the lines between two empty ones
NARROW = -0.6  # in a column this narrow, notes are as wide as lines
NARROW_WIDTH = 45
MUCH_NARROWER = 0.8
BEFORE_ANY_EVIDENCE = -2.0
KNOWN = 2.5  # the most that the rest of the text says about one place in it
LONG = 0.6  # of the usual width: a line so long may be wrapped, with an empty line after it
FEW = 8  # from so many wraps on, spaces at line ends have a meaning


class Break(Enum):
    """What becomes of the end of a line."""

    JOIN = auto()
    LINE = auto()
    PARAGRAPH = auto()


@dataclass
class _Line:
    text: str
    as_prose: str = ""  # the same with its first dash not taken for a bullet
    gap: bool = False  # an empty line, a new page or an indent before it
    spaced: bool = False  # white space at its end, as PDF readers leave at wraps only
    indent: int = 0
    closed: bool = field(init=False)
    marked: bool = field(init=False)
    item: bool = field(init=False)

    def __post_init__(self) -> None:
        self.closed = dutch.is_closed(self.text)
        self.item = structure.is_item(self.text)
        self.marked = self.item or structure.is_heading(self.text) or structure.is_row(self.text)

    @property
    def is_heading(self) -> bool:
        return structure.is_heading(self.text)

    @property
    def is_row(self) -> bool:
        return structure.is_row(self.text)

    @property
    def hyphenated(self) -> bool:
        return len(self.text) > 1 and self.text[-1] == "-" and self.text[-2].isalnum()


def reflow(text: str, *, wrapped: bool = False) -> str:
    """The text with wraps undone, in the form that `structure` describes.

    `text` is clean (`characters.clean`); form feeds in it part pages. `wrapped` says that the format wraps every
    paragraph, as PDF does.
    """
    lines = _lines(text)
    wraps = _Wraps(lines, wrapped)
    if wraps.known and (numbers := _page_numbers(lines)):
        lines = [line for index, line in enumerate(lines) if index not in numbers]
        wraps = _Wraps(lines, wrapped)
    return _write(lines, _breaks(lines, wraps))


def _lines(text: str) -> list[_Line]:
    pages = [page.split("\n") for page in text.split("\f")]
    lines: list[_Line] = []
    for page in without_furniture(pages):
        gap = True
        bullet = ""
        for raw in page:
            shown = raw.strip()
            if not shown or structure.is_rule(shown):
                gap = True
                continue
            if shown in structure.GLYPHS:  # a bullet by itself belongs to the next line
                bullet = shown + " "
                continue
            line_text = structure.tidy(bullet + raw.lstrip())
            bullet = ""
            if not line_text:
                continue
            indent = len(raw) - len(raw.lstrip())
            previous = lines[-1] if lines else None
            indented = bool(previous and not previous.item and indent > previous.indent)
            line = _Line(line_text, squeeze(raw), gap or indented, raw[-1:].isspace(), indent)
            lines.append(line)
            gap = False
    return lines


class _Wraps:
    """What the lines of a text say about where they were wrapped."""

    def __init__(self, lines: Sequence[_Line], wrapped: bool) -> None:
        self._lines = lines
        self.blocks = _blocks(lines)
        self.widths = self._widths()
        self.evidence = [self._evidence(index) for index in range(len(lines) - 1)]
        narrow = sum(
            1
            for score, width in zip(self.evidence, self.widths, strict=False)
            if score and width < NARROW_WIDTH
        )
        self._of_block = self._sentences()
        blocks = {self.blocks[index] for index, score in enumerate(self.evidence) if score}
        total = BEFORE_ANY_EVIDENCE + math.fsum(self.evidence) + NARROW * narrow
        total += math.fsum(self._of_block[start] for start, _ in blocks)
        self.known = wrapped or total > 0
        self._prior = KNOWN if wrapped else max(BEFORE_ANY_EVIDENCE, min(KNOWN, total))
        self.spaces_tell = self._do_spaces_tell()
        self.usual_width = self._usual_width()

    def here(self, index: int) -> bool:
        """Whether the text is wrapped around the end of this line, all evidence taken together."""
        start, end = self.blocks[index]
        nearby = self.evidence[max(start, index - WINDOW) : min(end - 1, index + WINDOW + 1)]
        prior = self._prior
        if self.widths[index] < MUCH_NARROWER * self.usual_width:
            prior = min(prior, 0.0)  # another kind of text than the rest
        return prior + self._of_block[start] + math.fsum(nearby) > 0

    def fullness(self, index: int) -> float:
        """The width that the line and the next word would take, as a part of the width around there."""
        line, following = self._lines[index].text, self._lines[index + 1].text
        needed = len(line) + 1 + len(dutch.first_word(following))
        width = self.widths[index]
        return 0.0 if width > WIDEST else (needed - 1) / width

    def is_full(self, index: int) -> bool:
        return self.fullness(index) >= TOLERANCE

    def _evidence(self, index: int) -> float:
        line, following = self._lines[index], self._lines[index + 1]
        if following.gap or following.marked or line.closed:
            return 0.0
        if line.is_heading or line.is_row:
            return 0.0
        goes_on = dutch.goes_on(following.text)
        if line.hyphenated and goes_on:
            return HYPHEN
        fullness = self.fullness(index)
        unfinished = dutch.last_word(line.text) in dutch.UNFINISHED
        if fullness < TOLERANCE and not goes_on and not unfinished:
            return SHORT_BEFORE_NEW
        score = FULL if fullness >= 1 else ALMOST_FULL if fullness >= TOLERANCE else NOT_FULL
        score += UNFINISHED if unfinished else FINISHED
        return score + (GOES_ON if goes_on else STARTS_ANEW)

    def _widths(self) -> list[int]:
        lengths = [len(line.text) for line in self._lines]
        return [
            max(lengths[max(start, index - WINDOW) : min(end, index + WINDOW + 2)])
            for index, (start, end) in enumerate(self.blocks)
        ]

    def _sentences(self) -> dict[int, float]:
        """What the ends of sentences in a block say, by the block's first line."""
        found = {}
        for start, end in set(self.blocks):
            block = self._lines[start:end]
            if any(dutch.ends_sentence(line.text) for line in block):
                found[start] = SENTENCES
            else:
                found[start] = 0.0 if any(line.closed for line in block) else NO_SENTENCES
        return found

    def _usual_width(self) -> float:
        """The width of most lines that are wrapped."""
        wide = [self.widths[index] for index, score in enumerate(self.evidence) if score > 0]
        return statistics.median(wide) if wide else float(max(self.widths, default=1))

    def _do_spaces_tell(self) -> bool:
        """Whether the lines that surely were wrapped end in a space, so that the others were not."""
        sure = [
            line.spaced
            for line, following in zip(self._lines, self._lines[1:], strict=False)
            if not following.gap
            and not line.closed
            and not line.hyphenated
            and not following.marked
            and dutch.goes_on(following.text)
        ]
        return len(sure) >= FEW and sum(sure) >= 0.95 * len(sure)


def _blocks(lines: Sequence[_Line]) -> list[tuple[int, int]]:
    """Of each line, the block that it stands in: where its lines start and end."""
    starts = [index for index, line in enumerate(lines) if line.gap or index == 0]
    ends = [*starts[1:], len(lines)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) for _ in range(start, end)]


def _breaks(lines: Sequence[_Line], wraps: _Wraps) -> list[Break]:
    """For each line but the last, what its end becomes."""
    breaks: list[Break] = []
    running = 1  # lines of the paragraph so far
    for index in range(len(lines) - 1):
        if lines[index + 1].gap:
            breaks.append(_over_gap(lines, index, wraps))
        else:
            breaks.append(_in_block(lines, index, wraps, running))
        running = running + 1 if breaks[-1] is Break.JOIN else 1
    return breaks


def _page_numbers(lines: Sequence[_Line]) -> set[int]:
    """The lines with a bare number that a copied page left behind: at the very end, or amid a sentence."""
    found = set()
    for index, line in enumerate(lines):
        if not line.gap or not is_page_number(line.text):
            continue
        if index + 1 == len(lines):
            found.add(index)
        elif index and lines[index + 1].gap and dutch.goes_on(lines[index + 1].text):
            found.update(() if lines[index - 1].closed else (index,))
    return found


def _in_block(lines: Sequence[_Line], index: int, wraps: _Wraps, running: int) -> Break:
    line, following = lines[index], lines[index + 1]
    if line.is_heading or following.is_heading:
        return Break.PARAGRAPH
    if not wraps.here(index):
        return Break.LINE
    full = wraps.is_full(index)
    if following.item and full and _is_dash(lines, index, wraps):
        return Break.JOIN
    if following.marked or line.is_row:
        return Break.PARAGRAPH
    if dutch.goes_on(following.text):
        return Break.JOIN
    if dutch.is_amount(following.text) and not line.closed and wraps.fullness(index) >= LONG:
        return Break.JOIN
    if wraps.spaces_tell and not line.spaced and not line.hyphenated:
        return Break.PARAGRAPH
    if line.closed:
        return Break.JOIN if full and not dutch.starts_turn(following.text) else Break.PARAGRAPH
    if dutch.last_word(line.text) in dutch.UNFINISHED or dutch.has_open_bracket(line.text):
        return Break.JOIN
    if running > HEADING_LINES:
        # Far into a paragraph a line without a full stop is hardly its last one.
        full = wraps.fullness(index) >= LOOSE_TOLERANCE
    return Break.JOIN if full else Break.PARAGRAPH


def _is_dash(lines: Sequence[_Line], index: int, wraps: _Wraps) -> bool:
    """Whether what looks like the mark of an item is a dash or number in a sentence: no other item is near."""
    if lines[index].closed:
        return False
    start, end = wraps.blocks[index]
    near = range(max(start, index - 2 * WINDOW), min(end, index + 2 * WINDOW))
    return not any(lines[other].item for other in near if other != index + 1)


def _over_gap(lines: Sequence[_Line], index: int, wraps: _Wraps) -> Break:
    """PDF readers leave empty lines in the middle of sentences too, at a page's end for one."""
    line, following = lines[index], lines[index + 1]
    if not wraps.known or following.marked or line.is_row or line.is_heading:
        return Break.PARAGRAPH
    goes_on = dutch.goes_on(following.text)
    if line.hyphenated and goes_on:
        return Break.JOIN
    if line.closed:
        return Break.PARAGRAPH
    last = dutch.last_word(line.text)
    if not goes_on:
        at_wrap = last in dutch.STRICTLY_UNFINISHED and (line.spaced or not wraps.spaces_tell)
        return Break.JOIN if at_wrap else Break.PARAGRAPH
    length = len(line.text) / wraps.usual_width
    sure = (
        length >= LONG
        or (length >= LONG / 2 and line.spaced and wraps.spaces_tell)
        or last in dutch.UNFINISHED
        or last.endswith(",")
        or dutch.first_word(following.text) in dutch.CONTINUING
    )
    return Break.JOIN if sure else Break.PARAGRAPH


def _write(lines: Sequence[_Line], breaks: Sequence[Break]) -> str:
    hyphens = Spellings(line.text for line in lines)
    blocks: list[tuple[Break, list[str]]] = []
    before = Break.PARAGRAPH
    for line, after in zip(lines, [*breaks, Break.PARAGRAPH], strict=True):
        if before is not Break.JOIN or not blocks:
            blocks.append((before, [line.text]))
        else:
            _append(blocks[-1][1], line, hyphens)
        before = after
    written: list[str] = []
    previous = ""
    for separator, pieces in blocks:
        text = " ".join(pieces)
        if written:
            near = separator is Break.LINE or structure.belong_together(previous, text)
            written.append("\n" if near else "\n\n")
        written.append(text)
        previous = text
    return "".join(written)


def _append(pieces: list[str], line: _Line, hyphens: Spellings) -> None:
    """The line joined to the last piece, where hyphen or slash asks for it, or as a piece of its own."""
    last = pieces[-1]
    text = line.as_prose if line.item else line.text
    if len(last) > 1 and last[-1] == "-" and last[-2].isalnum():
        pieces[-1] = hyphens.join(last, text)
    elif len(last) > 1 and last[-1] == "/" and last[-2].isalnum():
        pieces[-1] = last + text
    else:
        pieces.append(text)
