"""Where nothing changed nothing is done, and it says so; whatever did change is seen."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.commands import run as run_module
from aanbod.commands.desk import Desk
from aanbod.model import Transcript
from aanbod.store import Store, open_store

from .conftest import Aanbod, Outcome

Quick = Callable[..., tuple[Outcome, bool]]


@pytest.fixture
def garden(garden: Path, aanbod: Aanbod, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The garden as it is once it was run in its place, which is done for the first test only."""
    kept = tmp_path_factory.getbasetemp() / "run-garden"
    if kept.exists():
        return shutil.copytree(kept, garden, dirs_exist_ok=True)
    assert aanbod("run").code == 0
    shutil.copytree(garden, kept)
    return garden


@pytest.fixture
def quick(aanbod: Aanbod, monkeypatch: pytest.MonkeyPatch) -> Quick:
    """Runs a command; what it did, and whether it did so without opening the store."""
    opened: list[Desk] = []
    really = Desk.open_store

    def spied(desk: Desk, create: bool = False) -> Store:
        opened.append(desk)
        return really(desk, create)

    monkeypatch.setattr(Desk, "open_store", spied)

    def call(*arguments: object) -> tuple[Outcome, bool]:
        opened.clear()
        outcome = aanbod(*arguments)
        assert outcome.code == 0, outcome.err
        return outcome, not opened

    return call


def outputs(garden: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (garden / "reports" / "out").iterdir()}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def one(garden: Path, pattern: str) -> Path:
    return sorted(garden.glob(pattern))[0]


def test_the_same_is_said(quick: Quick, garden: Path) -> None:
    shutil.copy(one(garden, "transcripts/2024*.md"), garden / "transcripts" / "tweeling.md")
    (garden / "transcripts" / "foto.png").write_bytes(b"\x89PNG")
    for command in ("code", "run"):
        quick(command)
        decide(garden)
        (first, first_quick), (second, second_quick) = quick(command), quick(command)
        assert (first_quick, second_quick) == (False, True)
        assert (second.out, second.err) == (first.out, first.err)
        assert "tweeling.md" in second.err and "foto.png" in second.err and "4 unchanged" in second.out


def decide(garden: Path) -> None:
    with open_store(garden / "aanbod.db") as store:
        store.decide([store.codings()[0].id], "reject", "Bas")


def replace_store(garden: Path) -> None:
    """By one with the same transcripts, that knows of no checkpoint."""
    (garden / "aanbod.db").unlink()
    open_store(garden / "aanbod.db").close()


def import_from_elsewhere(garden: Path) -> None:
    """Another project says something else of a transcript in the same store."""
    with open_store(garden / "aanbod.db") as store:
        name = store.transcripts()[0].name
        store.save_transcripts([Transcript(name, store.text(name), "", ("Het Veer",), {"year": "2024"})])


CHANGES: dict[str, Callable[[Path], object]] = {
    "a decision": decide,
    "another store": replace_store,
    "an import by another project": import_from_elsewhere,
    "a keyword": lambda p: edit(p / "codebook/tuin/partners.yaml", "hovenier blad", "hovenier tak"),
    "a file of the codebook": lambda p: (p / "codebook/tuin/extra.yaml").write_text("groups: []\n", encoding="utf-8"),
    "a text": lambda p: edit(one(p, "transcripts/2024*.txt"), ".", "!"),
    "a text that is gone": lambda p: one(p, "transcripts/2024*.md").unlink(),
    "a text that is new": lambda p: shutil.copy(one(p, "transcripts/2024*.md"), p / "transcripts/zomaar.md"),
    "the table": lambda p: edit(p / "transcripts/transcripts.csv", ",2024,", ",2023,"),
    "the settings": lambda p: edit(
        p / "aanbod.yaml", "codebook: codebook/tuin", "codebook: ./codebook/../codebook/tuin"
    ),
}
OUTPUTS: dict[str, Callable[[Path], object]] = {
    "a template": lambda p: edit(p / "reports/templates/base.html", "<body", "<!-- x --><body"),
    "an output that is gone": lambda p: (p / "reports/out/report.md").unlink(),
    "an output that was edited": lambda p: edit(p / "reports/out/table-6.1.csv", "1", "2"),
}

