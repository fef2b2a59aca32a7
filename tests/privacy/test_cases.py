"""How schools are named in texts, file names and addresses. `[…]` is what must be found, and nothing else."""

import re

import pytest

from aanbod.codebook.model import Codebook
from aanbod.privacy.cases import CaseNames, case_names

MARKED = re.compile(r"\[([^]]*)\]")
TEXTS = [
    "Wij waren op [De Kale Wilg] en op [basisschool De Kale Wilg].",
    "Volgens [Kale Wilg] gaat het goed; [de kale wilg] ook.",
    "[DE KALE WILG]: verslag",
    "2024-[de-kale-wilg].docx, 2024_[DeKaleWilg]_ouders.md",
    "Zie www.[dekalewilg].nl en [kalewilg].nl",
    "Het [Tussendijk College], [het Tussendijk], [Tussendijk]'s plein.".replace("Het [", "[Het "),
    "Wij spraken [Tussendijk]ouders en [Tussendijk]-ouders.",
    "2024-[tussendijk-college]-ouders.vtt",
    "De [SBO De Ketel] en [De Ketel] en [Ketel].".replace("De [SBO", "[De SBO"),
    "Onder de ketel en op de tussendijk is het stil.",
    "Een kale boom, een wilg.",
    "[De Kale Wılg] en [De Kale Wİlg], van een Turks toetsenbord.",
    "Op andere scholen dan die van Kaleman.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_every_spelling_of_a_name_is_met(book: Codebook, marked: str) -> None:
    text = MARKED.sub(r"\1", marked)
    assert [text[start:end] for start, end, _ in case_names(book).find(text)] == MARKED.findall(marked)


def test_each_name_leads_to_its_case() -> None:
    names = CaseNames({"De Kade": ("De Kade",), "De Kade Zuid": ("De Kade Zuid", "Zuidkade")}, ["de"])
    text = "De Kade Zuid, De Kade en Zuidkade"
    assert [case for _, _, case in names.find(text)] == ["De Kade Zuid", "De Kade", "De Kade Zuid"]


def test_a_name_of_nothing_but_words_for_a_school_is_met_whole() -> None:
    assert [
        case for _, _, case in CaseNames({"De School": ("De School",)}, ["de", "school"]).find("Op De School.")
    ] == ["De School"]


def test_no_cases_no_names() -> None:
    assert list(CaseNames({}, ["de"]).find("De Kale Wilg")) == []
