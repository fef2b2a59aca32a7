"""Compiled keywords and their search in a sentence."""

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from aanbod.coding.hits import Hits, Span
from aanbod.coding.lexicon import as_bits, numbers

if TYPE_CHECKING:
    from aanbod.coding.compiling import Compiled, CompiledRule, Steps

Match = tuple[Span, ...]  # the words found, one span for each step


class Pattern:
    """A phrase, compiled: any of its sequences will do. Read from its text (see `Compiled`) when it is first asked for.

    Sets of atoms are numbers here, a bit for each: a sentence has what a sequence needs if no bit is missing.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def ways(self) -> "list[tuple[int, Steps]]":
        """The sequences: the atoms that they need, and their steps."""
        sequences = [numbers(sequence) for sequence in self._text.split("|")]
        return [(as_bits(found[1::2]), tuple(zip(found[::2], found[1::2], strict=True))) for found in sequences]

    @cached_property
    def waiting(self) -> dict[int, list[tuple[int, int]]]:
        """By the rarest atom of each: the sequences as (the other atoms, number)."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, (needed, _) in enumerate(self.ways):
            rarest = needed.bit_length() - 1
            found[rarest].append((needed & ~(1 << rarest), number))
        return found

    @cached_property
    def anchors(self) -> int:
        """The rarest atoms of all sequences."""
        return as_bits(self.waiting)

    def matches(self, hits: Hits) -> list[Match]:
        """Where the phrase stands: for each place at which a sequence begins, its nearest words."""
        here = hits.bits
        if not self.anchors & here:
            return []
        return [match for needed, steps in self.ways if needed & here == needed for match in align(steps, hits)]

    def present(self, hits: Hits) -> bool:
        """Whether the sentence has a match."""
        return bool(self.anchors & hits.bits) and hits.once(self._present)

    def _present(self, hits: Hits) -> bool:
        here = hits.bits
        return any(n & here == n and (len(steps) == 1 or bool(align(steps, hits))) for n, steps in self.ways)


def align(steps: "Steps", hits: Hits) -> list[Match]:
    """For each place where the sequence may begin, its nearest continuation."""
    begins = hits.spans(steps[0][1])
    if len(steps) == 1:
        return [(first,) for first in begins]
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
        self._patterns: dict[int, Pattern] = {}

    def rule(self, keyword: str) -> Rule:
        """The rule of a keyword of the codebook."""
        return Rule(self.compiled.rules[keyword], self)

    def pattern(self, number: int) -> Pattern:
        """A pattern by its number; rules with the same phrase share it."""
        if number not in self._patterns:
            self._patterns[number] = Pattern(self.compiled.patterns[number])
        return self._patterns[number]
