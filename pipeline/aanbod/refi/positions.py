"""Where a passage stands that another program counted out.

The standard counts code points, from 0, in the text as it stands in its file; of the end it says "last character".
Programs also count UTF-16 units (an emoji is two), a Windows line end as one, any line end as two, the byte order mark,
and put the end behind the last character, which nearly all do. What a file does shows where it quotes its selections:
then the way of counting is taken that meets most quotes.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, product

from aanbod.transcripts.characters import clean

BOM = "\ufeff"
_DOTS = ("...", "…")
_ENOUGH = 3  # characters of a name before it can be taken for a quote
_LONG = 40  # characters beyond which a name may have been cut short without saying so


@dataclass(frozen=True)
class Counting:
    """A way to count: `newlines` as they stand in the file, or each as one or as two; `bom`, a mark counts too;
    `last`, the end is the last character itself."""

    utf16: bool = False
    newlines: str = "file"
    bom: bool = False
    last: bool = False

    def __str__(self) -> str:
        said = ["UTF-16 units" if self.utf16 else "code points"]
        said += {"file": [], "one": ["a line end as one"], "two": ["a line end as two"]}[self.newlines]
        said += ["the byte order mark too"] * self.bom + ["the end as the last character"] * self.last
        return ", ".join(said)


@dataclass(frozen=True)
class Selection:
    """A stretch of a text as a program counted it, and its name, which may be a quote."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True)
class SourceText:
    """A text as it stands in its file, without its byte order mark (`has_bom`), and the selections in it.

    With `is_ours` the text is taken as it is, apart from its line ends.
    """

    raw: str
    has_bom: bool = False
    selections: Sequence[Selection] = ()
    is_ours: bool = False

    @cached_property
    def text(self) -> str:
        """The text as we keep it."""
        return self.raw.replace("\r\n", "\n") if self.is_ours else clean(self.raw)

    def reader(self, counting: Counting) -> "Reader":
        return Reader(self, counting)


@dataclass
class Reader:
    """Finds passages of a text in one way of counting."""

    source: SourceText
    counting: Counting
    _counted: str = field(init=False)
    _units: bytes = field(init=False, default=b"")

    def __post_init__(self) -> None:
        counted = self.source.raw
        if self.counting.newlines != "file":
            counted = counted.replace("\r\n", "\n")
        if self.counting.newlines == "two":
            counted = counted.replace("\n", "\r\n")
        if self.counting.bom and self.source.has_bom:
            counted = BOM + counted
        self._counted = counted
        if self.counting.utf16:
            self._units = counted.encode("utf-16-le", "surrogatepass")

    def quote(self, selection: Selection) -> str:
        """What the selection holds, as the file has it."""
        end = selection.end + self.counting.last
        if self.counting.utf16:
            return self._units[2 * selection.start : 2 * end].decode("utf-16-le", "ignore")
        return self._counted[selection.start : end]

    def passage(self, selection: Selection) -> tuple[int, int]:
        """Where it stands in the text as we keep it; the end may lie behind the text."""
        start, end = (self._point(at) for at in (selection.start, selection.end + self.counting.last))
        return self._place(start), self._place(end)

    def _point(self, at: int) -> int:
        """The code point in the counted text; a position within an emoji is that of its end."""
        return len(self._units[: 2 * at].decode("utf-16-le", "ignore")) if self.counting.utf16 else at

    def _place(self, at: int) -> int:
        if at > len(self._counted):
            return len(self.source.text) + at - len(self._counted)
        piece = bisect_right(self._starts, at) - 1
        return self._done[piece] + len(self._tidy(self._counted[self._starts[piece] : at]))

    @cached_property
    def _pieces(self) -> list[str]:
        """Lines that can be tidied apart from each other; the whole text where it cannot be cut so."""
        lines = self._counted.splitlines(keepends=True)
        return lines if "".join(map(self._tidy, lines)) == self.source.text else [self._counted]

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *accumulate(map(len, self._pieces[:-1]))] if self._pieces else [0]

    @cached_property
    def _done(self) -> list[int]:
        return [0, *accumulate(len(self._tidy(piece)) for piece in self._pieces[:-1])] if self._pieces else [0]

    def _tidy(self, text: str) -> str:
        if not self.source.is_ours:
            return clean(text)
        return text.replace("\r\n", "\n").removesuffix("\r").removeprefix(BOM)


def detect(sources: Sequence[SourceText], usual: Counting = Counting()) -> tuple[Counting, bool]:
    """How a file counts, and whether it shows: `usual` where no quote tells, or where it does not matter."""
    told = [replace(source, selections=[s for s in source.selections if _quoted(s.name)[0]]) for source in sources]
    told = [source for source in told if source.selections]
    candidates = list(_candidates(sources, usual))
    total = sum(len(source.selections) for source in told)
    best, most = usual, 0
    for candidate in candidates:
        met = sum(_meets(source.reader(candidate), source.selections) for source in told)
        if met > most:
            best, most = candidate, met
        if met == 2 * total:
            break
    matters = any(counting.last == usual.last and counting != usual for counting in candidates)
    return best, bool(most) or not matters


def _candidates(sources: Iterable[SourceText], usual: Counting) -> Iterator[Counting]:
    """The ways of counting that differ for these texts, the usual one first."""
    raws = [source.raw for source in sources]
    astral = any(max(raw, default="") > "\uffff" for raw in raws)
    windows = any("\r\n" in raw for raw in raws)
    unix = any("\n" in raw.replace("\r\n", "") for raw in raws)
    bom = any(source.has_bom for source in sources)
    ways = {
        "utf16": (False, True) if astral else (False,),
        "newlines": ("file", *("one",) * windows, *("two",) * unix),
        "bom": (False, True) if bom else (False,),
        "last": (False, True),
    }
    yield usual
    for values in product(*ways.values()):
        counting = Counting(**dict(zip(ways, values, strict=True)))  # type: ignore[arg-type]
        if counting != usual:
            yield counting


def _meets(reader: Reader, selections: Iterable[Selection]) -> int:
    """How well the quotes are met: two points where the spaces at the ends agree too, which programs may trim."""
    points = 0
    for selection in selections:
        quote, cut = _quoted(selection.name)
        held = reader.quote(selection)
        squeezed = "".join(held.split())
        if squeezed.startswith(quote) if cut else squeezed == quote:
            points += 1 + (held == held.strip())
    return points


def _quoted(name: str) -> tuple[str, bool]:
    """A name as a quote without its spaces, and whether it was cut short; '' if it is too short to tell."""
    written = name.strip()
    dots = next((dots for dots in _DOTS if written.endswith(dots)), "")
    quote = "".join(written.removesuffix(dots).split())
    return (quote, bool(dots) or len(quote) > _LONG) if len(quote) >= _ENOUGH else ("", False)
