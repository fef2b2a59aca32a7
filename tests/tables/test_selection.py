"""What an analyst asks for in words, found in the study's codebook."""

import pytest

from aanbod.codebook.model import Codebook
from aanbod.errors import AanbodError
from aanbod.tables.selection import find_variable, groupings, selection
from aanbod.tables.table import Grouping


def test_conditions_are_found_by_id_label_or_other_name(afs: Codebook) -> None:
    chosen = selection(afs, ["Lichting=Nieuwe lichting", "jaar=2025", "year=2024"], ["Gepland"], True)
    assert dict(chosen.where) == {
        "kind": ("voortgangsgesprek",),
        "lichting": ("nieuwe-lichting",),
        "year": ("2025", "2024"),
    }
    assert (chosen.statuses, chosen.reviewed_only) == (("gepland",), True)


def test_what_the_codebook_selects_can_be_lifted(afs: Codebook) -> None:
    assert dict(selection(afs, ["year=*", "kind=*"], (), False).where) == {}
    assert dict(selection(afs, [], (), False, usual=False).where) == {}


def test_groups_are_single_crossed_or_some_values(afs: Codebook) -> None:
    assert groupings(
        afs, ["sector", "lichting*sector", "stadsdeel=Noord,west", "lichting*sector=eerste-lichting*po"]
    ) == (
        Grouping(("sector",)),
        Grouping(("lichting", "sector")),
        Grouping(("stadsdeel",), ("noord", "west")),
        Grouping(("lichting", "sector"), ("eerste-lichting*po",)),
    )


@pytest.mark.parametrize(
    ("asked", "says"),
    [("sektor=po", "did you mean `sector`"), ("sector=pro", "did you mean `po`"), ("sector", "VARIABLE=VALUE")],
)
def test_what_is_unknown_is_named_with_the_nearest(afs: Codebook, asked: str, says: str) -> None:
    with pytest.raises(AanbodError, match=says):
        selection(afs, [asked], (), False)
    assert find_variable(afs, "SECTOR").id == "sector"
