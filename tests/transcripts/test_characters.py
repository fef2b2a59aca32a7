import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aanbod.transcripts.characters import clean, fold, one_line


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("een\r\ntwee\rdrie\u2028vier\x0bvijf", "een\ntwee\ndrie\nvier\nvijf"),
        ("\ufeffschool", "school"),
        ("ouder\xadkamer", "ouderkamer"),
        ("ouder\xad\nkamer", "ouderkamer"),
        ("school\xa0A\u202fB", "school A B"),
        ("in\u200bloop", "inloop"),
        ("coo\u0308rdinator", "coördinator"),
        ("co¨ordinator en café", "coördinator en café"),
        ("beı\u0308nvloed", "beı\u0308nvloed"),
        ("be¨ınvloed", "beïnvloed"),
        ("ﬁnanciën en oﬃcieel", "financiën en officieel"),
        ("\uf0b7 koffie", "• koffie"),
        ("po\u2011vo", "po-vo"),
        ("a\x00b\x07c", "abc"),
        ("blad\feinde\tcel", "blad\feinde\tcel"),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@given(st.text())
def test_clean_text_stays_clean(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "\r" not in cleaned


def test_one_line() -> None:
    assert one_line(" koffie \n\t met  ouders\f ") == "koffie met ouders"


@pytest.mark.parametrize("name", ["de waterlelie", "De  Water-lelie", "DE WATERLÉLIE", "De Waterlelie "])
def test_fold_compares_names(name: str) -> None:
    assert fold(name) == fold("De Waterlelie")


def test_fold_keeps_different_names_apart() -> None:
    assert fold("De Waterlelie 1") != fold("De Waterlelie 2")
