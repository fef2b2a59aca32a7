"""Compiled keywords and their search in a sentence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aanbod.coding.hits import Hits, Span
from aanbod.coding.lexicon import numbers

if TYPE_CHECKING:
    from aanbod.coding.compiling import Compiled, CompiledRule, Steps

Match = tuple[Span, ...]  # the words found, one span for each step
Bit = tuple[int, int]  # that of an atom: in which octet of `Hits.octets`, and its value there
Bits = tuple[Bit, ...]
Condition = tuple["Pattern", bool, bool]  # what is looked for, whether it must be there, whether around the passage too


class Pattern:
    """A phrase, compiled: any of its sequences will do. Read from its text (see `Compiled`) as it is asked for."""

    __slots__ = ("_anchors", "_bits", "_needed", "_steps", "_ways", "single")

    def __init__(self, text: str, bits: Sequence[Bit]) -> None:
        self._ways = text.split("|")
        self.single = text.count(" ") == len(self._ways)  # each sequence has one atom
        self._bits = bits
        self._steps: dict[int, Steps] = {}
        self._needed: dict[int, Bits] = {}
        self._anchors: list[tuple[int, int, int]] = []  # of the rarest atom of each sequence, with the sequence

    def steps(self, way: int) -> "Steps":
        """One of the sequences, by its place."""
        steps = self._steps.get(way)
        if steps is None:
            found = iter(numbers(self._ways[way]))
            steps = self._steps[way] = tuple(zip(found, found, strict=True))
        return steps

    def matches(self, hits: Hits) -> list[Match]:
        """Where the phrase stands: for each place at which a sequence begins, its nearest words."""
        return [match for way in self._here(hits.octets) for match in align(self.steps(way), hits)]

    def present(self, hits: Hits) -> bool:
        """Whether the sentence has a match."""
        here = self._here(hits.octets)
        return bool(here) and (self.single or any(align(self.steps(way), hits) for way in here))

    def _here(self, octets: bytes) -> list[int]:
        """The sequences of which the sentence has all atoms."""
        if not self._anchors:
            rarest = (max(numbers(way)[1::2]) for way in self._ways)
            self._anchors = [(*self._bits[atom], way) for way, atom in enumerate(rarest)]
        found = []
        for octet, value, way in self._anchors:
            if octets[octet] & value:
                for place, bit in self._needed.get(way) or self._all(way):
                    if not octets[place] & bit:
                        break
                else:
                    found.append(way)
        return found

    def _all(self, way: int) -> Bits:
        """All that a sequence needs, from rare to common."""
        atoms = sorted({atom for _, atom in self.steps(way)}, reverse=True)
        needed = self._needed[way] = tuple([self._bits[atom] for atom in atoms])
        return needed


def align(steps: "Steps", hits: Hits) -> list[Match]:
    """For each place where the sequence may begin, its nearest continuation."""
    begins = hits.spans(steps[0][1])
    if len(steps) == 1:
        return [(first,) for first in begins]
    if len(steps) == 2:  # most of them
        gap, atom = steps[1]
        seconds = hits.spans(atom)
        return [
            (first, second)
            for first in begins
            for second in [next((s for s in seconds if s[0] >= first[1]), None)]
            if second is not None and second[0] <= first[1] + gap
        ]
    found = ((first, _continue(steps, 1, first[1], hits)) for first in begins)
    return [(first, *rest) for first, rest in found if rest is not None]


def _continue(steps: "Steps", step: int, end: int, hits: Hits) -> Match | None:
    """The nearest words for the steps from this one on, behind position `end`; None where there are none."""
    gap, atom = steps[step]
    for span in hits.spans(atom):
        if span[0] > end + gap:
            break
        if span[0] >= end:
            if step + 1 == len(steps):
                return (span,)
            if (rest := _continue(steps, step + 1, span[1], hits)) is not None:
                return (span, *rest)
    return None


class Rule:
    """A keyword, compiled. What it needs besides its number is read when it is first asked for."""

    __slots__ = ("_conditions", "_open_conditions", "_rules", "compiled")

    def __init__(self, compiled: "CompiledRule", rules: "Rules") -> None:
        self.compiled = compiled
        self._rules = rules
        self._conditions: list[Condition] | None = None
        self._open_conditions: list[Condition] | None = None

    @property
    def pattern(self) -> Pattern:
        return self._rules.pattern(self.compiled.pattern)

    @property
    def conditions(self) -> "list[Condition]":
        if self._conditions is None:
            pattern = self._rules.pattern
            self._conditions = [(pattern(number), present, wide) for number, present, wide in self.compiled.conditions]
        return self._conditions

    @property
    def open_conditions(self) -> "list[Condition]":
        """Those that may still fail where the sentence has all that the rule needs (see `CompiledRule.needed`)."""
        if self._open_conditions is None:
            self._open_conditions = [
                (pattern, present, wide)
                for pattern, present, wide in self.conditions
                if wide or not (present and pattern.single)
            ]
        return self._open_conditions


class Rules:
    """The rules of a compiled codebook."""

    def __init__(self, compiled: "Compiled") -> None:
        octets = range(len(compiled.waiting) // 8 + 1)
        self.bits: list[Bit] = [(octet, 1 << bit) for octet in octets for bit in range(8)]  # the last: of NONE, -1
        self._compiled = compiled
        self._patterns: dict[int, Pattern] = {}

    def rule(self, keyword: str) -> Rule:
        """The rule of a keyword of the codebook."""
        return Rule(self._compiled.rules[keyword], self)

    def pattern(self, number: int) -> Pattern:
        """A pattern by its number; rules with the same phrase share it."""
        pattern = self._patterns.get(number)
        if pattern is None:
            pattern = self._patterns[number] = Pattern(self._compiled.patterns[number], self.bits)
        return pattern

    def waiting(self, atom: int) -> list[tuple[int, str]]:
        """The groups of sequences that wait at an atom, as `Compiled` tells of them: what each needs, and the rest."""
        groups = (group.partition(" ") for group in self._compiled.waiting[atom].split("|"))
        return [(int(needed), sequences) for needed, _, sequences in groups if needed]
