"""The rules against the truth of the sample study (tests/truth), counted as the tables count: once per transcript."""

import csv
from pathlib import Path

import pytest

from aanbod.codebook.model import Codebook
from aanbod.coding.coder import RuleCoder
from aanbod.transcripts.importing import read_transcripts
from aanbod.transcripts.spool import Spool

ROOT = Path(__file__).parents[1]
Unit = tuple[str, str, str]  # transcript, code, partner


@pytest.fixture(scope="module")
def truth() -> dict[Unit, set[str]]:
    units: dict[Unit, set[str]] = {}
    for path in sorted((ROOT / "tests" / "truth").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if not row["code"].startswith(("open.", "partner.nieuw")):
                    units.setdefault((path.stem, row["code"], row["partner"] or ""), set()).add(row["status"])
    return units


@pytest.fixture(scope="module")
def found(afs: Codebook, afs_coder: RuleCoder) -> dict[Unit, set[str]]:
    with Spool() as spool:
        table = ROOT / "transcripts" / "transcripts.csv"
        assert read_transcripts([ROOT / "transcripts"], spool, afs, table, require=True) == []
        transcripts = list(spool.transcripts())
    units: dict[Unit, set[str]] = {}
    for transcript in transcripts:
        for coding in afs_coder.code(transcript.text):
            assert 0 <= coding.start < coding.end <= len(transcript.text)
            unit = (Path(transcript.name).stem, coding.code, coding.partner)
            units.setdefault(unit, set()).add(coding.status)
    return units


def test_the_rules_find_what_the_writers_put_in(truth: dict[Unit, set[str]], found: dict[Unit, set[str]]) -> None:
    right = len(truth.keys() & found.keys())
    precision, recall = right / len(found), right / len(truth)
    assert 2 * precision * recall / (precision + recall) > 0.9


def test_the_rules_give_the_status_that_the_writers_meant(
    afs: Codebook, truth: dict[Unit, set[str]], found: dict[Unit, set[str]]
) -> None:
    rank = {status.id: place for place, status in enumerate(afs.statuses)}
    both = sorted(truth.keys() & found.keys())
    strongest = [(min(truth[unit], key=rank.__getitem__), min(found[unit], key=rank.__getitem__)) for unit in both]
    other = [pair for pair in strongest if pair[0] != afs.default_status]
    assert sum(true == given for true, given in strongest) / len(strongest) > 0.92
    assert sum(true == given for true, given in other) / len(other) > 0.75
