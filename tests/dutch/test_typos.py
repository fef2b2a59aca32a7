import pytest

from aanbod.dutch.typos import Neighbours


@pytest.mark.parametrize(
    ("meant", "typed"),
    [
        ("koffieochtend", "kofieochtend"),
        ("ouderbijdrage", "ouderbijdrge"),
        ("themabijeenkomsten", "themabijeenkomstn"),
        ("bibliotheek", "bibliohteek"),
        ("cultuurcoach", "cultuurcoah"),
        ("studiedag", "studidag"),
        ("taalles", "taales"),
        ("zwemles", "zwmeles"),
        ("buurtteam", "buurteam"),
    ],
)
def test_a_letter_too_few_too_many_wrong_or_two_changed_about(meant: str, typed: str) -> None:
    assert Neighbours([meant]).near(typed) == [meant]


@pytest.mark.parametrize(("word", "other"), [("sporten", "sporen"), ("lessen", "lesen"), ("viertaal", "viermaal")])
def test_a_short_word_is_trusted(word: str, other: str) -> None:
    assert not Neighbours([word]).near(other)


@pytest.mark.parametrize(("word", "other"), [("beginnen", "gewinnen"), ("aanvraag", "aanvraat")])
def test_the_first_letter_and_the_ending_are_trusted(word: str, other: str) -> None:
    assert not Neighbours([word]).near(other)
