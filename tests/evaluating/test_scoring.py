"""Codings against a truth, small enough to count by hand."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Codebook
from aanbod.errors import AanbodError
from aanbod.evaluating.scoring import Part, Score, evaluate
from aanbod.evaluating.truth import Truth, TruthRow
from aanbod.model import CodingRecord, Evidence

CODES = """\
categories:
  - id: oogst.fruit
    label: Fruit
    codes:
      - {id: oogst.fruit.appel, label: Appel, keywords: [appel]}
      - {id: oogst.fruit.peer, label: Peer, keywords: [peer]}
  - {id: partner.zaden, label: Zaden, partners: [{name: Zaadhuis, keywords: [zaadhuis]}, {name: Kas, keywords: [kas]}]}
  - {id: feest.soort, label: Feesten, codes: [{id: feest.soort.bal, label: Bal, keywords: [bal]}]}
"""
TRUTH = Truth(
    ("noord", "zuid", "weg"),
    (
        TruthRow("noord", "oogst.fruit.appel", "", "gewenst", "De bomen geven graag ooit een appel"),
        TruthRow("noord", "oogst.fruit.appel", "", "gepland", "Er komen twee bomen met appels"),
        TruthRow("noord", "partner.zaden", "Zaadhuis", "gerealiseerd", "Het Zaadhuis levert"),
        TruthRow("zuid", "oogst.fruit.appel", "", "gerealiseerd", "Appels zijn er"),
        TruthRow("zuid", "oogst.fruit.peer", "", "uitgevallen", "De peer is geveld"),
        TruthRow("weg", "oogst.fruit.peer", "", "gepland", "Nergens te vinden"),
    ),
    left_out=3,
)


@pytest.fixture
def codebook(write_codebook: Callable[..., Path]) -> Codebook:
    return load_codebook(write_codebook(CODES))


def coding(transcript: str, code: str, status: str, quote: str, partner: str = "") -> CodingRecord:
    identity = f"{transcript}{code}{partner}{quote}"
    return CodingRecord(
        identity, transcript, 0, len(quote), quote, code, partner, status, "rules", "suggested", Evidence("x")
    )


CODINGS = [
    coding("noord.txt", "oogst.fruit.appel", "uitgevallen", "Een appel is er niet"),
    coding("noord.txt", "oogst.fruit.appel", "gepland", "twee bomen, met APPELS"),
    coding("noord.txt", "partner.zaden", "gepland", "Het Zaadhuis levert, zo is het plan.", "Zaadhuis"),
    coding("noord.txt", "partner.zaden", "gepland", "In de kas", "Kas"),
    coding("zuid.docx", "oogst.fruit.peer", "uitgevallen", "Van alles is geveld, maar de peer niet"),
    coding("zuid.docx", "open.bijen", "gepland", "Bijen"),
    coding("oost.md", "oogst.fruit.peer", "gepland", "Een transcript zonder waarheid"),
]
NAMES = ("noord.txt", "zuid.docx", "oost.md")


def test_pairs_count_once_and_only_where_both_know_the_transcript(codebook: Codebook) -> None:
    result = evaluate(codebook, TRUTH, CODINGS, NAMES)
    assert result.transcripts == ("noord", "zuid")
    assert (result.no_transcript, result.no_truth) == (("weg",), ("oost",))
    assert result.total == Score(gold=4, found=4, right=3)
    assert result.kinds == {"oogst": Score(3, 2, 2), "partner": Score(1, 2, 1), "feest": Score(0, 0, 0)}
    assert list(result.kinds) == ["oogst", "partner", "feest"]
    assert (result.truth_left_out, result.codings_left_out) == (3, 1)


def test_the_strongest_status_counts(codebook: Codebook) -> None:
    result = evaluate(codebook, TRUTH, CODINGS, NAMES)
    assert result.status == Part(2, 3)  # appel gepland, peer uitgevallen; Zaadhuis is not gepland
    assert result.status_other == Part(2, 2)


def test_a_passage_is_found_by_half_of_its_words_under_the_same_code(codebook: Codebook) -> None:
    result = evaluate(codebook, TRUTH, CODINGS, NAMES)
    # Found: "Er komen twee bomen met appels" (4 of 6), "Het Zaadhuis levert", "De peer is geveld"; not the other two.
    assert result.passages == Part(3, 5)
    half = [replace(CODINGS[1], quote="bomen met appels"), replace(CODINGS[1], quote="met appels", id="less")]
    assert evaluate(codebook, TRUTH, half[:1], NAMES).passages.n == 1
    assert evaluate(codebook, TRUTH, half[1:], NAMES).passages.n == 0


def test_rejected_codings_do_not_count(codebook: Codebook) -> None:
    rejected = [replace(found, state="rejected") for found in CODINGS]
    result = evaluate(codebook, TRUTH, rejected, NAMES)
    assert result.total == Score(4, 0, 0)
    assert (result.total.precision, result.total.recall, result.total.f1) == (None, 0.0, 0.0)
    assert (result.status.rate, result.codings_left_out) == (None, 0)


def test_codes_come_worst_first(codebook: Codebook) -> None:
    found = evaluate(codebook, TRUTH, CODINGS, NAMES).codes
    assert [(code.code, code.partner, code.score) for code in found] == [
        ("partner.zaden", "Kas", Score(0, 1, 0)),
        ("oogst.fruit.appel", "", Score(2, 1, 1)),
        ("oogst.fruit.peer", "", Score(1, 1, 1)),
        ("partner.zaden", "Zaadhuis", Score(1, 1, 1)),
    ]


def test_the_rates_are_those_of_the_books() -> None:
    score = Score(gold=8, found=5, right=4)
    assert (score.precision, score.recall) == (0.8, 0.5)
    assert score.f1 == pytest.approx(2 * 0.8 * 0.5 / (0.8 + 0.5))
    assert Score(0, 0, 0).f1 is None


def test_nothing_in_common_and_two_of_one_name(codebook: Codebook) -> None:
    with pytest.raises(AanbodError, match="no transcript that the truth is about"):
        evaluate(codebook, TRUTH, CODINGS, ["oost.md"])
    with pytest.raises(AanbodError, match=r"zuid: there are several transcripts"):
        evaluate(codebook, TRUTH, CODINGS, [*NAMES, "zuid.txt"])
