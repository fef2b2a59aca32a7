"""The order in which one page asks: a queue as it was when the page was opened, and what of it was settled since.

To read a queue anew after every decision would take too long in a large store.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from aanbod.model import CodingRecord
from aanbod.review.queues import OPEN, Progress, Queue, QueueItem, QueueName, progress


@dataclass(frozen=True)
class Asked:
    """Which queue: its name, and a code, a rule or a transcript that narrows it."""

    name: QueueName = "all"
    code: str = ""
    rule: str = ""
    transcript: str = ""


def key_of(item: QueueItem) -> str:
    """What a page calls an item: the id of a coding, or the place of a passage without one."""
    return item.id or f"{item.start}-{item.end}@{item.transcript}"


@dataclass
class Worklist:
    """A queue that is being worked through."""

    asked: Asked
    queue: Queue
    settled: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._keys: list[str] = [key_of(item) for item in self.queue.items]
        self._place: dict[str, int] = {key: place for place, key in enumerate(self._keys)}
        self._of_transcript: dict[str, list[QueueItem]] = defaultdict(list)
        for item in self.queue.items:
            self._of_transcript[item.transcript].append(item)

    def item(self, key: str) -> QueueItem | None:
        place = self._place.get(key)
        return None if place is None else self.queue.items[place]

    def after(self, key: str) -> QueueItem | None:
        """The next one behind this item that is not settled, else the first before it; None where all are."""
        place = self._place.get(key, -1) + 1
        for number in chain(range(place, len(self._keys)), range(place)):
            if self._keys[number] not in self.settled and self._keys[number] != key:
                return self.queue.items[number]
        return None

    def before(self, key: str) -> QueueItem | None:
        """The item in front of this one, settled or not."""
        place = self._place.get(key, 0)
        return self.queue.items[place - 1] if place else None

    def note(self, transcript: str, codings: Sequence[CodingRecord]) -> None:
        """Takes in how the codings of a transcript stand now."""
        states = {coding.id: coding.state for coding in codings}
        for item in self._of_transcript.get(transcript, ()):
            if item.id:
                is_open = states.get(item.id) == OPEN
            else:
                is_open = not any(
                    one.start < item.end and one.end > item.start for one in codings if one.state != "rejected"
                )
            if self.asked.name != "disagree":
                (self.settled.discard if is_open else self.settled.add)(key_of(item))

    def progress(self, moments: Sequence[datetime]) -> Progress:
        """How far one is by now."""
        settled = len(self.settled & self._place.keys())
        return progress(len(self._keys) - settled, self.queue.progress.decided + settled, moments)
