"""A sample to code twice: a share of each stratum, the same whenever it is drawn."""

import pytest

from aanbod.agreement.sampling import stratified_sample
from aanbod.errors import AanbodError

STRATA = {f"po-{number:02}.docx": "po" for number in range(40)} | {f"vo-{number}.docx": "vo" for number in range(7)}
STRATA |= {"so.docx": "so"}


def test_each_stratum_gives_its_share_and_at_least_one() -> None:
    found = stratified_sample(STRATA, 0.15)
    assert {stratum: len(names) for stratum, names in found.items()} == {"po": 6, "so": 1, "vo": 1}
    assert all(STRATA[name] == stratum for stratum, names in found.items() for name in names)
    assert list(found) == sorted(found)


def test_seed_and_names_decide_and_nothing_else() -> None:
    found = stratified_sample(STRATA, 0.15, "2024")
    assert stratified_sample(dict(reversed(STRATA.items())), 0.15, "2024") == found
    assert stratified_sample(STRATA, 0.15, "2025") != found
    assert found["po"] == stratified_sample({n: s for n, s in STRATA.items() if s == "po"}, 0.15, "2024")["po"]


def test_a_larger_share_holds_the_smaller_one() -> None:
    small, large = (set(stratified_sample(STRATA, share)["po"]) for share in (0.1, 0.5))
    assert small < large
    assert sum(map(len, stratified_sample(STRATA, 1.0).values())) == len(STRATA)


def test_every_name_has_a_fair_chance() -> None:
    chosen = [name for seed in range(400) for name in stratified_sample(STRATA, 0.25, str(seed))["po"]]
    times = [chosen.count(name) for name in STRATA if STRATA[name] == "po"]
    assert sum(times) == 4000
    assert 60 < min(times) <= max(times) < 140  # 100 expected, with a standard deviation of 9


@pytest.mark.parametrize("share", [0.0, -0.1, 1.01])
def test_a_share_that_cannot_be(share: float) -> None:
    with pytest.raises(AanbodError, match="above 0 and of at most 100%"):
        stratified_sample(STRATA, share)
