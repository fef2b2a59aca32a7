"""The table of keywords in codebook/README.md, run line by line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.coding.coder import RuleCoder

README = Path(__file__).parents[2] / "codebook" / "README.md"
GROUPS = "word_groups: {ouders: [ouder, vader, moeder]}\n"
ROWS = [
    (cells[0].strip("` ").replace("\\|", "|"), cells[2].strip())
    for line in README.read_text(encoding="utf-8").splitlines()
    if line.startswith("| `")
    for cells in [re.split(r"(?<!\\)\|", line.strip("|"))]
]


def test_the_table_is_read() -> None:
    assert len(ROWS) > 20


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
