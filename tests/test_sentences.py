"""Single sentences in groups; the halves and their form are explained in tests/sentences."""

import pytest

from aanbod.coding.coder import RuleCoder
from tests.sentences.__main__ import HALVES, scores


@pytest.mark.parametrize("half", HALVES)
def test_the_rules_know_the_language(afs_coder: RuleCoder, half: str) -> None:
    found = scores(afs_coder, half)
    assert sum(score.right for group, score in found.items() if group != "all") == found["all"].right > 150
    assert found["all"].f1 > 0.84
    assert found["all"].status / found["all"].right > 0.93
