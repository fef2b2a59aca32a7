"""Shares in words, by the study's own table."""

import pytest

from aanbod.codebook.model import Codebook
from aanbod.tables.wording import in_words


@pytest.mark.parametrize(
    ("n", "total", "said"),
    [
        (0, 29, "geen enkele school"),
        (1, 29, "een enkele school"),
        (2, 29, "enkele scholen"),
        (3, 10, "ongeveer een derde van de scholen"),
        (20, 29, "ongeveer twee derde van de scholen"),
        (14, 29, "ongeveer de helft van de scholen"),
        (37, 39, "vrijwel alle scholen"),
        (39, 39, "alle scholen"),
        (1, 1, "alle scholen"),
        (0, 0, ""),
    ],
)
def test_a_share_in_words(afs: Codebook, n: int, total: int, said: str) -> None:
    assert in_words(afs, n, total) == said
