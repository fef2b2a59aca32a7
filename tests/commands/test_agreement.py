"""`aanbod sample`, `agreement` and `tables --agreement` at the shell, between people and the rules."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest

from aanbod.store import open_store

from .conftest import Aanbod


@pytest.fixture
def coded_twice(aanbod: Aanbod, project: Path) -> tuple[str, ...]:
    """Noor and Bram worked on the same three transcripts, Noor on one more; the names of the three.

    Noor accepts whatever the rules suggest. Bram does too, but for the first coding of each transcript.
    """
    with open_store("aanbod.db") as store:
        names = [record.name for record in store.transcripts()][:4]
        for name in names:
            ids = [coding.id for coding in store.codings(transcripts=[name])]
            store.decide(ids, "accept", "Noor")
            if name != names[3]:
                store.decide(ids[:1], "reject", "Bram")
                store.decide(ids[1:], "accept", "Bram")
    return tuple(names[:3])


def test_only_what_all_worked_on_is_compared(aanbod: Aanbod, coded_twice: tuple[str, ...]) -> None:
    data = json.loads(aanbod("agreement", "Noor", "Bram", "--by", "passages", "--format", "json").out)
    assert tuple(data["transcripts"]) == coded_twice
    with open_store("aanbod.db") as store:
        codings = store.codings(transcripts=coded_twice)
    total = data["total"]
    assert total["coded"]["units"] - total["coded"]["agreed"] == 3  # what Bram rejected
    assert total["coded"]["units"] <= len(codings)
    assert total["coded"]["units"] < total["all"]["units"]
    assert total["given"]["Noor"] - total["given"]["Bram"] == 3
    assert total["status"]["percent"] == 1.0
    with_rules = json.loads(aanbod("agreement", "Noor", "rules", "--format", "json").out)
    assert len(with_rules["transcripts"]) == 4
    assert with_rules["total"]["all"]["alpha"] == 1.0
    assert with_rules["total"]["all"]["alpha_interval"] is None


def test_the_text_names_the_worst_first_and_marks_it(aanbod: Aanbod, coded_twice: tuple[str, ...]) -> None:
    said = aanbod("agreement", "Noor", "Bram", "--by", "passages")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("Noor and Bram: 3 transcripts that all of them worked on")
    first = lines[next(number for number, line in enumerate(lines) if line.startswith("worst first")) + 1]
    assert " !  " in first
    same = aanbod("agreement", "Noor", "rules").out
    assert "– there is no such figure: every judgement is the same" in same
    calm = aanbod("agreement", "Noor", "Bram", "--by", "passages", "--figure", "percent", "--threshold", "0")
    assert " !  " not in calm.out
    assert "! % is under 0;" in calm.out


def test_disagreements_say_who_did_and_who_did_not(aanbod: Aanbod, coded_twice: tuple[str, ...]) -> None:
    out = aanbod("agreement", "Noor", "Bram", "--by", "passages", "--disagreements", "--format", "csv").out
    places = list(csv.DictReader(io.StringIO(out, newline="")))
    assert [place["document"] for place in places] == sorted(coded_twice)
    with open_store("aanbod.db") as store:
        for place in places:
            coding = store.coding(place["codings"])
            assert (place["Noor"], place["Bram"], place["about"]) == (coding.status, "", "code")
            assert (place["code"], place["partner"]) == (coding.code, coding.partner)
            assert place["text"].lstrip("'") == coding.quote
    text = aanbod("agreement", "Noor", "Bram", "--by", "passages", "--disagreements").out
    assert "3 disagreements" in text
    assert f"({places[0]['codings'][:10]}); Bram: not" in text
    data = json.loads(aanbod("agreement", "Noor", "Bram", "--disagreements", "--format", "json").out)
    assert all(one["not_coded"] == ["Bram"] for one in data["disagreements"])


def test_files_are_the_same_from_run_to_run(aanbod: Aanbod, coded_twice: tuple[str, ...]) -> None:
    for name in ("a.csv", "a.json", "a.txt"):
        assert aanbod("agreement", "Noor", "Bram", "--code", "ouder", "-o", name).code == 0
        before = Path(name).read_bytes()
        assert aanbod("agreement", "Noor", "Bram", "--code", "ouder", "-o", name).code == 0
        assert Path(name).read_bytes() == before
    lines = list(csv.DictReader(io.StringIO(Path("a.csv").read_text(encoding="utf-8"), newline="")))
    assert {line["over"] for line in lines} == {"all", "coded", "status"}
    assert all(line["code"].startswith("ouder") for line in lines[3:])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Noor",), "two or more coders"),
        (("Noor", "Noor"), "name each of them, once"),
        (("Noor", "Bran"), "known are: Bram, Noor, rules"),
        (("Noor", "Bram", "-o", "a.pdf"), "end the name of the file in .txt, .json or .csv"),
        (("Noor", "Bram", "--where", "year=1999"), "no transcript that all of Noor, Bram worked on"),
        (("Noor", "Bram", "--code", "ouderx"), "no code `ouderx`"),
    ],
)
def test_what_cannot_be_asked_is_told(
    aanbod: Aanbod, coded_twice: tuple[str, ...], arguments: tuple[str, ...], said: str
) -> None:
    told = aanbod("agreement", *arguments)
    assert (told.code, said in told.err) == (1, True), told.err


def test_tables_print_the_agreement_of_each_row(aanbod: Aanbod, coded_twice: tuple[str, ...]) -> None:
    data = json.loads(aanbod("agreement", "Noor", "Bram", "--format", "json").out)
    below = {code["code"] for code in data["codes"] if code["below"] and not code["partner"]}
    asked = ("tables", "5.1", "6.1", "7.1", "3.1", "--agreement", "Noor, Bram")
    out = aanbod(*asked, "--format", "csv").out
    lines = {line["Code"]: line for line in csv.DictReader(io.StringIO(out, newline=""))}
    for code in data["codes"]:
        if not code["partner"]:
            value = lines[code["code"]]["Krippendorffs alfa"]
            assert value == ("" if code["all"]["alpha"] is None else str(round(code["all"]["alpha"], 4)))
    marked = {code for code, line in lines.items() if line["Onder de drempel"] == "1"}
    assert {code for code in marked if code.count(".") == 2} == below
    shown = aanbod(*asked).out
    assert shown.count(" ▼ |") == len(marked)
    assert "volgens Noor, Bram; berekend op alle 3 transcripten die zij allen codeerden. ▼ is lager dan 0,67" in shown
    assert "\n|---|" in shown
    rows = shown.split("\n|---|")[1].splitlines()
    assert rows[1].startswith("| **")  # no empty line between the heads and the rows
    for name in ("a.html", "a.xlsx"):
        assert aanbod(*asked, "-o", name).code == 0
    html = Path("a.html").read_text(encoding="utf-8")
    assert html.count('class="agreement low"') == len(marked)
    sheet = openpyxl.load_workbook("a.xlsx")["6.1"]
    head = next(row for row in sheet.iter_rows() if row[-1].value == "Krippendorffs alfa")
    column = [sheet.cell(number, head[-1].column) for number in range(head[-1].row + 1, sheet.max_row)]
    assert any("▼" in cell.number_format for cell in column) == any(code.startswith("ouder") for code in marked)


def test_tables_take_another_figure_and_threshold(aanbod: Aanbod, coded_twice: tuple[str, ...]) -> None:
    shown = aanbod("tables", "6.1", "--agreement", "Noor,Bram", "--figure", "ac1", "--threshold", "-1").out
    assert "| Gwets AC1 |" in shown
    assert " ▼ |" not in shown
    assert "Overeenstemming" not in aanbod("tables", "6.1").out


def test_a_sample_is_given_to_people(aanbod: Aanbod, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = aanbod("sample", "--share", "20", "--by", "sector")
    assert shown.code == 0
    data = json.loads(
        aanbod("sample", "--share", "20", "--by", "sector", "--for", "Noor", "--for", "Bram", "--json").out
    )
    assert set(data["strata"]) <= {"po", "vo", "po, vo"}
    assert all(names for names in data["strata"].values())
    chosen = sorted(name for names in data["strata"].values() for name in names)
    assert all(f"    {name}" in shown.out for name in chosen)
    with open_store("aanbod.db") as store:
        given = [(one.transcript, one.coder, one.sample) for one in store.assignments()]
    assert given == [(name, coder, "20% by sector seed 1") for name in chosen for coder in ("Bram", "Noor")]
    assert aanbod("sample", "--by", "sectorr").code == 1
    assert aanbod("sample", "--where", "year=1999").code == 1


def test_what_a_sample_gave_to_somebody_counts_when_called_done(aanbod: Aanbod, coded_twice: tuple[str, ...]) -> None:
    with open_store("aanbod.db") as store:
        store.assign(coded_twice[:2], "Bram", "50%")
    assert aanbod("decide", "--done", "--transcript", coded_twice[1], "--by", "Bram").code == 0
    told = aanbod("agreement", "Noor", "Bram", "--format", "json")
    assert json.loads(told.out)["transcripts"] == [coded_twice[1], coded_twice[2]]
    assert (
        f"not compared, as a sample gave them and they are not called done: 1; the first: {coded_twice[0]}" in told.err
    )
    wrong = aanbod("decide", "--done", "--accept", "--transcript", coded_twice[0], "abc")
    assert wrong.code == 1
    missing = aanbod("decide", "--done", "--transcript", "nergens.txt", "--by", "Bram")
    assert (missing.code, "nergens.txt" in missing.err) == (1, True)
