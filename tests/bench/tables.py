"""Tables at scale: a comparison over very many transcripts, on a file and, where PGHOST names one, on a server.

`python -m tests.bench.tables STORE TEXTS` makes the store, in a process of its own: what memory a command takes is told
by the machine with that of the process which starts it.

A study of a few hundred coded texts is stored over and over, each copy under a name of its own, so that its store is
soon made; the comparison is the command that an analyst calls, from its start to its last line.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

from aanbod.codebook.load import load_codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.model import Coding, Transcript
from aanbod.store import open_store
from tests.bench.corpus import make_texts
from tests.bench.process import ROOT, aanbod, module, run
from tests.bench.rounds import Rounds

_DIFFERENT = 400  # texts that are coded; the others repeat them
_COMMAND = ("compare", "lichting", "--table", "6.1", "--format", "csv")


def tables(folder: Path, number: int, rounds: int, said: Callable[[str], None]) -> None:
    """Makes the store with so many transcripts, and compares its cohorts."""
    store = folder / "tables.db"
    said(f"  {number} transcripts, {run(module('tables', store, number)).printed.strip()} codings")
    stores = {"SQLite": str(store)} | ({"PostgreSQL": _server(store)} if os.environ.get("PGHOST") else {})
    found = {name: Rounds() for name in stores}
    for _ in range(rounds):
        for name, address in stores.items():
            ran = run(aanbod(*_COMMAND, "--store", address), ROOT)
            found[name].add(ran.seconds, ran.megabytes)
    for name, one in found.items():
        lowest, highest = min(one.seconds), max(one.seconds)
        said(f"  a comparison on {name:10} {one.median:.2f} s ({lowest:.2f}–{highest:.2f}), {one.megabytes:.0f} MB")


def _fill(path: Path, number: int) -> int:
    codebook = load_codebook(ROOT / "codebook" / "afs")
    coder = RuleCoder(codebook, load_dutch())
    texts = list(make_texts(min(number, _DIFFERENT)))
    coded: list[Sequence[Coding]] = [coder.code(text) for text in texts]
    schools = [case.id for case in codebook.cases]
    known = {"kind": "voortgangsgesprek", "year": "2024"}

    def copies() -> Iterator[Transcript]:
        for place in range(number):
            text = f"{texts[place % len(texts)]}\n{place}\n"
            yield Transcript(f"{place:06}.txt", text, "", (schools[place % len(schools)],), known)

    with open_store(path) as store:
        for _ in store.save_each_transcript(copies()):
            pass
        run = store.start_run(codebook.id, codebook.version, "bench")
        proposed = ((f"{place:06}.txt", coded[place % len(coded)]) for place in range(number))
        total = sum(len(diff.new) for diff in store.save_each(run, "bench", proposed))
        store.finish_run(run)
    return total


def _server(store: Path) -> str:
    """A copy of the store in a new database of the server that libpq's variables name; what is there stays."""
    import psycopg

    name = f"aanbod_bench_{uuid4().hex[:8]}"
    with psycopg.connect(autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"'.encode())
    user, host = quote(os.environ.get("PGUSER", "")), os.environ["PGHOST"]
    address = f"postgresql+psycopg://{user}@{host}:{os.environ.get('PGPORT', '5432')}/{name}"
    run(aanbod("store", "copy", store, address))
    return address


if __name__ == "__main__":
    print(_fill(Path(sys.argv[1]), int(sys.argv[2])))
