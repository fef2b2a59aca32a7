"""The page as a reviewer meets it: `aanbod review` in a process of its own, and a real Chromium."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from aanbod.store import Store, open_store

from .conftest import CODES, put

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Resolves with what is under decision, as soon as that is another than before.
AFTER = """before => new Promise((done, fail) => {
  const now = () => document.body.dataset.current;
  const look = () => now() === before ? requestAnimationFrame(look) : done(now());
  setTimeout(() => fail(new Error("still under decision: " + before)), 8000);
  look();
})"""


def make_project(folder: Path, study: str, *names: str, text: str) -> Path:
    """A project of which the store holds these transcripts with suggestions."""
    (folder / "codebook").mkdir(parents=True)
    (folder / "codebook" / "study.yaml").write_text(study, encoding="utf-8")
    (folder / "codebook" / "codes.yaml").write_text(CODES, encoding="utf-8")
    (folder / "aanbod.yaml").write_text("codebook: codebook\nstore: aanbod.db\n", encoding="utf-8")
    with open_store(folder / "aanbod.db") as store:
        put(store, *names, text=text)
    return folder


class Server:
    """A running `aanbod review`; `link` is what it printed."""

    def __init__(self, project: Path, *options: str) -> None:
        self.project = project
        command = [sys.executable, "-m", "aanbod", "review", "--no-browser", "--by", "Noor", *options]
        self.process = subprocess.Popen(
            command,
            cwd=project,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"PYTHONUTF8": "1"},
        )
        assert self.process.stdout is not None
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if found := re.search(r"http://127\.0\.0\.1:\d+/\?token=\S+", line):
                self.link = found.group()
                break
        else:
            pytest.fail(f"the page did not start: {self.said}")

    @property
    def address(self) -> str:
        return self.link.partition("/?")[0]

    def stop(self) -> int:
        """Stops it as Ctrl-C does; its exit code."""
        return self._end(signal.SIGINT if os.name == "posix" else signal.SIGTERM)

    def kill(self) -> None:
        """Stops it as a power cut would."""
        self._end(getattr(signal, "SIGKILL", signal.SIGTERM))

    def _end(self, how: int) -> int:
        self.process.send_signal(how)
        code = self.process.wait(20)
        assert self.process.stdout is not None
        self.said += self.process.stdout.read()
        self.process.stdout.close()
        return code

    def store(self) -> Store:
        return open_store(self.project / "aanbod.db", create=False)


@contextmanager
def serving(project: Path, *options: str) -> Iterator[Server]:
    server = Server(project, *options)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.stop()


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser; skips the test where there is none."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.skip("playwright is not installed (pip install playwright)")
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


class Tab:
    """One page in the browser, driven by keys; `place` is a browser, or a context of it that has the cookie."""

    def __init__(self, place: Any, address: str, **options: Any) -> None:
        wide = {"viewport": {"width": 1280, "height": 900}}
        self.context = place.new_context(**(wide | options)) if hasattr(place, "new_context") else place
        self.page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        self.page.on("dialog", lambda dialog: self.faults.append(dialog.message))
        self.open(address)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.page.wait_for_function("document.body.dataset.current !== undefined")

    @property
    def current(self) -> str:
        """The coding under decision (its id), or a place; with the borders that are being moved."""
        found: str = self.page.evaluate("document.body.dataset.current")
        return found.strip()

    def press(self, *keys: str) -> str:
        """Presses keys, each when the one before brought something else under decision; what that is in the end."""
        now: str = self.page.evaluate("document.body.dataset.current")
        for key in keys:
            self.page.keyboard.press(key)
            now = self.page.evaluate(AFTER, now)
        return now.strip()

    def said(self, words: str) -> None:
        """Waits until the page says this."""
        self.page.wait_for_function("words => document.getElementById('said').textContent.includes(words)", arg=words)

    def close(self) -> None:
        self.context.close()
