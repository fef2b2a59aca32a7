"""Units by codes agree with the tables, which count them in another way."""

from typing import Any

import pytest

from aanbod.counting import CASE, TRANSCRIPT, Count, Selection
from aanbod.tables.matrix import Matrix, matrix

SELECTIONS = (
    Selection(),
    Selection(where={"jaar": ("2024",)}),
    Selection(where={"wijk": ("zuid",)}),
    Selection(statuses=("loopt",)),
    Selection(reviewed_only=True),
)


def cell(found: Matrix, unit: str, column: str) -> int:
    units, columns = [one.name for one in found.units], [one.id for one in found.columns]
    return found.numbers.get((units.index(unit), columns.index(column)), 0)


@pytest.mark.parametrize("unit", [TRANSCRIPT, CASE])
@pytest.mark.parametrize("selection", SELECTIONS)
def test_a_column_has_as_many_units_as_a_table_counts(study: Any, unit: str, selection: Selection) -> None:
    codebook, snapshot = study.material
    found = matrix(codebook, snapshot, unit, selection)
    count = Count(codebook, snapshot, unit, selection)
    total = count.column()
    assert len(found.units) == total.total
    for place, column in enumerate(found.columns):
        leaves = [((column.code, column.partner),)]
        [[counted]] = count.cells(leaves, [total])
        having = sum(found.row(number, presence=True)[place] for number in range(len(found.units)))
        assert having == counted.n, column


def test_numbers_are_codings(study: Any) -> None:
    codebook, snapshot = study.material
    cases = matrix(codebook, snapshot, CASE)
    assert cell(cases, "De Pan", "koken.soep") == 2  # in p1.txt, and in p2.txt, which is of two
    assert cell(cases, "Het Vuur", "koken.soep") == 1
    texts = matrix(codebook, snapshot, TRANSCRIPT)
    assert [unit.name for unit in texts.units] == ["p1.txt", "p2.txt", "s1.txt", "v1.txt"]
    assert cell(texts, "p2.txt", "koken.soep") == 1
    assert cell(texts, "p1.txt", "dienst/Vervoerder") == 0  # rejected
    assert cell(texts, "s1.txt", "extra.kas") == 1  # no code of the codebook


def test_variables_of_units(study: Any) -> None:
    codebook, snapshot = study.material
    texts = matrix(codebook, snapshot, TRANSCRIPT)
    assert [variable.id for variable in texts.variables] == ["wijk", "beheer", "jaar"]
    assert texts.units[1].cases == ("De Pan", "Het Vuur")
    assert texts.units[1].values == (("noord", "zuid"), ("@stichting",), ("2024",))
    cases = matrix(codebook, snapshot, CASE)
    assert [variable.id for variable in cases.variables] == ["wijk", "beheer"]
    assert {unit.name: unit.values for unit in cases.units}["De Pan"] == (("noord",), ())


def test_some_codes_only(study: Any) -> None:
    codebook, snapshot = study.material
    soup = [code for code in codebook.codes if code.id == "koken.soep"]
    assert [column.id for column in matrix(codebook, snapshot, CASE, codes=soup).columns] == ["koken.soep"]
    ids = [column.id for column in matrix(codebook, snapshot, CASE).columns]
    assert ids == [
        *("koken.soep", "koken.brood", "vrij.moestuin", "winkel/Zuivelboer", "winkel/'t Molentje", "winkel/Ábel"),
        *("winkel/bakker", "dienst/Vervoerder", "extra.kas", "winkel/Nieuwe Hoeve"),
    ]
