"""The units that coders are compared on.

By presence, a unit is a transcript: a coder gave it the code or not.

By passages, a unit is what coders marked in the same place: two codings are of one unit where they share at least
`overlap` of the shorter of them, so that it does not matter how much around the same words somebody took along.
A sentence that no coding touches is a unit that nobody coded.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aanbod.agreement.values import PRESENCE, Held, Span, Text

Given = tuple[int, Held]  # the number of the coder, and the coding


@dataclass(frozen=True)
class Unit:
    """A unit that at least one coder coded."""

    transcript: str
    start: int
    end: int
    given: tuple[Given, ...]


def units(text: Text, given: Sequence[Given], by: str, overlap: float) -> tuple[list[Unit], int]:
    """The units of a text that these codings make, and the number of units that nobody coded."""
    if by == PRESENCE:
        return ([_unit(text.name, given, first_only=True)], 0) if given else ([], 1)
    return [_unit(text.name, group) for group in _groups(given, overlap)], _untouched(text.sentences, given)


def _unit(name: str, given: Sequence[Given], first_only: bool = False) -> Unit:
    ordered = tuple(sorted(given, key=lambda one: (one[1].start, one[1].end, one[0], one[1].id)))
    start, first_end = ordered[0][1].start, ordered[0][1].end
    return Unit(name, start, first_end if first_only else max(held.end for _, held in ordered), ordered)


def _groups(given: Iterable[Given], overlap: float) -> Iterator[list[Given]]:
    """Codings that share enough, directly or through others between them."""
    groups: list[list[Given]] = []
    for one in sorted(given, key=lambda one: (one[1].start, one[1].end)):
        joined, apart = [one], []
        for group in groups:
            if any(_share(one[1], other[1], overlap) for other in group):
                joined += group
            else:
                apart.append(group)
        groups = [*apart, joined]
    yield from groups


def _share(one: Held, other: Held, overlap: float) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared >= overlap * min(one.end - one.start, other.end - other.start)


def _untouched(sentences: Sequence[Span], given: Iterable[Given]) -> int:
    ends = [end for _, end in sentences]
    touched: set[int] = set()
    for _, held in given:
        number = bisect_left(ends, held.start + 1)
        while number < len(sentences) and sentences[number][0] < held.end:
            touched.add(number)
            number += 1
    return len(sentences) - len(touched)
