"""Names of people: what is one, and what is none. `[…]` is what must be found, and nothing else."""

import re

import pytest

from aanbod.privacy.finding import Finder

MARKED = re.compile(r"\[([^]]*)\]")
SENTENCES = [
    # titles, and names that begin with a particle
    "Vraag het aan mevrouw [van Dam] of aan meneer [De Boer].",
    "Juf [Annelot] en meester [Wim] zijn er morgen weer.",
    "Mw. [El-Amrani] en dhr. [J. Smit] tekenden.",
    "De heer [Asante] was ziek.",
    "Onze gymjuf [Tjitske] was er ook.",
    # roles
    "Wij spraken directeur [Ouafa] en de conciërge.",
    "Mijn dochter [Jorinde] zit in groep 4.",
    "Zij kwam met collega [Sven-Erik Bruins].",
    "De coördinator, [Jolke], was er.",
    "Een jongen genaamd [Xanti] deed mee.",
    # first names, with what goes on behind them
    "Met [Fatima El Idrissi] gaat het goed.",
    "Daar zat [Karin de Wit] naast.",
    "Dat was [Farida]'s idee.",
    "Bij [A.B. de Vries] op kantoor was [Karin] ook.",
    # what people do, and how old they are
    '"Leuk", zegt [Tirzano] zacht.',
    "Buiten knikt [Wolkje].",
    "[Kyandro] vindt het jammer.",
    "Ook [Ouassim] (9) mocht mee.",
    # lists
    "Juf [Karin], [Wendela] en [Jits] gingen mee.",
    "Aanwezig: [Thirza] (directeur), [Okko Brinkgreve] en de gemeente.",
    # words that are names too
    "Wij spraken juf [Roos] lang. [Roos] gelooft er niet in.",
    "Aan tafel zat meester [Storm]. Er was storm op zee.",
    # the same name elsewhere, also with an s
    "Mevrouw [Tuinhek] was er. Volgens de anderen had [Tuinhek] gelijk, en [Tuinheks] plan ook.",
    # none: schools, partners, places, months, languages, ordinary capitals
    "De ouders van De Kale Wilg en het Tussendijk in Amsterdam.",
    "Sinds mei werkt Ben in de Buurt samen met Huis van Fatima.",
    "Wil je meedoen? Ben je er dan? Mijn Frans is slecht.",
    "De directeur. Eens per maand komt de kok. Met de juf. Moeders uit de buurt.",
    "Eerst dacht ik van niet. Kansengelijkheid vraagt tijd.",
    "Op de Anne Frankschool, aan het Prinsenplein, in de Jan van Galenstraat.",
    "Een training tot trainer Rots & Water.",
    "Interviewer: Hoe gaat het? Ouders: Goed. Wensen: meer tijd.",
    "De schoolleider van De Ketel kent de OKA van het Buurtteam.",
    "# Gesprek Met Ouders",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_name_is_found_where_it_stands(finder: Finder, sentence: str) -> None:
    text = MARKED.sub(r"\1", sentence)
    assert [text[find.start : find.end] for find in finder.find(text)] == MARKED.findall(sentence)
    assert all(find.reason for find in finder.find(text))


def test_who_speaks_often_is_a_person_and_a_label_is_none(finder: Finder) -> None:
    text = "\n\n".join(["Xanti: Ja.", "Moderator: En?", "Xanti: Nee.", "Fietsen: gestopt", "Xanti: Klaar."])
    assert {text[find.start : find.end] for find in finder.find(text)} == {"Xanti"}


def test_a_name_of_elsewhere_in_the_study_is_one_here(finder: Finder) -> None:
    text = "Toen wist ook Tuinhek het niet."
    assert finder.find(text) == []
    [find] = finder.find(text, {"Tuinhek"})
    assert text[find.start : find.end] == "Tuinhek"
