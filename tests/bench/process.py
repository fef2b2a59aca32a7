"""One process, timed from outside: what an analyst waits for, and what the machine gives for it."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """Wall seconds, the most memory that the process took (megabytes, 0: not known), and what it printed.

    `busy` are the seconds that the processor worked for it (where that is not known: wall seconds).
    """

    seconds: float
    megabytes: float
    printed: str
    busy: float


def run(command: Sequence[str], cwd: Path | None = None) -> Ran:
    """One run; RuntimeError with its last words where it fails."""
    # Where Python may not keep what it compiled, each start of ours costs that again, and of what pip compiled nothing.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd or ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout
    printed = process.stdout.read()
    megabytes = busy = 0.0
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        busy = usage.ru_utime + usage.ru_stime
        megabytes = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    else:
        process.wait()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{printed[-2000:]}")
    seconds = time.perf_counter() - begin
    return Ran(seconds, megabytes, printed, busy or seconds)


def aanbod(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "aanbod", *map(str, arguments)]


def python(source: str) -> list[str]:
    return [sys.executable, "-c", source]


def module(name: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", f"tests.bench.{name}", *map(str, arguments)]
