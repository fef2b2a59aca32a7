from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.discovering.lines import read_lines
from aanbod.discovering.offers import offers
from aanbod.discovering.organisations import organisations
from aanbod.discovering.proposals import Proposal
from aanbod.model import Transcript

Discover = Callable[..., list[Proposal]]
CODES = """\
categories:
  - id: ouder.leren
    label: Leren
    codes:
      - {id: ouder.leren.fiets, label: Fietscursus, keywords: [fietscursus]}
      - {id: ouder.leren.geld, label: "Geldles (VRAGT)", keywords: ["(=VRAGT|geldles)"]}
  - id: partner.overig
    label: Overig
    partners:
      - {name: Buurtteam, keywords: [buurtteam]}
      - {name: GGD, keywords: ["=GGD"]}
      - {name: Hallo Muziek, keywords: ["=Hallo Muziek"]}
cases:
  - {id: De Zilverreiger, also: [Zilverreiger]}
  - {id: Overhaal College, also: [het Overhaal]}
"""


@pytest.fixture
def found(afs: Codebook, write_codebook: Callable[..., Path]) -> Discover:
    """The organisations (or, with `offer=True`, the offers) that a small codebook with the study's words lacks."""
    book = replace(load_codebook(write_codebook(CODES)), discover=afs.discover)
    coder = RuleCoder(book, load_dutch())

    def discover(*texts: str, offer: bool = False) -> list[Proposal]:
        transcripts = [Transcript(f"t{number}.txt", text) for number, text in enumerate(texts, 1)]
        lines = [line for transcript in transcripts for line in read_lines(transcript, coder)]
        return offers(lines, book) if offer else organisations(lines, book)

    return discover
