"""`aanbod codebook export` and `import` at the shell; tests/codebook/test_merging.py has the rest."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from .conftest import Aanbod

ROOT = Path(__file__).parents[2]
STUDY = """\
categories:
  - id: tuin.werk
    label: Werk
    codes:
      - id: tuin.werk.snoeien
        label: Snoeien
        keywords: [snoeien]   # in spring
        unless: ["=SNOEI"]
      - {id: tuin.werk.zaaien, label: Zaaien, keywords: [zaaien]}
  - id: partner.groen
    label: Groen
    partners:
      - {name: Vlinderkring, keywords: [vlinderkring]}
"""
HEADS = (
    *("level 1", "level 2", "level 3", "category_label", "id", "category", "name", "definition", "use_for", "not_for"),
    *("bouwstenen", "keywords", "unless", "yields_to", "coded", "not_coded"),
)


@pytest.fixture
def file(write_codebook: Callable[..., Path]) -> Path:
    return write_codebook(STUDY) / "a.yaml"


@pytest.fixture
def book(aanbod: Aanbod, file: Path) -> Callable[..., Any]:
    return lambda *arguments: aanbod("codebook", *arguments, "--codebook", "codebook")


def changed(cells: dict[tuple[int, str], str], delete: int = 0) -> None:
    """Change cells of the sheet, by row and head, as somebody does in Excel."""
    workbook = openpyxl.load_workbook("c.xlsx")
    sheet = workbook.worksheets[0]
    for (row, head), text in cells.items():
        sheet.cell(row, HEADS.index(head) + 1).value = text
    if delete:
        sheet.delete_rows(delete)
    workbook.save("c.xlsx")


def test_a_sheet_to_type_in(book: Callable[..., Any]) -> None:
    assert "wrote c.xlsx: 3 codes and partners" in book("export", "-o", "c.xlsx").err
    sheet = openpyxl.load_workbook("c.xlsx").worksheets[0]
    assert (sheet.title, sheet.freeze_panes) == ("tuin", "A2")
    heads, first, _, partner = sheet.iter_rows(values_only=True)
    assert heads == HEADS
    assert first[:7] == ("tuin", "werk", "snoeien", "Werk", "tuin.werk.snoeien", "tuin.werk", "Snoeien")
    assert partner[:7] == ("partner", "groen", "Vlinderkring", "Groen", None, "partner.groen", "Vlinderkring")
    unless = sheet.cell(2, HEADS.index("unless") + 1)
    assert (unless.value, unless.data_type, unless.number_format) == (
        "=SNOEI",
        "s",
        "@",
    )  # Excel makes no formula of it
    assert book("export", "-o", "c.pdf").code == 1


@pytest.mark.parametrize("name", ["c.xlsx", "c.csv"])
def test_what_comes_back_unchanged_changes_nothing(aanbod: Aanbod, name: str) -> None:
    folder = ROOT / "codebook" / "afs"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for options in ((), ("--dutch-excel",)):
        assert aanbod("codebook", "export", "-o", name, *options, "--codebook", folder).code == 0
        assert aanbod("codebook", "import", name, "--codebook", folder).out == "nothing changed\n"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_changes_are_shown_and_then_written(book: Callable[..., Any], file: Path) -> None:
    book("export", "-o", "c.xlsx")
    changed({(2, "definition"): "Takken eraf.", (5, "category"): "partner.groen", (5, "name"): "Mos"})
    changed({(5, "keywords"): "=Mos", (2, "level 1"): "hof", (3, "category_label"): "Arbeid"})
    said = book("import", "c.xlsx", "--dry-run")
    assert '+        definition: "Takken eraf."' in said.out
    assert "the category is worded otherwise in row 3" in said.err
    assert file.read_text(encoding="utf-8") == STUDY
    assert book("import", "c.xlsx").out.splitlines()[:2] == [
        "changed  tuin.werk.snoeien: definition",
        "added    Mos (partner.groen)",
    ]
    expected = STUDY.replace("label: Snoeien\n", 'label: Snoeien\n        definition: "Takken eraf."\n')
    partner = "      - {name: Vlinderkring, keywords: [vlinderkring]}\n"
    expected = expected.replace(partner, '      - {name: "Mos", keywords: ["=Mos"]}\n' + partner)
    assert file.read_text(encoding="utf-8") == expected
    assert book("import", "c.xlsx").out == "nothing changed\n"


def test_rows_that_are_missing_are_named_and_go_on_request(book: Callable[..., Any], file: Path) -> None:
    book("export", "-o", "c.xlsx")
    changed({}, delete=3)
    said = book("import", "c.xlsx")
    assert said.out == "nothing changed\n"
    assert "no row for 1 of the codes, which stay (--delete removes them): tuin.werk.zaaien" in said.err
    assert "deleted  tuin.werk.zaaien" in book("import", "c.xlsx", "--delete").out
    assert "zaaien" not in file.read_text(encoding="utf-8")


def test_a_fault_leaves_the_codebook_as_it_was(book: Callable[..., Any], file: Path) -> None:
    book("export", "-o", "c.xlsx")
    changed({(2, "keywords"): "snoeien\n(snoei", (3, "yields_to"): "tuin.werk.niets"})
    said = book("import", "c.xlsx")
    assert said.code == 1
    assert "nothing was changed, for with it the codebook has a fault:" in said.err
    assert "keyword `(snoei`: a bracket is not closed" in said.err
    assert "there is no code `tuin.werk.niets`" in said.err
    changed({(3, "id"): "tuin.werk.snoeien"})
    said = book("import", "c.xlsx")
    assert (said.code, "c.xlsx:3: tuin.werk.snoeien stands in row 2 too" in said.err) == (1, True)
    Path("d.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert "the sheet has no columns `id` and `name`" in book("import", "d.csv").err
    assert file.read_text(encoding="utf-8") == STUDY
