"""Which transcripts to code twice: a share of each stratum, chosen by a seed and the names alone."""

import hashlib
from collections.abc import Mapping

from aanbod.errors import AanbodError


def stratified_sample(strata: Mapping[str, str], share: float, seed: str = "") -> dict[str, tuple[str, ...]]:
    """A share (above 0, at most 1) of the names of each stratum, at least one: names by stratum, both in order.

    `strata` gives the stratum of each name. The seed puts the names of a stratum in an order, whatever else there is,
    and the first of them are chosen: names that are added later move few others. AanbodError: a share that cannot be.
    """
    if not 0 < share <= 1:
        raise AanbodError("a sample is a share above 0 and of at most 100%")
    names: dict[str, list[str]] = {}
    for name, stratum in sorted(strata.items()):
        names.setdefault(stratum, []).append(name)
    return {stratum: _first(found, share, seed) for stratum, found in sorted(names.items())}


def _first(names: list[str], share: float, seed: str) -> tuple[str, ...]:
    size = max(1, int(share * len(names) + 0.5))
    return tuple(sorted(sorted(names, key=lambda name: hashlib.sha256(f"{seed}\0{name}".encode()).digest())[:size]))
