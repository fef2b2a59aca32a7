"""The sample study shows what the interim report says that its tables show: each finding is a test."""

import pytest

from .findings import RELATIONS, Finding, Material, conversations, failures, load_findings, truth_material

FINDINGS = load_findings()
SMALL = Material(
    {"a": frozenset({"all", "po"}), "b": frozenset({"all", "po"}), "c": frozenset({"all", "vo"})},
    frozenset(
        {
            ("x.y", "a", "gerealiseerd"),
            ("x.y", "b", "uitgevallen"),
            ("x.z", "c", "gerealiseerd"),
            ("p.q/Een", "a", "gepland"),
            ("p.q/Een", "c", "gepland"),
            ("p.q/Twee", "a", "gepland"),
        }
    ),
)


@pytest.fixture(scope="module")
def material() -> Material:
    return truth_material()


def test_all_conversations_are_there(material: Material) -> None:
    sizes = [material.size(group) for group in ("all", "eerste-lichting", "nieuwe-lichting", "po", "vo")]
    assert sizes == [39, 10, 29, 26, 13]
    assert conversations(year="2025").keys().isdisjoint(material.groups)


@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_the_truth_agrees_with(finding: Finding, material: Material) -> None:
    assert failures(finding, material) == []


@pytest.mark.parametrize(
    ("holds", "fails"),
    [
        ({"rows": ["x.y"], "share": {"min": 0.6, "max": 0.7}}, {"rows": ["x.y"], "share": {"min": 0.7}}),
        ({"rows": ["x"], "groups": ["po", "vo"], "share": {"min": 1}}, {"rows": ["x"], "share": {"below": 1}}),
        ({"rows": ["x.y"], "n": {"min": 2}}, {"rows": ["x.y", "x.z"], "n": {"above": 1}}),
        ({"rows": ["x.y"], "more": "po", "than": "vo"}, {"rows": ["x.z"], "more": "po", "than": "vo"}),
        (
            {"rows": ["p.q"], "more": "vo", "than": "po", "by": {"max": 0.5}},
            {"rows": ["p.q"], "more": "vo", "than": "po", "by": {"max": 0.4}},
        ),
        ({"rows": ["x.y"], "only": "po"}, {"rows": ["p.q/Een"], "only": "po"}),
        ({"rows": ["p.q/Een"], "only": "po", "outside": 1}, {"rows": ["p.r"], "only": "po", "outside": 1}),
        ({"rows": ["x.y"], "leads": "x"}, {"rows": ["x.z"], "leads": "x"}),
        ({"rows": ["x.z"], "leads": "x", "after": ["x.y"]}, {"rows": ["x.y"], "groups": ["po", "vo"], "leads": "x"}),
        ({"rows": ["x.z"], "fewer_than": "x.y"}, {"rows": ["x.y"], "fewer_than": "x.z"}),
        (
            {"rows": ["p.q", "x"], "variety": {"more": "po", "than": "vo", "in_at_least": 1}},
            {"rows": ["p.q", "x"], "variety": {"more": "po", "than": "vo"}},
        ),
        ({"rows": ["x.y"], "status": "uitgevallen"}, {"rows": ["x.y", "x.z"], "status": "uitgevallen"}),
        ({"rows": ["x.y", "x.z"], "absent_in": "po"}, {"rows": ["x.y", "x.z"], "absent_in": "all"}),
        ({"rows": ["p"], "partners": {"min": 2, "max": 2}}, {"rows": ["p"], "partners": {"min": 3}}),
        ({"rows": ["p"], "partners": {"alone": {"min": 0.5}}}, {"rows": ["p"], "partners": {"alone": {"above": 0.5}}}),
    ],
)
def test_a_relation_can_fail(holds: Finding, fails: Finding) -> None:
    assert failures(holds, SMALL) == []
    assert failures(fails, SMALL) != []


def test_every_relation_is_used_and_every_row_occurs(material: Material) -> None:
    assert set(RELATIONS) <= {key for finding in FINDINGS.values() for key in finding}
    rows = {row for finding in FINDINGS.values() for row in finding["rows"]}
    assert [row for row in sorted(rows) if not material.n(row)] == []
