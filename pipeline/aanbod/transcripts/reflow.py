"""Hard line wraps undone: text that a PDF reader or a mail program broke into lines reads as running text again.

A break is a wrap where the next line's first word would not have fitted in the width used around there, in a text
that is wrapped at all (`wraps`). Notes, lists without bullets, poems, tables and addresses stay as they are, and so
does a text in which every paragraph is one line.
"""

from collections.abc import Sequence
from enum import Enum, auto

from aanbod.transcripts import sentences, structure
from aanbod.transcripts.characters import squeeze
from aanbod.transcripts.hyphens import Spellings
from aanbod.transcripts.pages import is_page_number, without_furniture
from aanbod.transcripts.wraps import WINDOW, Line, Wraps, ends_in

HEADING_LINES = 2  # no heading has more
LOOSE_TOLERANCE = 0.8  # of the width around: far into a paragraph a line may be so short
LONG = 0.6  # of the usual width: a line so long may be wrapped although an empty line follows


class Break(Enum):
    """What becomes of the end of a line."""

    JOIN = auto()
    LINE = auto()
    PARAGRAPH = auto()


def reflow(text: str, *, wrapped: bool = False) -> str:
    """The text with wraps undone, in the form that `structure` describes.

    `text` is clean (`characters.clean`); form feeds in it part pages. `wrapped` says that the format wraps every
    paragraph, as PDF does.
    """
    once = _reflow(text, wrapped)
    if once == text.strip("\n") and not wrapped:
        return once  # nothing was undone, and reading it again would undo nothing either
    # Joined lines may shed another light on those around them; what was read must read the same again.
    while (again := _reflow(once, False)) != once:
        once = again
    return once


def _reflow(text: str, wrapped: bool) -> str:
    lines = _lines(text)
    if not lines:
        return ""
    wraps = Wraps(lines, wrapped)
    if wraps.known and (numbers := _page_numbers(lines)):
        lines = [line for index, line in enumerate(lines) if index not in numbers]
        wraps = Wraps(lines, wrapped)
    return _write(lines, _breaks(lines, wraps))


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    for page in without_furniture([page.split("\n") for page in text.split("\f")]):
        gap, bullet = True, ""
        for raw in page:
            shown = raw.strip()
            if not shown or structure.is_rule(shown):
                gap = True
            elif shown in structure.GLYPHS:  # a bullet by itself belongs to the next line
                bullet = shown + " "
            elif tidied := structure.tidy(bullet + raw.lstrip()):
                indent = len(raw) - len(raw.lstrip())
                previous = lines[-1] if lines else None
                indented = previous and indent > previous.indent and not previous.item
                prose = bullet + squeeze(raw)
                lines.append(Line(tidied, prose, gap or bool(indented), raw[-1].isspace(), indent))
                gap, bullet = False, ""
    return lines


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """The bare numbers that copied pages left behind: at the very end, or amid a sentence."""
    return {
        index
        for index, line in enumerate(lines)
        if line.gap and is_page_number(line.text) and (index + 1 == len(lines) or _is_amid_sentence(lines, index))
    }


def _is_amid_sentence(lines: Sequence[Line], index: int) -> bool:
    following = lines[index + 1]
    return index > 0 and not lines[index - 1].closed and following.gap and following.goes_on


def _breaks(lines: Sequence[Line], wraps: Wraps) -> list[Break]:
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


def _in_block(lines: Sequence[Line], index: int, wraps: Wraps, running: int) -> Break:
    line, following = lines[index], lines[index + 1]
    if line.heading or following.heading:
        return Break.PARAGRAPH
    if not wraps.here(index):
        return Break.LINE
    full = wraps.is_full(index)
    if following.item and full and _is_dash(lines, index, wraps):
        return Break.JOIN
    if following.marked or line.row:
        return Break.PARAGRAPH
    if following.goes_on:
        return Break.JOIN
    if sentences.is_amount(following.text) and not line.closed and wraps.fullness(index) >= LONG:
        return Break.JOIN
    if wraps.spaces_tell and not line.spaced and not line.hyphenated:
        return Break.PARAGRAPH
    if line.closed:
        return Break.JOIN if full and not sentences.starts_turn(following.text) else Break.PARAGRAPH
    if running > HEADING_LINES:
        # No heading: a line without a full stop is hardly a paragraph's last one.
        full = wraps.fullness(index) >= LOOSE_TOLERANCE
    return Break.JOIN if full or line.unfinished else Break.PARAGRAPH


def _is_dash(lines: Sequence[Line], index: int, wraps: Wraps) -> bool:
    """Whether what looks like an item is a dash or number in a sentence: there is no other item near."""
    if lines[index].closed or lines[index + 1].as_prose[0] in structure.GLYPHS:
        return False
    start, end = wraps.blocks[index]
    near = range(max(start, index - 2 * WINDOW), min(end, index + 2 * WINDOW))
    return not any(lines[other].item for other in near if other != index + 1)


def _over_gap(lines: Sequence[Line], index: int, wraps: Wraps) -> Break:
    """PDF readers leave empty lines in the middle of sentences too, at a page's end for one."""
    line, following = lines[index], lines[index + 1]
    if not wraps.known or following.marked or line.row or line.heading:
        return Break.PARAGRAPH
    if line.hyphenated and following.goes_on:
        return Break.JOIN
    if line.closed or wraps.keeps_lines(index) or wraps.keeps_lines(index + 1):
        return Break.PARAGRAPH
    if following.goes_on:
        sure = _runs_over_gap(line, following, wraps)
    else:
        before_name = sentences.last_word(line.text) in sentences.BEFORE_NAME
        sure = before_name and (line.spaced or not wraps.spaces_tell)
    return Break.JOIN if sure else Break.PARAGRAPH


def _runs_over_gap(line: Line, following: Line, wraps: Wraps) -> bool:
    """Whether a sentence without a full stop goes on in the next line, which starts in lower case."""
    long = LONG / 2 if line.spaced and wraps.spaces_tell else LONG
    return (
        len(line.text) >= long * wraps.usual_width
        or line.unfinished
        or line.text.endswith(",")
        or sentences.first_word(following.text) in sentences.CONTINUING
    )


def _write(lines: Sequence[Line], breaks: Sequence[Break]) -> str:
    # Reading every word is for texts that need it.
    split = any(line.hyphenated for line in lines)
    hyphens = Spellings(line.text for line in lines if split)
    written: list[str] = []
    previous, pieces = "", list[str]()
    for line, after in zip(lines, [*breaks, Break.PARAGRAPH], strict=True):
        _append(pieces, line, hyphens)
        if after is Break.JOIN:
            continue
        block = " ".join(pieces)
        if structure.belong_together(previous, block) and written:
            written[-1] = "\n"
        written += [block, "\n" if after is Break.LINE else "\n\n"]
        previous, pieces = block, []
    return "".join(written[:-1])


def _append(pieces: list[str], line: Line, hyphens: Spellings) -> None:
    """The line added to a paragraph: as a piece of its own, or joined to the last by its hyphen or slash."""
    if not pieces:
        pieces.append(line.text)
        return
    text = line.as_prose if line.item else line.text
    if ends_in(pieces[-1], "-"):
        pieces[-1] = hyphens.join(pieces[-1], text)
    elif ends_in(pieces[-1], "/"):
        pieces[-1] += text
    else:
        pieces.append(text)
