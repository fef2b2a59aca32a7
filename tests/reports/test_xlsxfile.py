"""The workbook, read back with another library than the one that wrote it."""

import io
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook

from aanbod.reports.page import Page, comparison_page, partners_page, report_page
from aanbod.reports.xlsxfile import xlsx_bytes
from aanbod.tables.table import Grouping, Options


def read(page: Page) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(page)))


def texts(book: Workbook) -> list[Any]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_a_sheet_for_each_table_with_numbers_as_numbers(study: Any) -> None:
    book = read(report_page(*study.material))
    assert book.sheetnames == ["2.1", "3.1", "bijlage A", "bijlage B", "unlisted", "passages", "account"]
    rows = [[cell.value for cell in row] for row in book["2.1"].iter_rows(min_row=1, max_row=7)]
    assert rows[0][0] == "2.1  Wat er is"
    assert rows[1][4] == "Wijk"
    assert rows[2][2:8:2] == ["Alles", "Noord", "Zuid"]
    assert rows[3][2:8:2] == [4, 3, 2]
    assert rows[6] == [None, "Soep/bouillon", 2, 0.5, 2, pytest.approx(2 / 3), 1, 0.5, 1, 1, 0]
    assert book["2.1"]["D7"].number_format.startswith("0%")


def test_different_partners_stand_below_the_categories(study: Any) -> None:
    rows = list(read(report_page(*study.material))["3.1"].values)
    at = next(n for n, row in enumerate(rows) if row[1] == "different_partners")
    assert rows[at + 1][:7] == ("a", "Winkels", 4, None, 3, None, 3)


def test_sheets_are_ready_for_screen_and_paper(study: Any) -> None:
    sheet = read(report_page(*study.material))["2.1"]
    assert sheet.freeze_panes == "C6"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)  # one page wide is the default
    assert sheet.print_title_rows == "$1:$5"
    assert sheet.column_dimensions["B"].width > 40


def test_the_passages_tell_which_groups_count_them(study: Any) -> None:
    head, *lines = read(report_page(*study.material))["passages"].values
    assert head[-3:] == ("Alles", "Noord", "Zuid")
    assert len(lines) == 10
    assert head[3:13] == (
        "code",
        "code 1",
        "code 2",
        "status",
        "state",
        "document",
        "keukens",
        "Wijk",
        "Beheer",
        "Jaar",
    )
    assert lines[1][:13] == (
        *("2.1", "Koken", "Soep/bouillon", "koken.soep", "koken", "soep", "Straks", "voorstel", "p2.txt"),
        *("De Pan; Het Vuur", "Noord; Zuid", "@stichting", "2024"),
    )
    assert next(line[3:6] for line in lines if line[3] == "winkel") == ("winkel", "winkel", "Ábel")
    assert lines[1][head.index("start") : head.index("start") + 3] == (200, 219, "Straks komt er soep")
    assert lines[0][-3:] == (1, 1, None)


def test_no_text_is_a_formula(study: Any) -> None:
    book = read(report_page(*study.material))
    found = {cell.value: cell.data_type for cell in texts(book) if cell.value.startswith(("=", "@", "+", "-"))}
    assert found == {"=SUM(1;2)": "s", "@stichting": "s", '=HYPERLINK("x")': "s"}


def test_differences_and_partners(study: Any) -> None:
    book = read(comparison_page(*study.material, Grouping(("wijk",)), Options(numbers=("2.1",))))
    assert [row[8] for row in book["2.1"].iter_rows(min_row=5, max_row=7, values_only=True)] == [
        "difference",
        pytest.approx(-100 / 3),
        pytest.approx(100 / 6),
    ]
    rows = list(read(partners_page(*study.material))["partners"].values)
    assert rows[3][1:4] == ("bakker", 3, 1)


def test_names_of_sheets_are_ones_that_excel_takes(study: Any) -> None:
    for coding in study.codings:
        object.__setattr__(coding, "quote", "x" * 40_000)
    object.__setattr__(study.codings[0], "quote", "a\x0bb")
    table = study.codebook.tables[0]
    object.__setattr__(table, "number", "[a]:*?/" + "n" * 40)
    object.__setattr__(study.codebook.tables[1], "number", "[A]:*?/" + "n" * 41)
    book = read(report_page(*study.material))
    assert book.sheetnames[:2] == ["-a-----" + "n" * 21, "-A-----" + "n" * 21 + " 2"]
    assert max(len(cell.value) for cell in texts(book)) == 32_767
