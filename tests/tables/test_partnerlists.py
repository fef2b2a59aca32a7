"""The list of partners, from the study in conftest.py."""

from typing import Any

import pytest

from aanbod.counting import Selection
from aanbod.errors import AanbodError
from aanbod.tables.partnerlists import partner_list
from aanbod.tables.table import Options


def test_who_names_a_partner_with_what_status_and_where(study: Any) -> None:
    winkel, dienst = partner_list(*study.material).groups
    assert [(p.name, p.cell.n, p.alone) for p in winkel.partners] == [
        ("Ábel", 1, True),
        ("bakker", 3, False),
        ("Nieuwe Hoeve", 2, False),
        ("'t Molentje", 1, True),
    ]
    bakker = winkel.partners[1]
    assert bakker.cases == ("De Pan", "Het Vuur", "=SUM(1;2)")
    assert bakker.transcripts == ("p2.txt", "s1.txt")
    assert dict(bakker.cell.statuses) == {"loopt": 1, "straks": 0, "droom": 2}
    assert [coding.id for coding in bakker.first] == ["k5", "k4"]
    assert (winkel.named_by_one, dienst.partners) == (2, ())


def test_one_category_and_few_passages(study: Any) -> None:
    found = partner_list(*study.material, "winkel", passages=1)
    assert [group.id for group in found.groups] == ["winkel"]
    assert [len(p.first) for p in found.groups[0].partners] == [1, 1, 1, 1]


def test_per_transcript_a_joint_conversation_is_one(study: Any) -> None:
    found = partner_list(*study.material, "winkel", Options(unit="transcript"))
    hoeve = found.groups[0].partners[2]
    assert (hoeve.cell.n, hoeve.alone, hoeve.cases) == (1, True, ("De Pan", "Het Vuur"))


def test_a_selection_leaves_out_who_is_not_named_in_it(study: Any) -> None:
    found = partner_list(*study.material, "winkel", Options(selection=Selection(where={"wijk": ("noord",)})))
    assert [(p.name, p.cases) for p in found.groups[0].partners] == [
        ("bakker", ("De Pan", "=SUM(1;2)")),
        ("Nieuwe Hoeve", ("De Pan",)),
        ("'t Molentje", ("De Pan",)),
    ]


def test_a_category_without_partners_is_refused(study: Any) -> None:
    with pytest.raises(AanbodError, match=r"no category of partners `koken`\n    use one of: dienst, winkel"):
        partner_list(*study.material, "koken")
