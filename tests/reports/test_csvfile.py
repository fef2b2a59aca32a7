"""What a spreadsheet or R reads from the csv, from the study in conftest.py."""

import csv
import io
from typing import Any

import pytest

from aanbod.errors import AanbodError
from aanbod.reports.csvfile import DUTCH_EXCEL, PLAIN, Dialect, csv_bytes
from aanbod.reports.page import Page, comparison_page, partners_page, report_page, tables_page
from aanbod.tables.table import Grouping, Options


def read(page: Page, dialect: Dialect = PLAIN) -> list[dict[str, str]]:
    encoding = "utf-8-sig" if dialect.bom else "utf-8"
    text = csv_bytes(page, dialect).decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect.delimiter))


def test_a_line_per_row_with_its_numbers(study: Any) -> None:
    lines = read(tables_page(*study.material, Options(numbers=("2.1",))))
    assert [(line["level"], line["code"]) for line in lines] == [
        ("category", "koken"),
        ("code", "koken.soep"),
        ("code", "koken.brood"),
        ("category", "vrij"),
        ("code", "vrij.moestuin"),
    ]
    assert lines[1] == {
        **{"table": "2.1", "letter": "a", "category": "Koken", "level": "code", "code": "koken.soep"},
        **{"row": "Soep/bouillon", "unit": "transcript", "Alles n": "2", "Alles N": "4", "Alles %": "50.0"},
        **{"Wijk: Noord n": "2", "Wijk: Noord N": "3", "Wijk: Noord %": "66.7"},
        **{"Wijk: Zuid n": "1", "Wijk: Zuid N": "2", "Wijk: Zuid %": "50.0"},
        **{"Alles Loopt": "1", "Alles Straks": "1", "Alles Droom": "0"},
    }


def test_a_dutch_excel_opens_it_as_numbers(study: Any) -> None:
    page = tables_page(*study.material, Options(numbers=("2.1",)))
    assert csv_bytes(page, DUTCH_EXCEL).startswith(b"\xef\xbb\xbftable;letter;")
    assert read(page, DUTCH_EXCEL)[1]["Wijk: Noord %"] == "66,7"


def test_different_partners_differences_and_empty_groups(study: Any) -> None:
    winkel = read(tables_page(*study.material, Options(numbers=("3.1",))))[0]
    assert winkel["Wijk: Noord different_partners"] == "3"
    lines = read(comparison_page(*study.material, Grouping(("wijk",)), Options(numbers=("2.1",))))
    assert [line["difference"] for line in lines] == ["-33.3", "16.7", "-50.0", "-50.0", "-50.0"]
    study.transcripts[1:3] = []
    study.codings[:] = [c for c in study.codings if c.transcript in ("p1.txt", "s1.txt")]
    soep = read(tables_page(*study.material, Options(numbers=("2.1",))))[1]
    assert (soep["Wijk: Zuid N"], soep["Wijk: Zuid %"]) == ("0", "")


def test_the_list_of_partners(study: Any) -> None:
    lines = read(partners_page(*study.material))
    bakker = lines[1]
    assert (bakker["partner"], bakker["n"], bakker["N"], bakker["Droom"]) == ("bakker", "3", "3", "2")
    assert bakker["keukens"] == "De Pan; Het Vuur; =SUM(1;2)"
    assert bakker["passages"] == "Wij dromen van de bakker | De bakker brengt brood"


def test_texts_that_look_like_formulas_are_texts(study: Any) -> None:
    lines = read(tables_page(*study.material, Options(numbers=("bijlage A",))))
    assert [(line["keuken"], line["Beheer"]) for line in lines] == [
        ("De Pan", ""),
        ("Het Vuur", "'@stichting"),
        ("'=SUM(1;2)", ""),
        ("'t Hoekje", ""),
    ]
    study.codings[3] = type(study.codings[3])(
        **{**vars(study.codings[3]), "partner": "-2+3", "quote": "\t=1"}  # a partner that a person named
    )
    line = next(line for line in read(partners_page(*study.material)) if "2+3" in line["partner"])
    assert (line["partner"], line["passages"]) == ("'-2+3", "'\t=1")


def test_unlike_tables_do_not_go_into_one_file(study: Any) -> None:
    with pytest.raises(AanbodError, match="csv file holds tables of one kind"):
        csv_bytes(report_page(*study.material))
