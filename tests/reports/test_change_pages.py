"""The pages of a change and of a network in every form, read back; from the study in conftest.py."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from aanbod.model import TranscriptRecord
from aanbod.reports.csvfile import csv_bytes
from aanbod.reports.output import FORMATS, page_bytes
from aanbod.reports.page import Page, change_page, network_page
from aanbod.reports.xlsxfile import xlsx_bytes
from aanbod.tables.table import Grouping

from .test_output import EVIL, html


@pytest.fixture
def material(study: Any) -> Any:
    """De Pan and Het Vuur have transcripts in both years."""
    transcripts = [*study.transcripts, TranscriptRecord(5, "p3.txt", ("De Pan",), {"jaar": "2025"})]
    like = study.codings[0]
    codings = [
        *study.codings,
        replace(like, id="k20", transcript="p3.txt", code="koken.soep", status="loopt", quote=f"Soep {EVIL}"),
        replace(like, id="k21", start=300, transcript="p3.txt", code="koken.brood", status="straks"),
    ]
    codebook = replace(study.codebook, default_status="loopt")
    return replace(study, codebook=codebook, transcripts=transcripts, codings=codings)


def changed(material: Any) -> Page:
    return change_page(*material.material, "jaar", ("2024", "2025"))


def pages(material: Any) -> list[Page]:
    return [changed(material), network_page(*material.material, Grouping(("wijk",)))]


def lines(page: Page) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_bytes(page).decode(), newline="")))


def test_a_change_in_html(material: Any, templates: Path) -> None:
    page = changed(material)
    found = html(page, templates)
    assert page.title == "change: Jaar, 2024 → 2025"
    assert found.row("Soep/bouillon") == ["Soep/bouillon", "2", "1", "–", "1", "–", "1", ""]
    assert found.row("Brood") == ["Brood", "–", "1", "1", "–", "–", "–", ""]
    text = " ".join("".join(found.data["main"]).split())
    assert "unit: keuken; N = 2, met transcripts van 2024 én van 2025" in text
    assert "Soep/bouillon. kept: De Pan. gone: Het Vuur." in text
    assert "niet van 2024, en dus niet vergeleken: =SUM(1;2)" in text
    assert found.row("table 2.1")[1:] == ["1: Brood", "1: Soep/bouillon", "–", "–"]
    assert "4 transcripts van 2 keukens" in " ".join("".join(found.data["p"]).split())


def test_the_picture_has_a_part_for_what_is_kept_new_and_gone(material: Any, templates: Path) -> None:
    text = page_bytes(changed(material), "html", templates).decode()
    row = text[text.index(">Soep/<wbr>bouillon<") :]
    picture = row[row.index("<svg") : row.index("</svg>")]
    assert '<rect class="solid" x="1.0" y="2" width="79.0"' in picture
    assert '<rect class="dashed" x="80.0" y="2" width="79.0"' in picture
    assert "hatch" not in picture


def test_every_number_leads_to_its_passages_and_they_lead_back(material: Any, templates: Path) -> None:
    found = html(changed(material), templates)
    assert len(found.ids) == len(set(found.ids))
    assert [link for link in found.links if not (link.startswith("#") and link[1:] in found.ids)] == []
    assert "Meel van 't Molentje" in "".join(found.data["blockquote"])


def test_a_network_in_html(material: Any, templates: Path) -> None:
    found = html(network_page(*material.material, Grouping(("wijk",))), templates)
    assert found.row("a Winkels kort") == ["a Winkels kort", "4", "2", "2 (50%)", ""]
    assert found.row("b Diensten") == ["b Diensten", "–", "–", "–", ""]
    assert found.row("1 keuken") == ["1 keuken", "2", ""]
    assert found.row("bakker") == ["bakker", "Winkels kort", "3", "De Pan, Het Vuur, =SUM(1;2)"]
    assert found.row("Noord") == ["Noord", "2", "3", "1", "2 (67%)", "", "1"]
    text = " ".join("".join(found.data["main"]).split())
    assert "3 keukens noemen samen 4 verschillende partners, waarvan 2 door één keuken alleen" in text
    assert "Alleen genoemd in: Zuid 1 a Winkels kort: Ábel (Het Vuur)." in text


def test_both_in_markdown(material: Any, templates: Path) -> None:
    change, network = (page_bytes(page, "md", templates).decode() for page in pages(material))
    assert "\n| | 2024 | 2025 | new | kept | realised | gone |\n|---|---:|" in change
    assert "\n| Soep/bouillon | 2 | 1 | – | 1 | – | 1 |\n| Brood | – | 1 | 1 | – | – | – |\n" in change
    assert "\n- Brood: new: De Pan;\n" in change
    assert "\n- **De Pan**\n  - table 2.1. Wat er is: new: Brood; kept: Soep/bouillon;\n" in change
    assert "\n| a. Winkels kort | 4 | 2 | 2 (50%) |\n" in network
    assert "\n| Noord | 2 | 3 | 1 | 2 (67%) | 1 |\n| Zuid | 1 |" in network


def test_a_line_per_row_and_a_line_per_edge(material: Any) -> None:
    change, network = (lines(page) for page in pages(material))
    assert change[1] == {
        **{"table": "2.1", "letter": "a", "category": "Koken", "level": "code", "code": "koken.soep"},
        **{"row": "Soep/bouillon", "unit": "keuken", "2024 n": "2", "2025 n": "1", "N": "2"},
        **{"new n": "0", "kept n": "1", "realised n": "0", "gone n": "1"},
        **{"new: keukens": "", "kept: keukens": "De Pan", "realised: keukens": "", "gone: keukens": "Het Vuur"},
    }
    assert network[0] == {
        **{"keuken": "De Pan", "code": "winkel", "category": "Winkels kort", "partner": "bakker"},
        **{"status": "droom", "transcripts": "1"},
    }
    assert len(network) == 7
    assert network[-1]["keuken"] == "'=SUM(1;2)"  # no formula


def test_both_in_a_workbook(material: Any) -> None:
    change, network = (openpyxl.load_workbook(io.BytesIO(xlsx_bytes(page))) for page in pages(material))
    assert change.sheetnames[:2] == ["change", "keukens"]
    assert [cell.value for cell in change["change"][3]][5:14] == ["Soep/bouillon", "keuken", 2, 1, 2, 0, 1, 0, 1]
    assert [cell.value for cell in change["keukens"][2]][:4] == ["De Pan", "2.1", "Brood", "Soep/bouillon"]
    assert network.sheetnames == ["network", "different_partners", "account"]
    assert [cell.value for cell in network["different_partners"][2]] == ["Alles", 3, 4, 2, 50]


def test_hostile_names_are_texts(material: Any, templates: Path) -> None:
    codebook, codings = material.codebook, material.codings
    hostile = '"><img src=x onerror=alert(1)>|`'
    for coding in codings:
        object.__setattr__(coding, "partner", hostile if coding.partner else "")
    for category in codebook.categories:
        object.__setattr__(category, "label", hostile)
        object.__setattr__(category, "short_label", hostile)
        for code in category.codes:
            object.__setattr__(code, "label", hostile)
    for variable in codebook.variables:
        object.__setattr__(variable, "label", hostile)
    for page in pages(material):
        found = html(page, templates)
        assert not [tag for tag, _ in found.tags if tag == "img"]
        assert not [name for _, given in found.tags for name in given if name.startswith("on") or name == "style"]
        text = page_bytes(page, "md", templates).decode()
        assert "<img" not in text
        for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_input_gives_the_same_bytes(material: Any, templates: Path, form: str) -> None:
    first = [page_bytes(page, form, templates) for page in pages(material)]
    for part in (material.transcripts, material.codings):
        part.reverse()
    assert [page_bytes(page, form, templates) for page in pages(material)] == first


def test_nothing_coded_yet(material: Any, templates: Path) -> None:
    nothing = replace(material, codings=[])
    empty = replace(nothing, transcripts=[])
    for form in FORMATS:
        assert page_bytes(changed(nothing), form, templates)
        for held in (nothing, empty):
            assert page_bytes(network_page(*held.material, Grouping(("wijk",))), form, templates)
