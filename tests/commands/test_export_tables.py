"""Quotes, matrices, Word documents and the coding manual at the shell."""

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pyreadstat
from docx import Document

from .conftest import Aanbod


def test_the_report_and_its_tables_in_word(project: Path, aanbod: Aanbod) -> None:
    report = Document(str(project / "reports" / "out" / "report.docx"))
    assert [p.text for p in report.paragraphs if p.style and p.style.name == "Title"] == ["Tabellenrapport"]
    assert len(report.tables) == 7
    assert aanbod("tables", "7.1", "-o", "t.docx").code == 0
    [table] = Document("t.docx").tables
    assert table.rows[2].cells[0].text == "a\tSubsidies en fondsen"
    assert aanbod("compare", "sector", "--table", "7.1", "-o", "c.docx").code == 0
    assert aanbod("partners", "partner.maaltijden", "-o", "p.docx").code == 0
    assert aanbod("network", "-o", "n.docx").code == 0
    printed = aanbod("tables", "7.1", "--format", "docx")
    assert (printed.code, "a file of Excel or Word cannot be printed" in printed.err) == (1, True)


def test_an_older_project_has_no_word_template(project: Path, aanbod: Aanbod) -> None:
    (project / "reports" / "templates" / "report.docx").unlink()
    assert aanbod("tables", "7.1", "-o", "t.docx").code == 0


def test_quotes(project: Path, aanbod: Aanbod) -> None:
    assert aanbod("export", "quotes", "-o", "q.xlsx").code == 0
    heads, *rows = openpyxl.load_workbook("q.xlsx").worksheets[0].iter_rows(values_only=True)
    codings = json.loads(aanbod("export", "codings", "--format", "json").out)
    assert len(rows) == len(codings) > 100
    assert heads[:4] == ("Document group", "Document name", "Code", "Beginning")
    assert sorted(str(row[6]) for row in rows) == sorted(coding["quote"] for coding in codings)
    some = aanbod("export", "quotes", "--code", "partner", "--status", "gepland", "-o", "q.csv", "--dutch-excel")
    lines = list(csv.DictReader(io.StringIO(Path("q.csv").read_text("utf-8-sig")), delimiter=";"))
    assert lines and {line["Status"] for line in lines} == {"Gepland"}
    assert f"wrote q.csv: {len(lines)} quotes" in some.err


def test_a_matrix(project: Path, aanbod: Aanbod) -> None:
    assert aanbod("export", "matrix", "-o", "m.sav").code == 0
    frame, about = pyreadstat.read_sav("m.sav")
    table = Path("reports/out/table-6.1.csv").read_text(encoding="utf-8")
    assert aanbod("export", "matrix", "--unit", "transcript", "-o", "m.csv").code == 0
    rows = list(csv.DictReader(io.StringIO(Path("m.csv").read_text(encoding="utf-8"))))
    for line in csv.DictReader(io.StringIO(table)):
        if line["Soort rij"] == "Code":
            assert sum(int(row[line["Code"]]) for row in rows) == int(line["Totaal n"])
    assert set(frame["lichting"]) <= {1, 2} and about.variable_value_labels["lichting"][1] == "Eerste lichting"
    assert aanbod("export", "matrix", "-o", "m.xlsx", "--code", "ouder").code == 0
    book = openpyxl.load_workbook("m.xlsx")
    assert book.sheetnames == ["matrix", "Codeboek"]
    assert book.worksheets[0].freeze_panes == "A2"
    refused = aanbod("export", "matrix", "-o", "m.txt")
    assert (refused.code, "end it in one of: .csv, .xlsx, .sav" in refused.err) == (1, True)


def test_names_can_be_left_out(project: Path, aanbod: Aanbod) -> None:
    for arguments in (("export", "quotes", "-o", "x.csv"), ("export", "matrix", "-o", "x.csv")):
        assert aanbod(*arguments).code == 0
        plain = Path("x.csv").read_text(encoding="utf-8")
        assert aanbod(*arguments, "--pseudonyms").code == 0
        school = plain.splitlines()[1].split(",")[0]
        assert school in Path("codebook/afs/schools.yaml").read_text(encoding="utf-8")
        assert school not in Path("x.csv").read_text(encoding="utf-8")


def test_the_manual(project: Path, aanbod: Aanbod) -> None:
    for name in ("m.html", "m.docx"):
        assert aanbod("codebook", "manual", "-o", name).code == 0
    assert "Handleiding voor het coderen" in Path("m.html").read_text(encoding="utf-8")
    assert aanbod("codebook", "manual", "-o", "m.pdf").code == 1
    shutil.rmtree(project / "reports" / "templates")
    assert aanbod("codebook", "manual", "-o", "m.docx").code == 0
