"""The study's own codebook: complete, and every code does what its examples ask."""

from collections import Counter

import pytest

from aanbod.codebook.model import Code, Codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.examples import run_examples


def rows(afs: Codebook, *tables: str) -> list[Code]:
    return [code for code in afs.codes if code.id.split(".")[0] in tables and ".open." not in code.id]


def test_every_row_of_the_tables_and_every_partner_of_the_appendix_is_there(afs: Codebook) -> None:
    counts = {table: len(rows(afs, table)) for table in ("team", "leerling", "ouder", "subsidie", "partner")}
    assert counts == {"team": 20, "leerling": 27, "ouder": 33, "subsidie": 18, "partner": 182}
    assert [code.id for code in afs.codes if ".open." in code.id] == ["ouder.open.huisbezoeken"]
    per_category = Counter(code.id for code in rows(afs, "partner"))
    assert list(per_category.values()) == [35, 62, 27, 10, 19, 3, 8, 4, 7, 4, 3]
    assert [bouwsteen.number for bouwsteen in afs.bouwstenen] == [1, 2, 3, 4, 5, 6, 7]


def test_every_row_is_described_and_has_examples_both_ways(afs: Codebook) -> None:
    lacking = [
        code.id
        for code in (*rows(afs, "team", "leerling", "ouder", "subsidie"),)
        if not (code.definition and code.use_for and code.not_for and code.keywords and code.bouwstenen)
        or sum(example.coded for example in code.examples) < 2
        or sum(not example.coded for example in code.examples) < 2
    ]
    assert lacking == []


COMMON_WORDS = (
    "BEN",
    "KANS",
    "DOCK",
    "Bieb op School (BOS)",
    "Impuls",
    "Startpunt",
    "Circus",
    "Beach",
    "Wijsneus",
    "Keukentafel",
)


@pytest.mark.parametrize("partner", COMMON_WORDS)
def test_a_partner_whose_name_is_a_common_word_has_examples_both_ways(afs: Codebook, partner: str) -> None:
    [code] = [code for code in afs.codes if code.partner == partner]
    assert {example.coded for example in code.examples} == {True, False}


def test_every_example_holds(afs: Codebook, afs_coder: RuleCoder) -> None:
    failing = [
        (r.code.id, r.code.partner, r.example.text, r.problem) for r in run_examples(afs_coder, afs.codes) if r.problem
    ]
    assert failing == []


def test_common_words_that_look_like_partners_are_none(afs_coder: RuleCoder) -> None:
    text = (
        "Ik ben blij met de kans om in het bos te lopen. Het dok ligt achter het circus van de zomer. "
        "Een impuls voor de wijk. Met open vizier, per mens een taart, op het startpunt van de rit. "
        "Dat is geen rode loper. Hij speelt een topscore. "
        "Aan de keukentafel wordt gepraat, en op de beach staat een dynamo."
    )
    assert [coding for coding in afs_coder.code(text) if coding.partner] == []
