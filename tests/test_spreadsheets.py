"""Spreadsheets as people hand them back."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from aanbod.errors import AanbodError
from aanbod.spreadsheets import read_sheet

ROWS = [(2, {"id": "a", "name": "=BEN\n@ouders"}), (4, {"id": "b", "name": "'t Huis"})]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("ID,Name\na,\"'=BEN\n@ouders\"\n,\nb,'t Huis\n", "utf-8"),
        ("id;name\r\na;\"'=BEN\n@ouders\"\r\n;\r\nb;'t Huis\r\n", "utf-8-sig"),
        ('id\tname \na\t"=BEN\n@ouders"\n\t\nb\t\'t Huis', "cp1252"),
        ('id;name\na;"=BEN\n@ouders"\n\nb;\'t Huis\n', "utf-16"),
    ],
)
def test_csv_in_any_dress(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    assert list(read_sheet(path)) == ROWS


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["id", " Name", None, "number", "when"])
    sheet.append(["a", "=BEN\n@ouders", "stray", 5.0, date(2024, 4, 9)])  # which Excel takes for a formula
    sheet.append([])
    sheet.append(["b", "'t Huis", None, 0.5])
    book.save(tmp_path / "x.xlsx")
    rows = list(read_sheet(tmp_path / "x.xlsx"))
    assert [(number, {key: row[key] for key in ("id", "name")}) for number, row in rows] == ROWS
    assert (rows[0][1]["number"], rows[0][1]["when"]) == ("5", "2024-04-09")
    assert (rows[1][1]["number"], rows[1][1]["when"]) == ("0.5", "")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.csv", b"", "the file is empty"),
        ("x.csv", b"\n\n", "the sheet is empty"),
        ("x.csv", b"id,name,ID\n", "the column `id` stands there twice"),
        ("x.csv", b'id,name\n"a,b\n', "save it as CSV again"),
        ("x.xlsx", b"no zip", "it is no zip file"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AanbodError, match=message):
        list(read_sheet(tmp_path / name))
