"""Growth: time per text and memory with more texts, and time with more processes; start-up aside."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.bench.process import aanbod, run
from tests.bench.rounds import Rounds


def workers(folder: Path, texts: int, rounds: int, said: Callable[[str], None]) -> None:
    """One process against two, in turns. The start-up of each is its time for one text."""
    found = {number: Rounds() for number in (1, 2)}
    first = _one(folder)
    for _ in range(rounds):
        for number in found:
            begin, whole = (_code(folder, source, number) for source in (first, folder / "corpus"))
            found[number].add((whole[0] - begin[0]) / texts, whole[1])
    for number, ran in found.items():
        said(
            f"  --workers {number}  {1000 * ran.median:8.3f} ms a text  {ran.megabytes:5.0f} MB in the largest process"
        )
    said(f"  one process takes {found[1].over(found[2])} times the time of two")


def texts(folder: Path, few: int, many: int, said: Callable[[str], None]) -> None:
    """Few texts against many, once."""
    begin, _ = _code(folder, _one(folder), 1)
    ran = {number: _code(folder, folder / name, 1) for number, name in ((few, "corpus"), (many, "large"))}
    for number, (seconds, megabytes) in ran.items():
        said(f"  {number:6} texts  {1000 * (seconds - begin) / number:8.3f} ms a text  {megabytes:5.0f} MB")
    time = (ran[many][0] - begin) / many / ((ran[few][0] - begin) / few)
    said(
        f"  {many} texts take {time:.2f} times the time per text, and {ran[many][1] / ran[few][1]:.2f} times the memory"
    )


def _one(folder: Path) -> Path:
    first = folder / "one"
    if not first.exists():
        first.mkdir()
        shutil.copy(folder / "corpus" / "text00000.txt", first)
    return first


def _code(folder: Path, texts: Path, number: int) -> tuple[float, float]:
    """Seconds and megabytes of a coding from nothing; the corpora have a table, which such a coding leaves out."""
    store = folder / "growth.db"
    for path in folder.glob("growth.db*"):
        path.unlink()
    ran = run(aanbod("code", texts, "--store", store, "--workers", number))
    return ran.seconds, ran.megabytes
