"""A small study: three schools, a few partners, and the words that names are found by."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Codebook
from aanbod.privacy.finding import Finder

ROOT = Path(__file__).parents[2]
SCHOOLS = """
cases:
  - {id: De Kale Wilg, also: [Kale Wilg], variables: {bestuur: "Stichting Vlonder (verzonnen)"}}
  - {id: Tussendijk College, also: [het Tussendijk], variables: {bestuur: "Stichting Vlonder (verzonnen)"}}
  - {id: SBO De Ketel, also: [De Ketel], variables: {bestuur: "Vereniging Kiem"}}
variables:
  - {id: bestuur, label: Bestuur, of: case}
categories:
  - id: partner.buurt
    label: Buurt
    partners:
      - {name: Ben in de Buurt, keywords: ["=Ben in de Buurt"]}
      - {name: Huis van Fatima, keywords: ["=Huis van Fatima"]}
"""


@pytest.fixture
def book(write_codebook: Callable[..., Path], afs: Codebook) -> Codebook:
    """The words of the study that the repository carries, with schools and partners of our own."""
    small = load_codebook(write_codebook(SCHOOLS))
    return replace(small, privacy=afs.privacy, discover=afs.discover)


@pytest.fixture
def finder(book: Codebook) -> Finder:
    return Finder(book)
