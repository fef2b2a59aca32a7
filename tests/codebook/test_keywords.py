import pytest

from aanbod.codebook.keywords import FAR_GAP, NEAR_GAP, KeywordError, Phrase, Word, WordGroups, parse_keyword

GROUPS = WordGroups(
    {"ouders": ["ouder", "vader"], "lus": ["@lus"], "voorwaarde": ["a & b"], "vaak": ["elke week", "wekelijks"]}
)


def test_a_phrase_is_steps_with_gaps() -> None:
    phrase = parse_keyword("samen .. eten ... koken", GROUPS).phrase
    assert [step.gap for step in phrase.steps] == [0, NEAR_GAP, FAR_GAP]
    assert phrase.steps[1].options == (Word("eten"),)


def test_alternatives_and_groups_are_options_of_one_step() -> None:
    phrase = parse_keyword("(koken|samen eten) met @ouders", GROUPS).phrase
    first, _, last = phrase.steps
    assert first.options[0] == Word("koken")
    assert isinstance(first.options[1], Phrase)
    assert last.options == (Word("ouder"), Word("vader"))


def test_conditions_say_present_and_how_far() -> None:
    query = parse_keyword("les & @ouders ! kind && thuis !! x", GROUPS)
    assert [(c.present, c.wide) for c in query.conditions] == [
        (True, False),
        (False, False),
        (True, True),
        (False, True),
    ]


def test_exact_holds_for_the_whole_phrase_or_alternative() -> None:
    phrase = parse_keyword("=Ben in de Buurt", GROUPS).phrase
    assert [step.options for step in phrase.steps] == [(Word(w, True),) for w in ("Ben", "in", "de", "Buurt")]
    mixed = parse_keyword("(=BEN|consulent)", GROUPS).phrase.steps[0].options
    assert mixed == (Word("BEN", True), Word("consulent"))


def test_ampersand_within_brackets_is_a_word() -> None:
    assert parse_keyword("rots (en|&) water", GROUPS).phrase.steps[1].options == (Word("en"), Word("&"))


def test_what_may_be_absent() -> None:
    assert parse_keyword("(de)? school", GROUPS).phrase.steps[0].options == (Word("de"), Phrase(()))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("& ouder", "missing before `&`"),
        ("les &", "missing at the end"),
        ("(koken|eten", "not closed"),
        ("koken)", "no place here"),
        (".. koken", "between two words"),
        ("koken ..", "between two words"),
        ("@onbekend", "no word group"),
        ("@lus", "calls itself"),
        ("@voorwaarde", "holds a condition"),
        ("*", "not a word"),
        ("a*", "nearly everything"),
        ("()", "nothing between"),
    ],
)
def test_a_keyword_that_cannot_be_read(text: str, says: str) -> None:
    with pytest.raises(KeywordError, match=says):
        parse_keyword(text, GROUPS)
