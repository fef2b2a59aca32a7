"""Lists of keywords of which only the places count: borders, finite verbs, words that point back."""

from collections.abc import Mapping, Sequence

from aanbod.codebook.model import Codebook, Keyword
from aanbod.coding.hits import Hits
from aanbod.coding.index import RuleIndex
from aanbod.coding.patterns import Match


def keyword_lists(codebook: Codebook) -> Mapping[str, Sequence[Keyword]]:
    """The lists, by the name of their key."""
    return {
        "borders": codebook.borders,
        "comma_borders": codebook.comma_borders,
        "clause_verbs": codebook.clause_verbs,
        "subordinators": codebook.subordinators,
        "relatives": codebook.relatives,
        "back_references": codebook.back_references,
        "own": codebook.own,
        "false_own": codebook.false_own,
        "takes_over": codebook.takes_over,
        "points_there": codebook.points_there,
    }


class KeywordLists:
    """All such lists of a codebook, compiled."""

    def __init__(self, codebook: Codebook, index: RuleIndex) -> None:
        self._selections = {
            name: index.select([keyword.text for keyword in listed]) for name, listed in keyword_lists(codebook).items()
        }

    def matches(self, name: str, hits: Hits) -> list[Match]:
        """Where a sentence has the phrases of a list."""
        selection = self._selections[name]
        return [match for number, found in selection.matches(hits) if selection.holds(number, hits) for match in found]

    def places(self, name: str, hits: Hits) -> set[int]:
        """Where they begin."""
        return {match[0][0] for match in self.matches(name, hits)}
