"""Keywords compiled to sequences of atoms, and their search in a sentence."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from aanbod.codebook.keywords import KeywordError, Phrase, Word, WordGroups, parse_keyword
from aanbod.coding.lexicon import Hits, Lexicon, Span
from aanbod.dutch.verbs import split_verb, verb_forms

_PARTICLE_GAP = 12  # words between the parts of a separable verb: "biedt … aan"
_INFINITIVE_GAP = 2  # "mee te kijken", "mee kunnen kijken"
_MOST_SEQUENCES = 3_000

Sequence_ = tuple[tuple[int, int], ...]  # (gap before, atom)
Match = tuple[Span, ...]  # the words found, one span for each step


class Pattern:
    """A phrase, compiled: any of its sequences will do. Each is tried only where its rarest words are."""

    def __init__(self, sequences: Sequence[Sequence_], lexicon: Lexicon) -> None:
        self.sequences = tuple(sequences)
        self._by_lexeme: dict[int, list[int]] = defaultdict(list)
        for number, sequence in enumerate(self.sequences):
            anchor = min((atom for _, atom in sequence), key=lambda atom: lexicon.costs[atom]) if sequence else None
            for lexeme in lexicon.atoms[anchor] if anchor is not None else ():
                self._by_lexeme[lexeme].append(number)

    @property
    def anchors(self) -> Collection[int]:
        """The lexemes of which a sentence must have at least one."""
        return self._by_lexeme.keys()

    def matches(self, hits: Hits) -> Iterator[Match]:
        """Where the phrase stands: for each place at which a sequence begins, its nearest words."""
        met = self._by_lexeme.keys() & hits.lexemes.keys()
        for number in sorted({number for lexeme in met for number in self._by_lexeme[lexeme]}):
            sequence = self.sequences[number]
            if all(hits.spans(atom) for _, atom in sequence):
                yield from _align(sequence, hits)

    def present(self, hits: Hits) -> bool:
        """Whether the sentence has a match; asked of one sentence by many rules, so the answer is kept with it."""
        known = hits.answers.get(self)
        if known is None:
            known = hits.answers[self] = next(self.matches(hits), None) is not None
        return known


@dataclass(frozen=True)
class Rule:
    """A keyword, compiled: its phrase, and its conditions as (pattern, must be present, looks around the passage)."""

    pattern: Pattern
    conditions: tuple[tuple[Pattern, bool, bool], ...]


class RuleIndex:
    """Rules found by the words of a sentence: only those whose anchor is there are tried."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []
        self._by_lexeme: dict[int, list[int]] = defaultdict(list)

    def add(self, rule: Rule) -> int:
        """The number of the rule, which `candidates` hands back."""
        number = len(self._rules)
        self._rules.append(rule)
        for lexeme in rule.pattern.anchors:
            self._by_lexeme[lexeme].append(number)
        return number

    def candidates(self, hits: Hits) -> list[int]:
        """The numbers of the rules that may match, in the order in which they were added."""
        return sorted({number for lexeme in hits.lexemes for number in self._by_lexeme.get(lexeme, ())})


def _align(sequence: Sequence_, hits: Hits) -> Iterator[Match]:
    """For each place where the sequence may begin, its nearest continuation."""
    for first in hits.spans(sequence[0][1]):
        if (rest := _continue(sequence, 1, first[1], hits)) is not None:
            yield (first, *rest)


def _continue(sequence: Sequence_, step: int, end: int, hits: Hits) -> Match | None:
    if step == len(sequence):
        return ()
    gap, atom = sequence[step]
    for span in hits.spans(atom):
        if end <= span[0] <= end + gap and (rest := _continue(sequence, step + 1, span[1], hits)) is not None:
            return (span, *rest)
    return None


class Compiler:
    """Compiles keywords against one lexicon; equal phrases become one pattern object."""

    def __init__(self, lexicon: Lexicon, groups: Mapping[str, tuple[str, ...]]) -> None:
        self.lexicon = lexicon
        self._groups = WordGroups(groups)
        self._rules: dict[str, Rule] = {}
        self._patterns: dict[Phrase, Pattern] = {}

    def rule(self, keyword: str) -> Rule:
        """The keyword, compiled. KeywordError: it matches everything, or its alternatives multiply too far."""
        if keyword not in self._rules:
            query = parse_keyword(keyword, self._groups)
            conditions = tuple((self.pattern(c.phrase), c.present, c.wide) for c in query.conditions)
            self._rules[keyword] = Rule(self.pattern(query.phrase), conditions)
        return self._rules[keyword]

    def pattern(self, phrase: Phrase) -> Pattern:
        if phrase not in self._patterns:
            self._patterns[phrase] = Pattern(self._sequences(phrase), self.lexicon)
        return self._patterns[phrase]

    def _sequences(self, phrase: Phrase) -> list[Sequence_]:
        places: list[list[Sequence_]] = []
        size = 1
        for step in phrase.steps:
            ways = self._ways(step.options)
            size *= len(ways)
            if size > _MOST_SEQUENCES:
                raise KeywordError("the alternatives of this keyword multiply too far: split it in two")
            places.append([((step.gap, way[0][1]), *way[1:]) if way else () for way in ways])
        found = [tuple(part for way in ways for part in way) for ways in product(*places)]
        if phrase.steps and () in found:
            raise KeywordError("every word of this keyword may be absent: it matches everything")
        return found

    def _ways(self, options: "tuple[Word | Phrase, ...]") -> list[Sequence_]:
        """The sequences that one place of a phrase may be; all single words together are one atom."""
        words = [option for option in options if isinstance(option, Word)]
        ways: list[Sequence_] = [((0, self.lexicon.atom(words)),)] if words else []
        for word in words:
            if not (word.exact or word.fixed) and "*" not in word.text and (parts := split_verb(word.text.casefold())):
                ways.extend(self._apart(*parts))
        for option in options:
            if isinstance(option, Phrase):
                ways.extend(self._sequences(option))
        return ways

    def _apart(self, particle: str, verb: str) -> Iterator[Sequence_]:
        """A separable verb in two parts: "kijken in de klas mee", "om mee te kijken"."""
        finite = self.lexicon.atom_of_forms(verb_forms(verb))
        infinitive = self.lexicon.atom_of_forms({verb})
        loose = self.lexicon.atom_of_forms({particle})
        yield ((0, finite), (_PARTICLE_GAP, loose))
        yield ((0, loose), (_INFINITIVE_GAP, infinitive))
