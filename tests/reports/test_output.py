"""Every page in every form, read back; from the study in conftest.py."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from aanbod.counting import Selection
from aanbod.errors import AanbodError
from aanbod.reports.output import FORMATS, page_bytes, write_page
from aanbod.reports.page import Page, comparison_page, partners_page, report_page, tables_page
from aanbod.tables.table import Grouping, Options

EVIL = "<script>alert(1)</script>"
VOID = {"meta", "input", "wbr"}


class Document(HTMLParser):
    """An html page as lists: ids, links, tables of texts, texts by tag; tags must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.data: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []
        self.rows = [[" ".join(cell.split()) for cell in row] for row in self.rows]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []
        if tag not in VOID:
            self._open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "td" in self._open or "th" in self._open:
            self.rows[-1][-1] += data
        for tag in set(self._open):
            self.data.setdefault(tag, []).append(data)

    def row(self, label: str) -> list[str]:
        return next(row for row in self.rows if row and row[0] == label)


def html(page: Page, templates: Path) -> Document:
    return Document(page_bytes(page, "html", templates).decode())


ONE = Options(numbers=("2.1",))


def pages(study: Any) -> list[Page]:
    return [
        report_page(*study.material),
        tables_page(*study.material, ONE),
        compared(study),
        partners_page(*study.material),
    ]


def compared(study: Any) -> Page:
    return comparison_page(*study.material, Grouping(("wijk",)), ONE)


def test_the_report_holds_the_numbers(study: Any, templates: Path) -> None:
    found = html(report_page(*study.material), templates)
    assert found.row("Soep/bouillon") == ["Soep/bouillon", "2 (50%)", "2 (67%)", "1 (50%)", "1", "1", "–"]
    assert found.row("Brood") == ["Brood", "1 (25%)", "–0", "1 (50%)", "–", "–", "1"]  # "0" is for the ear
    assert found.row("a Koken")[1:4] == ["3 (75%)", "2 (67%)", "2 (100%)"]
    assert found.row("Nieuwe Hoeve")[1:4] == ["2 (67%)", "1 (50%)", "1 (100%)"]
    assert found.row("Alles") == ["Alles", "4", "3", "3", ""]
    assert found.row("Het Vuur") == ["Het Vuur", "Zuid", "@stichting", "p2.txt, v1.txt"]
    assert found.row("extra.kas")[1] == "1 (25%)"
    notes = " ".join("".join(found.data["p"]).split())
    assert "unit: transcript; N = 4" in notes
    assert "unit: keuken; N = 3" in notes
    assert "Een noot." in notes


def test_empty_groups_are_empty_and_filters_are_printed(study: Any, templates: Path) -> None:
    options = Options(numbers=("2.1",), selection=Selection(where={"jaar": ("2024",), "wijk": ("noord",)}))
    found = html(tables_page(*study.material, options), templates)
    assert found.row("Soep/bouillon")[1:4] == ["2 (100%)", "2 (100%)", ""]
    assert "Wijk: Noord; Jaar: 2024" in "".join(found.data["p"])


def test_every_number_leads_to_its_passages_and_they_lead_back(study: Any, templates: Path) -> None:
    for page in pages(study):
        found = html(page, templates)
        assert len(found.ids) == len(set(found.ids)), page.kind
        for link in found.links:
            assert link.startswith("#") and link[1:] in found.ids, (page.kind, link)
        cells = [attributes for tag, attributes in found.tags if tag == "a" and "data-column" in attributes]
        assert cells, page.kind
    quotes = "".join(found.data["blockquote"])
    assert "Meel van 't Molentje" in quotes


def test_a_column_counts_as_many_units_as_its_passages_have(study: Any, templates: Path) -> None:
    page = report_page(*study.material)
    rows = {row.id: row for group in page.passages for row in group.rows}
    text = page_bytes(page, "html", templates).decode()
    place = text.index('<details id="p-koken.soep">')
    assert re.findall(r'<li data-columns="([\d ]+)">', text[place : text.index("</details>", place)]) == [
        "0 1",
        "0 1 2",
    ]
    assert len(rows["koken.soep"].passages) == 2


def test_a_script_in_a_transcript_is_a_text(study: Any, templates: Path) -> None:
    for page in pages(study)[:3]:
        text = page_bytes(page, "html", templates).decode()
        assert EVIL not in text
        assert text.count("<script>") == 1
        assert EVIL in "".join(Document(text).data["blockquote"])
    for identity in ("title", "study"):
        page = Page(**{**vars(page), identity: EVIL})
    assert EVIL not in page_bytes(page, "html", templates).decode()
    for page in pages(study):
        assert "<script" not in page_bytes(page, "md", templates).decode()


