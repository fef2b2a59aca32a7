"""A codebook to the rows of a spreadsheet and back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.codebook.merging import Merge, SheetRow, merge
from aanbod.codebook.spread import sheet_lines
from aanbod.errors import FaultsError

ROOT = Path(__file__).parents[2]
STUDY = """\
bouwstenen: [{number: 1, id: een, label: Een}, {number: 2, id: twee, label: Twee}]
categories:
  - id: tuin.werk   # what is done
    label: Werk
    bouwstenen: [1]
    codes:
      - id: tuin.werk.snoeien
        label: Snoeien
        keywords: [snoeien, {match: "*knippen", status: gewenst}, "=SNOEI"]
        examples:
          coded: [{text: "Wij gaan snoeien.", status: gepland}]

      - id: tuin.werk.zaaien
        label: Zaaien
        bouwstenen: [2]
        use_for: één ding   # a text is a list of one
        keywords:
          - zaaien   # in spring
          - inzaaien
        yields_to: [tuin.werk.snoeien]
  - id: partner.groen
    label: Groen
    partners:
      - {name: Bloemenhof, keywords: [bloemenhof]}
      - name: "Vlinderkring"
        keywords: [vlinderkring, {spacy: [{LEMMA: vlinder}]}]
"""
Sheet = dict[str, dict[str, str]]


@pytest.fixture
def folder(write_codebook: Callable[..., Path]) -> Path:
    return write_codebook(STUDY)


def sheet(folder: Path) -> Sheet:
    """The rows by name, as a spreadsheet gives them back."""
    heads, *lines = sheet_lines(folder)
    rows = (dict(zip(heads, line, strict=True)) for line in lines)
    return {row["name"]: row for row in rows}


def merged(folder: Path, rows: Sheet, delete: bool = False) -> Merge:
    numbered = [SheetRow(number, cells) for number, cells in enumerate(rows.values(), 2)]
    return merge(folder, load_codebook(folder), "tuin.xlsx", numbered, delete)


def written(folder: Path, rows: Sheet, delete: bool = False) -> str:
    [(path, (before, after))] = merged(folder, rows, delete).files.items()
    assert before.decode() == STUDY
    path.write_bytes(after)
    load_codebook(folder)
    return after.decode()


def test_a_row_says_all_of_a_code(folder: Path) -> None:
    rows = sheet(folder)
    assert list(rows) == ["Snoeien", "Zaaien", "Bloemenhof", "Vlinderkring"]
    assert rows["Snoeien"] == {
        "level 1": "tuin",
        "level 2": "werk",
        "level 3": "snoeien",
        "category_label": "Werk",
        "id": "tuin.werk.snoeien",
        "category": "tuin.werk",
        "name": "Snoeien",
        "definition": "",
        "use_for": "",
        "not_for": "",
        "bouwstenen": "1",
        "keywords": "snoeien\n*knippen [gewenst]\n=SNOEI",
        "unless": "",
        "yields_to": "",
        "coded": "Wij gaan snoeien. [gepland]",
        "not_coded": "",
    }
    assert (rows["Zaaien"]["bouwstenen"], rows["Zaaien"]["use_for"]) == ("2", "één ding")
    partner = rows["Vlinderkring"]
    assert [partner[f"level {number}"] for number in (1, 2, 3)] == ["partner", "groen", "Vlinderkring"]
    assert (partner["id"], partner["category"]) == ("", "partner.groen")
    assert partner["keywords"] == 'vlinderkring\n{spacy: [{LEMMA: "vlinder"}]}'


@pytest.mark.parametrize("study", ["tuin", "afs"])
def test_what_comes_back_unchanged_changes_nothing(folder: Path, study: str) -> None:
    source = folder if study == "tuin" else ROOT / "codebook" / study
    heads, *lines = sheet_lines(source)
    rows = [SheetRow(n, dict(zip(heads, line, strict=True))) for n, line in enumerate(lines, 2)]
    assert merge(source, load_codebook(source), "x.csv", rows) == Merge()
    # Spreadsheets add spaces and other line ends.
    loose = [replace(row, cells={k: f" {v} ".replace("\n", "\r\n") for k, v in row.cells.items()}) for row in rows]
    assert merge(source, load_codebook(source), "x.csv", loose) == Merge()


def test_changed_cells_replace_what_the_file_says(folder: Path) -> None:
    rows = sheet(folder)
    rows["Snoeien"] |= {"name": "Knippen & snoeien", "definition": "Takken eraf.", "bouwstenen": "1, 2"}
    rows["Snoeien"] |= {"keywords": "snoeien\nscheren\n=SNOEI", "not_coded": "Er wordt niet gesnoeid."}
    rows["Zaaien"] |= {"keywords": "zaaien\nzaaigoed [gepland]", "use_for": "", "unless": "haat zaaien"}
    rows["Bloemenhof"]["definition"] = "Een hof."
    found = merged(folder, rows)
    assert found.changed == [
        ("tuin.werk.snoeien", ("definition", "bouwstenen", "keywords", "not_coded", "name")),
        ("tuin.werk.zaaien", ("use_for", "keywords", "unless")),
        ("Bloemenhof (partner.groen)", ("definition",)),
    ]
    expected = STUDY
    for old, new in (
        (
            "        label: Snoeien\n",
            '        label: Knippen & snoeien\n        definition: "Takken eraf."\n        bouwstenen: [1, 2]\n',
        ),
        ('{match: "*knippen", status: gewenst}', "scheren"),
        (
            '          coded: [{text: "Wij gaan snoeien.", status: gepland}]\n',
            '          coded: [{text: "Wij gaan snoeien.", status: gepland}]\n'
            '          not_coded: ["Er wordt niet gesnoeid."]\n',
        ),
        ("        use_for: één ding   # a text is a list of one\n", ""),
        (
            "          - inzaaien\n",
            '          - {match: "zaaigoed", status: gepland}\n        unless: ["haat zaaien"]\n',
        ),
        ("{name: Bloemenhof, ", '{name: Bloemenhof, definition: "Een hof.", '),
    ):
        assert old in expected
        expected = expected.replace(old, new)
    assert written(folder, rows) == expected
    assert merged(folder, sheet(folder)) == Merge()


def test_new_rows_and_rows_that_are_gone(folder: Path) -> None:
    rows = sheet(folder)
    del rows["Zaaien"]
    blank = dict.fromkeys(rows["Snoeien"], "")
    rows["Maaien"] = blank | {"id": "tuin.werk.maaien", "name": "Maaien", "keywords": "maaien", "bouwstenen": "1"}
    rows["Maaien"] |= {"coded": "Wij maaien.\nWe willen maaien. [gewenst]"}
    rows["Mos"] = blank | {"category": "partner.groen", "name": "Mos", "keywords": "=Mos\nmoskenners"}
    found = merged(folder, rows)
    assert (found.added, found.missing) == (["tuin.werk.maaien", "Mos (partner.groen)"], ["tuin.werk.zaaien"])
    after = written(folder, rows)
    assert "        yields_to: [tuin.werk.snoeien]\n\n      - id: tuin.werk.maaien\n        label: Maaien\n" in after
    assert 'examples: {coded: ["Wij maaien.", {text: "We willen maaien.", status: gewenst}]}\n' in after
    assert 'keywords: [bloemenhof]}\n      - {name: "Mos", keywords: ["=Mos", "moskenners"]}\n      - name: ' in after
    assert "bouwstenen: [1]\n    codes" in after  # those of the category are not said again


def test_rows_that_are_gone_go_on_request(folder: Path) -> None:
    rows = sheet(folder)
    del rows["Snoeien"], rows["Vlinderkring"]
    rows["Zaaien"]["yields_to"] = ""
    after = written(folder, rows, delete=True)
    assert "snoeien" not in after and "Vlinderkring" not in after
    assert "    codes:\n      - id: tuin.werk.zaaien\n        label: Zaaien\n" in after
    assert after.endswith("      - {name: Bloemenhof, keywords: [bloemenhof]}\n")


@pytest.mark.parametrize(
    ("row", "cells", "message"),
    [
        ("Zaaien", {"id": "tuin.werk.snoeien"}, "tuin.werk.snoeien stands in row 2 too"),
        ("Zaaien", {"id": "", "category": ""}, "the row names no code"),
        ("Zaaien", {"id": "tuin.wrek.maaien", "category": ""}, "no category `tuin.wrek`"),
        ("Zaaien", {"category": "partner.groen"}, "belongs to tuin.werk, not to partner.groen"),
        ("Zaaien", {"name": " "}, "the name is empty"),
        ("Zaaien", {"id": "tuin.werk.nieuw", "name": ""}, "tuin.werk.nieuw is new, and has no name"),
        ("Zaaien", {"bouwstenen": "twee"}, "bouwstenen: `twee` is no number"),
        ("Zaaien", {"keywords": "{match: [}"}, "begins with a brace, and cannot be read"),
        ("Zaaien", {"id": "partner.groen.mos"}, "the category partner.groen holds partners"),
        ("Bloemenhof", {"category": "tuin.werk"}, "the category tuin.werk holds codes"),
    ],
)
def test_conflicts_are_named_by_row(folder: Path, row: str, cells: dict[str, Any], message: str) -> None:
    rows = sheet(folder)
    rows[row] |= cells
    if "partner.groen" in str(cells.get("id", "")):
        rows[row]["category"] = ""
    with pytest.raises(FaultsError) as caught:
        merged(folder, rows)
    number = list(rows).index(row) + 2
    assert [(fault.file, fault.line) for fault in caught.value.faults] == [("tuin.xlsx", number)]
    assert message in caught.value.faults[0].message


def test_no_bouwstenen_are_those_of_the_category(folder: Path) -> None:
    rows = sheet(folder)
    rows["Snoeien"]["bouwstenen"] = ""
    assert merged(folder, rows) == Merge()
    rows["Zaaien"]["bouwstenen"] = ""
    assert written(folder, rows) == STUDY.replace("        bouwstenen: [2]\n", "")


def test_what_is_only_shown_is_not_read_but_said(folder: Path) -> None:
    rows = sheet(folder)
    rows["Zaaien"]["category_label"] = "Werken"
    rows["Zaaien"]["level 1"] = "hof"
    assert merged(folder, rows) == Merge(shown=[3])
    assert (
        merged(
            folder, {name: {"id": row["id"], "category": row["category"], "name": name} for name, row in rows.items()}
        )
        == Merge()
    )
