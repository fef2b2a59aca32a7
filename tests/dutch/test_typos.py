import pytest

from aanbod.dutch.typos import one_error_away


@pytest.mark.parametrize(
    ("meant", "typed"),
    [
        ("koffieochtend", "kofieochtend"),
        ("ouderbijdrage", "ouderbijdrge"),
        ("themabijeenkomsten", "themabijeenkomstn"),
        ("bibliotheek", "bibliohteek"),
        ("cultuurcoach", "cultuurcoah"),
    ],
)
def test_a_letter_too_few_too_many_wrong_or_two_changed_about(meant: str, typed: str) -> None:
    assert meant in set(one_error_away(typed))


@pytest.mark.parametrize(("word", "other"), [("beginnen", "gewinnen"), ("aanvraag", "aanvraat")])
def test_the_first_letter_and_the_ending_are_trusted(word: str, other: str) -> None:
    assert word not in set(one_error_away(other))
