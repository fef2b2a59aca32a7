"""Start-up: what an analyst waits for at forty texts, each as a multiple of a process that does next to nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.bench.process import ROOT, aanbod, python, run
from tests.bench.rounds import Rounds

TEXTS = 40
BLANK = 'import spacy; spacy.blank("nl")'


def startup(folder: Path, rounds: int, said: Callable[[str], None]) -> None:
    """Help, a run where nothing changed (the sample study), and coding 40 texts from cold and after an edit."""
    study, small = folder / "study", folder / "small"
    run(aanbod("init", study))
    run(aanbod("run", "--project", study))
    small.mkdir()
    for path in sorted((folder / "corpus").glob("*.txt"))[:TEXTS]:
        shutil.copy(path, small)
    names = ("bare", "help", "code", "run", "blank", "cold", "edited")
    found = {name: Rounds() for name in names}
    shutil.copytree(ROOT / "codebook" / "afs", folder / "codebook")
    keywords = folder / "codebook" / "partners.yaml"
    for number in range(rounds + 1):  # the first one warms up
        store = folder / f"start{number}.db"
        cold = aanbod("code", small, "--codebook", keywords.parent, "--store", store)
        ran = {"bare": run(python("pass")), "blank": run(python(BLANK)), "cold": run(cold)}
        keywords.write_text(_edited(keywords, number), encoding="utf-8")
        ran["edited"] = run(cold)
        ran["help"] = run(aanbod("--help"))
        ran["code"] = run(aanbod("code", "--project", study))
        ran["run"] = run(aanbod("run", "--project", study))
        for name in names if number else ():
            found[name].add(ran[name].seconds)
    said(f"  a bare Python {1000 * found['bare'].median:.0f} ms; a blank spaCy pipeline {found['blank'].median:.2f} s")
    for name, what in (("help", "--help"), ("code", "code, nothing changed"), ("run", "run, nothing changed")):
        said(f"  {what:34} {found[name].over(found['bare'])} times a bare Python")
    for name, what in (("cold", f"code {TEXTS} texts from cold"), ("edited", "the same, one keyword edited")):
        said(f"  {what:34} {found[name].over(found['blank'])} times a blank spaCy pipeline")


def _edited(path: Path, number: int) -> str:
    """The file with a keyword of which this is the edit of that number."""
    text = (ROOT / "codebook" / "afs" / path.name).read_text(encoding="utf-8")
    assert "buurtteam" in text
    return text.replace("buurtteam", f"buurtteam{number}", 1)