def test_hostile_names_of_codes_partners_and_variables(study: Any, templates: Path) -> None:
    hostile = '"><img src=x onerror=alert(1)>|`'
    for coding in study.codings:
        object.__setattr__(coding, "partner", hostile if coding.partner else "")
        object.__setattr__(coding.evidence, "rule", hostile)
    for category in study.codebook.categories:
        object.__setattr__(category, "label", hostile)
        for code in category.codes:
            object.__setattr__(code, "label", hostile)
    object.__setattr__(study.codebook.variables[0], "label", hostile)
    for page in pages(study):
        found = html(page, templates)
        assert not [tag for tag, _ in found.tags if tag == "img"]
        text = page_bytes(page, "md", templates).decode()
        assert "<img" not in text
        for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
            assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_the_page_needs_nothing_from_outside_and_lets_nothing_in(study: Any, templates: Path) -> None:
    text = page_bytes(report_page(*study.material), "html", templates).decode()
    assert not re.search(r"https?:|url\(|@import|\bsrc=", text)
    found = Document(text)
    (policy,) = [a["content"] for tag, a in found.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy and policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on") or name == "style"]


def test_the_page_can_be_read_aloud(study: Any, templates: Path) -> None:
    found = html(report_page(*study.material), templates)
    assert dict(found.tags)["html"] == {"lang": "nl"}
    tables = sum(tag == "table" for tag, _ in found.tags)
    assert tables == sum(tag == "caption" for tag, _ in found.tags) == 5
    assert all(attributes.get("scope") for tag, attributes in found.tags if tag == "th")
    labelled = [a["aria-labelledby"] for _, a in found.tags if "aria-labelledby" in a]
    assert set(labelled) <= set(found.ids)


def test_markdown_holds_the_numbers(study: Any, templates: Path) -> None:
    text = page_bytes(report_page(*study.material), "md", templates).decode()
    assert "| | Alles (N = 4) | Noord (N = 3) | Zuid (N = 2) | Loopt | Straks | Droom |\n|---|---:|" in text
    assert "\n| Soep/bouillon | 2 (50%) | 2 (67%) | 1 (50%) | 1 | 1 | – |\n| Brood | 1 (25%) | – |" in text
    text = page_bytes(compared(study), "md", templates).decode()
    assert "\n| **a. Koken** | 3 (75%) | 2 (67%) | 2 (100%) | −33 [−79; +38] |  |  | 1 | 1 | 1 |\n" in text
    listed = page_bytes(partners_page(*study.material), "md", templates).decode()
    assert "- **bakker**: 3 keukens (1 loopt, 2 droom): De Pan, Het Vuur, =SUM(1;2)\n" in listed


def test_a_comparison_shows_signed_differences(study: Any, templates: Path) -> None:
    found = html(compared(study), templates)
    assert found.row("Soep/bouillon")[4:7] == ["+17 [−45; +65]", "1,000", "1,000"]  # Newcombe and Fisher of 2/3 and 1/2
    assert found.row("Brood")[4].startswith("−50 [")


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_input_gives_the_same_bytes(study: Any, templates: Path, form: str) -> None:
    def made() -> list[bytes]:
        return [page_bytes(page, form, templates) for page in pages(study)[form == "csv" :]]

    first = made()
    study.codings.reverse()
    study.transcripts.reverse()
    assert made() == first


def test_the_ending_of_the_name_says_the_format(study: Any, templates: Path, tmp_path: Path) -> None:
    page = tables_page(*study.material, ONE)
    for form in FORMATS:
        path = tmp_path / "out" / f"tabel.{form.upper()}"
        write_page(path, page, templates)
        assert path.read_bytes() == page_bytes(page, form, templates)
    write_page(tmp_path / "report.html", report_page(*study.material), templates)
    assert b"Moestuin" in (tmp_path / "report.html").read_bytes()
    with pytest.raises(AanbodError, match=r"report\.odt: the name does not say .*\n    end it in one of: \.html"):
        write_page(tmp_path / "report.odt", page, templates)
    with pytest.raises(AanbodError, match="no format `pdf`"):
        page_bytes(page, "pdf", templates)
    assert not (tmp_path / "report.odt").exists()


def test_nothing_coded_yet_still_makes_a_report(study: Any, templates: Path) -> None:
    for form in ("html", "md", "xlsx", "docx"):
        for transcripts in (study.transcripts, []):
            assert page_bytes(report_page(study.codebook, study.stored(transcripts, [])), form, templates)
