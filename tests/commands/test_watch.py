"""`aanbod code --watch`: each edit shows what it does, until Ctrl-C."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

WAIT = 60  # seconds, at most


class Watching:
    """The command in a process of its own, and the lines that it prints."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-u", "-m", "aanbod", "code", "--watch"]
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1"},
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, start: str) -> list[str]:
        """The lines up to the first that starts so."""
        found = [""]
        while not found[-1].startswith(start):
            found.append(self._lines.get(timeout=WAIT))
        return found[1:]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(WAIT)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def watching(garden: Path) -> Iterator[Watching]:
    started = Watching(garden)
    yield started
    started.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send")
def test_an_edit_shows_what_it_does(watching: Watching, garden: Path) -> None:
    assert watching.until("watching")[0].startswith("note: ")
    partners = garden / "codebook" / "tuin" / "partners.yaml"
    before = partners.read_text(encoding="utf-8")
    partners.write_text(before.replace("hovenier blad", "hovenier tak"), encoding="utf-8")
    said = watching.until("watching")
    assert any(line.startswith("coded 1 transcript:") for line in said)
    assert any(line.startswith("- ") and "Hovenier Blad" in line for line in said)

    partners.write_text("categories: [", encoding="utf-8")
    said = watching.until("watching")
    assert any(line.startswith("Error: ") for line in said) and any("partners.yaml" in line for line in said)

    partners.write_text(before, encoding="utf-8")
    assert any(line.startswith("+ ") and "Hovenier Blad" in line for line in watching.until("watching"))

    head = "---\ntuin: De Linde\njaar: 2026\n---\n\n"
    (garden / "transcripts" / "nieuw.md").write_text(head + "Er is een kas.\n", encoding="utf-8")
    said = watching.until("watching")
    assert "imported: 1 new, 0 changed, 3 unchanged" in said
    assert any(line.startswith("coded 1 transcript:") for line in said)
    assert watching.stop() == 0
    assert watching.until("stopped")
