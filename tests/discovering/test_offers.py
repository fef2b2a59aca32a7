"""Forms of offer that no code holds."""

from .conftest import Discover


def test_compounds_that_end_as_an_offer_are_proposed_where_nothing_is_coded(found: Discover) -> None:
    texts = ["De haakgroep draait op dinsdag.", "Wij begonnen een haakgroep. Er zijn nu twee haakgroepen."]
    proposals = found(*texts, offer=True)
    assert [(p.name, p.count, len(p.documents)) for p in proposals if p.name.startswith("haak")] == [
        ("haakgroep", 3, 2)
    ]


def test_a_bare_word_takes_the_next_word(found: Discover) -> None:
    names = [proposal.name for proposal in found("Er draait een workshop steenhouwen voor de straat.", offer=True)]
    assert "workshop steenhouwen" in names


def test_days_rooms_and_coded_sentences_are_not(found: Discover) -> None:
    text = "Op woensdagmiddag zit zij in de lerarenkamer. Vandaag is alles duur. De fietscursus voor moeders draait."
    assert found(text, offer=True) == []
