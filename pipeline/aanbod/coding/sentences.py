"""The sentences of a block as words with their offsets: what keywords are matched on."""

from bisect import bisect_left
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from aanbod.coding.tokens import BULLET, BULLETS, END, MARK, WORD

_OPENERS = frozenset("‘“\"'(-–[" + BULLETS)
_KINDS = {";": "break", ",": "comma", "(": "bracket", ")": "bracket"} | dict.fromkeys(":–—-", "label")
_LONGEST_LABEL = 6  # words before a colon or dash that name what the rest tells of
_ABBREVIATIONS = frozenset(
    (
        *("bijv", "blz", "bv", "ca", "dhr", "dr", "drs", "dwz", "enz", "etc", "evt", "excl", "incl", "ing", "ir", "jl"),
        *("max", "mevr", "min", "mr", "mw", "nl", "nr", "nrs", "pag", "prof", "resp", "st", "tel", "vgl", "vnl", "zgn"),
        *("a.d.h.v", "a.s", "c.q", "d.d", "d.m.v", "d.w.z", "e.a", "e.d", "e.e.a", "e.o", "i.c.m", "i.h.k.v", "i.o.m"),
        *("i.p.v", "i.s.m", "i.v.m", "j.l", "m.a.w", "m.b.t", "m.b.v", "m.i.v", "m.m.v", "m.n", "n.a.v", "n.v.t"),
        *("o.a", "o.b.v", "o.i.d", "o.l.v", "t.a.v", "t.b.v", "t.g.v", "t.o.v", "t.w.v", "z.g", "z.s.m"),
    )
)
_LONGEST_ABBREVIATION = 16  # characters
_BEFORE_NUMBER = 3  # letters of a short word with a point before a number: "kl. 2"


class _Marks(NamedTuple):
    breaks: tuple[int, ...] = ()
    commas: tuple[int, ...] = ()
    brackets: tuple[int, ...] = ()
    labels: tuple[int, ...] = ()


_NO_MARKS = _Marks()


class Sentence:
    """Words of one sentence; `starts` and `ends` are offsets in the whole text, `lemmas` is empty without a model.

    `breaks` are the positions of words that follow on a strong mark (; : –), `labels` those behind a colon or dash,
    `commas` those after a comma, `brackets` those after a bracket. Offsets and marks are worked out when they are asked
    for: most sentences hold no keyword.
    """

    __slots__ = ("_marks", "_spans", "_text", "end", "lemmas", "start", "words")

    def __init__(self, text: str, start: int, end: int, lemma_at: Mapping[int, str] | None = None) -> None:
        self.start = start
        self.end = end
        self.words: list[str] = WORD.findall(text, start, end)
        self._text = text
        self._spans: tuple[list[int], list[int]] | None = None
        self._marks: _Marks | None = None
        self.lemmas = tuple(lemma_at.get(offset, "") for offset in self.starts) if lemma_at else ()

    @property
    def whole(self) -> str:
        """The text that the sentence is part of."""
        return self._text

    @property
    def starts(self) -> list[int]:
        return (self._spans or self._find_spans())[0]

    @property
    def ends(self) -> list[int]:
        return (self._spans or self._find_spans())[1]

    @property
    def breaks(self) -> tuple[int, ...]:
        return (self._marks or self._find_marks()).breaks

    @property
    def commas(self) -> tuple[int, ...]:
        return (self._marks or self._find_marks()).commas

    @property
    def brackets(self) -> tuple[int, ...]:
        return (self._marks or self._find_marks()).brackets

    @property
    def labels(self) -> tuple[int, ...]:
        return (self._marks or self._find_marks()).labels

    def _find_spans(self) -> tuple[list[int], list[int]]:
        """Between two words stands nothing of which a word could be made, so that the next place of each is its own."""
        starts: list[int] = []
        ends: list[int] = []
        find, end = self._text.find, self.start
        for word in self.words:
            start = find(word, end)
            end = start + len(word)
            starts.append(start)
            ends.append(end)
        self._spans = starts, ends
        return self._spans

    def _find_marks(self) -> _Marks:
        found: dict[str, list[int]] = {}
        starts = self.starts
        for match in MARK.finditer(self._text, self.start, self.end):
            position = bisect_left(starts, match.start())
            if position == len(starts) or starts[position] != match.start():  # the hyphen of "-lunch" is no mark
                found.setdefault(_KINDS[match[0]], []).append(position)
        if found:
            labels = found.get("label", [])
            # "Ouderkamer: gestopt" and "Bijles – gestopt – geen docenten" are one clause
            breaks = sorted([*found.get("break", ()), *(place for place in labels if place > _LONGEST_LABEL)])
            self._marks = _Marks(*map(tuple, (breaks, found.get("comma", ()), found.get("bracket", ()), labels)))
        else:
            self._marks = _NO_MARKS
        return self._marks


def sentences(
    text: str,
    start: int,
    end: int,
    lemma_at: Mapping[int, str] | None = None,
    short: Container[str] = frozenset(),
) -> Iterator[Sentence]:
    """The sentences between two offsets, in order; together they hold every word that stands there.

    `short` are abbreviations besides the common ones, in small letters, without their last point.
    """
    first = start
    for last in (*_boundaries(text, start, end, short), end):
        while first < last and (text[first].isspace() or text[first] in BULLETS):
            first += 1
        stop = last
        while stop > first and text[stop - 1].isspace():
            stop -= 1
        sentence = Sentence(text, first, stop, lemma_at)
        if sentence.words:
            yield sentence
        first = last


def _boundaries(text: str, start: int, end: int, short: Container[str]) -> list[int]:
    """Where sentences end: after a final mark and its closing quotes, before a capital, digit or opening quote.

    A straight quote closes what it is attached to; behind a space it opens the next sentence. A bullet begins one.
    """
    found = [
        match.end()
        for match in END.finditer(text, start, end)
        if _ends(text, start, short, *match.span(1), *match.groups()[1:])
    ]
    bullets = [match.start() for match in BULLET.finditer(text, start, end)]
    return sorted(found + bullets) if bullets else found


def _ends(
    text: str, start: int, short: Container[str], first: int, last: int, closers: str, space: str, following: str
) -> bool:
    """Whether the marks between two offsets end a sentence."""
    if not space and not closers:  # "klaar.De", but neither "9.30" nor "B.V."
        return following.isupper() and text[first - 1 : first].islower()
    if not (following.isupper() or following.isdigit() or following in _OPENERS):
        return False
    return (
        closers != ""
        or last - first > 1
        or text[first] != "."
        or not _abbreviates(text, start, short, first, following)
    )


def _abbreviates(text: str, start: int, short: Container[str], point: int, following: str) -> bool:
    """An abbreviation, initials ("J. Bos"), or before a number a short word ("kl. 2") or the first of all."""
    before = text[max(start, point - _LONGEST_ABBREVIATION) : point].rpartition(" ")[2].lstrip("‘“\"'([")
    if before.lower() in _ABBREVIATIONS:
        return True
    last = before.lower().rpartition("-")[2]
    if last in short and (following.isdigit() or len(last) >= _BEFORE_NUMBER):
        return True
    if last + "." in short and not following.isupper():
        return True
    if following.isdigit() and (
        (len(before) <= _BEFORE_NUMBER and before.islower()) or not text[start:point].strip().count(" ")
    ):
        return True
    return before.isupper() and all(len(part) == 1 for part in before.split("."))
