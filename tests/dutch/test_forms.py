import pytest

from aanbod.dutch.forms import forms
from aanbod.dutch.spelling import closed_syllable, fold, open_syllable


@pytest.mark.parametrize(
    ("base", "written"),
    [
        ("school", "scholen"), ("ouder", "ouders"), ("kind", "kinderen"), ("gezin", "gezinnen"), ("museum", "musea"),
        ("buddy", "buddy's"), ("uitje", "uitjes"), ("les", "lessen"), ("brief", "brieven"), ("huis", "huizen"),
        ("taak", "taken"), ("dag", "dagen"), ("stad", "steden"), ("visie", "visies"), ("logo", "logo's"),
        ("cultureel", "culturele"), ("financieel", "financiële"), ("creatief", "creatieve"), ("gezond", "gezonde"),
        ("naschools", "naschoolse"), ("groep", "groepje"), ("uitzondering", "uitzonderinkje"),
        ("koffieochtend", "koffieochtenden"), ("ouderkamer", "ouderkamers"), ("verteltas", "verteltassen"),
        ("brugfunctionaris", "brugfunctionarissen"), ("vakantieschool", "vakantiescholen"),
        ("driehoeksgesprek", "driehoeksgesprekken"), ("stagebedrijf", "stagebedrijven"),
        ("inloopspreekuur", "inloopspreekuren"), ("NT2-les", "NT2-lessen"), ("ouderkamers", "ouderkamer"),
        ("jongen", "jongens"), ("formulier", "formulieren"), ("coach", "coaches"),
    ],
)  # fmt: skip
def test_nouns_and_adjectives(base: str, written: str) -> None:
    assert fold(written) in forms(base)


@pytest.mark.parametrize(
    ("infinitive", "written"),
    [
        ("gaan", "gaat"), ("hebben", "heeft"), ("willen", "wilden"), ("geven", "gegeven"), ("koken", "kookt"),
        ("organiseren", "georganiseerd"), ("organiseren", "organiseert"), ("wandelen", "wandelt"),
        ("luisteren", "luistert"), ("stoppen", "gestopt"), ("lezen", "leest"), ("reizen", "reist"),
        ("ondersteunen", "ondersteund"), ("verwijzen", "verwezen"), ("bezoeken", "bezocht"), ("eten", "gegeten"),
        ("toeleiden", "toegeleid"), ("aanbieden", "aangeboden"), ("deelnemen", "deelgenomen"),
        ("uitvallen", "uitgevallen"), ("meekijken", "meegekeken"), ("doorverwijzen", "doorverwezen"),
    ],
)  # fmt: skip
def test_verbs(infinitive: str, written: str) -> None:
    assert fold(written) in forms(infinitive)


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("ouder", "oudere"),
        ("ouder", "ouderen"),
        ("les", "lezen"),
        ("kans", "kansarm"),
        ("ben", "been"),
        ("volgen", "volgens"),
        ("vieren", "vier"),
    ],
)
def test_another_word_is_no_form(base: str, other: str) -> None:
    assert other not in forms(base)


def test_one_key_for_ways_of_writing() -> None:
    assert fold("Ouder-kindactiviteit") == fold("ouderkindactiviteit")
    assert fold("coördinator") == fold("coordinator")
    assert fold("foto’s") == fold("foto's") == "fotos"
    assert fold("&") == "en"


def test_syllables_open_and_close() -> None:
    pairs = {"school": "schol", "les": "less", "brief": "briev", "huis": "huiz", "boek": "boek"}
    assert {closed: open_syllable(closed) for closed in pairs} == pairs
    assert {closed_syllable(opened) for opened in pairs.values()} == set(pairs)
