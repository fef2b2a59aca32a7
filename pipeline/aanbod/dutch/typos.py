"""Words that a single typing error makes of another."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

# How long a word must be before such an error in it is sure to make no other word.
DOUBLED = 7  # letters: one of two equal letters, or two letters changed about
MISSED = 8  # a letter too few or too many
WRONG = 9  # another letter
SHORTEST = DOUBLED - 1  # letters of a written word that may be meant for another
_EDGE = 3  # letters at either end to look words up by, at least
_LAST = "\U0010ffff"  # comes behind every letter


class Neighbours:
    """Words that others may be meant for, by their length, sorted from either end.

    >>> Neighbours(["themabijeenkomsten", "taalles"]).near("themabijeenkomstn")
    ['themabijeenkomsten']
    """

    def __init__(self, words: Iterable[str], backwards: Iterable[str] | None = None) -> None:
        """`backwards` may give the words as `back_to_front` does, by somebody who has them sorted already."""
        words = sorted(words)
        self._words = _by_length(words)
        self._backwards = _by_length(sorted(back_to_front(words)) if backwards is None else backwards)

    def near(self, written: str) -> list[str]:
        """The words of which this one is a letter too few, too many, wrong, or two changed about away, sorted."""
        head = max(_EDGE, len(written) // 2 - 1)  # one error leaves so much at the start as it is, or what is behind it
        tail = max(_EDGE, len(written) - head - 1)
        start, end, first = written[:head], written[: -tail - 1 : -1], written[0]
        found: set[str] = set()
        for size in range(len(written) - 1, len(written) + 2):
            found.update([w for w in _starting(self._words.get(size), start) if _one_error(written, w, head)])
            turned = [w[::-1] for w in _starting(self._backwards.get(size), end) if w[-1] == first]
            found.update([w for w in turned if _one_error(written, w, 1)])
        return sorted(found)


def back_to_front(words: Iterable[str]) -> list[str]:
    """Those that may be meant, each from its last letter to its first."""
    return [word[::-1] for word in words if len(word) >= DOUBLED]


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    """Those that may be meant, in their order."""
    words = sorted(words, key=len)
    found: dict[int, list[str]] = {}
    first = bisect_left(words, DOUBLED, key=len)
    while first < len(words):
        size = len(words[first])
        last = bisect_left(words, size + 1, first, key=len)
        found[size] = words[first:last]
        first = last
    return found


def _starting(words: Sequence[str] | None, start: str) -> Sequence[str]:
    if not words:
        return ()
    first = bisect_left(words, start)
    if first == len(words) or not words[first].startswith(start):  # so it is mostly
        return ()
    return words[first : bisect_left(words, start + _LAST, first)]


def _one_error(written: str, meant: str, place: int) -> bool:
    """The two are the same before the place: the first letter is trusted. A wrong letter is not looked for in the last
    two: that makes another form."""
    shorter = min(len(written), len(meant))
    while place < shorter and written[place] == meant[place]:
        place += 1
    rest, meant_rest = written[place:], meant[place:]
    if len(meant) > len(written):
        return meant_rest[1:] == rest and (len(meant) >= MISSED or meant[place] == meant[place - 1])
    if len(meant) < len(written):
        return rest[1:] == meant_rest and (len(meant) >= MISSED or written[place] == written[place - 1])
    if rest[1:] == meant_rest[1:]:
        return len(rest) > 2 and len(written) >= WRONG
    return rest[:2] == meant_rest[1::-1] and rest[2:] == meant_rest[2:]
