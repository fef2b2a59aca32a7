"""Keyness against published figures."""

from collections import Counter

import pytest

from aanbod.evaluating.keyness import g2, key_words, log_ratio


def test_a_published_example() -> None:
    """Corpus linguistics at Lancaster: 52 times in 50,000 words against 57 in 75,000 gives LL +2.65."""
    assert g2(52, 50_000, 57, 75_000) == pytest.approx(2.65, abs=0.005)


@pytest.mark.parametrize(
    ("learner", "native", "published"),
    [(348, 99, 147), (15, 14, 0), (9, 32, 14), (21, 25, 0), (392, 170, 90)],
)
def test_figures_of_rayson_himself(learner: int, native: int, published: int) -> None:
    """P. Rayson, Corpora list, 18 January 2002: forms of KEEP in two corpora of equal size, rounded."""
    assert round(g2(learner, 1_000_000, native, 1_000_000)) == published


def test_the_log_ratio_counts_doublings() -> None:
    assert log_ratio(8, 100, 10, 1000) == pytest.approx(3)
    assert log_ratio(5, 100, 50, 1000) == pytest.approx(0)
    assert log_ratio(1, 100, 0, 100) == pytest.approx(1)  # unseen counts as half a time


def test_what_is_key() -> None:
    inside = Counter({"naald": 5, "school": 5, "garen": 2, "2024": 5, "de": 5, "draad": 5, "wol": 5, "x": 5})
    outside = {"naald": 1, "school": 300, "wol": 6}
    spread = {"draad": 1}
    found = key_words(
        inside, 100, lambda word: outside.get(word, 0), 10_000, lambda word: spread.get(word, 3), frozenset({"de"})
    )
    # school is common elsewhere, garen is rare, draad stands in one transcript, wol more often outside than inside
    assert [(key.words, key.n, key.elsewhere, key.transcripts) for key in found] == [("naald", 5, 1, 3)]
    assert found[0].g2 == pytest.approx(g2(5, 100, 1, 10_000))


def test_without_other_text_nothing_is_key() -> None:
    assert key_words(Counter({"naald": 5}), 100, lambda word: 0, 0, lambda word: 3) == []
