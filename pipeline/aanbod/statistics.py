"""How sure a share or a difference of shares is: scipy's methods, put to the counts of a table.

Shares: 95% interval of Wilson. Differences: 95% interval of Newcombe (his method 10: from the two Wilson intervals).
Tests: Fisher's exact test, two-sided, and its p adjusted over the rows of a table after Benjamini and Hochberg.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`; shares lie between 0 and 1, differences of shares between −1 and 1."""

    low: float
    high: float


def share_interval(n: int, total: int) -> Interval:
    """Wilson's interval of n out of total; total is at least 1."""
    from scipy.stats import binomtest

    found = binomtest(n, total).proportion_ci(CONFIDENCE, method="wilson")
    return Interval(float(found.low), float(found.high))


def difference_interval(first: tuple[int, int], second: tuple[int, int]) -> Interval:
    """Newcombe's interval of the first share less the second, each given as (n, total)."""
    one, other = share_interval(*first), share_interval(*second)
    p, q = first[0] / first[1], second[0] / second[1]
    return Interval(p - q - hypot(p - one.low, other.high - q), p - q + hypot(one.high - p, q - other.low))


def fisher(first: tuple[int, int], second: tuple[int, int]) -> float:
    """The two-sided p of Fisher's exact test that the two shares, each given as (n, total), are equal."""
    from scipy.stats import fisher_exact

    return float(fisher_exact([[n, total - n] for n, total in (first, second)]).pvalue)


def adjusted(values: Sequence[float]) -> list[float]:
    """The p values of one table, adjusted for their number (Benjamini-Hochberg), in the same order."""
    from scipy.stats import false_discovery_control

    return [float(value) for value in false_discovery_control(values)] if values else []
