"""Work in other processes: the order is kept, and what goes wrong is told in one message."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.elsewhere import Rules, coding_by, coding_by_processes
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, Transcript
from aanbod.parallel import Mapped, cluster, processes
from aanbod.store import Store, open_store
from aanbod.workflow import CodeAll, code_pending, rules_version

from .working import die, refuse, work_slowly

GARDEN = """\
categories:
  - id: tuin
    label: Tuin
    codes:
      - {id: tuin.zaaien, label: Zaaien, keywords: [zaaien, "moes tuin"]}
      - {id: tuin.oogst, label: Oogst, keywords: [oogst*]}
"""
TEXTS = {f"{number:03}.txt": f"We zaaien in tuin {number}. Er is een oogstfeest. " * 3 for number in range(200)}


def test_the_order_is_kept_and_little_is_under_way() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(20):
            asked.append(number)
            yield number

    with processes(2) as mapped:
        found = mapped(work_slowly, numbers())
        assert next(found) == 0
        assert len(asked) <= 6
        assert list(found) == [number * number for number in range(1, 20)]


def test_a_worker_that_dies_and_one_that_refuses() -> None:
    with pytest.raises(AanbodError, match=r"a worker process died(.|\n)*goes on"), processes(2) as mapped:
        list(mapped(die, range(10)))
    with pytest.raises(AanbodError, match=r"^not 0$"), processes(1) as mapped:
        list(mapped(refuse, range(10)))


@pytest.fixture
def rules(write_codebook: Callable[..., Path]) -> Rules:
    folder = write_codebook(GARDEN)
    return Rules(folder, "", rules_version(RuleCoder(load_codebook(folder), load_dutch())))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "tuin.db") as opened:
        opened.save_transcripts(Transcript(name, text) for name, text in TEXTS.items())
        yield opened


@pytest.fixture
def alone(store: Store, rules: Rules) -> list[CodingRecord]:
    """What one process makes of it."""
    code(store, rules, None)
    return store.codings()


def code(store: Store, rules: Rules, code_all: CodeAll | None, at: Callable[[int], None] = lambda _: None) -> int:
    coder = RuleCoder(load_codebook(rules.codebook), load_dutch())

    def progress(_: str, names: list[str]) -> Iterator[str]:
        for number, name in enumerate(names):
            at(number)
            yield name

    return code_pending(store, coder, None, True, progress, code_all).coded


def test_processes_give_the_codings_of_one(store: Store, rules: Rules, alone: list[CodingRecord]) -> None:
    assert len(alone) > 2 * len(TEXTS)
    with processes(2) as mapped:
        assert code(store, rules, coding_by(mapped, rules)) == len(TEXTS)
    assert store.codings() == alone


@pytest.mark.parametrize("copies", [True, False])
def test_copies_of_this_process_do_or_processes_that_begin_anew(
    store: Store, rules: Rules, alone: list[CodingRecord], copies: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aanbod.parallel._COPIES", copies)
    coder = RuleCoder(load_codebook(rules.codebook), load_dutch())
    assert code(store, rules, coding_by_processes(2, rules, coder)) == len(TEXTS)
    assert store.codings() == alone


def test_workers_with_other_rules_are_refused(store: Store, rules: Rules) -> None:
    other = Rules(rules.codebook, "", "of yesterday")
    with processes(1) as mapped, pytest.raises(AanbodError, match="another codebook"):
        code(store, rules, coding_by(mapped, other))
    gone = Rules(rules.codebook / "gone", "", rules.version)
    with processes(1) as mapped, pytest.raises(AanbodError, match="a worker cannot read the codebook"):
        code(store, rules, coding_by(mapped, gone))


class Dask:
    """A scheduler and workers, each a process of its own, as a team starts them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.workers: list[subprocess.Popen[bytes]] = []
        self._file = folder / "scheduler.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.scheduler = self._start("dask_scheduler", *options, "--scheduler-file", self._file)
        self.address = ""

    def add_worker(self) -> None:
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", self._folder)
        self.workers.append(self._start("dask_worker", "--scheduler-file", self._file, *options))

    def wait(self, workers: int) -> str:
        """The address, once so many workers are there."""
        from distributed import Client

        for _ in range(300):
            if self._file.exists() and (text := self._file.read_text(encoding="utf-8")):
                self.address = json.loads(text)["address"]
                break
            time.sleep(0.1)
        with Client(self.address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=60)
        return self.address

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, module: str, *arguments: object) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.{module}", *map(str, arguments)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'aanbod[cluster]'")
    started = Dask(tmp_path_factory.mktemp("dask"))
    with ExitStack() as stack:
        stack.callback(started.close)
        started.add_worker()
        started.add_worker()
        started.wait(2)
        yield started


@pytest.fixture
def mapped(dask: Dask) -> Iterator[Mapped]:
    with cluster(dask.address) as found:
        yield found


def test_a_cluster_gives_the_codings_of_one_process_though_a_worker_is_killed(
    dask: Dask, mapped: Mapped, store: Store, rules: Rules, alone: list[CodingRecord]
) -> None:
    def kill_one(number: int) -> None:
        if number == len(TEXTS) // 2:
            dask.workers[0].kill()

    assert code(store, rules, coding_by(mapped, rules)) == len(TEXTS)
    assert store.codings() == alone
    assert code(store, rules, coding_by(mapped, rules), kill_one) == len(TEXTS)
    assert store.codings() == alone


def test_what_is_no_cluster(dask: Dask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aanbod.parallel._SECONDS", 0.5)
    with pytest.raises(AanbodError, match="there is no scheduler at"), cluster("tcp://127.0.0.1:9"):
        pass
    with pytest.raises(AanbodError, match="there is no scheduler at"), cluster("nonsense"):
        pass


def test_a_cluster_that_goes_away(dask: Dask, mapped: Mapped) -> None:
    done = mapped(time.sleep, [0.2] * 40)  # eight seconds of work for one worker
    next(done)
    dask.scheduler.kill()
    with pytest.raises(AanbodError, match=r"the scheduler at .* is gone(.|\n)*goes on"):
        list(done)
