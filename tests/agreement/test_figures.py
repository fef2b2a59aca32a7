"""The figures of agreement against worked examples that were published, to four decimals."""

import sys
from collections import Counter
from random import Random
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aanbod.agreement import figures as module
from aanbod.agreement.figures import (
    NO_UNITS,
    NO_VARIATION,
    ONE_UNIT,
    ONE_VALUE,
    Figures,
    Judgement,
    figures,
)
from aanbod.errors import AanbodError

N = None
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, C: four observers, twelve units, values 1 to 5.
# Gwet computes the other figures from the same data (irrCAC for R, cac.raw4raters; Handbook, 4th edition).
FOUR_OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)
# Gwet, Handbook of Inter-Rater Reliability, 4th edition, and irrCAC for R (cont3x3abstractors).
ABSTRACTORS = ((13, 0, 0), (0, 20, 7), (0, 4, 56))
# Cohen (1960), A Coefficient of Agreement for Nominal Scales, table 2: (140 - 82) / (200 - 82).
COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
# Six psychiatrists, fifteen patients: how many chose which of five diagnoses (irrCAC for R, distrib.6raters).
PSYCHIATRISTS = (
    *((0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0)),
    *((2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6)),
    *((1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1)),
)


def by_unit(*coders: tuple[int | None, ...]) -> list[Judgement]:
    """Judgements of units from those of coders; values count from 1."""
    return [tuple(value and value - 1 for value in unit) for unit in zip(*coders, strict=True)]


def from_table(table: tuple[tuple[int, ...], ...]) -> Counter[Judgement]:
    return Counter({(row, column): n for row, cells in enumerate(table) for column, n in enumerate(cells)})


def rounded(found: Figures) -> dict[str, float | None]:
    return {name: figure.value and round(figure.value, 4) for name, figure in found.by_name().items()}


def test_krippendorff_four_observers_with_gaps() -> None:
    found = figures(by_unit(*FOUR_OBSERVERS), 5)
    assert found.units == 11  # the twelfth has one value
    values = rounded(found)
    del values["cohen"]  # not published
    assert values == {"percent": 0.8182, "brennan_prediger": 0.7727, "alpha": 0.7434, "ac1": 0.7754}


def test_krippendorff_two_observers() -> None:
    binary = by_unit((1, 2, 1, 1, 1, 1, 1, 1, 2, 1), (2, 2, 2, 1, 1, 2, 1, 1, 1, 1))
    assert rounded(figures(binary, 2))["alpha"] == 0.0952  # part A: 0.095
    said = ("aabbdcccedda", "babbbccceddd")
    letters = by_unit(*(tuple(1 + "abcde".index(letter) for letter in coder) for coder in said))
    assert rounded(figures(letters, 5))["alpha"] == 0.692  # part B: 0.692


def test_cohen() -> None:
    assert rounded(figures(from_table(COHEN), 3))["cohen"] == 0.4915
    assert figures(from_table(COHEN), 3).agreed == 140


def test_gwet_two_raters() -> None:
    assert rounded(figures(from_table(ABSTRACTORS), 3)) == {
        "percent": 0.89,
        "cohen": 0.7964,
        "brennan_prediger": 0.835,
        "alpha": 0.7973,
        "ac1": 0.8493,
    }


def test_six_raters() -> None:
    units = [tuple(value for value, n in enumerate(patient) for _ in range(n)) for patient in PSYCHIATRISTS]
    values = rounded(figures(units, 5))
    del values["cohen"]  # depends on who said what, which was not published
    assert values == {"percent": 0.5511, "brennan_prediger": 0.4389, "alpha": 0.4204, "ac1": 0.4448}


