"""`python -m tests.bench`: our run, a plain spaCy pipeline and the floor, interleaved in one go; ratios with spread."""

import argparse
import sys
import tempfile
from pathlib import Path

from aanbod.codebook.load import load_codebook
from tests.bench.coding import coding
from tests.bench.corpus import write_corpus
from tests.bench.growth import growth
from tests.bench.process import ROOT
from tests.bench.startup import startup
from tests.bench.tables import tables

LARGE = 50_000
PICTURE = ROOT / "docs" / "growth.svg"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--texts", type=int, default=2000, help="texts of the corpus (2000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each contestant (3)")
    parser.add_argument("--large", action="store_true", help=f"also code {LARGE} texts, once, and compare as many")
    parser.add_argument("--only", choices=("startup", "coding", "tables", "growth"), help="one section")
    parser.add_argument("--picture", type=Path, default=PICTURE, help="where the picture of the growth goes")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        codebook = load_codebook(ROOT / "codebook" / "afs")
        write_corpus(folder / "corpus", chosen.texts, codebook)
        if chosen.only in (None, "startup"):
            say(f"start-up, {3 * chosen.rounds} rounds")
            startup(folder, 3 * chosen.rounds, say)
        if chosen.only in (None, "coding"):
            say(f"coding {chosen.texts} texts, {chosen.rounds} rounds")
            coding(folder, chosen.texts, chosen.rounds, say)
        if chosen.only in (None, "tables"):
            say(f"tables, {chosen.rounds} rounds")
            tables(folder, LARGE if chosen.large else chosen.texts, chosen.rounds, say)
        if chosen.only in (None, "growth"):
            sizes = [chosen.texts // 4, chosen.texts // 2, chosen.texts, *([LARGE] if chosen.large else [])]
            if chosen.large:
                write_corpus(folder / "large", LARGE, codebook)
            say("growth, each once")
            growth(folder, sizes, chosen.picture, say)


def say(line: str) -> None:
    print(line, file=sys.stdout, flush=True)


if __name__ == "__main__":
    main()
