"""What schools answer, document by document."""

from collections.abc import Callable

import pytest

from aanbod.errors import AanbodError
from aanbod.model import CodingRecord
from aanbod.store import CodingDiff, SchoolAnswer, SchoolMemo, Store

TEXT = "Een ouderkamer komt er. Samen koken.\n"
RECEIPT = SchoolMemo("volledig", transcript="linde.txt", code="feedback.complete.yes.1")


@pytest.fixture
def ids(put: Callable[..., tuple[CodingRecord, ...]], code: Callable[..., CodingDiff], store: Store) -> list[str]:
    put(TEXT)
    code("linde.txt", "Een ouderkamer komt er.", "Samen koken.")
    return [coding.id for coding in store.codings()]


def test_a_document_is_taken_in_once(store: Store, ids: list[str]) -> None:
    answers = [SchoolAnswer((ids[0],), "accept"), SchoolAnswer((ids[1],), "reject", "nooit")]
    memos = [SchoolMemo("schaken", transcript="linde.txt", code="feedback.missing.3"), SchoolMemo("hm", coding=ids[0])]
    assert store.take_answers("De Linde", answers, memos, RECEIPT, session="s1") == 5
    assert store.take_answers("De Linde", answers, memos, RECEIPT, session="s2") == 0
    assert store.last_words(ids) == {ids[0]: {"De Linde": "accept"}, ids[1]: {"De Linde": "reject"}}
    assert [(m.note, m.coding, m.transcript, m.session) for m in store.memos()] == [
        ("schaken", "", "linde.txt", "s1"),
        ("hm", ids[0], "linde.txt", "s1"),
        ("volledig", "", "linde.txt", "s1"),
    ]
    assert {coding.state for coding in store.codings()} == {"suggested"}


def test_the_same_memo_in_a_newer_document_is_not_added_again(store: Store, ids: list[str]) -> None:
    memos = [SchoolMemo("schaken", transcript="linde.txt", code="feedback.missing.3"), SchoolMemo("hm", coding=ids[0])]
    newer = SchoolMemo("volledig", transcript="linde.txt", code="feedback.complete.yes.2")
    assert store.take_answers("De Linde", [], memos, RECEIPT) == 3
    assert store.take_answers("De Linde", [], memos, newer) == 1


def test_all_of_a_document_or_nothing(store: Store, ids: list[str]) -> None:
    with pytest.raises(AanbodError):
        store.take_answers(
            "De Linde", [SchoolAnswer((ids[0],), "accept")], [SchoolMemo("x", transcript="x.txt")], RECEIPT
        )
    assert store.history() == []
