"""Fixtures that several parts share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch

ROOT = Path(__file__).parents[1]
STUDY = """\
codebook: {id: tuin, title: Tuinstudie, case_label: tuin, case_label_plural: tuinen}
default_status: gerealiseerd
statuses:
  - {id: gerealiseerd, label: Gerealiseerd}
  - {id: gepland, label: Gepland}
  - {id: gewenst, label: Gewenst}
  - {id: uitgevallen, label: Uitgevallen}
"""


@pytest.fixture(autouse=True)
def outside_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the repository's own store by accident."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write_codebook(tmp_path: Path) -> Callable[..., Path]:
    """Writes a codebook folder: the study's head, and the given YAML texts as files `a.yaml`, `b.yaml`, …"""

    def write(*texts: str, head: str = STUDY) -> Path:
        folder = tmp_path / "codebook"
        folder.mkdir(exist_ok=True)
        (folder / "study.yaml").write_text(head, encoding="utf-8")
        for letter, text in zip("abcdefgh", texts, strict=False):
            (folder / f"{letter}.yaml").write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def make_coder(write_codebook: Callable[..., Path]) -> Callable[..., RuleCoder]:
    """A coder for a small codebook given as YAML texts."""

    def make(*texts: str) -> RuleCoder:
        return RuleCoder(load_codebook(write_codebook(*texts)), load_dutch())

    return make


@pytest.fixture(scope="session")
def afs() -> Codebook:
    """The study that the repository carries."""
    return load_codebook(ROOT / "codebook" / "afs")


@pytest.fixture(scope="session")
def afs_coder(afs: Codebook) -> RuleCoder:
    return RuleCoder(afs, load_dutch())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-readme", action="store_true", help="write the sessions of README.md anew")
