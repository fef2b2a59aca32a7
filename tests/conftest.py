"""Fixtures that several parts share."""

import gc
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from aanbod.codebook.cache import cached_codebook
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


gc.set_threshold(100_000, 20, 100)  # as the program itself does: what is loaded lives on


def pytest_collection_finish() -> None:
    """What was loaded by now stays: the garbage collector need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def outside_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the repository's own store by accident."""
    monkeypatch.chdir(tmp_path)


MakeOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def of_all_workers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def make_once(of_all_workers: Path) -> MakeOnce:
    """Makes a folder of this name, by the worker that asks first, for all; `make` gets it empty. To be read only."""

    def once(name: str, make: Callable[[Path], object]) -> Path:
        folder = of_all_workers / "once" / name
        made, failed = folder.with_suffix(".made"), folder.with_suffix(".failed")
        until = time.monotonic() + 300  # a worker that was killed makes nothing, and says nothing
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            while not made.exists():
                assert not failed.exists() and time.monotonic() < until, (
                    f"{name} could not be made; see the first test that asked for it"
                )
                time.sleep(0.05)
        else:
            try:
                make(folder)
                made.touch()
            finally:
                if not made.exists():
                    failed.touch()
        return folder

    return once


@pytest.fixture(scope="session", autouse=True)
def own_cache(of_all_workers: Path) -> Iterator[None]:
    """Tests keep nothing in the cache of whoever runs them, and neither do the processes that they start."""
    folder = of_all_workers / "cache"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", str(folder))
        patch.setattr("aanbod.caching.cache_folder", lambda: folder / "aanbod")
        patch.setattr("aanbod.caching._KEPT", 1000)  # the small codebooks of other tests push none out
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
def empty_store(make_once: MakeOnce) -> Path:
    """A store without anything in it, to be copied: quicker than to make one."""
    return make_once("empty", lambda folder: open_store(folder / "empty.db").close()) / "empty.db"


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
    """The study that the repository carries; test_caching.py holds the cached one against the one that is read."""
    return cached_codebook(ROOT / "codebook" / "afs")


@pytest.fixture(scope="session")
def afs_coder(afs: Codebook) -> RuleCoder:
    return RuleCoder(afs, load_dutch())


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-readme", action="store_true", help="write the sessions of README.md anew")
