"""`aanbod codebook add` at the shell, on a small codebook; tests/codebook/test_add.py works on the repository's own."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Aanbod

STUDY = """\
# The gardens.
word_groups: {buren: [buur, buurvrouw]}
categories:
  - id: tuin.werk   # what is done
    label: Werk
    codes:
      - id: tuin.werk.snoeien
        label: Snoeien
        keywords: [snoeien, "*snoeien & @buren"]
        unless: [haren snoeien]

      - id: tuin.werk.zaaien
        label: Zaaien
        keywords:
          - zaaien   # in spring
          - inzaaien
        # examples follow
  - id: partner.groen
    label: Groen
    partners:
      - name: "Bloemenhof"
        keywords: [bloemenhof, "het hof"]
      - name: "Vlinderkring"
        keywords: [vlinderkring]
"""


@pytest.fixture
def file(write_codebook: Callable[..., Path]) -> Path:
    return write_codebook(STUDY) / "a.yaml"


@pytest.fixture
def add(aanbod: Aanbod, file: Path) -> Aanbod:
    return lambda *arguments: aanbod("codebook", "add", *arguments, "--codebook", "codebook")


def test_a_new_partner_is_found(add: Aanbod, aanbod: Aanbod, file: Path) -> None:
    said = add("partner", "Mos", "--category", "partner.groen", "--alias", "moskenners", "--alias", "=Mos")
    assert said.code == 0
    lines = ['      - name: "Mos"', '        keywords: ["=Mos", "moskenners"]']
    head = f"{Path('codebook/a.yaml')}:23: added the partner Mos, under partner.groen"
    assert said.out.splitlines()[:3] == [head, *(f"    {line}" for line in lines)]
    assert "next: `aanbod codebook test`" in said.out
    assert "`=Mos` meets the name only as it is written here" in said.err
    assert 'aanbod codebook add alias "Mos" "mos"' in said.err
    before = '        keywords: [bloemenhof, "het hof"]\n'
    assert file.read_text(encoding="utf-8") == STUDY.replace(before, before + "\n".join(lines) + "\n")
    explained = aanbod("explain", "Mos kwam langs, met moskenners; op het dak ligt mos.", "--codebook", "codebook").out
    assert explained.count("partner.groen Mos [gerealiseerd]") == 2
    again = add("alias", "mos", "Moskenners")
    assert (again.code, "a.yaml:24: `moskenners` stands here already" in again.err) == (1, True)


def test_another_name_and_what_does_not_count(add: Aanbod, file: Path) -> None:
    assert add("alias", "vlinderkring", "de kring").code == 0
    assert add("unless", "tuin.werk.snoeien", "heg snoeien").code == 0
    assert add("unless", "tuin.werk.zaaien", "haat zaaien").code == 0
    assert add("keyword", "tuin.werk.zaaien", "zaaigoed uitdelen").code == 0
    expected = STUDY.replace("[vlinderkring]", "[vlinderkring, de kring]")
    expected = expected.replace("[haren snoeien]", "[haren snoeien, heg snoeien]")
    last = "          - inzaaien\n"
    new = '          - zaaigoed uitdelen\n        unless: ["haat zaaien"]\n'
    assert file.read_text(encoding="utf-8") == expected.replace(last, last + new)


def test_a_new_code_stands_apart_like_the_others(add: Aanbod, aanbod: Aanbod, file: Path) -> None:
    call = ("code", "tuin.werk.maaien", "--label", "Maaien: gras", "--definition", "Kort houden.")
    assert add(*call, "--keyword", "maaien & @buren").code == 0
    last = "          - inzaaien\n"
    new = """
      - id: tuin.werk.maaien
        label: "Maaien: gras"
        definition: "Kort houden."
        keywords:
          - maaien & @buren
"""
    assert file.read_text(encoding="utf-8") == STUDY.replace(last, last + new)
    bare = add("code", "tuin.werk.leeg", "--label", "Leeg")
    assert (bare.code, "there are no keywords" in bare.err) == (0, True)
    assert aanbod("codebook", "check", "--codebook", "codebook").code == 0


def test_a_dry_run_writes_nothing(add: Aanbod, file: Path) -> None:
    said = add("keyword", "tuin.werk.zaaien", "zaaigoed", "--dry-run")
    assert said.code == 0
    shown = ["@@ -16,2 +16,3 @@", "           - inzaaien", "+          - zaaigoed", "         # examples follow"]
    assert said.out.splitlines()[2:] == shown
    assert file.read_text(encoding="utf-8") == STUDY


def test_a_fault_leaves_the_file_as_it_was(add: Aanbod, file: Path) -> None:
    for arguments, message in (
        (("keyword", "tuin.werk.zaaien", "(zaai"), "a.yaml:17: .*keyword `\\(zaai`: a bracket is not closed"),
        (("keyword", "tuin.werk.zaaien", "@kinderen"), "no word group `@kinderen`"),
        (("keyword", "tuin.werk.zaaien", "(zaaien)?"), "may be absent: it matches everything"),
        (("code", "tuin.werk.Maaien", "--label", "Maaien"), "`tuin.werk.Maaien` cannot be an id"),
    ):
        said = add(*arguments)
        assert said.code == 1
        assert "nothing was added" in said.err
        assert re.search(message, said.err), said.err
    assert file.read_text(encoding="utf-8") == STUDY
    assert sorted(path.name for path in file.parent.iterdir()) == ["a.yaml", "study.yaml"]


def test_what_is_asked_wrongly(add: Aanbod, file: Path) -> None:
    for arguments, message in (
        (("alias", "tuin.werk.zaaien", "zaaigoed"), "is a code, not a partner"),
        (("keyword", "tuin.werk", "zaaigoed"), "stands for 2 codes: tuin.werk.snoeien, tuin.werk.zaaien"),
        (("keyword", "tuin.werk.zaaie", "zaaigoed"), "did you mean `tuin.werk.zaaien`"),
        (("keyword", "tuin.werk.zaaien", " "), "is empty"),
        (("partner", "bloemen-hof", "--category", "partner.groen"), "a.yaml:21: the partner `Bloemenhof` is there"),
    ):
        said = add(*arguments)
        assert (said.code, message in said.err) == (1, True), said.err
    assert file.read_text(encoding="utf-8") == STUDY


def test_a_keyword_that_another_has_is_noted(add: Aanbod) -> None:
    said = add("partner", "Zaaien", "--category", "partner.groen", "--dry-run")
    assert "`zaaien` is a keyword of tuin.werk.zaaien too (a.yaml:15): both will be coded" in said.err
