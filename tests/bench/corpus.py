"""Texts for the benchmark: paragraphs of the sample study drawn anew, with words that no cache has seen.

A study of forty schools has some 5,000 different words; a national one has far more. So one word in forty is swapped
for a compound of two other words of the study: 2,000 texts then hold over 18,000 word types.
"""

import csv
import random
import re
from collections.abc import Iterator
from pathlib import Path

from aanbod.codebook.model import Codebook
from aanbod.transcripts.reading import SUFFIXES, read_text

SAMPLE = Path(__file__).parents[2] / "transcripts"
PARAGRAPHS = 16  # in a text: some 4,000 characters, as a summary of a progress conversation has
_SWAPPED = 1 / 40
_WORD = re.compile(r"[^\W\d_]{4,}")


def sample_texts() -> list[str]:
    """The fixed texts of the sample study, in the order of their names."""

    paths = sorted(path for path in SAMPLE.iterdir() if path.suffix in SUFFIXES and path.stem != "README")
    return [read_text(path) for path in paths]


def make_texts(number: int, seed: int = 1) -> Iterator[str]:
    """As many texts, the same ones for the same seed."""
    paragraphs = [part for text in sample_texts() for part in text.split("\n") if len(part) > 80]
    words = sorted({word.lower() for part in paragraphs for word in _WORD.findall(part)})
    draw = random.Random(seed)

    def swapped(match: re.Match[str]) -> str:
        return draw.choice(words) + draw.choice(words) if draw.random() < _SWAPPED else match[0]

    for _ in range(number):
        yield "\n\n".join(_WORD.sub(swapped, part) for part in draw.sample(paragraphs, PARAGRAPHS)) + "\n"


def write_corpus(folder: Path, number: int, codebook: Codebook) -> None:
    """The texts as files, with a table that gives each a school of the codebook and a year."""
    folder.mkdir(parents=True, exist_ok=True)
    schools = [case.id for case in codebook.cases]
    with (folder / "transcripts.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["document", "scholen", "jaar", "soort"])
        for place, text in enumerate(make_texts(number)):
            name = f"text{place:05}.txt"
            (folder / name).write_text(text, encoding="utf-8")
            rows.writerow([name, schools[place % len(schools)], 2024, "voortgangsgesprek"])
