"""Lists of keywords of which only the places count: borders, finite verbs, words that point back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from aanbod.codebook.model import Codebook, Keyword
from aanbod.coding.hits import Hits
from aanbod.coding.index import RuleIndex
from aanbod.coding.patterns import Match, Rules

_NO_MATCHES: Sequence[Match] = ()


class KeywordLists:
    """All such lists of a codebook, looked for in one go: who asks a sentence for one mostly asks for others too."""

    def __init__(self, codebook: Codebook, rules: Rules) -> None:
        lists: Mapping[str, Sequence[Keyword]] = {
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
        keywords = [(name, keyword) for name, listed in lists.items() for keyword in listed]
        self._names = [name for name, _ in keywords]
        self._index = RuleIndex([rules.rule(keyword.text) for _, keyword in keywords], rules, conditions=False)

    def matches(self, name: str, hits: Hits) -> Sequence[Match]:
        """Where a sentence has the phrases of a list, whatever their conditions say."""
        return hits.once(self._met).get(name, _NO_MATCHES)

    def places(self, name: str, hits: Hits) -> set[int]:
        """Where they begin."""
        return {match[0][0] for match in self.matches(name, hits)}

    def _met(self, hits: Hits) -> dict[str, list[Match]]:
        found: dict[str, list[Match]] = defaultdict(list)
        for number, matches in self._index.matches(hits):
            found[self._names[number]] += matches
        return found
