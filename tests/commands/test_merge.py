"""`aanbod merge` at the shell."""

import json
import shutil
from pathlib import Path

from .conftest import Aanbod
from .test_bad_input import assert_told


def test_what_somebody_did_in_a_copy_is_added(aanbod: Aanbod, project: Path) -> None:
    shutil.copy("aanbod.db", "noor.db")
    ids = [one["id"] for one in json.loads(aanbod("export", "codings", "--format", "json").out)]
    aanbod("decide", ids[0], ids[1], "--accept", "--by", "Daan")
    aanbod("decide", ids[1], ids[2], "--reject", "--by", "Noor", "--store", "noor.db")
    ours = aanbod("export", "codings").out
    dry = aanbod("merge", "noor.db", "--dry-run")
    assert dry.out == "would add: 0 transcripts, 0 texts, 0 codings, 2 entries of the log; 1 differences\n"
    assert "Daan accepts it here, Noor rejects it there" in dry.err
    assert (aanbod("export", "codings").out, list(project.glob("*.bak"))) == (ours, [])
    done = aanbod("merge", "noor.db")
    assert done.out == dry.out.replace("would add", "added")
    assert [path.name for path in project.glob("*.bak")] == ["aanbod.db.merge.bak"]
    assert aanbod("export", "codings", "--store", "aanbod.db.merge.bak").out == ours
    states = {one["id"]: one["state"] for one in json.loads(aanbod("export", "codings", "--format", "json").out)}
    assert [states[key] for key in ids[:3]] == ["accepted", "rejected", "rejected"]
    again = aanbod("merge", "noor.db")
    assert again.out.startswith("added: 0 transcripts, 0 texts, 0 codings, 0 entries")
    assert len(list(project.glob("*.bak"))) == 1
    assert aanbod("merge", "aanbod.db", "--store", "noor.db").code == 0
    assert aanbod("export", "codings", "--store", "noor.db").out == aanbod("export", "codings").out


def test_what_cannot_be_merged(aanbod: Aanbod, project: Path) -> None:
    assert_told(aanbod("merge", "nergens.db"), "There is no store nergens.db")
    assert_told(aanbod("merge", "aanbod.db"), "same store twice")
    Path("kapot.db").write_bytes(b"no store at all" * 99)
    assert_told(aanbod("merge", "kapot.db"), "kapot.db")
