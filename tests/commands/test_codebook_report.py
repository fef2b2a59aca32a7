"""`aanbod codebook report` at the shell, on a small study."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from .conftest import Aanbod

CODES = """\
categories:
  - id: tuin.werk
    label: Werk
    codes:
      - {id: tuin.werk.snoeien, label: Snoeien, keywords: [snoeien, snoeischaar & buren, heggenschaar]}
      - {id: tuin.werk.oogst, label: Oogst, keywords: [druiven]}
  - id: partner.groen
    label: Groen
    partners: [{name: Bloemenhof, keywords: [bloemenhof]}]
"""
TEXT = "Wij snoeien de heg met Anouk, dag {n}.\n\nZij snoeien druiven.\n\nDe snoeischaar is stuk.\n\nBloemenhof komt.\n"
PAD = "Het pad ligt er dit jaar weer mooi bij. " * 20


@pytest.fixture
def report(aanbod: Aanbod, write_codebook: Callable[..., Path], tmp_path: Path) -> Aanbod:
    write_codebook(CODES)
    (tmp_path / "teksten").mkdir()
    for number in range(3):
        (tmp_path / "teksten" / f"t{number}.txt").write_text(TEXT.format(n=number) + "\n" + PAD, encoding="utf-8")
    assert aanbod("code", "teksten", "--store", "tuin.db", "--codebook", "codebook").code == 0
    return lambda *options: aanbod("codebook", "report", *options, "--store", "tuin.db", "--codebook", "codebook")


def decide(aanbod: Aanbod, code: str, verdict: str, words: str) -> None:
    options = ("--store", "tuin.db", "--codebook", "codebook")
    found = json.loads(aanbod("passages", "--code", code, "--words", words, "--json", *options).out)
    ids = [coding["id"] for coding in found]
    assert ids
    assert aanbod("decide", *ids, f"--{verdict}", "--by", "Noor", *options).code == 0


def test_before_anybody_decided(report: Aanbod) -> None:
    said = report()
    assert said.code == 0
    assert "nobody decided on a coding yet" in said.err
    assert "3 transcripts; codings by the rules: 0 accepted, 0 rejected, 12 open" in said.out
    lines = [line.split() for line in said.out.splitlines()]
    assert ["a.yaml:5", "tuin.werk.snoeien", "snoeien", "6", "6", "0", "0", "6"] in lines
    assert "rules that never fire: 2 of 5" in said.out
    silent = said.out.partition("never fire")[2]
    assert "snoeischaar & buren  met, not coded: condition 3" in silent
    assert "heggenschaar         meets nothing" in silent


def test_with_decisions(report: Aanbod, aanbod: Aanbod) -> None:
    decide(aanbod, "tuin.werk.snoeien", "accept", "Anouk")
    decide(aanbod, "tuin.werk.snoeien", "reject", "druiven")
    decide(aanbod, "tuin.werk.oogst", "accept", "druiven")
    said = report()
    assert (said.code, said.err) == (0, "")
    lines = [line.split() for line in said.out.splitlines()]
    assert ["a.yaml:5", "tuin.werk.snoeien", "snoeien", "6", "6", "3", "3", "0", "50.0", "19–81"] in lines
    assert ["tuin.werk.snoeien", "tuin.werk.oogst", "3", "3", "100.0"] in lines
    [proposal] = [line for line in said.out.splitlines() if line.endswith('add keyword tuin.werk.snoeien "anouk"')]
    assert proposal.split()[:5] == ["keyword", "anouk", "3", "0", "3"]


def test_the_same_as_json_csv_and_workbook(report: Aanbod, aanbod: Aanbod) -> None:
    decide(aanbod, "tuin.werk.snoeien", "accept", "Anouk")
    decide(aanbod, "tuin.werk.snoeien", "reject", "druiven")
    decide(aanbod, "tuin.werk.oogst", "accept", "druiven")
    data = json.loads(report("--json").out)
    assert [rule["keyword"] for rule in data["rules"]][:2] == ["snoeien", "snoeischaar & buren"]
    assert data["rules"][0]["precision"] == 50.0
    assert data["confused"][0]["passage"] == "Zij snoeien druiven."
    assert report("-o", "out.csv").code == 0
    with Path("out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["rejected"] for row in rows] == ["3", "0", "0", "0", "0"]
    assert report("-o", "out.xlsx").code == 0
    book = openpyxl.load_workbook("out.xlsx")
    assert book.sheetnames == ["rules", "confused", "proposals"]
    assert [cell.value for cell in book["confused"][2]][:3] == ["tuin.werk.snoeien", "tuin.werk.oogst", 3]
    assert len(list(book["proposals"].rows)) == 1 + len(data["proposals"])


def test_one_code_alone(report: Aanbod) -> None:
    rules = json.loads(report("--code", "Bloemenhof", "--json").out)["rules"]
    assert [(rule["code"], rule["partner"], rule["proposed"]) for rule in rules] == [("partner.groen", "Bloemenhof", 3)]


def test_rules_that_changed_since_the_run(report: Aanbod) -> None:
    file = Path("codebook/a.yaml")
    file.write_text(CODES.replace("[druiven]", "[appels]"), encoding="utf-8")
    assert "3 transcripts were not coded with today's rules" in report().err


def test_a_name_without_format(report: Aanbod) -> None:
    said = report("-o", "out.pdf")
    assert (said.code, "end it in .csv or .xlsx" in said.err) == (1, True)
