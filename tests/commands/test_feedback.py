"""`aanbod feedback` on the sample study: documents out, ten of them back in, and the table of what came back."""

import csv
import io
import re
import shutil
import time
from pathlib import Path

from docx import Document
from openpyxl import load_workbook

from aanbod.store import open_store

from ..schools.conftest import W, fill_page, fill_word, without_controls
from .conftest import Aanbod


def tags_of(document: Path) -> list[str]:
    return [tag.get(W + "val") for tag in Document(str(document)).element.body.iter(W + "tag")]


def by_use(document: Path) -> dict[str, list[str]]:
    """The tags of the items' boxes and texts, without those of the last question."""
    tags = tags_of(document)
    last = [tag for tag in tags if tag.startswith("yes:")][-1].removeprefix("yes:")
    found: dict[str, list[str]] = {"last": [f"yes:{last}", f"no:{last}"]}
    for tag in tags:
        if not tag.endswith(last):
            found.setdefault(tag.partition(":")[0], []).append(tag)
    boxed = {tag.partition(":")[2] for tag in found["yes"]}
    found["missing"] = [tag for tag in found["text"] if tag.partition(":")[2] not in boxed]
    return found


def test_documents_of_the_whole_study_are_made_quickly(study: Path, aanbod: Aanbod) -> None:
    began = time.monotonic()
    made = aanbod("feedback", "--where", "year=2024", "-o", "eerst")
    assert time.monotonic() - began < 20
    assert (made.code, made.out) == (0, "wrote 41 documents of 2024 as docx and html to eerst\n")
    first = {path.name: path.read_bytes() for path in Path("eerst").iterdir()}
    assert len(first) == 82
    aanbod("feedback", "--year", "2024", "-o", "nogmaals")
    assert {path.name: path.read_bytes() for path in Path("nogmaals").iterdir()} == first


def test_ten_that_come_back(project: Path, aanbod: Aanbod, tmp_path: Path) -> None:
    assert aanbod("feedback").code == 0
    sent = sorted((project / "reports" / "out" / "feedback").glob("*.docx"))
    back = tmp_path / "terug"
    back.mkdir()
    parts = [by_use(path) for path in sent]

    def fill(number: int, name: str, ticks: set[str], texts: dict[str, str] | None = None) -> Path:
        (back / name).write_bytes(fill_word(sent[number].read_bytes(), ticks, texts))
        return back / name

    one, two, three = parts[:3]
    fill(0, "01 word.docx", {*one["yes"][:3], one["no"][4], one["last"][0]}, {one["missing"][0]: "Een bijenkast"})
    plain = fill(1, "02 zonder vakjes.docx", {two["yes"][0], two["no"][1], two["last"][1]})
    plain.write_bytes(without_controls(plain.read_bytes()))
    page = sent[2].with_suffix(".html").read_text(encoding="utf-8")
    (back / "03 pagina.html").write_bytes(fill_page(page, {three["yes"][0]}, {three["missing"][1]: "Schaken"}))
    shutil.copy(back / "01 word.docx", back / "04 nog eens.docx")
    fill(3, "05 allebei.docx", {parts[3]["yes"][0], parts[3]["no"][0], parts[3]["yes"][1]})
    (back / "06 scan.pdf").write_bytes(b"%PDF-1.4 scan")
    (back / "07 half.docx").write_bytes(sent[4].read_bytes()[:3000])
    (back / "08 ander jaar.html").write_text(page.replace("year=2024", "year=2023"), encoding="utf-8")
    (back / "09 andere studie.html").write_text(page.replace("[aanbod | afs", "[aanbod | bos"), encoding="utf-8")
    shutil.copy(sent[5], back / "10 leeg.docx")

    tried = aanbod("feedback", "--import", back, "--dry-run")
    assert (tried.code, aanbod("history").out) == (1, "")
    taken = aanbod("feedback", "--import", back)
    told = {line.partition(":")[0]: line.partition(": ")[2] for line in taken.out.splitlines()}
    assert "3 klopt, 1 klopt niet" in told["01 word.docx"] and "1 ontbreekt, volledig: ja" in told["01 word.docx"]
    assert "1 klopt, 1 klopt niet" in told["02 zonder vakjes.docx"] and "volledig: nee" in told["02 zonder vakjes.docx"]
    assert "1 klopt, 0 klopt niet" in told["03 pagina.html"] and "1 ontbreekt, volledig: –" in told["03 pagina.html"]
    assert told["04 nog eens.docx"].endswith("nothing new")
    assert "1 klopt, 0 klopt niet" in told["05 allebei.docx"]
    assert "both boxes" in taken.err
    for name, why in {
        "06 scan.pdf": "PDF",
        "07 half.docx": "broken",
        "08 ander jaar.html": "nothing is coded for",
        "09 andere studie.html": "study `bos`",
        "10 leeg.docx": "nothing is filled in",
    }.items():
        assert re.search(rf"^{name}: not read: .*{why}", taken.err, re.MULTILINE)
    assert (taken.code, "5 of 10 documents could not be read" in taken.err) == (1, True)

    again = aanbod("feedback", "--import", *sorted(back.glob("0[1-5]*")))
    assert (again.code, again.out.count("nothing new"), "session" in again.out) == (0, 5, False)

    table = aanbod("feedback", "--completeness", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(table)))
    returned = [row for row in rows if row["Teruggestuurd"] == "ja"]
    answers = [(row["Klopt"], row["Klopt niet"], row["Ontbreekt"], row["Volledig"]) for row in returned]
    assert sorted(answers) == [
        ("1", "0", "0", "–"),
        ("1", "0", "1", "–"),
        ("1", "1", "0", "nee"),
        ("3", "1", "1", "ja"),
    ]
    assert all(int(row["Regels"]) == sum(int(row[k]) for k in ("Klopt", "Klopt niet", "Geen antwoord")) for row in rows)

    session = re.search(r"aanbod undo --session (\w+)", taken.out)
    assert session
    with open_store(project / "aanbod.db") as store:
        store.undo(store.standing(session=session[1]), "Roos")
        assert store.memos() == []
    assert "ja" not in [row["Teruggestuurd"] for row in csv.DictReader(io.StringIO(_table(aanbod)))]


