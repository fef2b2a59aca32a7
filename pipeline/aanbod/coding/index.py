"""Which rules a sentence matches, found by its rarest words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aanbod.coding.hits import Hits, Span
from aanbod.coding.lexicon import MOST_KNOWN, Met, as_bits, numbers
from aanbod.coding.patterns import Match, Rule, Rules, align

_Waiting = tuple[int, int, int, bool]  # atoms needed besides the rarest, rule, sequence, whether it has several places


class _Lead(NamedTuple):
    """The sequences to which a word leads: those that need no more, and others by the rarest atom that they need."""

    alone: list[_Waiting]
    beside: int  # the atoms by which the others are kept
    others: list[tuple[int, list[_Waiting]]]


class RuleIndex:
    """Rules found by the words of a sentence: each of their sequences waits at its rarest atom.

    With `conditions`, rules are left out where a condition on the sentence cannot hold.
    """

    def __init__(self, chosen: Sequence[Rule], rules: Rules, conditions: bool = True) -> None:
        self._chosen = chosen
        self._rules = rules
        self._conditions = conditions
        self._with_pattern: dict[int, list[int]] = defaultdict(list)
        for number, rule in enumerate(chosen):
            self._with_pattern[rule.compiled.pattern].append(number)
        self._waiting: dict[int, list[_Waiting]] = {}
        self._leads: dict[Met, _Lead] = {}

    def matches(self, hits: Hits) -> list[tuple[int, list[Match]]]:
        """The rules that match, in order, by number; each with the matches of its pattern."""
        found: dict[int, list[Match]] = {}
        for rule, way, span in sorted(self._candidates(hits)):
            if matches := [(span,)] if span else align(self._chosen[rule].pattern.ways[way][1], hits):
                found.setdefault(rule, []).extend(matches)
        return list(found.items())

    def _candidates(self, hits: Hits) -> set[tuple[int, int, Span | tuple[()]]]:
        """(rule, sequence, place) of what the sentence has all atoms for; no place where it has several."""
        found: set[tuple[int, int, Span | tuple[()]]] = set()
        here, leads = hits.bits, self._leads
        for met, span in hits.places:
            alone, beside, others = leads.get(met) or self._lead(met)
            for _, rule, way, several in alone:
                found.add((rule, way, () if several else span))
            if beside & here:
                for rarest, ways in others:
                    if rarest & here:
                        for needed, rule, way, several in ways:
                            if needed & here == needed:
                                found.add((rule, way, () if several else span))
        return found

    def _lead(self, met: Met) -> _Lead:
        if len(self._leads) >= MOST_KNOWN:
            self._leads.clear()
        kept: dict[int, list[_Waiting]] = defaultdict(list)
        for atom in met.atoms:
            if atom not in self._waiting:
                self._waiting[atom] = list(self._sequences(atom))
            for waiting in self._waiting[atom]:
                kept[waiting[0].bit_length()].append(waiting)
        alone = kept.pop(0, [])
        beside = as_bits(length - 1 for length in kept)
        lead = self._leads[met] = _Lead(alone, beside, [(1 << (length - 1), ways) for length, ways in kept.items()])
        return lead

    def _sequences(self, rarest: int) -> Iterator[_Waiting]:
        """The sequences that wait at an atom."""
        for number in numbers(self._rules.compiled.waiting[rarest]):
            pattern = self._rules.pattern(number)
            for rule in self._with_pattern.get(number, ()):
                needed = as_bits(self._chosen[rule].compiled.needed) & ~(1 << rarest) if self._conditions else 0
                for others, way in pattern.waiting[rarest]:
                    yield others | needed, rule, way, len(pattern.ways[way][1]) > 1
