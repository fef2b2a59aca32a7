"""A contestant in a process of its own: `python -m tests.bench.contestant plain|floor FOLDER TEXTS STORE [ROWS_OF]`.

It prints the seconds that its work took, start-up aside.
"""

import sqlite3
import sys
import time
from pathlib import Path

from aanbod.codebook.load import load_codebook
from tests.bench import floor, plain
from tests.bench.process import ROOT


def main() -> None:
    name, folder, texts, store, *rows_of = sys.argv[1:]
    codebook = load_codebook(ROOT / "codebook" / "afs")
    paths = sorted(Path(folder).glob("*.txt"))[: int(texts)]
    if name == "plain":
        coder = plain.PlainCoder(codebook)
        begin = time.perf_counter()
        plain.code_files(coder, paths, Path(store))
    else:
        words, rows = floor.literals(codebook), _rows(rows_of)
        begin = time.perf_counter()
        floor.scan_files(words, paths, rows, Path(store))
    print(time.perf_counter() - begin)


def _rows(rows_of: list[str]) -> list[floor.Row]:
    """What our run stored, as rows to write; none where there is no such store."""
    if not rows_of:
        return []
    query = (
        'SELECT transcript.name, coding.start, coding."end", coding.code, substr(text, coding.start + 1, '
        'coding."end" - coding.start) FROM coding JOIN text_version ON text_version.id = text_version_id '
        "JOIN transcript ON transcript.id = transcript_id"
    )
    with sqlite3.connect(rows_of[0]) as database:
        return database.execute(query).fetchall()


if __name__ == "__main__":
    main()
