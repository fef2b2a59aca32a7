"""Compiled keywords and their search in a sentence."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from aanbod.coding.hits import Hits, Span
from aanbod.coding.lexicon import numbers

if TYPE_CHECKING:
    from aanbod.coding.compiling import Compiled, CompiledRule, Steps

Match = tuple[Span, ...]  # the words found, one span for each step
Bit = tuple[int, int]  # that of an atom: in which octet of `Hits.octets`, and its value there
Bits = tuple[Bit, ...]


class Pattern:
    """A phrase, compiled: any of its sequences will do. Read from its text (see `Compiled`) as it is asked for."""

    __slots__ = ("_anchors", "_bits", "_steps", "_text", "_ways", "_written")

    def __init__(self, text: str, bits: Sequence[Bit]) -> None:
        self._text = text
        self._bits = bits
        self._written: list[str] | None = None
        self._steps: dict[int, Steps] = {}
        self._ways: list[tuple[Bits, Steps]] = []
        self._anchors: Bits = ()

    def steps(self, way: int) -> "Steps":
        """One of the sequences, by its place."""
        steps = self._steps.get(way)
        if steps is None:
            if self._written is None:
                self._written = self._text.split("|")
            found = iter(numbers(self._written[way]))
            steps = self._steps[way] = tuple(zip(found, found, strict=True))
        return steps

    def matches(self, hits: Hits) -> list[Match]:
        """Where the phrase stands: for each place at which a sequence begins, its nearest words."""
        return [match for steps in self._here(hits.octets) for match in align(steps, hits)]

    def present(self, hits: Hits) -> bool:
        """Whether the sentence has a match."""
        here = self._here(hits.octets)
        return any(len(steps) == 1 or bool(align(steps, hits)) for steps in here) if here else False

    def _here(self, octets: bytes) -> "list[Steps]":
        """The sequences of which the sentence has all atoms."""
        if not self._anchors:
            self._read()
        for place, bit in self._anchors:
            if octets[place] & bit:
                break
        else:
            return []
        found = []
        for needed, steps in self._ways:
            for place, bit in needed:
                if not octets[place] & bit:
                    break
            else:
                found.append(steps)
        return found

    def _read(self) -> None:
        rarest = {}
        for way in range(self._text.count("|") + 1):
            steps = self.steps(way)
            atoms = sorted({atom for _, atom in steps}, reverse=True)
            rarest[atoms[0]] = self._bits[atoms[0]]
            self._ways.append((tuple([self._bits[atom] for atom in atoms]), steps))
        self._anchors = tuple(rarest.values())


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
    """A keyword, compiled: its pattern, and its conditions as (pattern, must be present, looks around the passage)."""

    def __init__(self, compiled: "CompiledRule", rules: "Rules") -> None:
        self.compiled = compiled
        self._rules = rules

    @cached_property
    def pattern(self) -> Pattern:
        return self._rules.pattern(self.compiled.pattern)

    @cached_property
    def conditions(self) -> list[tuple[Pattern, bool, bool]]:
        return [(self._rules.pattern(number), present, wide) for number, present, wide in self.compiled.conditions]


class Rules:
    """The rules of a compiled codebook."""

    def __init__(self, compiled: "Compiled") -> None:
        self.compiled = compiled
        self.bits: list[Bit] = [(atom >> 3, 1 << (atom & 7)) for atom in range(len(compiled.waiting))]
        self._patterns: dict[int, Pattern] = {}
        self._waiting: dict[int, list[tuple[int, int, int]]] = {}

    def rule(self, keyword: str) -> Rule:
        """The rule of a keyword of the codebook."""
        return Rule(self.compiled.rules[keyword], self)

    def pattern(self, number: int) -> Pattern:
        """A pattern by its number; rules with the same phrase share it."""
        if number not in self._patterns:
            self._patterns[number] = Pattern(self.compiled.patterns[number], self.bits)
        return self._patterns[number]

    def waiting(self, atom: int) -> list[tuple[int, int, int]]:
        """The sequences that wait at an atom, as `Compiled` tells of them."""
        if atom not in self._waiting:
            found = iter(numbers(self.compiled.waiting[atom]))
            self._waiting[atom] = list(zip(found, found, found, strict=True))
        return self._waiting[atom]
