"""The tables of a codebook; every number here was counted by hand from the study in conftest.py."""

from dataclasses import replace
from typing import Any

import pytest

from aanbod.counting import Selection
from aanbod.errors import AanbodError
from aanbod.tables.table import CaseTable, Grouping, Options, Row, Table
from aanbod.tables.tabulating import alphabetical, build_tables, unlisted_table


def table_of(study: Any, number: str, **options: Any) -> Table:
    (table,) = build_tables(*study.material, Options(numbers=(number,), **options))
    assert isinstance(table, Table)
    return table


def numbers(row: Row) -> list[tuple[int, int]]:
    return [(cell.n, cell.total) for cell in row.cells]


def test_tables_come_in_the_order_of_the_codebook(study: Any) -> None:
    assert [t.number for t in build_tables(*study.material)] == ["2.1", "3.1", "bijlage A", "bijlage B"]
    chosen = build_tables(*study.material, Options(numbers=("Bijlage A", "2.1")))
    assert [t.number for t in chosen] == ["2.1", "bijlage A"]


def test_a_table_of_codes(study: Any) -> None:
    table = table_of(study, "2.1")
    assert [(c.group, c.label, c.total) for c in table.columns] == [
        ("", "Alles", 4),
        ("Wijk", "Noord", 3),
        ("Wijk", "Zuid", 2),
    ]
    koken, vrij = table.groups
    assert koken.summary
    assert (koken.letter, koken.label, numbers(koken.summary)) == ("a", "Koken", [(3, 4), (2, 3), (2, 2)])
    assert [(row.label, numbers(row)) for row in koken.rows] == [
        ("Soep/bouillon", [(2, 4), (2, 3), (1, 2)]),
        ("Brood", [(1, 4), (0, 3), (1, 2)]),
    ]
    assert koken.rows[0].cells[0].statuses == (("loopt", 1), ("straks", 1), ("droom", 0))
    assert koken.rows[0].leaves == (("koken.soep", ""),)
    assert (koken.open, vrij.open) == (False, True)
    assert table.unit == "transcript"


def test_a_table_of_categories_counts_different_partners(study: Any) -> None:
    (group,) = table_of(study, "3.1").groups
    assert [(row.letter, row.label, numbers(row), row.different) for row in group.rows] == [
        ("a", "Winkels", [(4, 4), (3, 3), (2, 2)], (4, 3, 3)),
        ("b", "Diensten", [(0, 4), (0, 3), (0, 2)], (0, 0, 0)),
    ]


def test_a_list_of_partners_counts_cases(study: Any) -> None:
    table = table_of(study, "bijlage B")
    winkel, dienst = table.groups
    assert table.unit == "case"
    assert [(row.label, numbers(row)) for row in winkel.rows] == [
        ("Ábel", [(1, 3), (0, 2), (1, 1)]),
        ("bakker", [(3, 3), (2, 2), (1, 1)]),
        ("Nieuwe Hoeve", [(2, 3), (1, 2), (1, 1)]),
        ("'t Molentje", [(1, 3), (1, 2), (0, 1)]),
    ]
    assert (winkel.label, winkel.named_by_one, winkel.unnamed) == ("Winkels kort", 2, 1)
    assert (dienst.rows, dienst.named_by_one, dienst.unnamed) == ((), 0, 1)


def test_without_cases_partners_are_counted_per_transcript(study: Any) -> None:
    study.transcripts[:] = [replace(record, cases=()) for record in study.transcripts]
    table = table_of(study, "bijlage B", groups=())
    assert (table.unit, [(c.label, c.total) for c in table.columns]) == ("transcript", [("Alles", 4)])


def test_the_list_of_cases(study: Any) -> None:
    (table,) = build_tables(*study.material, Options(numbers=("bijlage A",)))
    assert isinstance(table, CaseTable)
    assert table.variables == ("Wijk", "Beheer")
    assert [(row.id, row.values, row.transcripts) for row in table.cases] == [
        ("De Pan", ("Noord", ""), ("p1.txt", "p2.txt")),
        ("Het Vuur", ("Zuid", "@stichting"), ("p2.txt", "v1.txt")),
        ("=SUM(1;2)", ("Noord", ""), ("s1.txt",)),
        ("'t Hoekje", ("Zuid", ""), ()),
    ]


def test_options_reach_the_count(study: Any) -> None:
    selection = Selection(where={"jaar": ("2024",)}, statuses=("loopt",))
    table = table_of(study, "2.1", unit="case", selection=selection, groups=(Grouping(("jaar",)),))
    assert [c.total for c in table.columns] == [2, 2]
    assert numbers(table.groups[0].rows[0]) == [(1, 2), (1, 2)]
    assert table.selection == selection


def test_codes_that_the_codebook_lacks_are_not_lost(study: Any) -> None:
    table = unlisted_table(*study.material)
    assert table
    assert [(row.label, numbers(row)) for row in table.groups[0].rows] == [("extra.kas", [(1, 4), (1, 3), (0, 2)])]
    study.codings[:] = [coding for coding in study.codings if coding.code != "extra.kas"]
    assert unlisted_table(*study.material) is None


def test_an_unknown_table_is_named(study: Any) -> None:
    with pytest.raises(AanbodError, match=r"no table `9\.9`\n    use one of: 2\.1, 3\.1, bijlage A, bijlage B"):
        table_of(study, "9.9")


def test_alphabetical_order_is_that_of_a_dutch_reader() -> None:
    names = ["‘t Kabouterhuis", "Zon", "école", "(Familie)scholen", "eend", "Kaas", "edam", "123"]
    assert sorted(names, key=alphabetical) == [
        *("123", "école", "edam", "eend", "(Familie)scholen", "Kaas", "‘t Kabouterhuis", "Zon")
    ]
