"""One period against another; counted by hand from the study in conftest.py."""

from dataclasses import replace
from typing import Any

import pytest

from aanbod.counting import Selection
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, TranscriptRecord
from aanbod.tables.changing import Change, RowChange, change
from aanbod.tables.table import Options

YEARS = ("2024", "2025")


@pytest.fixture
def twice(study: Any) -> Any:
    """De Pan and Het Vuur in both years; =SUM(1;2) in 2025 alone. `droom` is the weakest status."""
    transcripts = [*study.transcripts, TranscriptRecord(5, "p3.txt", ("De Pan",), {"jaar": "2025"})]
    like = study.codings[0]

    def coding(identity: str, code: str, status: str, partner: str = "") -> CodingRecord:
        return replace(like, id=identity, transcript="p3.txt", code=code, status=status, partner=partner)

    codings = [
        *study.codings,
        coding("k20", "koken.soep", "droom"),
        coding("k21", "koken.brood", "straks"),
        coding("k22", "winkel", "loopt", "'t Molentje"),
        coding("k23", "winkel", "loopt", "bakker"),
    ]
    codebook = replace(study.codebook, default_status="loopt")
    return replace(study, codebook=codebook, transcripts=transcripts, codings=codings)


def rows(found: Change, table: str) -> dict[str, RowChange]:
    return dict(next(t.changes for t in found.tables if t.table.number == table))


def test_who_has_a_row_new_kept_and_no_longer(twice: Any) -> None:
    found = change(*twice.material, "jaar", YEARS)
    assert (found.variable, found.first.label, found.second.label, found.total) == ("Jaar", "2024", "2025", 2)
    assert [t.table.number for t in found.tables] == ["2.1", "3.1", "bijlage B"]
    # Soup: De Pan had it (p1) and dreams of it now; Het Vuur planned it (p2) and says nothing of it now.
    assert rows(found, "2.1")["koken.soep"] == RowChange(
        then=("De Pan", "Het Vuur"), now=(), new=(), kept=(), gone=("De Pan", "Het Vuur"), realised=(), total=2
    )
    # Bread: De Pan plans it now; Het Vuur dreams of it, which is not having it.
    assert rows(found, "2.1")["koken.brood"].new == ("De Pan",)
    assert rows(found, "2.1")["koken"].kept == ("De Pan",)
    assert rows(found, "2.1")["vrij.moestuin"].new == ("Het Vuur",)
    mill = rows(found, "bijlage B")["winkel/'t Molentje"]
    assert (mill.then, mill.now, mill.kept, mill.realised) == (("De Pan",), ("De Pan",), ("De Pan",), ())
    # Of the baker they dreamt, so it is new.
    assert rows(found, "bijlage B")["winkel/bakker"].new == ("De Pan",)


def test_planned_then_and_there_now_is_realised(twice: Any) -> None:
    codings = [replace(c, status="straks") if c.id == "k6" else c for c in twice.codings]
    codebook, snapshot = replace(twice, codings=codings).material
    mill = rows(change(codebook, snapshot, "jaar", YEARS), "bijlage B")["winkel/'t Molentje"]
    assert mill.realised == mill.kept == ("De Pan",)
    turned = rows(change(codebook, snapshot, "jaar", ("2025", "2024")), "bijlage B")["winkel/'t Molentje"]
    assert (turned.kept, turned.realised) == (("De Pan",), ())


def test_only_cases_with_both_periods_count(twice: Any) -> None:
    found = change(*twice.material, "jaar", YEARS)
    assert (found.only_first, found.only_second) == ((), ("=SUM(1;2)",))
    assert all("=SUM(1;2)" not in names for t in found.tables for c in t.changes.values() for names in (c.then, c.now))
    north = change(*twice.material, "jaar", YEARS, Options(selection=Selection(where={"wijk": ("noord",)})))
    assert (north.total, rows(north, "2.1")["koken.soep"].gone) == (1, ("De Pan",))
    # p2 is of two kitchens, and only one of them is selected
    assert north.tables[0].table.selection.cases == {"De Pan"}


def test_the_parts_add_up(twice: Any) -> None:
    for table in change(*twice.material, "jaar", YEARS).tables:
        for found in table.changes.values():
            assert sorted(found.new + found.kept) == sorted(found.now)
            assert sorted(found.gone + found.kept) == sorted(found.then)
            assert set(found.realised) <= set(found.kept)
            assert found.total == 2


def test_a_case_sees_its_own_rows(twice: Any) -> None:
    found = change(*twice.material, "jaar", YEARS)
    pan, vuur = found.cases
    assert (pan.id, vuur.id) == ("De Pan", "Het Vuur")
    codes = pan.tables[0]
    assert (codes.table.number, codes.new, codes.kept, codes.gone) == ("2.1", ("Brood",), (), ("Soep/bouillon",))
    partners = pan.tables[-1]
    assert (partners.new, partners.kept, partners.gone) == (("bakker",), ("'t Molentje",), ("Nieuwe Hoeve",))


def test_reviewed_only_and_one_status(twice: Any) -> None:
    reviewed = change(*twice.material, "jaar", YEARS, Options(selection=Selection(reviewed_only=True)))
    assert not any(c.then or c.now for t in reviewed.tables for c in t.changes.values())
    of_one = Options(numbers=("2.1",), selection=Selection(statuses=("loopt",)))
    running = change(*twice.material, "jaar", YEARS, of_one)
    soup = rows(running, "2.1")["koken.soep"]
    assert (soup.then, soup.gone) == (("De Pan",), ("De Pan",))  # Het Vuur only planned it


def test_with_a_single_status_nothing_is_weak(twice: Any) -> None:
    codebook = replace(twice.codebook, statuses=twice.codebook.statuses[:1])
    codings = [replace(c, status="loopt") for c in twice.codings]
    found = change(*replace(twice, codebook=codebook, codings=codings).material, "jaar", YEARS)
    assert rows(found, "2.1")["koken.soep"].kept == ("De Pan",)


@pytest.mark.parametrize(
    ("variable", "periods", "options", "message"),
    [
        ("wijk", ("noord", "zuid"), Options(), "it is a variable of the keukens\n    use a variable of transcripts"),
        ("jaar", ("2024", "2024"), Options(), "cannot change into itself"),
        ("jaar", ("2024", "2026"), Options(), "no keuken has transcripts of 2024 and of 2026: 2 keukens .* 0 of 2026"),
        ("jar", YEARS, Options(), "did you mean `jaar`"),
        ("jaar", YEARS, Options(numbers=("bijlage A",)), "a list of cases has none"),
        ("jaar", YEARS, Options(numbers=("9.9",)), "no table `9.9`"),
    ],
)
def test_what_cannot_change_is_told(
    twice: Any, variable: str, periods: tuple[str, str], options: Options, message: str
) -> None:
    with pytest.raises(AanbodError, match=message):
        change(*twice.material, variable, periods, options)