def test_cohen_of_three_coders_is_the_mean_of_the_pairs() -> None:
    three = [(0, 0, 0), (0, 0, 1), (1, 1, 1), (1, 0, 1), (0, 0, 0), (1, 1, 0)]
    pairs = [
        figures([(unit[one], unit[other]) for unit in three], 2).cohen.value for one, other in ((0, 1), (0, 2), (1, 2))
    ]
    assert None not in pairs
    assert figures(three, 2).cohen.value == pytest.approx(sum(pair or 0 for pair in pairs) / 3)


def drawn(units: list[Judgement], times: int) -> list[float]:
    """Alphas after Hayes and Krippendorff, by drawing pairs of judgements as they do."""
    units = [tuple(value for value in unit if value is not None) for unit in units]
    units = [unit for unit in units if len(unit) > 1]
    pairs = [
        (one != other, 1 / (len(unit) - 1))
        for unit in units
        for place, one in enumerate(unit)
        for other in unit[place + 1 :]
    ]
    said = Counter(value for unit in units for value in unit)
    expected = 1 - sum(n * (n - 1) for n in said.values()) / (said.total() * (said.total() - 1))
    random = Random(11)
    weights = [weight for _, weight in pairs]
    draws = (random.choices(pairs, weights, k=len(pairs)) for _ in range(times))
    return [1 - sum(differs for differs, _ in draw) / len(pairs) / expected for draw in draws]


@pytest.mark.parametrize("units", [by_unit(*FOUR_OBSERVERS), list(from_table(ABSTRACTORS).elements())])
def test_the_interval_is_where_drawing_pairs_leads(units: list[Judgement]) -> None:
    found = figures(units, 5).interval
    assert found
    cuts = quantiles(drawn(units, 4000), n=40)
    assert (found.low, found.high) == pytest.approx((cuts[0], cuts[-1]), abs=0.03)


def test_what_is_not_defined_is_none_and_says_why() -> None:
    nothing = figures([], 2)
    assert (nothing.units, nothing.percent.value, nothing.alpha.reason) == (0, None, NO_UNITS)
    lonely = figures([(1, None), (None, 0)], 2)
    assert (lonely.units, lonely.ac1.reason) == (0, NO_UNITS)
    single = figures([(1, 1)], 2)
    assert (single.percent.value, single.cohen.reason, single.interval) == (1.0, ONE_UNIT, None)
    assert figures([(0, 0)] * 3, 1).brennan_prediger.reason == ONE_VALUE
    alike = figures([(0, 0)] * 8, 2)
    assert (alike.percent.value, alike.alpha.value, alike.cohen.reason) == (1.0, None, NO_VARIATION)
    assert alike.alpha.reason == NO_VARIATION
    assert (alike.brennan_prediger.value, alike.ac1.value) == (1.0, 1.0)  # these do not look at variation


def test_perfect_agreement_has_no_interval() -> None:
    found = figures([(0, 0)] * 5 + [(1, 1)] * 2, 2)
    assert (found.alpha.value, found.cohen.value, found.interval) == (1.0, 1.0, None)


@given(
    st.lists(st.tuples(*[st.sampled_from([0, 1, 2, None])] * 3), max_size=12),
    st.randoms(use_true_random=False),
)
def test_any_judgements_give_figures_without_a_warning(units: list[Judgement], random: Random) -> None:
    found = figures(units, 3)
    for figure in found.by_name().values():
        assert (figure.value is None) == bool(figure.reason)
        assert figure.value is None or figure.value <= 1.0 + 1e-9
    if found.interval and found.alpha.value is not None:
        assert -1 <= found.interval.low <= found.interval.high <= 1
    shuffled = random.sample(units, len(units))
    assert figures(shuffled, 3) == found
    assert figures(Counter(units), 3) == found


@pytest.mark.parametrize("library", ["sklearn.metrics", "krippendorff"])
def test_a_missing_library_is_named_with_its_extra(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    module._figures.cache_clear()
    with pytest.raises(AanbodError, match=r"pip install 'aanbod\[agreement\]'"):
        figures([(0, 1), (1, 1), (0, 0)], 2)
