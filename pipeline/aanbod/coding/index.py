"""Which rules a sentence matches, found by its rarest words."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import compress, count
from operator import and_, itemgetter
from typing import TYPE_CHECKING, NamedTuple

from aanbod.coding.compiling import NONE
from aanbod.coding.hits import Hits
from aanbod.coding.lexicon import Met, as_text, numbers
from aanbod.coding.patterns import Bit, Bits, Condition, Match, Rule, Rules, align
from aanbod.coding.recent import Recent

if TYPE_CHECKING:
    from aanbod.coding.compiling import Steps

_Pick = Callable[[bytes], Sequence[int]]
_Place = tuple[int, int, "_Waiting"]  # of a rule, and of a sequence in its pattern: so they are in order


class _Waiting:
    """A sequence of a rule that waits at the rarest of its atoms, with the third rarest that it needs (if any)."""

    __slots__ = ("needed", "octet", "place", "rule", "steps", "value")

    def __init__(self, place: int, way: int, rule: Rule, third: Bit) -> None:
        self.place: _Place = place, way, self
        self.rule = rule
        self.octet, self.value = third
        self.steps: Steps = ()  # these two are worked out when it is asked for
        self.needed: Bits | None = None


class _Group:
    """Sequences that wait at an atom and need the same second one; read from their text when that is there too."""

    __slots__ = ("text", "waiting")

    def __init__(self, text: str) -> None:
        self.text = text
        self.waiting: list[_Waiting] | None = None


class _Lead(NamedTuple):
    """The sequences to which a word leads: those that need no more, and others by the rarest atom that they need.

    Most of the time is spent on going through the bits of those atoms.
    """

    alone: Sequence[_Place]
    bits: Sequence[Bit]  # those that `pick` and `values` are made of; of a word with several atoms no longer
    pick: _Pick
    values: bytes
    groups: Sequence[_Group]


def _side_by_side(bits: Sequence[Bit]) -> tuple[_Pick, bytes]:
    """What takes the octets of these bits from those of a sentence, and the values of the bits there.

    So they lie apart from what they decide, which lies all over the memory.
    """
    padded = [*bits, *[(0, 0)] * (2 - len(bits))]  # a getter of one gives no sequence
    octets, values = zip(*padded, strict=True)
    return itemgetter(*octets), bytes(values)


class RuleIndex:
    """Rules found by the words of a sentence: each of their sequences waits at its rarest atom.

    Fill it by `select` before the first sentence is read. All selections are looked for in one go; who made one asks
    that what it matches. With `conditions`, rules are left out where a condition on the sentence cannot hold.
    """

    def __init__(self, rules: Rules, conditions: bool = True) -> None:
        self._rules = rules
        self._conditions = conditions
        self._chosen: list[Rule] = []
        self._places: dict[int, list[int]] = defaultdict(list)  # by number of the rule
        self._atom_leads: dict[int, _Lead] = {}
        self._leads: Recent[Met, _Lead | None] = Recent(self._lead)

    def select(self, keywords: Sequence[str]) -> "Selection":
        """The rules of these keywords."""
        first = len(self._chosen)
        for place, keyword in enumerate(keywords, first):
            rule = self._rules.rule(keyword)
            self._chosen.append(rule)
            self._places[rule.compiled.number].append(place)
        return Selection(self, self._chosen[first:], first, self._conditions)

    def candidates(self, hits: Hits) -> list[_Place]:
        """The sequences for which the sentence has all atoms, in the order of their rules."""
        here = hits.octets
        found: set[_Place] = set()
        for lead in map(self._leads.__getitem__, hits.words):
            if lead is None:
                continue
            alone, _, pick, values, groups = lead
            found.update(alone)
            for place in compress(count(), map(and_, pick(here), values)):
                group = groups[place]
                for waiting in self._read(group) if group.waiting is None else group.waiting:
                    if here[waiting.octet] & waiting.value:
                        for octet, value in self._work_out(waiting) if waiting.needed is None else waiting.needed:
                            if not here[octet] & value:
                                break
                        else:
                            found.add(waiting.place)
        return sorted(found)

    def _lead(self, met: Met) -> _Lead | None:
        leads = [self._atom_leads.get(atom) or self._at(atom) for atom in met.awaited]
        if len(leads) < 2:
            return leads[0] if leads else None
        bits = [bit for lead in leads for bit in lead.bits]
        places = [place for lead in leads for place in lead.alone]
        return _Lead(places, (), *_side_by_side(bits), [group for lead in leads for group in lead.groups])

    def _at(self, atom: int) -> _Lead:
        """The sequences that wait at an atom."""
        waiting = dict(self._rules.waiting(atom))
        if not self._conditions:
            waiting = self._whatever_conditions(atom, waiting)
        places = [waiting.place for waiting in self._read(_Group(waiting.pop(NONE, "")))]
        bits = [self._rules.bits[needed] for needed in waiting]
        lead = self._atom_leads[atom] = _Lead(places, bits, *_side_by_side(bits), [*map(_Group, waiting.values())])
        return lead

    def _whatever_conditions(self, rarest: int, waiting: Mapping[int, str]) -> dict[int, str]:
        """The same groups by what the sequences themselves need."""
        found: dict[int, list[int]] = defaultdict(list)
        for number, way in (found[1:] for text in waiting.values() for found in _sequences(text)):
            if number in self._places:
                rule = self._chosen[self._places[number][0]]
                atoms = sorted({atom for _, atom in rule.pattern.steps(way)} - {rarest}, reverse=True)
                second, third, *_ = *atoms, NONE, NONE
                found[second] += third, number, way
        return {second: as_text(sequences) for second, sequences in found.items()}

    def _read(self, group: _Group) -> list[_Waiting]:
        """The sequences of a group, once for each place of their rule among the chosen."""
        bits = self._rules.bits
        group.waiting = [
            _Waiting(place, way, self._chosen[place], bits[third])
            for third, number, way in _sequences(group.text)
            for place in self._places.get(number, ())
        ]
        return group.waiting

    def _work_out(self, waiting: _Waiting) -> Bits:
        """All that the sequence needs, from rare to common; the rarest are there already."""
        rule = waiting.rule
        waiting.steps = rule.pattern.steps(waiting.place[1])
        atoms = {atom for _, atom in waiting.steps}
        rarest = max(atoms)
        atoms.remove(rarest)
        if self._conditions:
            atoms.update(rule.compiled.needed)
        waiting.needed = tuple([self._rules.bits[atom] for atom in sorted(atoms - {rarest}, reverse=True)[2:]])
        return waiting.needed


def _sequences(text: str) -> Iterator[tuple[int, int, int]]:
    """The third rarest atom, the rule, and the place in its pattern of each sequence of a group (see `Compiled`)."""
    found = iter(numbers(text))
    return zip(found, found, found, strict=True)


class Selection:
    """Rules of an index that belong together, numbered from 0."""

    def __init__(self, index: RuleIndex, rules: Sequence[Rule], first: int, decided: bool) -> None:
        """`decided` tells whether the index looks at conditions, as far as it can."""
        self.rules = rules
        self._decided = decided
        self._candidates = index.candidates
        self._first = first
        self._end = first + len(rules)

    def conditions(self, number: int) -> list[Condition]:
        """Those that may still fail where the rule matches."""
        rule = self.rules[number]
        return rule.open_conditions if self._decided else rule.conditions

    def holds(self, number: int, hits: Hits) -> bool:
        """Whether all conditions of a rule that matches hold in the sentence."""
        return all(pattern.present(hits) == present for pattern, present, _ in self.conditions(number))

    def matches(self, hits: Hits) -> list[tuple[int, list[Match]]]:
        """The rules that match, in order, by number; each with the matches of its pattern."""
        candidates = hits.once(self._candidates)
        found: dict[int, list[Match]] = {}
        for place in range(bisect_left(candidates, (self._first,)), len(candidates)):
            rule, way, waiting = candidates[place]
            if rule >= self._end:
                break
            number = rule - self._first
            matches = align(waiting.steps or waiting.rule.pattern.steps(way), hits)
            if not matches:
                continue
            if number in found:
                found[number] += matches
            else:
                found[number] = matches
        return list(found.items())
