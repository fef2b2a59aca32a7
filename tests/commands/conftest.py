"""Projects that were made and run once; each test works on a copy.

`garden` is an invented study of three transcripts, for what asks for many runs; `project` holds ten summaries of the
sample study, which is enough to see a command work; `study` holds all of it.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from docx import Document

from aanbod.__main__ import main

from ..conftest import MakeOnce

ROOT = Path(__file__).parents[2]
GARDEN_STUDY = """\
codebook: {id: tuin, title: Tuinstudie, case_label: tuin, case_label_plural: tuinen}
default_status: gerealiseerd
statuses:
  - {id: gerealiseerd, label: Gerealiseerd}
  - {id: gewenst, label: Gewenst}
cues: [{kind: wens, effect: gewenst, reach: both, scope: sentence, words: [willen]}]
variables:
  - {id: wijk, label: Wijk, of: case, values: {noord: Noord, zuid: Zuid}}
  - {id: year, label: Jaar, of: transcript, also: [jaar], required: true, form: year}
cases:
  - {id: De Linde, variables: {wijk: noord}}
  - {id: Het Veer, variables: {wijk: zuid}}
"""
GARDEN_CODES = """\
categories:
  - id: tuin.groen
    label: Groen
    codes:
      - {id: tuin.groen.moestuin, label: Moestuin, keywords: [moestuin]}
      - {id: tuin.groen.kas, label: Kas, keywords: [kas]}
  - id: tuin.samen
    label: Samen
    codes:
      - {id: tuin.samen.koken, label: Koken, keywords: [koken]}
"""
GARDEN_PARTNERS = """\
categories:
  - id: partner.groen
    label: Groene partners
    partners:
      - {name: Hovenier Blad, keywords: [hovenier blad]}
      - {name: Kwekerij Knop, keywords: [kwekerij knop]}
"""
GARDEN_TABLES = """\
tables:
  - {number: "6.1", title: Tuinen, rows: codes, categories: [tuin.groen, tuin.samen]}
  - {number: "4.1", title: Partners, rows: partners, categories: [partner.groen]}
groups: [wijk]
default_where: {year: "2024"}
"""
GARDEN_HEAD = "---\ntuin: De Linde\njaar: 2024\n---\n\n"
GARDEN_LIST = """\
document,jaar,tuinen
2024-het-veer.txt,2024,Het Veer
2024-samen.docx,2024,De Linde; Het Veer
2024-zoek.txt,2024,Het Veer
"""


@dataclass(frozen=True)
class Outcome:
    """What a command did: its exit code and what it printed."""

    code: int
    out: str
    err: str


Aanbod = Callable[..., Outcome]


@pytest.fixture
def aanbod(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Aanbod:
    """Runs the console command as a shell would."""

    def call(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["aanbod", *map(str, arguments)])
        capfd.readouterr()
        code = _exit_code()
        printed = capfd.readouterr()
        return Outcome(code, printed.out, printed.err)

    return call


@pytest.fixture(scope="session")
def made_garden(make_once: MakeOnce) -> Path:
    return make_once("garden", _make_garden)


def _make_garden(folder: Path) -> None:
    shutil.copytree(ROOT / "reports" / "templates", folder / "reports" / "templates")
    book, texts = folder / "codebook" / "tuin", folder / "transcripts"
    book.mkdir(parents=True)
    texts.mkdir()
    ours = yaml.safe_load((ROOT / "codebook" / "afs" / "tables.yaml").read_text(encoding="utf-8"))
    wording = {key: ours[key] for key in ("share_words", "texts")}
    for path, text in {
        folder / "aanbod.yaml": "codebook: codebook/tuin\n",
        book / "study.yaml": GARDEN_STUDY,
        book / "codes.yaml": GARDEN_CODES,
        book / "partners.yaml": GARDEN_PARTNERS,
        book / "tables.yaml": GARDEN_TABLES + yaml.safe_dump(wording, allow_unicode=True),
        texts / "transcripts.csv": GARDEN_LIST,
        texts / "2024-de-linde.md": f"{GARDEN_HEAD}Er is een moestuin.\n\nHovenier Blad helpt met de moestuin.\n",
        texts / "2024-het-veer.txt": "Wij willen een kas.\n\nEr wordt elke week gekookt.\n",
    }.items():
        path.write_text(text, encoding="utf-8", newline="")
    document = Document()
    document.add_paragraph("Samen met Kwekerij Knop kwam er een kas.")
    document.save(str(texts / "2024-samen.docx"))
    with pytest.MonkeyPatch.context() as patch:
        _run(patch, "run", "--project", folder)


@pytest.fixture(scope="session")
def made_project(make_once: MakeOnce) -> Path:
    return make_once("project", lambda folder: _make(folder, texts=10))


@pytest.fixture(scope="session")
def made_study(make_once: MakeOnce) -> Path:
    return make_once("study", _make)


def _make(folder: Path, texts: int | None = None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        _run(patch, "init", folder)
        if texts:
            summaries = sorted(folder.glob("transcripts/2024-[!f]*.*"))
            kept = [*summaries[:: len(summaries) // texts][:texts], folder / "transcripts" / "transcripts.csv"]
            for path in set(folder.glob("transcripts/*.*")) - set(kept):
                path.unlink()
        _run(patch, "run", "--project", folder)


def _run(patch: pytest.MonkeyPatch, *arguments: object) -> None:
    patch.setattr(sys, "argv", ["aanbod", *map(str, arguments)])
    assert not _exit_code()


def _exit_code() -> int:
    """How the command ends. With `pytest.raises` its frames would hold each other: a codebook for every call."""
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    raise AssertionError("a command ends by SystemExit")


@pytest.fixture
def garden(made_garden: Path, place: Path) -> Path:
    """A tiny project of one's own, coded and rendered; it is the working folder."""
    return shutil.copytree(made_garden, place, dirs_exist_ok=True)


@pytest.fixture
def project(made_project: Path, place: Path) -> Path:
    """A small project of one's own, coded and rendered; it is the working folder."""
    return shutil.copytree(made_project, place, dirs_exist_ok=True)


@pytest.fixture
def study(made_study: Path, place: Path) -> Path:
    """The whole sample study, the same way, with its truth."""
    shutil.copytree(ROOT / "tests" / "truth", place / "tests" / "truth")
    return shutil.copytree(made_study, place, dirs_exist_ok=True)


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working folder, empty. It is the same for all tests of a worker, so that templates are compiled once."""
    folder = tmp_path_factory.getbasetemp() / "study"
    folder.mkdir()
    with monkeypatch.context() as patch:
        patch.chdir(folder)
        yield folder
    shutil.rmtree(folder)
