"""A process that is killed leaves a store that opens and holds whole transcripts."""

import os
import signal
import subprocess
import sys

import pytest

from aanbod.model import Transcript
from aanbod.store import open_store

QUOTES = 40
TEXT = "koken " * QUOTES

PROGRAM = """
import sys, time
from aanbod.model import Coding, Evidence
from aanbod.store import codings as codings_module, open_store, store as store_module

path, moment = sys.argv[1:]
batches = 0
insert_rows = codings_module.insert_rows


def wait_in_the_third_batch(connection, table, rows):
    global batches
    insert_rows(connection, table, rows)
    if table.name == moment:
        batches += 1
        if batches == 3:
            print("now", flush=True)
            time.sleep(60)


codings_module.insert_rows = wait_in_the_third_batch
store_module.BATCH_TRANSCRIPTS = 5
codings = [Coding(6 * n, 6 * n + 5, "eten", "", "gepland", Evidence("koken")) for n in range(40)]
with open_store(path) as store:
    run = store.start_run("afs", "v1", "0.1")
    store.save_many(run, "r1", ((name, codings) for name in store.pending("r1")))
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("moment", ["coding", "coded"])
def test_a_killed_run_leaves_whole_transcripts(address: str, moment: str) -> None:
    names = [f"{number:02}.txt" for number in range(20)]
    with open_store(address) as store:
        store.save_transcripts(Transcript(name, TEXT) for name in names)
    with subprocess.Popen([sys.executable, "-c", PROGRAM, address, moment], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "now\n"
        run.kill()
    assert run.returncode == -signal.SIGKILL
    with open_store(address, create=False) as store:
        assert store.pending("r1") == names[10:]
        assert [one.transcript for one in store.codings()] == [name for name in names[:10] for _ in range(QUOTES)]
        if "://" not in address:
            with store._reading() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        # A run that was killed keeps nobody out.
        assert store.save_many(store.start_run("afs", "v1", "0.1"), "r1", ((name, []) for name in names)).unchanged == 0
        assert store.pending("r1") == []
