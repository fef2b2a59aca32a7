"""What stays behind on the way in, counted, and what a person should know of the rest."""

from collections import Counter

from aanbod.refi.exchange import Lost


class Losses:
    """Collects while a file is read; each thing is told once, with its number and its first place."""

    def __init__(self) -> None:
        self._numbers: Counter[str] = Counter()
        self._examples: dict[str, str] = {}
        self.remarks: list[str] = []

    def lose(self, what: str, example: str = "", number: int = 1) -> None:
        if number:
            self._numbers[what] += number
            self._examples.setdefault(what, example)

    def remark(self, text: str) -> None:
        if text not in self.remarks:
            self.remarks.append(text)

    def lost(self) -> tuple[Lost, ...]:
        return tuple(Lost(what, number, self._examples[what]) for what, number in self._numbers.items())
