"""The tables of keywords and of statuses in README.md and codebook/README.md, run line by line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.coding.coder import RuleCoder

ROOT = Path(__file__).parents[2]
GROUPS = "word_groups: {ouders: [ouder, vader, moeder], team: [docent, leerkracht]}\n"
LINES = [
    line
    for path in (ROOT / "README.md", ROOT / "codebook" / "README.md")
    for line in path.read_text(encoding="utf-8").splitlines()
]
ROWS = [
    (cells[0].strip("` ").replace("\\|", "|"), cells[2].strip())
    for line in LINES
    if line.startswith("| `") and not line.startswith("| `aanbod")
    for cells in [re.split(r"(?<!\\)\|", line.strip("|"))]
]
STATUSES = [
    (match[1], match[2]) for line in LINES if (match := re.fullmatch(r"\| (.*ouderkamer.*\.) \| (–|\w+) \|", line))
]


def test_the_table_is_read() -> None:
    assert len(ROWS) > 30
    assert len(STATUSES) > 8


@pytest.mark.parametrize(("keyword", "marked"), ROWS)
def test_a_row_of_the_table_holds(keyword: str, marked: str, make_coder: Callable[..., RuleCoder]) -> None:
    text = re.sub(r"[\[\]]", "", marked)
    code = f"{{id: a.b.c, label: C, keywords: ['{keyword}']}}"
    coder = make_coder(f"{GROUPS}categories: [{{id: a.b, label: B, codes: [{code}]}}]")
    findings = [finding for finding in coder.findings(text) if not finding.dropped]
    met = {
        text[finding.sentence.starts[start] : finding.sentence.ends[end - 1]]
        for finding in findings
        for start, end in finding.match
    }
    assert met == set(re.findall(r"\[(.*?)\]", marked))


@pytest.mark.parametrize(("sentence", "status"), STATUSES)
def test_a_sentence_has_the_status_that_the_table_says(sentence: str, status: str, afs_coder: RuleCoder) -> None:
    found = {coding.status for coding in afs_coder.code(sentence) if coding.code == "ouder.verbinding.samen"}
    assert found == ({status} if status != "–" else set())
