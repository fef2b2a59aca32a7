"""Words that a single typing error makes of another."""

from collections import defaultdict
from collections.abc import Iterable

# How long a word must be before such an error in it is sure to make no other word.
DOUBLED = 7  # letters: one of two equal letters, or two letters changed about
MISSED = 8  # a letter too few or too many
WRONG = 9  # another letter
SHORTEST = DOUBLED - 1  # letters of a written word that may be meant for another


class Neighbours:
    """Words that others may be meant for, kept by their length and by either end.

    >>> Neighbours(["themabijeenkomsten", "taalles"]).near("themabijeenkomstn")
    ['themabijeenkomsten']
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_end: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in words:
            if (size := len(word)) >= DOUBLED:
                self._by_start[word[: _edge(size)], size].append(word)
                self._by_end[word[-_edge(size) :], size].append(word)

    def near(self, written: str) -> list[str]:
        """The words of which this one is a letter too few, too many, wrong, or two changed about away, sorted."""
        middle = len(written) // 2
        head, tail = written[: middle - 1], written[middle + 1 :]
        found: set[str] = set()
        for size in range(len(written) - 1, len(written) + 2):
            edge = _edge(size)
            for word in self._by_start.get((written[:edge], size), ()):
                if word.startswith(head) and _one_error(written, word):
                    found.add(word)
            for word in self._by_end.get((written[-edge:], size), ()):
                if word.endswith(tail) and _one_error(written, word):
                    found.add(word)
        return sorted(found)


def _edge(size: int) -> int:
    """How many letters at either end to keep words by: one error leaves one of the two ends as it is."""
    return max(3, size // 3)


def _one_error(written: str, meant: str) -> bool:
    """The first letter is trusted, and a wrong letter is not looked for in the last two: that makes another form."""
    shorter = min(len(written), len(meant))
    place = next((number for number in range(shorter) if written[number] != meant[number]), shorter)
    if not place:
        return False
    rest, meant_rest = written[place:], meant[place:]
    if len(meant) > len(written):
        return meant_rest[1:] == rest and (len(meant) >= MISSED or meant[place] == meant[place - 1])
    if len(meant) < len(written):
        return rest[1:] == meant_rest and (len(meant) >= MISSED or written[place] == written[place - 1])
    if rest[1:] == meant_rest[1:]:
        return len(rest) > 2 and len(written) >= WRONG
    return rest[:2] == meant_rest[1::-1] and rest[2:] == meant_rest[2:]