def _table(aanbod: Aanbod) -> str:
    return aanbod("feedback", "--completeness", "--format", "csv").out


def test_one_school_and_one_form(project: Path, aanbod: Aanbod) -> None:
    name = aanbod("feedback", "--completeness", "--format", "csv").out.splitlines()[1].split(",")[1]
    assert aanbod("feedback", name.lower(), "--format", "docx", "-o", "uit").code == 0
    assert [path.suffix for path in Path("uit").iterdir()] == [".docx"]
    wrong = aanbod("feedback", "De Bonte Kadee", "-o", "uit")
    assert (wrong.code, "did you mean `De Bonte Kade`?" in wrong.err) == (1, True)
    assert "there are no transcripts of 1999" in aanbod("feedback", "--year", "1999").err
    assert "about one year" in aanbod("feedback", "--where", "year=*").err
    assert "no documents to read" in aanbod("feedback", "--import").err


def test_the_table_in_every_form(project: Path, aanbod: Aanbod) -> None:
    assert aanbod("feedback", "--completeness").out.startswith("# Volledigheid volgens de scholen\n")
    for ending in ("md", "html", "csv", "xlsx"):
        assert aanbod("feedback", "--completeness", "-o", f"tabel.{ending}").code == 0
    sheet = load_workbook("tabel.xlsx").active
    assert [cell.value for cell in sheet[1]][:3] == ["Jaar", "School", "Regels"]
    assert isinstance(sheet.cell(2, 3).value, int)
    assert '<th scope="row">Totaal</th>' in Path("tabel.html").read_text(encoding="utf-8")
    assert "name a file" in aanbod("feedback", "--completeness", "-o", "tabel.pdf").err


def test_documents_bear_names_and_the_table_need_not(project: Path, aanbod: Aanbod) -> None:
    refused = aanbod("feedback", "--pseudonyms")
    assert (refused.code, "leave out --pseudonyms" in refused.err) == (1, True)
    names = {row["School"] for row in csv.DictReader(io.StringIO(_table(aanbod)))} - {"Totaal"}
    shown = aanbod("feedback", "--completeness", "--pseudonyms").out
    assert "School " in shown and not [name for name in names if name in shown]
