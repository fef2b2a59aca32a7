from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import pytest

from aanbod.codebook.schema import Before, Entry, SchemaError, keys_of, matches, not_empty, read_entry, within


class Seed(Entry):
    name: Annotated[str, not_empty]
    depth: Annotated[int, within(0, 9)] = 1


class Bed(Entry):
    id: Annotated[str, matches("[a-z]+", "an id", "use letters")]
    seeds: Sequence[Annotated[Seed, Before(lambda data: {"name": data} if isinstance(data, str) else data)]] = ()
    side: Literal["left", "right"] | None = None
    rows: Mapping[str, int] | None = None
    share: float = 0.5
    is_wet: bool = False


def test_what_may_be_absent_has_its_value() -> None:
    bed = read_entry(Bed, {"id": "a", "seeds": ["sla", {"name": 7, "depth": "3"}], "share": "0.25", "is_wet": "yes"})
    assert [(seed.name, seed.depth) for seed in bed.seeds] == [("sla", 1), ("7", 3)]
    assert (bed.side, bed.rows, bed.share, bed.is_wet) == (None, None, 0.25, True)
    assert keys_of(Bed) == ["id", "seeds", "side", "rows", "share", "is_wet"]


@pytest.mark.parametrize(
    ("data", "path", "says"),
    [
        ([], (), "A valid dictionary is expected here, not []"),
        ({"id": None}, ("id",), "A valid string is expected here, not None"),
        ({"id": True}, ("id",), "A valid string is expected here, not True"),
        ({"id": "A 1"}, ("id",), "`A 1` cannot be an id"),
        ({"seeds": "sla"}, ("seeds",), "A valid list is expected here, not 'sla'"),
        ({"seeds": ["sla", ""]}, ("seeds", 1, "name"), "String should have at least 1 character"),
        ({"seeds": [{"name": "sla", "depth": 10}]}, ("seeds", 0, "depth"), "Input should be less than or equal to 9"),
        (
            {"seeds": [{"name": "sla", "depth": -1}]},
            ("seeds", 0, "depth"),
            "Input should be greater than or equal to 0",
        ),
        ({"seeds": [{"depth": 1}]}, ("seeds", 0, "name"), "the key `name` is missing"),
        ({"side": "up"}, ("side",), "Input should be 'left' or 'right'"),
        ({"rows": {"a": "many"}}, ("rows", "a"), "unable to parse string as an integer"),
        ({"rows": {"a": []}}, ("rows", "a"), "A valid integer is expected here, not []"),
        ({"share": "half"}, ("share",), "unable to parse string as a number"),
        ({"is_wet": "rather"}, ("is_wet",), "a valid boolean, unable to interpret input"),
        ({"is_wet": 2}, ("is_wet",), "a valid boolean, unable to interpret input"),
        ({"colour": "red"}, ("colour",), "the key `colour` is unknown here"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(data: Any, path: tuple[str | int, ...], says: str) -> None:
    with pytest.raises(SchemaError) as error:
        read_entry(Bed, {"id": "a", **data} if isinstance(data, dict) else data)
    (wrong,) = error.value.wrong
    assert wrong.path == path
    assert says in wrong.message


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(SchemaError) as error:
        read_entry(Bed, {"seeds": [1, {"name": "", "depth": "x"}], "sides": "left"})
    found = {wrong.path: wrong.remedy for wrong in error.value.wrong}
    assert found.keys() == {("id",), ("seeds", 0), ("seeds", 1, "name"), ("seeds", 1, "depth"), ("sides",)}
    assert found["sides",] == "did you mean `side`?"
