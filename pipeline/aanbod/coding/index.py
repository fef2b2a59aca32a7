"""Which rules a sentence matches, found by its rarest words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import compress
from operator import and_
from typing import NamedTuple

from aanbod.coding.hits import Hits, Span
from aanbod.coding.lexicon import Met
from aanbod.coding.patterns import Bits, Match, Rule, Rules, align
from aanbod.coding.recent import Recent

_Place = tuple[int, int, Span | tuple[()]]  # rule, sequence, its place; none where it has several


class _Waiting:
    """A sequence of a rule that waits at the rarest of its atoms: what else it needs, besides the next rarest.

    `several` is what it adds to what is found where it has several atoms.
    """

    __slots__ = ("needed", "place", "rule", "several", "way")

    def __init__(self, place: int, way: int, rule: Rule) -> None:
        self.place = place
        self.way = max(way, ~way)
        self.several: _Place | None = (place, way, ()) if way >= 0 else None
        self.rule = rule
        self.needed: Bits | None = None  # not worked out yet


class _Lead(NamedTuple):
    """The sequences to which a word leads: those that need no more, and others by the rarest atom that they need.

    The bits of those atoms lie side by side: most of the time is spent on going through them.
    """

    alone: Sequence[_Waiting]
    octets: Sequence[int]  # of the atom that each group needs: where its bit is in the octets of a sentence
    values: Sequence[int]  # and its value there
    groups: Sequence[Sequence[_Waiting]]


class RuleIndex:
    """Rules found by the words of a sentence: each of their sequences waits at its rarest atom.

    With `conditions`, rules are left out where a condition on the sentence cannot hold.
    """

    def __init__(self, chosen: Sequence[Rule], rules: Rules, conditions: bool = True) -> None:
        self._chosen = chosen
        self._rules = rules
        self._conditions = conditions
        self._places: dict[int, list[int]] = defaultdict(list)  # by number of the rule
        for place, rule in enumerate(chosen):
            self._places[rule.compiled.number].append(place)
        self._waiting: dict[int, list[tuple[int, _Waiting]]] = {}
        self._leads: Recent[Met, _Lead] = Recent(self._lead)

    def matches(self, hits: Hits) -> list[tuple[int, list[Match]]]:
        """The rules that match, in order, by number; each with the matches of its pattern."""
        found: dict[int, list[Match]] = {}
        for rule, way, span in sorted(self._candidates(hits)):
            matches: list[Match] = [(span,)] if span else align(self._chosen[rule].pattern.steps(way), hits)
            if not matches:
                continue
            if rule in found:
                found[rule] += matches
            else:
                found[rule] = matches
        return list(found.items())

    def _candidates(self, hits: Hits) -> set[_Place]:
        """What the sentence has all atoms for."""
        found: set[_Place] = set()
        here, leads = hits.octets, self._leads
        at = here.__getitem__
        for met, span in hits.places:
            alone, octets, values, groups = leads[met]
            for waiting in alone:
                found.add(waiting.several or (waiting.place, waiting.way, span))
            for group in compress(groups, map(and_, map(at, octets), values)):
                for waiting in group:
                    needed = waiting.needed
                    if needed is None:
                        needed = self._work_out(waiting)
                    for octet, value in needed:
                        if not here[octet] & value:
                            break
                    else:
                        found.add(waiting.several or (waiting.place, waiting.way, span))
        return found

    def _lead(self, met: Met) -> _Lead:
        kept: dict[int, list[_Waiting]] = {}
        for atom in met.awaited:
            if atom not in self._waiting:
                self._waiting[atom] = list(self._at(atom))
            for beside, waiting in self._waiting[atom]:
                if beside in kept:
                    kept[beside].append(waiting)
                else:
                    kept[beside] = [waiting]
        alone = kept.pop(-1, ())
        if not kept:
            return _Lead(alone, (), (), ())
        octets, values = zip(*[self._rules.bits[beside] for beside in kept], strict=True)
        return _Lead(alone, octets, values, tuple(kept.values()))

    def _at(self, rarest: int) -> Iterator[tuple[int, _Waiting]]:
        """The sequences that wait at an atom, each with the rarest atom that it needs besides; -1: none."""
        for beside, number, way in self._rules.waiting(rarest):
            for place in self._places.get(number, ()):
                rule = self._chosen[place]
                if rule.compiled.needed and not self._conditions:
                    atoms = {atom for _, atom in rule.pattern.steps(max(way, ~way))}
                    beside = max(atoms - {rarest}, default=-1)
                yield beside, _Waiting(place, way, rule)

    def _work_out(self, waiting: _Waiting) -> Bits:
        """All that the sequence needs, from rare to common; the two rarest are there already."""
        atoms = {atom for _, atom in waiting.rule.pattern.steps(waiting.way)}
        rarest = max(atoms)
        if self._conditions:
            atoms.update(waiting.rule.compiled.needed)
        beside = max(atoms - {rarest}, default=rarest)
        waiting.needed = tuple([self._rules.bits[a] for a in sorted(atoms - {rarest, beside}, reverse=True)])
        return waiting.needed
