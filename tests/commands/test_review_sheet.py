"""A review in a spreadsheet: out, answered, and in again; nothing is guessed."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from .conftest import Aanbod
from .test_bad_input import assert_told

Fill = Callable[..., None]
HEADS = {"id": 1, "transcript": 2, "passage": 4, "code": 6, "status": 9, "besluit": 11, "nieuwe code": 12}
HEADS |= {"nieuwe status": 13, "memo": 14}


@pytest.fixture
def ids(aanbod: Aanbod, project: Path) -> list[str]:
    """What the spreadsheet `r.xlsx` asks, in its order: row 2 is the first."""
    assert aanbod("export", "review", "-o", "r.xlsx").code == 0
    return [str(row[0].value) for row in openpyxl.load_workbook("r.xlsx").worksheets[0].iter_rows(min_row=2)]


@pytest.fixture
def fill(ids: list[str]) -> Fill:
    """Writes cells into rows of the spreadsheet, by row and head."""

    def write(rows: dict[int, dict[str, str]]) -> None:
        book = openpyxl.load_workbook("r.xlsx")
        for row, cells in rows.items():
            for head, value in cells.items():
                book.worksheets[0].cell(row, HEADS[head]).value = value
        book.save("r.xlsx")

    return write


def codings(aanbod: Aanbod) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in json.loads(aanbod("export", "codings", "--format", "json").out)}


def log(aanbod: Aanbod) -> list[tuple[str, str, str]]:
    entries = json.loads(aanbod("history", "--format", "json").out)
    return [(one["verdict"], one["coding"], one["coder"]) for one in entries]


def test_the_sheet_has_what_is_needed_to_decide(aanbod: Aanbod, ids: list[str]) -> None:
    book = openpyxl.load_workbook("r.xlsx")
    sheet, hidden = book.worksheets
    assert {str(cell.value): cell.column for cell in sheet[1] if cell.value in HEADS} == HEADS
    assert (sheet.freeze_panes, hidden.sheet_state, sheet.protection.sheet) == ("B2", "hidden", True)
    first = codings(aanbod)[ids[0]]
    cells = [cell.value for cell in sheet[2]]
    assert (cells[1], cells[3], cells[5], cells[8]) == (
        first["transcript"],
        first["quote"],
        first["code"],
        first["status"],
    )
    assert f"«{first['quote']}»" in cells[4] and first["evidence"]["rule"] in cells[9]  # type: ignore[index]
    assert [cell.protection.locked for cell in sheet[2]] == [True] * 10 + [False] * 4
    lists = {str(one.sqref).partition(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists["K2"] == "'aanbod'!$F$2:$F$4" and set(lists) == {"K2", "L2", "M2"}
    assert [hidden.cell(row, 6).value for row in (2, 3, 4)] == ["accepteren", "verwerpen", "wijzigen"]
    before = Path("r.xlsx").read_bytes()
    assert aanbod("export", "review", "-o", "r.xlsx").code == 0
    assert Path("r.xlsx").read_bytes() == before


def test_what_is_answered_is_stored_once(aanbod: Aanbod, ids: list[str], fill: Fill) -> None:
    before = codings(aanbod)
    status = "gepland" if before[ids[2]]["status"] != "gepland" else "gewenst"
    answers = {
        2: {"besluit": "Accepteren "},
        3: {"besluit": "verwerpen", "memo": "over een andere school"},
        4: {"besluit": "wijzigen", "nieuwe status": status, "nieuwe code": "ouder.kennis.taallessen"},
        5: {"memo": "navragen"},
    }
    fill(answers)
    done = aanbod("import", "r.xlsx", "--by", "Noor")
    assert done.out.startswith("imported r.xlsx: 1 accepted, 1 rejected, 1 changed, 2 memos,"), done.err
    after = codings(aanbod)
    assert [after[key]["state"] for key in ids[:4]] == ["accepted", "rejected", "rejected", "suggested"]
    (made,) = [one for key, one in after.items() if key not in before]
    assert (made["coder"], made["code"], made["status"]) == ("Noor", "ouder.kennis.taallessen", status)
    fill({5: {"memo": None}})  # type: ignore[dict-item]
    assert aanbod("import", "r.xlsx", "--by", "Noor").out.startswith("imported r.xlsx: 0 accepted, 0 rejected, 0 chan")
    assert (codings(aanbod), len(log(aanbod))) == (after, 6)


def test_one_bad_row_stops_all_and_each_is_named(aanbod: Aanbod, ids: list[str], fill: Fill) -> None:
    fill({2: {"besluit": "accepteren"}})
    bad = {
        3: ({"besluit": "misschien"}, "`misschien` is no decision"),
        4: ({"besluit": "wijzigen"}, "nothing differs"),
        5: ({"besluit": "wijzigen", "nieuwe code": "ouder.kennis.taalesen"}, "did you mean `ouder.kennis.taallessen`"),
        6: ({"besluit": "wijzigen", "nieuwe status": "ooit"}, "no status `ooit`"),
        7: ({"besluit": "accepteren", "nieuwe status": "gepland"}, "the decision does not say so"),
        8: ({"nieuwe code": "ouder.kennis.taallessen"}, "the decision does not say so"),
        9: ({"besluit": "accepteren", "passage": "iets anders"}, "a cell that is no answer was changed"),
        10: ({"besluit": "accepteren", "status": "gepland!"}, "a cell that is no answer was changed"),
        11: ({"besluit": "accepteren", "id": "weg"}, "there was no row `weg`"),
        12: ({"besluit": "accepteren", "id": ids[0]}, "row 2 is of the same coding"),
    }
    fill({row: cells for row, (cells, _) in bad.items()})
    aanbod("decide", ids[11], "--reject", "--by", "Daan")
    fill({13: {"besluit": "accepteren"}})
    told = aanbod("import", "r.xlsx", "--by", "Noor")
    assert_told(told, "nothing was", *(f"r.xlsx:{row}:" for row in (*bad, 13)), *(said for _, said in bad.values()))
    assert "somebody decided on this since the export: it is rejected now" in told.err
    assert log(aanbod) == [("reject", ids[11], "Daan")]
    done = aanbod("import", "r.xlsx", "--by", "Noor", "--skip-conflicts")
    assert "1 accepted, 0 rejected, 0 changed" in done.out and "11 skipped" in done.out
    assert all(f"r.xlsx:{row}:" in done.err for row in (*bad, 13))
    assert log(aanbod) == [("reject", ids[11], "Daan"), ("accept", ids[0], "Noor")]


def test_rows_may_be_sorted_and_left_out(aanbod: Aanbod, ids: list[str]) -> None:
    book = openpyxl.load_workbook("r.xlsx")
    sheet = book.worksheets[0]
    sheet.cell(6, HEADS["besluit"]).value = "accepteren"
    sheet.delete_rows(2, 3)
    book.save("r.xlsx")
    assert "1 accepted" in aanbod("import", "r.xlsx", "--by", "Noor").out
    assert log(aanbod) == [("accept", ids[4], "Noor")]


def test_another_spreadsheet_or_other_columns_are_refused(aanbod: Aanbod, ids: list[str], fill: Fill) -> None:
    openpyxl.Workbook().save("ander.xlsx")
    assert_told(aanbod("import", "ander.xlsx", "--by", "Noor"), "ander.xlsx", "aanbod export review")
    Path("kapot.xlsx").write_bytes(b"PK\x03\x04")
    assert_told(aanbod("import", "kapot.xlsx", "--by", "Noor"), "kapot.xlsx")
    for cell, said in ((HEADS["code"], "`code` is missing"), (HEADS["memo"], "`notitie` is unknown")):
        shutil.copy("r.xlsx", "s.xlsx")
        book = openpyxl.load_workbook("s.xlsx")
        book.worksheets[0].cell(1, cell).value = "notitie"
        book.save("s.xlsx")
        assert_told(aanbod("import", "s.xlsx", "--by", "Noor"), said)
    assert_told(aanbod("export", "review", "-o", "r.csv"), "ends in .xlsx")
    assert_told(aanbod("export", "review", "-o", "x.xlsx", "--transcript", "nergens"), "no transcript 'nergens'")


def test_a_text_that_changed_since_is_a_conflict(aanbod: Aanbod, project: Path, ids: list[str], fill: Fill) -> None:
    fill({2: {"besluit": "accepteren"}})
    name = str(codings(aanbod)[ids[0]]["transcript"])
    path = project / "transcripts" / name
    path.write_bytes(
        path.read_bytes().replace(b"00:00:0", b"00:00:1", 1) + b"\n\n09:00:00.000 --> 09:00:02.000\nTot slot.\n"
    )
    assert aanbod("code").code == 0
    assert_told(aanbod("import", "r.xlsx", "--by", "Noor"), "r.xlsx:2:", "the coding is gone")
