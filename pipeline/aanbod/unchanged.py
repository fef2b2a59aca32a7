"""Whether anything changed since a command was last done, told by the hashes of all that it reads.

Only the standard library, for this comes before everything else: where nothing changed, no more is imported. Any doubt
is a change. `aanbod.store.checkpoints` keeps the other half.
"""

import hashlib
import json
import os
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aanbod import __version__

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Inputs:
    """What a command reads: files, and folders with the folders in them.

    In a folder the content of files that end in one of `suffixes` counts (() is all), and of others the name.
    `settings` is what else decides, as text: options, and the folder that they are seen from.
    """

    paths: tuple[Path, ...]
    suffixes: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()

    def digest(self) -> str:
        """A hash of the content of everything, and of the program."""
        found = hashlib.sha256(repr((self.settings, program_version())).encode())
        for path, counts in self._files():
            found.update(f"\0{path}\0".encode(errors="surrogateescape"))
            if counts:
                found.update(file_sha256(path).encode())
        return found.hexdigest()

    def signature(self) -> str:
        """A hash of the names, sizes and times of everything: what an edit changes. It costs no reading."""
        found = hashlib.sha256()
        for path, counts in self._files():
            found.update(f"\0{path}\0{_stat(path) if counts else ''}".encode(errors="surrogateescape"))
        return found.hexdigest()

    def _files(self) -> Iterator[tuple[Path, bool]]:
        for path in self.paths:
            if path.is_dir():
                for file in _walk(path):
                    yield file, not self.suffixes or file.suffix.lower() in self.suffixes
            else:
                yield path, True


def file_sha256(path: Path) -> str:
    """The hash of a file's content; '' where it cannot be read."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                found.update(block)
    except OSError:
        return ""
    return found.hexdigest()


def recall(store: Path | str, command: str, inputs: str) -> Mapping[str, Any] | None:
    """What the command found when it was last done, with these inputs; None: it must be done (again).

    Only a store in a file remembers.
    """
    if not isinstance(store, Path) or not store.is_file():
        return None
    try:
        # Not mode=ro, which leaves the two files of a journal behind; `rw` makes no store either.
        with closing(sqlite3.connect(f"{store.resolve().as_uri()}?mode=rw", uri=True, timeout=0.1)) as database:
            query = "SELECT said FROM checkpoint WHERE command = ? AND inputs = ? AND said IS NOT NULL"
            found = database.execute(query, (command, inputs)).fetchone()
    except sqlite3.Error:  # no checkpoints yet, or no store; the ordinary way says what is the matter
        return None
    said = json.loads(found[0]) if found else None
    return said if isinstance(said, dict) else None


def are_as_written(folder: Path, outputs: Mapping[str, str]) -> bool:
    """Whether these files (hash by name) stand in the folder as they were written."""
    return all(file_sha256(folder / name) == digest for name, digest in outputs.items())


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names))


def _stat(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"


@cache
def program_version() -> bytes:
    """Of the program, of Python, and of each file of the program: one who works on it sees what that does."""
    package = Path(__file__).parent
    files = (f"{path} {_stat(path)}" for path in _walk(package) if path.suffix == ".py")
    return hashlib.sha256("\n".join([__version__, sys.version, *files]).encode(errors="surrogateescape")).digest()
