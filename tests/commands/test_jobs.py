"""The analyst's three jobs, at the shell, on the sample study."""

import csv
import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Aanbod

COLUMNS = "document,code,partner,status,coder,state,start,end,text"


def test_a_new_project_runs_and_renders_everything(project: Path) -> None:
    made = {path.name for path in (project / "reports" / "out").iterdir()}
    assert {"report.html", "report.md", "report.xlsx", "codings.csv", "compare-lichting.html", "partners.xlsx"} <= made


def test_every_coding_quotes_its_text(project: Path, aanbod: Aanbod) -> None:
    export = aanbod("export", "codings").out
    assert export.splitlines()[0] == COLUMNS
    rows = list(csv.DictReader(io.StringIO(export)))
    assert len(rows) > 200
    from aanbod.store import open_store

    with open_store(project / "aanbod.db") as store:
        for row in rows:
            assert store.text(row["document"])[int(row["start"]) : int(row["end"])] == row["text"]


def test_a_second_run_codes_nothing_and_changes_no_byte(project: Path, aanbod: Aanbod) -> None:
    out = project / "reports" / "out"
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert "coded 0 transcripts" in aanbod("run").out
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    aanbod("code", "--all")
    assert aanbod("export", "codings").out.encode() == before["codings.csv"]


def test_an_edited_keyword_changes_what_it_touches_and_no_decision(project: Path, aanbod: Aanbod) -> None:
    coding = json.loads(aanbod("passages", "--code", "Buurtteam", "--json").out)[0]
    assert "accepted" in aanbod("decide", coding["id"], "--accept", "--by", "Noor").out
    partners = project / "codebook" / "afs" / "partners.yaml"
    text = partners.read_text(encoding="utf-8")
    partners.write_text(text.replace("buurtteam", "buurtploeg"), encoding="utf-8")
    told = aanbod("code").out
    assert "1 kept because a person decided on them" in told
    assert "- " in told
    left = json.loads(aanbod("passages", "--code", "Buurtteam", "--json").out)
    assert [(c["id"], c["state"]) for c in left] == [(coding["id"], "accepted")]


def test_tables_by_group_and_status(aanbod: Aanbod, project: Path) -> None:
    table = aanbod("tables", "6.1", "--by", "lichting").out
    assert "Eerste lichting" in table
    assert "Fietscursus" in table
    assert aanbod("tables", "6.1", "--by", "lichtign").code == 1
    assert "did you mean `lichting`?" in aanbod("tables", "6.1", "--by", "lichtign").err
    everything = aanbod("tables", "5.1", "--format", "csv").out
    assert aanbod("tables", "5.1", "--format", "csv", "--status", "gewenst").out != everything


def test_compare_and_partner_lists(aanbod: Aanbod, project: Path, tmp_path: Path) -> None:
    assert "Nieuwe lichting" in aanbod("compare", "lichting", "--table", "3.1").out
    assert "po" in aanbod("compare", "sector", "--table", "5.1").out
    target = tmp_path / "partners.xlsx"
    assert aanbod("partners", "partner.opvoedondersteuning", "-o", target).code == 0
    assert target.read_bytes().startswith(b"PK")
    assert "Buurtteam" in aanbod("partners", "partner.opvoedondersteuning").out


def test_passages_are_found_by_words_and_group(aanbod: Aanbod, project: Path) -> None:
    po = json.loads(aanbod("passages", "--where", "sector=po", "--code", "ouder", "--json").out)
    vo = json.loads(aanbod("passages", "--where", "sector=vo", "--code", "ouder", "--json").out)
    everything = json.loads(aanbod("passages", "--code", "ouder", "--json").out)
    assert po and vo and len(po) + len(vo) == len(everything)
    assert all(
        "ouder" in c["quote"].casefold() for c in json.loads(aanbod("passages", "--words", "ouder", "--json").out)
    )


def test_explain_says_why_and_why_not(aanbod: Aanbod, project: Path) -> None:
    said = aanbod("explain", "De ouderkamer is gestopt. We hebben geen fietscursus.").out
    assert "ouder.verbinding.samen [uitgevallen]" in said
    assert "not ouder.kennis.fietscursus" in said
    assert "says negatie" in said


def test_any_folder_of_texts_is_coded_without_a_school(aanbod: Aanbod, tmp_path: Path, project: Path) -> None:
    texts = tmp_path / "los"
    texts.mkdir()
    (texts / "a.txt").write_text("Er is een ouderkamer 😀. Ook werken we met het Buurtteam.\n", encoding="utf-8")
    store = tmp_path / "los.db"
    assert aanbod("code", texts, "--store", store).code == 0
    rows = list(csv.DictReader(io.StringIO(aanbod("export", "codings", "--store", store).out)))
    assert [(row["code"], row["partner"]) for row in rows] == [
        ("ouder.verbinding.samen", ""),
        ("partner.opvoedondersteuning", "Buurtteam"),
    ]


def test_status_counts_the_store(aanbod: Aanbod, project: Path) -> None:
    assert json.loads(aanbod("status", "--json").out)["transcripts"] == 10


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_run_leaves_whole_transcripts_and_the_next_one_finishes(project: Path, aanbod: Aanbod) -> None:
    clean = aanbod("export", "codings").out
    for wait in (1.0, 1.8):
        (project / "aanbod.db").unlink(missing_ok=True)
        run = subprocess.Popen([sys.executable, "-m", "aanbod", "code"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(wait)
        run.kill()
        run.communicate()
        assert aanbod("code").code == 0
        assert aanbod("export", "codings").out == clean


def test_an_edited_keyword_codes_what_it_touches(aanbod: Aanbod, garden: Path) -> None:
    codes, study = (garden / "codebook" / "tuin" / name for name in ("codes.yaml", "study.yaml"))
    codes.write_text(codes.read_text(encoding="utf-8").replace("[koken]", "[kookclub]"), encoding="utf-8")
    said = aanbod("code").out
    assert "coded 1 transcript: 0 codings new, 1 gone" in said
    assert "the edit of the codebook does not touch the other 2" in said
    found = aanbod("export", "codings", "--format", "json").out
    aanbod("code", "--all")
    assert aanbod("export", "codings", "--format", "json").out == found
    study.write_text(study.read_text(encoding="utf-8").replace("status: gere", "status: gewenst #"), encoding="utf-8")
    assert "coded 3 transcripts: " in aanbod("code").out


def test_texts_whose_file_is_elsewhere_are_coded_from_the_store(aanbod: Aanbod, garden: Path) -> None:
    (garden / "transcripts" / "2024-de-linde.md").rename(garden / "elders.md")
    codes = garden / "codebook" / "tuin" / "codes.yaml"
    codes.write_text(codes.read_text(encoding="utf-8").replace("[moestuin]", "[tuin]"), encoding="utf-8")
    aanbod("code")
    held = aanbod("export", "codings").out
    assert "moestuin" in held
    assert aanbod("code", "--stored", "--diff").out.startswith("coded 1 transcript: ")
    assert aanbod("export", "codings").out != held
    assert "tuin.groen.moestuin" not in aanbod("export", "codings").out
    aanbod("run")
    assert "tuin.groen.moestuin" not in (garden / "reports" / "out" / "codings.csv").read_text(encoding="utf-8")
    told = aanbod("code", "--stored", "transcripts")
    assert (told.code, "neither PATHS nor --watch" in told.err) == (1, True)
