"""A project that was made and run once; each test works on a copy of it."""

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
    folder = tmp_path_factory.mktemp("made") / "study"
    with pytest.MonkeyPatch.context() as patch:
        for arguments in (["init", str(folder)], ["run", "--project", str(folder)]):
            patch.setattr(sys, "argv", ["aanbod", *arguments])
            with pytest.raises(SystemExit) as stop:
                main()
            assert not stop.value.code
    return folder


@pytest.fixture
def project(made_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one's own, coded and rendered; it is the working folder."""
    folder = tmp_path / "study"
    shutil.copytree(made_project, folder)
    monkeypatch.chdir(folder)
    return folder
