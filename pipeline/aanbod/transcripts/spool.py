"""What an import has read, on disk until all of it turns out to be right: no more memory for more files."""

import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from aanbod.errors import AanbodError
from aanbod.model import Transcript

_SCHEMA = """
PRAGMA journal_mode = OFF;
CREATE TABLE file (path TEXT NOT NULL, name TEXT UNIQUE NOT NULL, real TEXT UNIQUE NOT NULL);
CREATE TABLE transcript (
    name TEXT UNIQUE NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB
);
"""


class Spool:
    """Files by name, and the transcripts read from them. Close it, or use `with`: then it is gone."""

    def __init__(self) -> None:
        # Without a name the database is a file of SQLite's own, that nobody else can open.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.executescript(_SCHEMA)

    def __enter__(self) -> "Spool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._database.close()

    def add_file(self, path: Path, name: str, real: Path) -> str:
        """Notes a file to read, once (`real` says which it is); the path of another one with its name, or ''."""
        if self._database.execute("SELECT 1 FROM file WHERE real = ?", (str(real),)).fetchone():
            return ""
        other = self._database.execute("SELECT path FROM file WHERE name = ?", (name,)).fetchone()
        if other:
            return str(other[0])
        self._run("INSERT INTO file VALUES (?, ?, ?)", (str(path), name, str(real)))
        return ""

    def files(self) -> Iterator[tuple[Path, str]]:
        """Every file, with its name, in the order in which they were added."""
        for path, name in self._database.execute("SELECT path, name FROM file ORDER BY rowid"):
            yield Path(path), name

    def total_files(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM file").fetchone()[0])

    def without_file(self, names: Iterable[str]) -> Iterator[str]:
        """Those of the names that no file has."""
        for name in names:
            if not self._database.execute("SELECT 1 FROM file WHERE name = ?", (name,)).fetchone():
                yield name

    def add(self, path: Path, transcript: Transcript) -> None:
        """Keeps a transcript that is new or changed."""
        content = pickle.dumps(transcript, pickle.HIGHEST_PROTOCOL)
        self._add(transcript.name, path, transcript.sha256, content)

    def add_unchanged(self, path: Path, name: str, sha256: str) -> None:
        """Notes a transcript that is as it was; `sha256` is that of its text."""
        self._add(name, path, sha256, None)

    def transcripts(self) -> Iterator[Transcript]:
        """What is new or changed, by name in the order of code points."""
        for (content,) in self._database.execute(
            "SELECT content FROM transcript WHERE content IS NOT NULL ORDER BY name"
        ):
            yield pickle.loads(content)

    def names(self) -> list[str]:
        """The names of all transcripts, in the order of code points."""
        return [name for (name,) in self._database.execute("SELECT name FROM transcript ORDER BY name")]

    def total_changed(self) -> int:
        return int(self._database.execute("SELECT count(content) FROM transcript").fetchone()[0])

    def twins(self) -> Iterator[tuple[str, str]]:
        """The path of each transcript that has the text of an earlier one, and the name of that one."""
        yield from self._database.execute(
            "SELECT twin.path, first.name FROM transcript AS twin JOIN "
            "(SELECT sha256, min(rowid) AS row FROM transcript GROUP BY sha256 HAVING count(*) > 1) AS same "
            "ON same.sha256 = twin.sha256 AND same.row < twin.rowid "
            "JOIN transcript AS first ON first.rowid = same.row ORDER BY twin.rowid"
        )

    def _add(self, name: str, path: Path, sha256: str, content: bytes | None) -> None:
        self._run("INSERT INTO transcript VALUES (?, ?, ?, ?)", (name, str(path), sha256, content))

    def _run(self, statement: str, values: tuple[Any, ...]) -> None:
        try:
            self._database.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise AanbodError(
                f"the transcripts cannot be kept in the folder for temporary files: {error}\n"
                "    make room on its disk, or name another folder in the environment variable SQLITE_TMPDIR"
            ) from error
