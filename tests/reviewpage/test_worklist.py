"""The order of a queue as one page works through it."""

from aanbod.model import CodingRecord, Evidence
from aanbod.review.queues import Progress, Queue, QueueItem
from aanbod.reviewpage.worklist import Asked, Worklist, key_of

ITEMS = (
    QueueItem("a", "een", 0, 5),
    QueueItem("b", "een", 5, 9),
    QueueItem("", "twee", 0, 4),
    QueueItem("c", "twee", 4, 8),
)


def made() -> Worklist:
    return Worklist(Asked(), Queue(ITEMS, Progress(2, 6, None)))


def coding(key: str, state: str, start: int = 0, end: int = 5, transcript: str = "een") -> CodingRecord:
    return CodingRecord(key, transcript, start, end, "", "code", "", "status", "rules", state, Evidence(""))


def test_what_follows() -> None:
    found = made()
    keys = [key_of(item) for item in ITEMS]
    assert keys == ["a", "b", "0-4@twee", "c"]
    assert [found.after(key) for key in keys] == [*ITEMS[1:], ITEMS[0]]
    assert found.after("unknown") == ITEMS[0]
    assert [found.before(key) for key in keys] == [None, *ITEMS[:3]]


def test_what_is_settled_is_passed_over_and_may_come_back() -> None:
    found = made()
    found.note("een", [coding("a", "suggested"), coding("b", "accepted")])
    assert found.after("a") == ITEMS[2]
    assert found.progress([]) == Progress(3, 6, None)
    found.note("twee", [coding("c", "rejected", 4, 8, "twee"), coding("x", "accepted", 1, 2, "twee")])
    assert found.after("c") == ITEMS[0]
    assert found.after("a") is None
    found.note("een", [coding("a", "suggested"), coding("b", "suggested")])
    assert found.after("a") == ITEMS[1]
    found.note("een", [])  # a run took them out
    assert found.progress([]).decided == 6
