"""Coders held against each other, on texts small enough to count by hand."""

import pytest

from aanbod.agreement.compare import compare
from aanbod.agreement.values import PASSAGES, PRESENCE, Held, Stand, Target, Text
from aanbod.errors import AanbodError

STATUSES = ("gerealiseerd", "gepland", "gewenst")
APPEL, PEER = Target("appel", (("appel", ""),)), Target("peer", (("peer", ""),))
FRUIT = Target("fruit", (("appel", ""), ("peer", "")))
# Three texts of four sentences, ten characters each.
TEXTS = [Text(name, ((0, 10), (10, 20), (20, 30), (30, 40))) for name in ("noord", "oost", "west")]


def held(
    identity: str, transcript: str, start: int, end: int, code: str = "appel", status: str = "gerealiseerd"
) -> Held:
    return Held(identity, transcript, start, end, code, "", status)


NOOR = [
    held("n1", "noord", 0, 10),
    held("n2", "noord", 30, 40, status="gewenst"),
    held("n3", "oost", 0, 10, "peer"),
    held("n4", "elders", 0, 10),
]
BRAM = [
    held("b1", "noord", 5, 20, status="gepland"),
    held("b2", "oost", 30, 40),
    held("b3", "oost", 2, 8, "peer"),
]
BOTH = {"Noor": NOOR, "Bram": BRAM}


def test_presence_counts_a_code_once_per_transcript() -> None:
    found = compare(BOTH, TEXTS, [APPEL, PEER], STATUSES)
    appel, peer = (target.scores for target in found.targets)
    assert (appel.given, appel.units.units, appel.units.agreed, appel.coded.units, appel.coded.agreed) == (
        (1, 2),
        *(3, 2, 2, 1),
    )
    assert (peer.given, peer.units.agreed, peer.coded.units, peer.coded.agreed) == ((1, 1), 3, 1, 1)
    assert peer.units.alpha.value == 1.0
    assert found.total.units.units == 6
    assert found.total.units.percent.value == pytest.approx(5 / 6)
    assert found.total.coded.percent.value == pytest.approx(2 / 3)
    assert found.transcripts == ("noord", "oost", "west")


def test_the_strongest_status_of_each_is_compared_where_both_coded() -> None:
    scores = compare(BOTH, TEXTS, [APPEL, PEER], STATUSES).total.status
    assert (scores.units, scores.agreed) == (2, 1)  # noord: gerealiseerd and gepland; oost: peer, both gerealiseerd


def test_passages_are_one_unit_where_enough_of_the_shorter_is_shared() -> None:
    appel = compare(BOTH, TEXTS, [APPEL], STATUSES, PASSAGES).targets[0].scores
    # n1 and b1 share 5 of 10 characters; n2 and b2 stand alone; 12 sentences less the four that are touched
    assert (appel.given, appel.coded.units, appel.coded.agreed, appel.units.units) == ((2, 2), 3, 1, 3 + 8)
    strict = compare(BOTH, TEXTS, [APPEL], STATUSES, PASSAGES, overlap=0.6).targets[0].scores
    assert (strict.coded.units, strict.coded.agreed) == (4, 0)


def test_one_long_passage_agrees_with_the_short_ones_in_it() -> None:
    codings = {"Noor": [held("n", "noord", 0, 40)], "Bram": [held("b1", "noord", 0, 10), held("b2", "noord", 20, 30)]}
    scores = compare(codings, TEXTS, [APPEL], STATUSES, PASSAGES).targets[0].scores
    assert (scores.given, scores.coded.units, scores.coded.agreed, scores.units.units) == ((1, 1), 1, 1, 1 + 8)


def test_a_category_is_held_by_any_of_its_codes() -> None:
    scores = compare(BOTH, TEXTS, [FRUIT], STATUSES).targets[0].scores
    assert (scores.given, scores.coded.agreed) == ((2, 2), 2)


def test_disagreements_stand_as_in_the_text_with_who_did_and_who_did_not() -> None:
    found = compare(BOTH, TEXTS, [APPEL, PEER], STATUSES, PASSAGES).disagreements
    assert [(one.transcript, one.target, one.start, one.end, one.about, one.without) for one in found] == [
        ("noord", "appel", 0, 20, "status", ()),
        ("noord", "appel", 30, 40, "code", ("Bram",)),
        ("oost", "appel", 30, 40, "code", ("Noor",)),
    ]
    assert found[0].stands == (Stand("Noor", "gerealiseerd", ("n1",)), Stand("Bram", "gepland", ("b1",)))
    by_presence = compare(BOTH, TEXTS, [APPEL], STATUSES, PRESENCE).disagreements
    assert [(one.transcript, one.start, one.end, one.about) for one in by_presence] == [
        ("noord", 0, 10, "status"),
        ("oost", 30, 40, "code"),
    ]
    assert by_presence[0].stands[0].codings == ("n1", "n2")


def test_three_coders() -> None:
    codings = BOTH | {"Els": [held("e1", "noord", 0, 10), held("e2", "west", 0, 10)]}
    found = compare(codings, TEXTS, [APPEL], STATUSES)
    assert found.targets[0].scores.given == (1, 2, 2)
    assert found.targets[0].scores.coded.agreed == 1
    assert [one.without for one in found.disagreements if one.about == "code"] == [("Noor", "Els"), ("Noor", "Bram")]
    assert found.total.status.units == 1


def test_order_of_codings_does_not_matter() -> None:
    turned = {name: list(reversed(codings)) for name, codings in BOTH.items()}
    for by in (PRESENCE, PASSAGES):
        assert compare(turned, TEXTS, [APPEL, PEER], STATUSES, by) == compare(BOTH, TEXTS, [APPEL, PEER], STATUSES, by)


def test_a_status_that_the_codebook_lacks_is_still_a_status() -> None:
    codings = {"Noor": [held("n", "noord", 0, 9, status="vaag")], "Bram": [held("b", "noord", 0, 9)]}
    found = compare(codings, TEXTS, [APPEL], STATUSES)
    assert [stand.status for stand in found.disagreements[0].stands] == ["vaag", "gerealiseerd"]


@pytest.mark.parametrize(
    ("codings", "texts", "overlap", "said"),
    [
        ({"Noor": NOOR}, TEXTS, 0.5, "two or more coders"),
        (BOTH, [], 0.5, "no transcript that all of Noor, Bram worked on"),
        (BOTH, TEXTS, 0.0, "overlap above 0"),
    ],
)
def test_what_cannot_be_compared_is_told(
    codings: dict[str, list[Held]], texts: list[Text], overlap: float, said: str
) -> None:
    with pytest.raises(AanbodError, match=said):
        compare(codings, texts, [APPEL], STATUSES, PASSAGES, overlap)
