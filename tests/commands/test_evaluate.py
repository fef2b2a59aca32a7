"""`aanbod evaluate` at the shell: the codings of a project against the truth of its transcripts."""

import json
from pathlib import Path

from aanbod.codebook.load import load_codebook
from aanbod.evaluating.truth import read_truth
from aanbod.store import open_store

from .conftest import Aanbod

TRUTH = Path(__file__).parents[1] / "truth"
HEADER = "code\tstatus\tpartner\tquote\n"


def test_the_sample_is_held_against_its_truth(aanbod: Aanbod, project: Path) -> None:
    said = aanbod("evaluate", TRUTH)
    assert said.code == 0
    lines = {line.split("  ")[0]: line.split() for line in said.out.splitlines()}
    assert {"leerling", "ouder", "team", "partner", "subsidie", "all"} <= lines.keys()
    gold, found, right = map(int, lines["all"][1:4])
    assert 0 < right <= min(gold, found)
    assert lines["all"][4:6] == [f"{right / found:.3f}", f"{right / gold:.3f}"]
    assert "no transcript is called" in said.err
    data = json.loads(aanbod("evaluate", TRUTH, "--json").out)
    assert [data["all"][name] for name in ("gold", "found", "right")] == [gold, found, right]
    assert sum(kind["right"] for kind in data["kinds"].values()) == right
    assert "codes" not in data


def test_codes_come_worst_first(aanbod: Aanbod, project: Path) -> None:
    codes = json.loads(aanbod("evaluate", TRUTH, "--by-code", "--json").out)["codes"]
    assert [code["f1"] for code in codes] == sorted(code["f1"] for code in codes)
    worst = " ".join(part for part in (codes[0]["code"], codes[0]["partner"]) if part)
    shown = aanbod("evaluate", TRUTH, "--by-code").out.splitlines()
    header = next(number for number, line in enumerate(shown) if line.startswith("worst first"))
    assert shown[header + 1].startswith(worst)


def test_one_file_and_a_decision(aanbod: Aanbod, project: Path) -> None:
    file = TRUTH / "2024-de-bonte-kade.tsv"
    before = aanbod("evaluate", file, "--json")
    assert before.err == ""
    score = json.loads(before.out)["all"]
    coding = json.loads(aanbod("passages", "--code", "ouder.kennis.fietscursus", "--json").out)[0]
    assert coding["transcript"] == "2024-de-bonte-kade.vtt"
    assert aanbod("decide", coding["id"], "--reject", "--by", "Noor").code == 0
    after = json.loads(aanbod("evaluate", file, "--json").out)["all"]
    assert (after["gold"], after["found"], after["right"]) == (score["gold"], score["found"] - 1, score["right"] - 1)


def test_what_is_wrong_with_a_truth_is_told(aanbod: Aanbod, project: Path, tmp_path: Path) -> None:
    missing = aanbod("evaluate", tmp_path / "nergens")
    assert (missing.code, "nergens: there is no such file or folder" in missing.err) == (1, True)
    file = tmp_path / "2024-de-bonte-kade.tsv"
    file.write_text(HEADER + "ouder.kennis.taalles\tgepland\t\tx\n", encoding="utf-8")
    told = aanbod("evaluate", file)
    assert told.code == 1
    assert "2024-de-bonte-kade.tsv:2" in told.err
    assert "Did you mean `ouder.kennis.taallessen`?" in told.err
    stranger = tmp_path / "vreemd.tsv"
    stranger.write_text(HEADER, encoding="utf-8")
    assert "no transcript that the truth is about (vreemd)" in aanbod("evaluate", stranger).err


def test_a_truth_becomes_the_codings_of_its_reader(aanbod: Aanbod, project: Path) -> None:
    for _ in range(2):  # again adds nothing
        assert aanbod("evaluate", TRUTH, "--keep-as", "lezer").code == 0
    with open_store(project / "aanbod.db") as store:
        held = [view.coding for view in store.views(["lezer"])]
        names = {Path(record.name).stem for record in store.transcripts()}
    rows = [
        row for row in read_truth(TRUTH, load_codebook(project / "codebook" / "afs")).rows if row.transcript in names
    ]
    assert {(Path(c.transcript).stem, c.code, c.partner, c.status) for c in held} == {
        (row.transcript, row.code, row.partner, row.status) for row in rows
    }
    quotes = {" ".join(row.quote.split()) for row in rows}
    assert {" ".join(coding.quote.split()) for coding in held} == quotes
    assert {coding.state for coding in held} == {"accepted"}
    assert "lezer and rules" in aanbod("agreement", "lezer", "rules").out
