from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.transcripts.table import read_table
from aanbod.transcripts.unreadable import UnreadableError

Write = Callable[[str, str | bytes], Path]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_columns_and_encodings(write: Write, delimiter: str, encoding: str) -> None:
    text = "document,school,jaar\r\na.txt,École,2024\r\n\r\nb.txt,De Waterlelie,\r\n".replace(",", delimiter)
    table, faults = read_table(write("t.csv", text.encode(encoding)))
    assert faults == []
    assert list(table.entries) == ["a.txt", "b.txt"]
    values = table.entries["a.txt"].values
    assert {key: value.written for key, value in values.items()} == {"school": "École", "jaar": "2024"}
    assert [entry.line for entry in table.entries.values()] == [2, 4]
    assert list(table.entries["b.txt"].values) == ["school"]


@pytest.mark.parametrize(
    ("delimiter", "cell"),
    [(",", "A; B"), (",", "A + B"), (";", "A+B"), (";", "A | B"), (";", '"A | B"'), ("\t", "A;B")],
)
def test_several_schools_in_a_cell(write: Write, delimiter: str, cell: str) -> None:
    table, _ = read_table(write("t.csv", f"bestand{delimiter}scholen\na.txt{delimiter}{cell}\n"))
    assert table.entries["a.txt"].values["scholen"].items == ("A", "B")
    assert table.entries["a.txt"].values["scholen"].written == cell.strip('"')


def test_cells_in_quotes_and_the_line_of_excel(write: Write) -> None:
    table, faults = read_table(write("t.csv", 'sep=;\ndocument;plek\n"a.txt";"zaal; twee\nverdieping"\nb.txt;hal\n'))
    assert faults == []
    assert table.entries["a.txt"].values["plek"].written == "zaal; twee verdieping"
    assert [entry.line for entry in table.entries.values()] == [3, 5]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("naam,jaar\na.txt,2024\n", 1, "no column `document`"),
        ("document,jaar,Jaar\na.txt,2024,2024\n", 1, "twice"),
        ("document,jaar\na.txt,2024\na.txt,2025\n", 3, "also has a row at line 2"),
        ("document,jaar\n,2024\n", 2, "names no document"),
        ("document,plek\na.txt,zaal, twee\n", 2, "3 cells"),
        ('document,plek\na.txt,"zaal\n', 0, "cannot be read"),
        ("\n\n", 0, "empty"),
    ],
)
def test_faults_of_form(write: Write, text: str, line: int, message: str) -> None:
    _, faults = read_table(write("t.csv", text))
    assert [fault.line for fault in faults] == [line]
    assert message in faults[0].message
    assert faults[0].file.endswith("t.csv")


def test_a_spreadsheet_is_no_csv(write: Write) -> None:
    with pytest.raises(UnreadableError, match="zip file"):
        read_table(write("t.csv", b"PK\x03\x04rest"))
