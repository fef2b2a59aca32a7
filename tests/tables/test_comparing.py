"""Groups held against each other; counted by hand from the study in conftest.py."""

from dataclasses import replace
from typing import Any

import pytest

from aanbod.errors import AanbodError
from aanbod.tables.comparing import compare
from aanbod.tables.table import Grouping, Options


def test_two_groups_have_differences_in_percentage_points(study: Any) -> None:
    (found,) = compare(*study.material, Grouping(("wijk",)), Options(numbers=("2.1",)))
    assert [c.label for c in found.table.columns] == ["Alles", "Noord", "Zuid"]
    assert found.first and found.second
    assert (found.first.label, found.second.label) == ("Noord", "Zuid")
    assert {row: round(d.points, 2) for row, d in found.differences.items()} == {
        "koken": -33.33,  # 2 of 3 less 2 of 2
        "koken.soep": 16.67,  # 2 of 3 less 1 of 2
        "koken.brood": -50.0,
        "vrij": -50.0,
        "vrij.moestuin": -50.0,
    }


def test_values_are_compared_in_the_order_asked_for(study: Any) -> None:
    (found,) = compare(*study.material, Grouping(("jaar",), ("2025", "2024")), Options(numbers=("2.1",)))
    assert [c.label for c in found.table.columns] == ["Alles", "2025", "2024"]
    assert found.differences["koken.soep"].points == -100


def test_more_than_two_groups_have_no_single_difference(study: Any) -> None:
    (found,) = compare(*study.material, Grouping(("wijk", "jaar")), Options(numbers=("2.1",)))
    assert [c.total for c in found.table.columns] == [4, 2, 1, 1, 1]
    assert (found.first, dict(found.differences)) == (None, {})


def test_units_of_an_unknown_group_do_not_stand_in_the_way(study: Any) -> None:
    study.transcripts[3] = type(study.transcripts[3])(4, "s1.txt", (), {"jaar": "2025"})
    (found,) = compare(*study.material, Grouping(("wijk",)), Options(numbers=("2.1",)))
    assert [c.label for c in found.table.columns] == ["Alles", "Noord", "Zuid", "unknown"]
    assert found.differences["koken.soep"].points == 50


def test_a_difference_says_how_sure_it_is(study: Any) -> None:
    (found,) = compare(*study.material, Grouping(("wijk",)), Options(numbers=("2.1",)))
    soup = found.differences["koken.soep"]  # 2 of 3 against 1 of 2
    assert soup.shares == pytest.approx((2 / 3, 1 / 2))
    assert soup.low < soup.points < soup.high
    assert soup.p == pytest.approx(1.0)
    assert soup.adjusted == pytest.approx(1.0)
    assert soup.first.low == pytest.approx(0.2077, abs=1e-4)  # Wilson, 2 of 3
    assert found.differences["koken"].adjusted is None  # a sum of rows is no test of its own


def test_small_groups_make_a_comparison_indicative(study: Any) -> None:
    codebook, snapshot = study.material
    (found,) = compare(codebook, snapshot, Grouping(("wijk",)), Options(numbers=("2.1",)))
    assert not found.indicative
    careful = replace(codebook, small_group=10)
    (found,) = compare(careful, snapshot, Grouping(("wijk",)), Options(numbers=("2.1",)))
    assert found.indicative


def test_a_list_of_cases_cannot_be_compared(study: Any) -> None:
    assert [c.table.number for c in compare(*study.material, Grouping(("wijk",)))] == ["2.1", "3.1", "bijlage B"]
    with pytest.raises(AanbodError, match="no table to compare"):
        compare(*study.material, Grouping(("wijk",)), Options(numbers=("bijlage A",)))
