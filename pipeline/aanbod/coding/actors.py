"""Whose a clause is: the school's own, or somebody else's that it only tells of (another school, a study, a past)."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from aanbod.codebook.model import Codebook
from aanbod.coding.hits import Hits
from aanbod.coding.lists import KeywordLists

_NEAR_START = 1  # words
_OFTEN = 3  # a text that names a place so often, far apart, is set in it
_EARLY = 200  # characters: a title and what stands next to it


class ActorRules:
    """The words of a codebook for us and for there."""

    def __init__(self, codebook: Codebook, lists: KeywordLists) -> None:
        self._lists = lists
        self._places = _any_of(codebook.places) if codebook.places else None
        self._last: tuple[str, frozenset[str]] = "", frozenset()

    def own(self, hits: Hits) -> frozenset[int]:
        """Where a sentence speaks of the school's own, as positions; "we hoorden" and "onze stad" do not."""
        found = self._lists.places("own", hits)
        if found:
            for match in self._lists.matches("false_own", hits):
                found.difference_update(*(range(start, end) for start, end in match))
        return frozenset(found)

    def takes_over(self, hits: Hits) -> frozenset[int]:
        """Where it says that what somebody else does is ours now too: "dat willen wij ook"."""
        return frozenset(self._lists.places("takes_over", hits))

    def points_there(self, hits: Hits) -> bool:
        """Whether a sentence begins by speaking of them whom the one before it named: "Daar koken ouders"."""
        return any(place < _NEAR_START for place in self._lists.places("points_there", hits))

    def home(self, text: str) -> frozenset[str]:
        """The words of the places in which a text is set: named in its title, or often and throughout."""
        if self._places is None:
            return frozenset()
        if self._last[0] is not text:
            where: dict[str, list[int]] = {}
            for match in self._places.finditer(text):
                where.setdefault(match[0].casefold(), []).append(match.start())
            at_home = [name for name, places in where.items() if _is_home(places, len(text))]
            self._last = text, frozenset(word for name in at_home for word in name.split())
        return self._last[1]


def _any_of(names: Sequence[str]) -> re.Pattern[str]:
    """The longest comes first. By their first letters, or all of them would be tried at every word."""
    by_letter: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_letter.setdefault(name[0], []).append(re.escape(name[1:]))
    ways = (f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"\b(?:{'|'.join(ways)})\b")


def _is_home(places: list[int], size: int) -> bool:
    titled = places[0] < _EARLY < size and len(places) > 1
    return titled or (len(places) >= _OFTEN and places[-1] - places[0] > size / 2)


def clause_of(position: int, borders: list[int], size: int) -> range:
    """The clause in which a word stands, between the borders around it."""
    right = bisect_right(borders, position)
    return range(borders[right - 1] if right else 0, borders[right] if right < len(borders) else size)
