"""Work in several processes, on this machine or on a cluster, behind the interface of `concurrent.futures`.

What comes back keeps the order of what went in, and no more is under way than keeps everybody busy: so the result is
the same as that of `map`, byte for byte, in memory that does not grow with the work.
"""

import logging
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from aanbod.errors import AanbodError

Item = TypeVar("Item")
Result = TypeVar("Result")

_QUEUED = 3  # pieces of work for each worker: one under way, one to go on with, one whose turn is not yet
_COPIES = sys.platform == "linux"  # whether a process may begin as a copy of another
_SECONDS = 10  # to wait for a scheduler
_LOOKS = 2  # seconds, after which to look whether the workers are still there
_CONTINUES = "    what was finished is stored: the same command goes on where this one stopped"


class Mapped(Protocol):
    """`map`, or what does the same in other processes: both the work and the items must be such as can be pickled."""

    def __call__(self, work: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]: ...


@contextmanager
def processes(number: int, fork: bool = False) -> Iterator[Mapped]:
    """So many processes on this machine, started anew; with `fork` as copies of this one, where that is safe.

    A copy has at once what this process worked out. It is not safe where threads run that it would not have.
    """
    method = "fork" if fork and _COPIES and threading.active_count() == 1 else "spawn"
    executor = ProcessPoolExecutor(number, mp_context=get_context(method), initializer=_leave_interrupts)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Python warns of threads that know nothing of ours
            executor.submit(int)  # starts them
        yield _InOrder(executor, number * _QUEUED, "a worker process died: was it killed, or is the memory full?")
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[Mapped]:
    """The workers of a Dask scheduler. A worker that dies costs time: the scheduler gives its work to another."""
    try:
        import distributed
    except ImportError as error:
        raise AanbodError(
            "--cluster needs Dask, which is not installed\n    install it with `pip install 'aanbod[cluster]'`"
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told once, below
    connect: Any = distributed.Client  # it has no types
    try:
        client = connect(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:  # no such host, nobody there, no address
        raise AanbodError(
            f"there is no scheduler at {address}\n"
            "    start one with `dask scheduler` and workers with `dask worker tcp://…`, and give its address"
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise AanbodError(f"the scheduler at {address} has no workers\n    start some with `dask worker {address}`")

        def alive() -> bool:
            return bool(client.status == "running")

        yield _InOrder(client.get_executor(pure=False), threads * _QUEUED, f"the scheduler at {address} is gone", alive)


class _InOrder:
    """`map` with an executor: so many pieces of work are under way at most."""

    def __init__(self, executor: Executor, most: int, lost: str, alive: Callable[[], bool] = lambda: True) -> None:
        """`lost` is what to say where the workers are gone, which `alive` tells where nobody else does."""
        self._executor = executor
        self._most = most
        self._lost = lost
        self._alive = alive

    def __call__(self, work: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(self._executor.submit(work, item))
                if len(waiting) >= self._most:
                    yield self._result(waiting.popleft())
            while waiting:
                yield self._result(waiting.popleft())
        except (BrokenExecutor, CancelledError) as error:
            raise AanbodError(f"{self._lost}\n{_CONTINUES}") from error
        finally:
            for future in waiting:
                future.cancel()

    def _result(self, future: Future[Result]) -> Result:
        # A cluster that goes away may leave a future that nothing ever ends.
        while not wait([future], _LOOKS).done:
            if not self._alive():
                raise CancelledError
        return future.result()


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of a terminal; the one that hands out the work ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
