"""Which status a match has: cues with a direction and a scope, ended by clause borders (after NegEx and ConText)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aanbod.codebook.model import Codebook, Cue
from aanbod.coding.lexicon import Hits
from aanbod.coding.patterns import Compiler, Match, Pattern, Rule, RuleIndex
from aanbod.coding.sentences import Sentence

_NEAR_START = 4  # words: "De school biedt die niet meer aan"


@dataclass(frozen=True)
class CueMatch:
    """A cue found in a sentence: its words as positions."""

    cue: Cue
    match: Match

    @property
    def start(self) -> int:
        return min(span[0] for span in self.match)

    @property
    def end(self) -> int:
        return max(span[1] for span in self.match)


class StatusRules:
    """The cues, borders and false cues of a codebook, compiled."""

    def __init__(self, codebook: Codebook, compiler: Compiler) -> None:
        self._cues = [(cue, compiler.rule(cue.keyword.text)) for cue in codebook.cues]
        self._index = RuleIndex()
        for _, rule in self._cues:
            self._index.add(rule)
        self._borders = [compiler.rule(keyword.text).pattern for keyword in codebook.borders]
        self._comma_borders = [compiler.rule(keyword.text).pattern for keyword in codebook.comma_borders]
        self._clause_verbs = [compiler.rule(keyword.text).pattern for keyword in codebook.clause_verbs]
        self._back_references = [compiler.rule(keyword.text).pattern for keyword in codebook.back_references]
        self._false_cues = [compiler.rule(keyword.text).pattern for keyword in codebook.false_cues]

    def cues(self, hits: Hits) -> list[CueMatch]:
        """Every cue of a sentence, in the codebook's order of precedence; words of false cues are no cue."""
        found = [
            CueMatch(cue, match)
            for cue, rule in (self._cues[number] for number in self._index.candidates(hits))
            if _holds(rule, hits)
            for match in rule.pattern.matches(hits)
        ]
        masked = _covered(self._false_cues, hits) if found else set()
        return [cue for cue in found if not masked & _positions(cue.match)]

    def points_back(self, hits: Hits) -> bool:
        """Whether a sentence begins by speaking of what the one before it named."""
        return any(match[0][0] < _NEAR_START for pattern in self._back_references for match in pattern.matches(hits))

    def borders(self, sentence: Sentence, hits: Hits) -> frozenset[int]:
        """Positions of the words that begin a new clause."""
        starts = {match[0][0] for border in self._borders for match in border.matches(hits)}
        after_comma = {match[0][0] for border in self._comma_borders for match in border.matches(hits)}
        commas = set(sentence.commas)
        clauses = (after_comma & commas) - self._parentheses(commas, hits)
        return frozenset(starts | set(sentence.breaks) | clauses | self._between_verbs(commas, hits))

    def _parentheses(self, commas: set[int], hits: Hits) -> set[int]:
        """Commas that open an aside, closed by a comma before the verb: "het spreekuur, dat goed liep, is gestopt"."""
        verbs = _covered(self._clause_verbs, hits)
        return {opening for opening, closing in pairwise(sorted(commas)) if closing in verbs}

    def _between_verbs(self, commas: set[int], hits: Hits) -> set[int]:
        """Commas with a finite verb on either side part two clauses: "NELI draait, Pageturner is besteld".

        Where the verb follows at once, what stands before the comma is its subject or adverb: "als het kan, komt er".
        """
        verbs = _covered(self._clause_verbs, hits)
        edges = sorted({0, *commas})
        parts = [range(left, right) for left, right in zip(edges, [*edges[1:], 10_000], strict=True)]
        return {
            right.start
            for left, right in pairwise(parts)
            if right.start not in verbs and verbs.intersection(left) and verbs.intersection(right)
        }


def cue_for(match: Match, cues: Sequence[CueMatch], borders: frozenset[int], commas: Sequence[int]) -> CueMatch | None:
    """The first cue that reaches the match; a cue of words that the keyword itself used is none."""
    own = _positions(match)
    start, end = min(own), max(own) + 1
    for found in cues:
        if _positions(found.match) <= own:
            continue
        if start < found.start < end:  # between the words of the keyword: "verwijzen niet door"
            return found
        ahead = found.start < start
        if found.cue.reach == ("backward" if ahead else "forward"):
            continue
        gap = range(found.end, start + 1) if ahead else range(end, found.start + 1)
        ends = {"sentence": frozenset(), "clause": borders, "comma": borders.union(commas)}[found.cue.scope]
        if not ends.intersection(gap):
            return found
    return None


def _holds(rule: Rule, hits: Hits) -> bool:
    return all(pattern.present(hits) == present for pattern, present, _ in rule.conditions)


def _covered(patterns: Sequence[Pattern], hits: Hits) -> set[int]:
    return {position for pattern in patterns for match in pattern.matches(hits) for position in _positions(match)}


def _positions(match: Match) -> set[int]:
    return set(_unfold(match))


def _unfold(match: Match) -> Iterator[int]:
    for start, end in match:
        yield from range(start, end)
