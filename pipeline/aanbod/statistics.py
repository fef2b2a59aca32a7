"""How sure a share or a difference of shares is.

Shares: 95% interval of Wilson. Differences: 95% interval of Newcombe (his method 10: from the two Wilson intervals).
Tests: Fisher's exact test, two-sided, and its p adjusted over the rows of a table after Benjamini and Hochberg.

The formulas stand here, and not in scipy.stats: that takes longer to import than a whole comparison to count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, hypot, lgamma, log1p, sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)
TIE = log1p(1e-7)  # two tables are equally likely up to rounding, as R's fisher.test has it
NOTHING = 1e-17  # a term that adds nothing to a p


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`; shares lie between 0 and 1, differences of shares between −1 and 1."""

    low: float
    high: float


def share_interval(n: int, total: int) -> Interval:
    """Wilson's interval of n out of total; total is at least 1."""
    middle = (n + Z * Z / 2) / (total + Z * Z)
    half = Z * sqrt(n * (total - n) / total + Z * Z / 4) / (total + Z * Z)
    return Interval(0.0 if n == 0 else middle - half, 1.0 if n == total else middle + half)


def difference_interval(first: tuple[int, int], second: tuple[int, int]) -> Interval:
    """Newcombe's interval of the first share less the second, each given as (n, total)."""
    one, other = share_interval(*first), share_interval(*second)
    p, q = first[0] / first[1], second[0] / second[1]
    return Interval(p - q - hypot(p - one.low, other.high - q), p - q + hypot(one.high - p, q - other.low))


def fisher(first: tuple[int, int], second: tuple[int, int]) -> float:
    """The two-sided p of Fisher's exact test that the two shares, each given as (n, total), are equal.

    That is the probability of all tables with these margins that are no likelier than this one. Their probabilities
    rise up to the likeliest table and fall from there, so on each side the unlikely ones are found by halving.
    """
    (a, m), (b, n) = first, second
    k = a + b
    least, most = max(0, k - n), min(k, m)
    peak = (k + 1) * (m + 1) // (m + n + 2)
    peak = min(max(peak, least), most)

    def chance(x: int) -> float:  # its logarithm
        return _choose(m, x) + _choose(n, k - x) - _choose(m + n, k)

    limit = chance(a) + TIE
    if chance(peak) <= limit:
        return 1.0
    low, high = least - 1, peak  # low: no likelier (or none at all), high: likelier
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if chance(middle) <= limit else (low, middle)
    left = low
    low, high = peak, most + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if chance(middle) <= limit else (middle, high)
    tails = _sum(chance(x) for x in range(left, least - 1, -1)) + _sum(chance(x) for x in range(high, most + 1))
    return min(1.0, tails)


def adjusted(values: Sequence[float]) -> list[float]:
    """The p values of one table, adjusted for their number (Benjamini-Hochberg), in the same order."""
    order = sorted(range(len(values)), key=values.__getitem__, reverse=True)
    scaled = (values[place] * len(values) / rank for rank, place in zip(range(len(values), 0, -1), order, strict=True))
    found = dict(zip(order, accumulate(scaled, min), strict=True))
    return [found[place] for place in range(len(values))]


def _choose(n: int, k: int) -> float:
    """The logarithm of n over k."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _sum(chances: Iterator[float]) -> float:
    """The sum of chances, given as logarithms, that fall."""
    total = 0.0
    for chance in chances:
        total += exp(chance)
        if exp(chance) < NOTHING * total:
            break
    return total