# The store keeps a transcript whose file is gone, and what the project says of its transcripts is imported again.
SAME_REPORT = {
    "another store",
    "an import by another project",
    "a text that is gone",
    "the settings",
    "an output that is gone",
    "an output that was edited",
}


@pytest.mark.parametrize("change", [*CHANGES, *OUTPUTS])
def test_a_change_is_seen(quick: Quick, garden: Path, change: str) -> None:
    quick("run")
    assert quick("run")[1] and quick("code")[1]
    made = outputs(garden)
    (CHANGES | OUTPUTS)[change](garden)
    if change in CHANGES:
        assert not quick("code")[1]
    else:
        assert quick("code")[1]
    assert not quick("run")[1]
    assert (outputs(garden) == made) is (change in SAME_REPORT)
    assert quick("run")[1] and quick("code")[1]


def test_an_edit_that_is_undone(quick: Quick, garden: Path) -> None:
    quick("run")
    made = outputs(garden)
    partners = garden / "codebook" / "tuin" / "partners.yaml"
    edit(partners, "hovenier blad", "hovenier tak")
    assert not quick("run")[1]
    assert outputs(garden) != made
    edit(partners, "hovenier tak", "hovenier blad")
    assert not quick("run")[1]
    assert outputs(garden) == made


def test_an_older_copy_of_the_store_is_as_it_was(quick: Quick, garden: Path) -> None:
    """What it says of itself is true again, but for the outputs, which say otherwise."""
    quick("run")
    shutil.copy(garden / "aanbod.db", garden / "before.db")
    made = outputs(garden)
    decide(garden)
    assert not quick("run")[1]
    (garden / "before.db").replace(garden / "aanbod.db")
    assert not quick("run")[1]
    assert outputs(garden) == made


@pytest.mark.parametrize("meanwhile", ["a decision", "a keyword", "an import by another project", "a template"])
def test_what_changes_during_a_run_is_seen_by_the_next(
    quick: Quick, garden: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    quick("run")
    decide(garden)
    really = run_module._render

    def interrupted(desk: Desk, store: Store) -> list[Path]:
        written = list(really(desk, store))
        (CHANGES | OUTPUTS)[meanwhile](garden)
        return written

    with monkeypatch.context() as patch:
        patch.setattr(run_module, "_render", interrupted)
        assert not quick("run")[1]
    assert not quick("run")[1]
    assert quick("run")[1]


def test_two_projects_on_one_store(quick: Quick, garden: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(garden, other)
    edit(other / "codebook" / "tuin" / "partners.yaml", "hovenier blad", "hovenier tak")
    both = ("--store", garden / "aanbod.db")
    quick("run", *both)
    made = outputs(garden)
    assert quick("run", *both)[1]
    assert not quick("run", "--project", other, *both)[1]
    assert not quick("run", *both)[1]
    assert outputs(garden) == made


def test_files_that_are_named(quick: Quick, garden: Path, tmp_path: Path) -> None:
    texts = tmp_path / "los"
    texts.mkdir()
    (texts / "a.txt").write_text("Er is een kas.\n", encoding="utf-8")
    call = ("code", texts, "--store", tmp_path / "los.db")
    assert [quick(*call)[1] for _ in range(2)] == [False, True]
    (texts / "b.txt").write_text("Er is een moestuin.\n", encoding="utf-8")
    outcome, was_quick = quick(*call)
    assert not was_quick and "1 new, 0 changed, 1 unchanged" in outcome.out
    assert quick(*call)[1]
    assert not quick("code", texts / "a.txt", "--store", tmp_path / "los.db")[1]
    assert not quick(*call, "--all")[1]


@pytest.mark.parametrize("command", ["code", "run"])
def test_nothing_heavy_is_loaded(aanbod: Aanbod, garden: Path, command: str) -> None:
    assert aanbod("run").code == 0
    probe = (
        "import sys\nfrom aanbod.__main__ import main\n"
        f"sys.argv = ['aanbod', {command!r}]\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    code = stop.code\n"
        "heavy = {'spacy', 'sqlalchemy', 'pydantic', 'numpy', 'jinja2', 'networkx', 'scipy'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy), 'exit:', code or 0)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=os.environ | {"PYTHONUTF8": "1"}
    ).stdout
    assert "coded 0 transcripts" in said
    assert "heavy: [] exit: 0" in said
