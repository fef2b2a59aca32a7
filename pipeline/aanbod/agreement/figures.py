"""The figures of agreement between coders who judged the same units, each unit with one of a few values.

percent           the share of the pairs of judgements of a unit that agree, averaged over units
cohen             Cohen (1960), of two coders; of more, the mean over the pairs of coders for whom it is defined
brennan_prediger  Brennan and Prediger (1981): every value is equally likely by chance
alpha             Krippendorff's alpha (2011), nominal
ac1               Gwet (2008), AC1

The interval of alpha is that of Hayes and Krippendorff (2007), who draw pairs of judgements anew, weighted as alpha
weighs them, and keep the expected disagreement. For nominal data the disagreement of such a draw is binomial, so the
interval that their bootstrap comes near to is worked out here, without drawing: it is the same at every run.

A figure that is not defined is None and says why.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from statistics import fmean

from aanbod.errors import AanbodError
from aanbod.statistics import Interval

# What each coder said of a unit: the number of a value, or None where that coder did not judge it.
Judgement = tuple[int | None, ...]
CONFIDENCE = 0.95

NO_UNITS = "nobody judged anything"
ONE_UNIT = "there is one unit only"
ONE_VALUE = "there is one possible value only"
NO_VARIATION = "every judgement is the same"


@dataclass(frozen=True)
class Figure:
    """A figure, at most 1; or None, and the `reason` why there is none."""

    value: float | None
    reason: str = ""


@dataclass(frozen=True)
class Figures:
    """The figures over `units`, the units that two or more coders judged; `agreed` of them alike by all who did.

    `interval` is the 95% interval of alpha; None where alpha or any disagreement is missing.
    """

    units: int
    agreed: int
    percent: Figure
    cohen: Figure
    brennan_prediger: Figure
    alpha: Figure
    interval: Interval | None
    ac1: Figure

    def by_name(self) -> dict[str, Figure]:
        names = ("percent", "cohen", "brennan_prediger", "alpha", "ac1")
        return {name: getattr(self, name) for name in names}


def figures(judgements: Mapping[Judgement, int] | Iterable[Judgement], values: int) -> Figures:
    """The figures over judgements, or over how often each occurs; `values` is the number of possible values.

    AanbodError: the libraries that compute them are not installed.
    """
    counts = Counter(judgements)
    kept = {judged: n for judged, n in counts.items() if n and any(value is not None for value in judged)}
    return _figures(tuple(sorted(kept.items(), key=repr)), values)


@lru_cache(maxsize=4096)  # codes that are rare alike have the same figures
def _figures(counted: tuple[tuple[Judgement, int], ...], values: int) -> Figures:
    pairable = [(judged, n) for judged, n in counted if len(_said(judged)) > 1]
    units = sum(n for _, n in pairable)
    agreed = sum(n for judged, n in pairable if len(set(_said(judged))) == 1)
    if not units:
        none = Figure(None, NO_UNITS)
        return Figures(0, 0, none, none, none, none, None, none)
    alike = sum(n * _alike(judged) for judged, n in pairable) / units
    percent = Figure(alike)
    if units == 1 or values < 2:
        none = Figure(None, ONE_UNIT if units == 1 else ONE_VALUE)
        return Figures(units, agreed, percent, none, none, none, None, none)
    brennan_prediger, ac1 = _against_chance(counted, values, alike)
    alpha, interval = _alpha(pairable, values)
    return Figures(units, agreed, percent, _cohen(pairable), brennan_prediger, alpha, interval, ac1)


def _said(judged: Judgement) -> list[int]:
    return [value for value in judged if value is not None]


def _alike(judged: Judgement) -> float:
    """The share of the pairs of judgements of a unit that agree."""
    return fmean(one == other for one, other in combinations(_said(judged), 2))


def _cohen(pairable: list[tuple[Judgement, int]]) -> Figure:
    try:
        from sklearn.metrics import cohen_kappa_score
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    kappas = []
    for one, other in combinations(range(len(pairable[0][0])), 2):
        rows = [(judged[one], judged[other], n) for judged, n in pairable if None not in (judged[one], judged[other])]
        if len({value for first, second, _ in rows for value in (first, second)}) > 1:
            first, second, weights = zip(*rows, strict=True)
            kappas.append(float(cohen_kappa_score(first, second, sample_weight=weights)))
    return Figure(fmean(kappas)) if kappas else Figure(None, NO_VARIATION)


def _against_chance(counted: tuple[tuple[Judgement, int], ...], values: int, percent: float) -> tuple[Figure, Figure]:
    """Brennan-Prediger and AC1. Chance of the latter goes by the share of each value in what was said of a unit,
    averaged over all units that anybody judged."""
    units = sum(n for _, n in counted)
    shares = [0.0] * values
    for judged, n in counted:
        said = _said(judged)
        for value in said:
            shares[value] += n / len(said) / units
    chances = (1 / values, sum(share * (1 - share) for share in shares) / (values - 1))
    found = [Figure((percent - chance) / (1 - chance)) for chance in chances]
    return found[0], found[1]


def _alpha(pairable: list[tuple[Judgement, int]], values: int) -> tuple[Figure, Interval | None]:
    try:
        import numpy as np
        from krippendorff import alpha
    except ModuleNotFoundError as error:
        raise _missing(error) from error
    said = [Counter(_said(judged)) for judged, _ in pairable]
    table = np.array([[found[value] for value in range(values)] for found in said])
    times = np.array([n for _, n in pairable])
    totals = times @ table
    if np.count_nonzero(totals) < 2:
        return Figure(None, NO_VARIATION), None
    figure = Figure(float(alpha(value_counts=np.repeat(table, times, axis=0), level_of_measurement="nominal")))
    pairs = sum(n * found.total() * (found.total() - 1) // 2 for (_, n), found in zip(pairable, said, strict=True))
    total = int(totals.sum())
    expected = 1 - float((totals * (totals - 1)).sum()) / (total * (total - 1))
    return figure, _interval(figure, pairs, expected)


def _interval(alpha: Figure, pairs: int, expected: float) -> Interval | None:
    """Where 95% of the alphas lie that one gets by drawing so many pairs anew, none of them below −1."""
    from scipy.stats import binom

    assert alpha.value is not None
    observed = (1 - alpha.value) * expected
    if observed <= 0:
        return None
    tail = (1 - CONFIDENCE) / 2
    most, least = (float(binom.ppf(share, pairs, min(observed, 1.0))) / pairs for share in (1 - tail, tail))
    return Interval(max(-1.0, 1 - most / expected), max(-1.0, 1 - least / expected))


def _missing(error: ModuleNotFoundError) -> AanbodError:
    return AanbodError(
        f"agreement needs {error.name}, which is not installed\n    install it with `pip install 'aanbod[agreement]'`"
    )
