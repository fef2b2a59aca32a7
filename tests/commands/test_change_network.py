"""`aanbod change` and `aanbod network` at the shell, on the sample study."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from .conftest import Aanbod

LATER = """\
---
school: {school}
jaar: 2031
soort: voortgangsgesprek
---
In de ouderkamer drinken ouders elke week koffie. Met de fietscursus voor moeders zijn we gestopt.
"""
EARLIER = """\
---
school: {school}
jaar: 2030
soort: voortgangsgesprek
---
Er is een fietscursus voor moeders. We willen graag een ouderkamer beginnen.
"""


@pytest.fixture
def visited_twice(project: Path, aanbod: Aanbod) -> Path:
    """Kadeloop College has transcripts of two later years; De Knikkerhof of the second alone."""
    for name, text, school in (
        ("2030-kadeloop.md", EARLIER, "Kadeloop College"),
        ("2031-kadeloop.md", LATER, "Kadeloop College"),
        ("2031-knikkerhof.md", LATER, "De Knikkerhof"),
    ):
        (project / "transcripts" / name).write_text(text.format(school=school), encoding="utf-8")
    assert aanbod("code").code == 0
    return project


def test_a_change_between_two_years(aanbod: Aanbod, visited_twice: Path) -> None:
    said = aanbod("change", "jaar", "2030", "2031", "--table", "6.1")
    assert said.code == 0, said.err
    assert "# Verandering: Jaar, 2030 → 2031" in said.out
    assert "| Fietscursus | 1 | – | – | – | – | 1 |" in said.out
    assert "| Ouders samen: koffieochtend/avondeten/ouderkamer | 1 | 1 | – | 1 | 1 | – |" in said.out
    assert "maar niet van 2030, en dus niet vergeleken: De Knikkerhof." in said.out
    rows = list(csv.DictReader(io.StringIO(aanbod("change", "year", "2030", "2031", "--format", "csv").out)))
    bicycle = next(row for row in rows if row["Code"] == "ouder.kennis.fietscursus")
    assert (bicycle["Weg n"], bicycle["Weg: scholen"], bicycle["N"]) == ("1", "Kadeloop College", "1")


def test_a_change_to_a_file(aanbod: Aanbod, visited_twice: Path, tmp_path: Path) -> None:
    for ending in ("html", "xlsx"):
        target = tmp_path / f"change.{ending}"
        assert aanbod("change", "year", "2030", "2031", "-o", target).code == 0
        assert target.stat().st_size > 5000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("year", "2030", "2019"), "no school has transcripts of 2030 and of 2019"),
        (("year", "2030", "2031", "--where", "sector=po"), "0 scholen have one of 2030, 1 of 2031"),
        (("year", "2030", "2031", "--year", "2030"), "leave out --where year="),
        (("sector", "po", "vo"), "aanbod compare sector"),
        (("yeer", "2030", "2031"), "did you mean `year`?"),
        (("year", "*", "2031"), "`*` is no value of year"),
    ],
)
def test_what_cannot_change(aanbod: Aanbod, visited_twice: Path, arguments: tuple[str, ...], message: str) -> None:
    said = aanbod("change", *arguments)
    assert said.code == 1
    assert message in said.err


def test_the_network_in_its_forms(aanbod: Aanbod, project: Path, tmp_path: Path) -> None:
    said = aanbod("network", "--by", "lichting").out
    assert "# Partnernetwerk" in said
    assert "Alleen genoemd in Eerste lichting: " in said
    edges = list(csv.DictReader(io.StringIO(aanbod("network", "--format", "csv").out)))
    assert list(edges[0]) == ["school", "Code", "Categorie", "Partner", "Status", "transcripten"]
    target = tmp_path / "netwerk.graphml"
    assert aanbod("network", "-o", target).code == 0
    assert aanbod("network", "--format", "graphml").out.encode().strip() == target.read_bytes().strip()
    found = ElementTree.parse(target).getroot().iter("{http://graphml.graphdrawing.org/xmlns}edge")
    assert len(list(found)) == len(edges)
    assert aanbod("network", "-o", tmp_path / "netwerk.html").code == 0
    assert aanbod("network", "--by", "lichtign").code == 1


def test_the_network_agrees_with_the_partner_list(aanbod: Aanbod, project: Path) -> None:
    edges = list(csv.DictReader(io.StringIO(aanbod("network", "--format", "csv").out)))
    listed = list(csv.DictReader(io.StringIO(aanbod("partners", "--format", "csv").out)))
    assert len(edges) == sum(int(row["n"]) for row in listed)
    assert {edge["Partner"] for edge in edges} == {row["Partner"] for row in listed}
