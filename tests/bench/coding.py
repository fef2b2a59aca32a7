"""Coding a corpus, start-up aside: one process and two of ours, a plain spaCy pipeline and the floor, in turns."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.bench.process import aanbod, module, run
from tests.bench.rounds import Rounds

PLAIN_TEXTS = 3  # the plain pipeline is slow: it is timed on these, and its time per text is compared


def coding(folder: Path, texts: int, rounds: int, said: Callable[[str], None]) -> None:
    """The start-up of ours is its time for one text; the others time their work themselves."""
    names = ("ours", "two", "plain", "floor")
    found = {name: Rounds() for name in names}
    corpus, start = folder / "corpus", folder / "first"
    start.mkdir()
    shutil.copy(corpus / "text00000.txt", start)
    for number in range(rounds):
        work = folder / str(number)
        work.mkdir()
        for name, workers in (("ours", 1), ("two", 2)):
            began = run(aanbod("code", start, "--store", work / f"{name}-one.db", "--workers", workers))
            whole = run(aanbod("code", corpus, "--store", work / f"{name}.db", "--workers", workers))
            found[name].add((whole.seconds - began.seconds) / texts, whole.megabytes)
        plain = run(module("contestant", "plain", corpus, PLAIN_TEXTS, work / "plain.db"))
        found["plain"].add(float(plain.printed) / PLAIN_TEXTS, plain.megabytes)
        floor = run(module("contestant", "floor", corpus, texts, work / "floor.db", work / "ours.db"))
        found["floor"].add(float(floor.printed) / texts, floor.megabytes)
        shutil.rmtree(work)
    labels = {"ours": "ours", "two": "ours, --workers 2", "plain": "plain spaCy", "floor": "the floor"}
    for name in names:
        said(f"  {labels[name]:18} {1000 * found[name].median:8.3f} ms a text  {found[name].megabytes:5.0f} MB")
    said(f"  the plain spaCy pipeline takes {found['plain'].over(found['ours'])} times our time")
    said(f"  we take {found['ours'].over(found['floor'])} times the floor")
    said(f"  one process takes {found['ours'].over(found['two'])} times the time of two")
