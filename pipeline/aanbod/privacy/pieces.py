"""Pieces of a text that are replaced, and where everything else goes. Offsets are code points, half-open."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

Piece = tuple[int, int, str]  # start to end of a text become this


def replaced(text: str, pieces: Sequence[Piece]) -> str:
    """The text with the pieces replaced; they stand in its order, none over another."""
    parts: list[str] = []
    done = 0
    for start, end, new in pieces:
        parts += (text[done:start], new)
        done = end
    return "".join((*parts, text[done:]))


class Places:
    """Where the places of a text are once its pieces are replaced."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._starts = [start for start, _, _ in pieces]
        self._ends = [end for _, end, _ in pieces]
        self._shifts = [0]
        for start, end, new in pieces:
            self._shifts.append(self._shifts[-1] + len(new) - (end - start))

    def start(self, place: int) -> int:
        """Where a passage begins; one that began inside a piece begins with all of it."""
        number = bisect_right(self._ends, place)
        if number < len(self._starts) and self._starts[number] < place:
            place = self._starts[number]
        return place + self._shifts[number]

    def end(self, place: int) -> int:
        """Where a passage ends; one that ended inside a piece ends with all of it."""
        number = bisect_left(self._starts, place)
        if number and self._ends[number - 1] > place:
            place = self._ends[number - 1]
        return place + self._shifts[number]
