"""Fixtures that several parts share."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.store import Store, open_store

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


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests keep nothing in the cache of whoever runs them."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aanbod.caching.cache_folder", lambda: folder)
        yield


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
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store without anything in it, to be copied: quicker than to make one."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_store(path).close()
    return path


@pytest.fixture
def make_store(empty_store: Path, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Makes empty stores, closed when the test is over."""
    with ExitStack() as opened:

        def make() -> Store:
            path = tmp_path / f"made-{uuid4().hex}.db"
            shutil.copy(empty_store, path)
            return opened.enter_context(open_store(path))

        yield make


@pytest.fixture(scope="session")
def afs() -> Codebook:
    """The study that the repository carries."""
    return load_codebook(ROOT / "codebook" / "afs")


@pytest.fixture(scope="session")
def afs_coder(afs: Codebook) -> RuleCoder:
    return RuleCoder(afs, load_dutch())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-readme", action="store_true", help="write the sessions of README.md anew")
