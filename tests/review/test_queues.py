"""What a reviewer is asked, in which order, and when a difference between people is settled."""

from datetime import UTC, datetime, timedelta

import pytest

from aanbod.review.queues import Progress, Queue, QueueItem, Review, Standing, Word, disagree, progress, uncoded


def standing(
    key: str, start: int = 0, rule: str = "kamer", state: str = "suggested", code: str = "a.b", by_rules: bool = True
) -> Standing:
    return Standing(key, "linde.txt", start, start + 5, code, "", "gepland", rule, state, by_rules)


def judged(rule: str, accepted: int, rejected: int, open_: int = 1) -> list[Standing]:
    """So many codings that this rule proposed; the place of each in the text is unlike that of any other rule's."""
    states = ["accepted"] * accepted + ["rejected"] * rejected + ["suggested"] * open_
    first = 1000 * len(rule)
    return [standing(f"{rule}{n}", first + 10 * n, rule, state) for n, state in enumerate(states)]


def rules_of(items: list[QueueItem]) -> list[str]:
    return [item.rule for item in items]


def test_suggestions_come_in_the_order_of_reading() -> None:
    elsewhere = standing("c")._replace(transcript="beuk.txt", start=40)
    found = [standing("a", 20), standing("b", 5), elsewhere, standing("d", 7, state="accepted")]
    items, decided = Review(found).suggestions()
    assert ([item.id for item in items], decided) == (["c", "b", "a"], 1)
    assert items[1] == QueueItem("b", "linde.txt", 5, 10, "a.b", "", "gepland", "kamer", 2 / 3)


def test_a_code_brings_those_under_it_and_a_partner_goes_by_name() -> None:
    found = [standing("a", code="a"), standing("b", 10), standing("c", 20, code="ab")]
    found.append(standing("d", 30, code="p")._replace(partner="Stichting Tuin"))
    review = Review(found)
    assert [item.id for item in review.suggestions(code="a")[0]] == ["a", "b"]
    assert [item.id for item in review.suggestions(code="Stichting Tuin")[0]] == ["d"]
    assert [item.id for item in review.suggestions(rule="kamer", transcripts=["beuk.txt"])[0]] == []


def test_least_sure_first() -> None:
    found = [
        *judged("mixed", 1, 1),  # (1 + 1) / (2 + 2) = 0.5
        *judged("one right", 1, 0),  # 2/3, within a quarter of a half
        *judged("nobody", 0, 0, open_=2),
        *judged("two right", 2, 0),  # 3/4: that says enough
        *judged("always wrong", 0, 9),  # 1/11
    ]
    items, decided = Review(found).suggestions("unsure")
    assert rules_of(items) == ["mixed", "one right", "nobody", "nobody", "two right", "always wrong"]
    assert [item.sure for item in items] == [0.5, 2 / 3, None, None, 3 / 4, 1 / 11]
    assert decided == 14


def test_what_a_person_coded_the_same_by_hand_is_not_asked_again() -> None:
    hand = standing("h", state="accepted", by_rules=False)
    for other, asked in (
        (hand, []),
        (hand._replace(status="gewenst"), ["a"]),
        (hand._replace(state="rejected"), ["a"]),
    ):
        review = Review([standing("a"), other])
        assert [item.id for item in review.suggestions()[0]] == asked
        (rule,) = review.precisions()
        assert (rule.accepted, rule.open) == (1 - len(asked), len(asked))


def test_precision_is_by_rule_and_code() -> None:
    found = [*judged("kamer", 2, 1, 4), standing("x", 7, "kamer", "rejected", "z")]
    rows = [(one.rule, one.code, one.accepted, one.rejected, one.open, one.sure) for one in Review(found).precisions()]
    assert rows == [("kamer", "a.b", 2, 1, 4, 3 / 5), ("kamer", "z", 0, 1, 0, 1 / 3)]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("", "never"),
        ("A+", "never"),
        ("A+ B+", "never"),
        ("A+ B-", "open"),
        ("A+ A- B-", "never"),
        ("A+ B- C+", "settled"),  # a third person spoke after both
        ("A+ B- A+", "settled"),  # so did one of the two
        ("A+ B- B+", "settled"),
        ("A+ B- B+ A-", "open"),  # they agreed, and then no more
        ("A+ B- C+ s+", "settled"),
        ("s-", "never"),
        ("s- t+", "never"),  # schools among themselves
        ("A+ s-", "open"),
        ("s- A+", "open"),
        ("A+ s- s-", "open"),  # a school that repeats itself settles nothing
        ("A+ s- B+", "settled"),
        ("A+ s- A-", "settled"),
        ("A+ B- C+ s-", "open"),  # against what the persons came to
        ("A+ B- s+", "open"),
        ("A+ B- s-", "open"),
    ],
)
def test_when_people_disagree(said: str, outcome: str) -> None:
    """Capitals are persons, small letters schools."""
    words = [Word("x", one[0], one[0].isupper(), one[1] == "+") for one in said.split()]
    assert disagree(words) == outcome


def test_disagreements_are_on_any_coding_that_stands() -> None:
    found = [standing("a"), standing("h", 10, by_rules=False, state="accepted"), standing("c", 20)]
    words = [Word(key, "A", True, True) for key in "ahc"] + [Word(key, "B", True, False) for key in "ah"]
    items, settled = Review(found).disagreements(
        [*words, Word("gone", "A", True, True), Word("gone", "B", True, False)]
    )
    assert ([item.id for item in items], settled) == (["a", "h"], 0)
    items, settled = Review(found).disagreements([*words, Word("a", "C", True, True)], code="a")
    assert ([item.id for item in items], settled) == (["h"], 1)


def test_passages_that_nothing_coded_overlaps() -> None:
    spans = {"b.txt": [(0, 10), (11, 20), (21, 30), (31, 40)], "a.txt": [(0, 5)], "c.txt": [(0, 5)]}
    coded = {"b.txt": [(35, 36), (8, 12), (20, 21)], "c.txt": [(0, 900)]}
    assert [item[1:4] for item in uncoded(spans, coded)] == [("a.txt", 0, 5), ("b.txt", 21, 30)]


def test_the_pace_leaves_pauses_out() -> None:
    start = datetime(2024, 5, 1, 9, tzinfo=UTC)
    seconds = (0, 4, 10, 900, 906)  # 4, 6 and 6 seconds, and a pause of a quarter of an hour
    moments = [start + timedelta(seconds=one) for one in seconds]
    assert progress(100, 5, moments) == Progress(5, 105, 10)
    assert progress(3, 5, moments[:1]) == Progress(5, 8, None)
    assert progress(1, 5, moments) == Progress(5, 6, 1)
    assert progress(0, 5, ()) == Progress(5, 5, 0)
    assert Queue((), progress(0, 0, ())).items == ()
