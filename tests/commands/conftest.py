"""Projects that were made and run once; each test works on a copy.

`project` holds ten summaries of the sample study, which is enough to see a command work; `study` holds all of it.
"""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from aanbod.__main__ import main


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
        with pytest.raises(SystemExit) as stop:
            main()
        printed = capfd.readouterr()
        return Outcome(int(stop.value.code or 0), printed.out, printed.err)

    return call


@pytest.fixture(scope="session")
def made_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _make(tmp_path_factory.mktemp("made") / "study", texts=10)


@pytest.fixture(scope="session")
def made_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _make(tmp_path_factory.mktemp("whole") / "study")


def _make(folder: Path, texts: int | None = None) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        _run(patch, "init", folder)
        if texts:
            summaries = sorted(folder.glob("transcripts/2024-[!f]*.*"))
            kept = [*summaries[:: len(summaries) // texts][:texts], folder / "transcripts" / "transcripts.csv"]
            for path in set(folder.glob("transcripts/*.*")) - set(kept):
                path.unlink()
        _run(patch, "run", "--project", folder)
    return folder


def _run(patch: pytest.MonkeyPatch, *arguments: object) -> None:
    patch.setattr(sys, "argv", ["aanbod", *map(str, arguments)])
    with pytest.raises(SystemExit) as stop:
        main()
    assert not stop.value.code


@pytest.fixture
def project(made_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project of one's own, coded and rendered; it is the working folder."""
    return _copy(made_project, tmp_path, monkeypatch)


@pytest.fixture
def study(made_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The whole sample study, the same way, with its truth."""
    folder = _copy(made_study, tmp_path, monkeypatch)
    shutil.copytree(Path(__file__).parents[1] / "truth", folder / "tests" / "truth")
    return folder


def _copy(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "study"
    shutil.copytree(made, folder)
    monkeypatch.chdir(folder)
    return folder
