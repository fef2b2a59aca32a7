"""The passages behind the cells, from the study in conftest.py."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from aanbod.model import CodingRecord, Evidence, Words
from aanbod.reports.output import page_bytes
from aanbod.reports.page import report_page, tables_page
from aanbod.reports.passages import Piece, anchors, pieces, slug
from aanbod.tables.table import Options


def test_every_counted_coding_stands_once_with_the_columns_that_count_it(study: Any) -> None:
    found = {
        (group.id, row.id): [(p.coding.id, p.columns) for p in row.passages]
        for group in report_page(*study.material).passages
        for row in group.rows
    }
    assert found == {
        ("koken", "koken.soep"): [("k1", (0, 1)), ("k2", (0, 1, 2))],
        ("koken", "koken.brood"): [("k3", (0, 2))],
        ("vrij", "vrij.moestuin"): [("k9", (0, 2))],
        ("winkel", "winkel/'t Molentje"): [("k6", (0, 1))],
        ("winkel", "winkel/Ábel"): [("k7", (0, 2))],
        ("winkel", "winkel/bakker"): [("k5", (0, 1, 2)), ("k4", (0, 1))],
        ("winkel", "winkel/Nieuwe Hoeve"): [("k11", (0, 1, 2))],
        ("", "extra.kas"): [("k10", (0, 1))],
    }


def test_of_very_many_passages_the_first_are_shown(study: Any, templates: Path) -> None:
    few = replace(study, codebook=replace(study.codebook, passages_shown=1))
    page = report_page(*few.material)
    found = {row.id: ([p.coding.id for p in row.passages], row.more) for group in page.passages for row in group.rows}
    assert found["koken.soep"] == (["k1"], 1)
    assert found["winkel/bakker"] == (["k5"], 1)
    assert found["koken.brood"] == (["k3"], 0)
    text = page_bytes(page, "html", templates).decode()
    assert 'En nog 1: <code>aanbod passages --code "koken.soep"</code>' in text
    assert 'En nog 1: <code>aanbod passages --code "bakker"</code>' in text
    assert text.count("En nog") == 2


def test_a_passage_says_where_it_comes_from(study: Any) -> None:
    row = report_page(*study.material).passages[0].rows[0]
    passage = row.passages[1]
    assert (passage.cases, passage.status, passage.state) == (("De Pan", "Het Vuur"), "Straks", "voorstel")
    assert (row.table, row.shown_by, passage.cue) == ("2.1", "koken.soep", "Straks")
    assert passage.pieces == (Piece("Straks", "cue"), Piece(" komt er ", ""), Piece("soep", "words"))


def test_partners_lead_back_to_the_table_that_shows_them(study: Any) -> None:
    alone = tables_page(*study.material, Options(numbers=("3.1",)))
    assert {(row.table, row.shown_by) for group in alone.passages for row in group.rows} == {("3.1", "winkel")}
    whole = report_page(*study.material)
    assert ("bijlage B", "winkel/bakker") in {(r.table, r.shown_by) for g in whole.passages for r in g.rows}


def test_marks_stay_inside_the_quote_and_what_was_found_wins() -> None:
    evidence = Evidence("x", (Words(12, 14, "cd"),), "y", (Words(5, 13, "…abc"), Words(15, 99, "f…")))
    coding = CodingRecord("k", "t", 10, 16, "abcdef", "c", "", "s", "rules", "suggested", evidence)
    assert pieces(coding) == (Piece("ab", "cue"), Piece("cd", "words"), Piece("e", ""), Piece("f", "cue"))


def test_slugs_are_plain_and_unlike_each_other() -> None:
    assert slug("S&O / Ábel's") == "s-o-abel-s"
    assert anchors(["a/S&O", "a/S-O", "a/S&O", "", "team.visie"]) == {
        "a/S&O": "a-s-o",
        "a/S-O": "a-s-o-2",
        "": "open",
        "team.visie": "team.visie",
    }
