"""The sample study shows what the interim report says that its tables show: each finding is a test."""

import pytest

from .findings import Finding, Material, failures, load_findings, truth_material

FINDINGS = load_findings()


@pytest.fixture(scope="module")
def material() -> Material:
    return truth_material()


@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_the_truth_agrees_with(finding: Finding, material: Material) -> None:
    assert failures(finding, material) == []
