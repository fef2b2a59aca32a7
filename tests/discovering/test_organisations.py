"""Names that no codebook holds: all organisations and people here are invented."""

import time

import pytest

from .conftest import Discover


def names(found: Discover, *texts: str) -> list[str]:
    return [proposal.name for proposal in found(*texts)]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Wij begonnen een samenwerking met Zwaluwnest.", "Zwaluwnest"),
        ("De ouders gaan met vragen naar een medewerker van de Regelhut.", "Regelhut"),
        ("Via Kwikstaart kwam er een pianolerares.", "Kwikstaart"),
        ("Partners zoals Nachtegaal en Roerdomp sluiten aan.", "Roerdomp"),
        ("In oktober was er bezoek van het Buurtteam, Roerdomp en de GGD.", "Roerdomp"),
        ("Op dinsdag zit Hart voor Kostverloren in de aula.", "Hart voor Kostverloren"),
        ("In de pauze was er iemand van Jeugd & Plezier.", "Jeugd & Plezier"),
        ("Elke week helpt VLIMSO met de tuin.", "VLIMSO"),
        ("De VLIMSO-medewerker kwam langs.", "VLIMSO"),
        ("De kinderen gaan met SportKwartaal naar het veld.", "SportKwartaal"),
        ("In de gang verzorgt ‘Groeien mag’ elke week een hoekje.", "Groeien mag"),
        ("Het zomerfeest is samen met buurthuis De Roerdomp.", "De Roerdomp"),
        ("De boeken zijn gekregen van Stichting Mooi.", "Stichting Mooi"),
        ("De sleutel ligt bij het Centrum Wonen en Werken.", "Centrum Wonen en Werken"),
        ("Samira van de Regelhut heeft een vaste plek.", "Regelhut"),
        ("Bij ziekte verwijzen we door via je huisarts.", "huisarts"),
        ("De peuters komen van de GGD of de woningcorporatie.", "woningcorporatie"),
    ],
)
def test_a_name_beside_a_clue_is_proposed(found: Discover, sentence: str, name: str) -> None:
    assert name in names(found, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Wij werken samen met meneer Van Zanten en met juf Tineke.",
        "‘Het gaat goed,’ zegt Wulfrad.",
        "Wulfrad: ‘We zijn trots op de klas.’",
        "Wij spraken Wulfrad Terbruggen, coördinator van de school.",
        "Dat doen we samen met Fatima en Jeroen.",
        "In Rotterdam en Gent gaat dat anders.",
        "Op maandag in oktober vieren we het Suikerfeest.",
        "Er zijn moeders met een Marokkaanse achtergrond, die Arabisch en Nederlands spreken.",
        "Wij werken samen met De Zilverreiger en Overhaal College.",
        "Wij werken samen met het Buurtteam en Hallo Muziek.",
        "De lessen van VRAGT draaien via VRAGT.",
        "Ouders komen graag. Kinderen ook. Leerkrachten helpen.",
        "‘Dat hoor ik nooit meer’, zegt ze over het plein.",
    ],
)
def test_people_places_days_and_what_the_codebook_knows_are_not(found: Discover, sentence: str) -> None:
    assert names(found, sentence) == []


def test_somebody_who_is_introduced_once_is_a_person_everywhere(found: Discover) -> None:
    texts = ["Directeur Wulfrad leidt de school.", "Dat regelen we met Wulfrad. Wij werken samen met Wulfrad."]
    assert names(found, *texts) == []


def test_writings_of_one_name_are_one_proposal(found: Discover) -> None:
    texts = [
        "Wij werken samen met de Open Hoek. De open hoek kwam langs.",
        "Zij werken samen met Open-Hoek.",
        "Er is overleg met Stichting Walkant. De stoelen zijn gekregen van Walkant.",
        "Via V.L.O.M. kwam er hulp. Het VLOM helpt ook.",
    ]
    proposals = {proposal.name: proposal for proposal in found(*texts)}
    assert set(proposals) >= {"Open Hoek"}
    hoek = proposals["Open Hoek"]
    assert (hoek.count, hoek.documents) == (3, ("t1.txt", "t2.txt"))
    assert {"open hoek", "Open-Hoek"} < set(hoek.variants)
    assert sum(name.endswith("Walkant") for name in proposals) == 1
    assert sum(name.replace(".", "") == "VLOM" for name in proposals) == 1


def test_a_name_that_only_begins_sentences_counts_where_it_is_known(found: Discover) -> None:
    proposals = found("Roerdomp helpt met lezen. Wij werken samen met Roerdomp. Roerdomp heeft een bus.")
    assert [(proposal.name, proposal.count) for proposal in proposals] == [("Roerdomp", 3)]


def test_what_more_schools_name_beside_partners_comes_first(found: Discover) -> None:
    texts = [
        "Wij werken samen met Roerdomp en het Buurtteam. De Nachtwacht hangt in de hal.",
        "Er is contact met Roerdomp.",
        "In de aula stond het Waterpaard.",
    ]
    proposals = found(*texts)
    assert proposals[0].name == "Roerdomp"
    assert proposals[0].why[:1] and "Buurtteam" in proposals[0].why
    assert [place.transcript for place in proposals[0].examples] == ["t1.txt", "t2.txt"]
    place = proposals[0].examples[0]
    assert texts[0][place.start : place.end] == place.sentence


def test_a_name_close_to_a_partner_says_so(found: Discover) -> None:
    (proposal,) = found("Wij werken samen met Hallo Muziekjes.")
    assert (proposal.name, proposal.near) == ("Hallo Muziekjes", "Hallo Muziek")


def test_a_hundred_reports_take_seconds(found: Discover) -> None:
    text = "Wij werken samen met Roerdomp, het Buurtteam en SportKwartaal. Wulfrad zegt dat het goed gaat. " * 40
    start = time.perf_counter()
    found(*[text] * 50)
    assert time.perf_counter() - start < 30
