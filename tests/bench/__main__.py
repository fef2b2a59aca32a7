"""`python -m tests.bench`: our run, a plain spaCy pipeline and the floor, interleaved in one go; ratios with spread."""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from aanbod.codebook.load import load_codebook
from tests.bench import growth
from tests.bench.corpus import write_corpus
from tests.bench.process import ROOT, aanbod, module, run
from tests.bench.rounds import Rounds
from tests.bench.startup import startup

LARGE = 50_000
PLAIN_TEXTS = 10  # the plain pipeline is slow: it is timed on these, and its time per text is compared


def coding(folder: Path, texts: int, rounds: int, said: Callable[[str], None]) -> None:
    """Coding the corpus, start-up aside: ours against the plain pipeline and the floor."""
    names = ("ours", "plain", "floor")
    found = {name: Rounds() for name in names}
    start = folder / "first"
    start.mkdir()
    shutil.copy(folder / "corpus" / "text00000.txt", start)
    for number in range(rounds):
        work = folder / str(number)
        work.mkdir()
        cold = run(aanbod("code", start, "--store", work / "one.db"))
        ours = run(aanbod("code", folder / "corpus", "--store", work / "ours.db"))
        found["ours"].add((ours.seconds - cold.seconds) / texts, ours.megabytes)
        plain = run(module("contestant", "plain", folder / "corpus", PLAIN_TEXTS, work / "plain.db"))
        found["plain"].add(float(plain.printed) / PLAIN_TEXTS, plain.megabytes)
        floor = run(module("contestant", "floor", folder / "corpus", texts, work / "floor.db", work / "ours.db"))
        found["floor"].add(float(floor.printed) / texts, floor.megabytes)
        shutil.rmtree(work)
    for name in names:
        said(f"  {name:6} {1000 * found[name].median:8.3f} ms a text  {found[name].megabytes:5.0f} MB")
    said(f"  the plain spaCy pipeline takes {found['plain'].over(found['ours'])} times our time")
    said(f"  we take {found['ours'].over(found['floor'])} times the floor")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--texts", type=int, default=2000, help="texts of the corpus (2000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each contestant (3)")
    parser.add_argument("--large", action="store_true", help="also hold them against 50,000 texts")
    parser.add_argument("--only", choices=("startup", "coding", "growth"), help="one section")
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
        if chosen.only in (None, "growth"):
            say(f"growth, {chosen.texts} texts, {chosen.rounds} rounds")
            growth.workers(folder, chosen.texts, chosen.rounds, say)
        if chosen.large:
            write_corpus(folder / "large", LARGE, codebook)
            say(f"growth, {chosen.texts} and {LARGE} texts, once")
            growth.texts(folder, chosen.texts, LARGE, say)


def say(line: str) -> None:
    print(line, file=sys.stdout, flush=True)


if __name__ == "__main__":
    main()
