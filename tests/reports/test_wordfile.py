"""Pages in Word, read back with python-docx; the template as the repository has it, and as an analyst changed it."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from aanbod.errors import AanbodError
from aanbod.reports.docxfile import docx_bytes
from aanbod.reports.page import Page, comparison_page, partners_page, report_page, tables_page
from aanbod.reports.wordfile import word_bytes
from aanbod.reports.wordtemplate import template_bytes
from aanbod.tables.table import Grouping, Options

EVIL = "<script>alert(1)</script>"


def read(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def made(page: Page, templates: Path) -> Any:
    return read(docx_bytes(page, templates))


def texts(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def cells(table: Any) -> list[list[str]]:
    """The text of each cell that stands in a row; a cell over several columns stands there once."""
    return [["".join(p.text for p in _paragraphs(cell)) for cell in row._tr.tc_lst] for row in table.rows]


def _paragraphs(cell: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    return [Paragraph(p, None) for p in cell.p_lst]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(template_bytes())
    return path


def test_the_template_in_the_repository_is_the_one_that_the_program_makes(templates: Path) -> None:
    assert parts((templates / "report.docx").read_bytes()) == parts(template_bytes())


def test_a_table_has_a_caption_heads_and_numbers(study: Any, templates: Path) -> None:
    document = made(report_page(*study.material), templates)
    assert texts(document, "Title") == ["report"]
    assert texts(document, "Caption")[:2] == ["table 2.1 Wat er is", "table 3.1 Met wie"]
    table = document.tables[0]
    rows = cells(table)
    assert rows[0] == ["", "Alles\nN = 4", "Wijk", "status"]
    assert rows[1][2:] == ["Noord\nN = 3", "Zuid\nN = 2", "Loopt", "Straks", "Droom"]
    assert rows[2] == ["a\tKoken", "3\u00a0(75%)", "2\u00a0(67%)", "2\u00a0(100%)", "1", "1", "1"]
    assert rows[3] == ["Soep/bouillon", "2\u00a0(50%)", "2\u00a0(67%)", "1\u00a0(50%)", "1", "1", "–"]
    properties = [row._tr.trPr for row in table.rows]
    assert [p.find(qn("w:tblHeader")) is not None for p in properties] == [True, True, *[False] * (len(rows) - 2)]
    assert all(p.find(qn("w:cantSplit")) is not None for p in properties)
    styles = [[p.style.name for cell in row.cells for p in cell.paragraphs] for row in table.rows]
    assert styles[3] == ["Table Indented", *["Table Number"] * 6]
    assert styles[2] == ["Table Group", *["Table Group Number"] * 6]
    assert document.styles["Table Number"].paragraph_format.alignment == 2  # right
    assert table.style.name == "Report Table"


def test_the_columns_fill_the_page(study: Any, templates: Path) -> None:
    document = made(report_page(*study.material), templates)
    section = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) // 635
    for table in document.tables[:2]:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iterchildren()]
        assert sum(widths) == width
        assert widths[0] == max(widths)


def test_notes_say_what_they_say_on_the_page(study: Any, templates: Path) -> None:
    document = made(report_page(*study.material), templates)
    notes = texts(document, "Table Note")
    assert any("unit: transcript; N = 4." in note for note in notes)
    assert "Een noot." in notes
    assert not any("leidt naar de passages" in p.text for p in document.paragraphs)
    assert not any("Er is soep" in p.text for p in document.paragraphs)


def test_the_contents_lead_to_the_tables(study: Any, templates: Path) -> None:
    body = made(report_page(*study.material), templates).element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(links) == 5 and set(links) == marks
    assert [field.get(qn("w:fldCharType")) for field in body.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]


def test_a_table_that_is_too_wide_lies_on_its_side(study: Any, templates: Path) -> None:
    values = {f"w{number}": f"Wijk met nummer {number:02}" for number in range(40)}
    object.__setattr__(study.codebook.variables[0], "values", {"noord": "Noord", "zuid": "Zuid", **values})
    document = made(report_page(*study.material), templates)
    shapes = [section.page_width > section.page_height for section in document.sections]
    assert shapes[:2] == [False, True]
    captions = texts(document, "Caption")
    assert captions[:2] == ["table 2.1 Wat er is", "table 2.1 Wat er is (vervolg)"]
    first, second = document.tables[:2]
    assert cells(first)[3][0] == cells(second)[3][0] == "Soep/bouillon"
    labels = [text for table in document.tables for text in cells(table)[1] if text.startswith("Wijk met")]
    assert labels[:40] == [f"Wijk met nummer {number:02}\nN = 0" for number in range(40)]
    limit = (document.sections[1].page_width - 2 * document.sections[1].left_margin) // 635
    assert all(sum(int(c.get(qn("w:w"))) for c in t._tbl.tblGrid.iterchildren()) <= limit for t in document.tables)


def test_drawings_stay_out_and_columns_of_them_too(study: Any, templates: Path) -> None:
    document = made(comparison_page(*study.material, Grouping(("wijk",)), Options(numbers=("2.1",))), templates)
    rows = cells(document.tables[0])
    assert rows[0][3:] == ["difference\nprocentpunt [95%]", "p", "p\nBH", "status"]
    assert rows[3][4:7] == ["+17\u00a0[−45;\u00a0+65]", "1,000", "1,000"]
    assert len(rows[3]) == 10
    assert not any("●" in p.text for p in document.paragraphs)


def test_quotes_stand_on_lines_of_their_own(study: Any, templates: Path) -> None:
    document = made(partners_page(*study.material), templates)
    row = next(row for row in cells(document.tables[0]) if row[0] == "bakker")
    assert row[1] == "3\u00a0(100%)"
    assert row[-1] == "“Wij dromen van de bakker”\n“De bakker brengt brood”"


def test_the_same_page_gives_the_same_bytes_and_no_moment(study: Any, templates: Path) -> None:
    page = report_page(*study.material)
    content = docx_bytes(page, templates)
    assert content == docx_bytes(page, templates)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = read(content).core_properties
    assert (properties.title, properties.subject, properties.author) == ("report", "Buurtkeukens", "")
    assert properties.created.year == properties.modified.year == 1980


def test_an_analyst_changes_the_looks_in_word(study: Any, templates: Path, template: Path) -> None:
    own = Document(str(template))
    own.styles["Caption"].font.size = Pt(20)
    own.styles["Table Text"].font.size = Pt(22)
    own.add_paragraph("Omslag van de gemeente", style="Title")
    own.save(str(template))
    for path in templates.glob("*.*"):
        if path.suffix != ".docx":
            (template.parent / path.name).write_bytes(path.read_bytes())
    document = made(tables_page(*study.material, Options(numbers=("2.1",))), template.parent)
    assert texts(document, "Title") == ["Omslag van de gemeente", "Wat er is"]
    assert document.styles["Caption"].font.size == Pt(20)
    assert document.sections[-1].page_width > document.sections[-1].page_height  # larger letters need more room


def test_hostile_texts_are_texts(study: Any, templates: Path) -> None:
    for code in study.codebook.codes:
        object.__setattr__(code, "label", f"{EVIL}\x0b\ufffe&amp;")
    document = made(report_page(*study.material), templates)
    assert any(f"{EVIL}&amp;" in cell.replace("\u200b", "") for row in cells(document.tables[0]) for cell in row)


def test_a_template_that_is_none_is_named(template: Path) -> None:
    template.write_bytes(b"no zip")
    with pytest.raises(AanbodError, match=r"report\.docx: this is no Word document"):
        word_bytes("<p>x</p>", template, "", "")
    template.unlink()
    with pytest.raises(AanbodError, match=r"report\.docx: there is no such template"):
        word_bytes("<p>x</p>", template, "", "")


def test_a_style_that_is_gone_is_named(template: Path) -> None:
    own = Document(str(template))
    own.styles["Caption"].delete()
    own.save(str(template))
    with pytest.raises(AanbodError, match="the template has no style `Caption`"):
        word_bytes("<table><caption>x</caption><tr><td>1</td></tr></table>", template, "", "")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>a\n  <b>b</b> <i>c</i></p>",
            [("Normal", [("a ", None), ("b", "Strong"), (" ", None), ("c", "Emphasis")])],
        ),
        ("<ul><li>a</li><li>b</li></ul>", [("List Bullet", [("a", None)]), ("List Bullet", [("b", None)])]),
        ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", [("Definition", [("a", "Strong"), ("\t", None), ("b", None)])]),
        ("<p>a<br>b</p>", [("Normal", [("a", None), ("\n", None), ("b", None)])]),
        ("<p>a <span class='unseen'>x</span><svg><path/></svg><!-- y --></p>", [("Normal", [("a", None)])]),
        ("<blockquote>a <mark class='words'>b</mark></blockquote>", [("Quote", [("a ", None), ("b", "Found")])]),
        ("<details><summary>a</summary><p hidden>b</p></details>", [("Heading 3", [("a", None)])]),
        ("<section><p> </p></section>", []),
    ],
)
def test_elements_become_paragraphs(template: Path, html: str, expected: list[Any]) -> None:
    document = read(word_bytes(f"<html><body>{html}</body></html>", template, "", ""))
    found = []
    for p in document.paragraphs:
        named = [(r.text, r.style.name if r._r.rPr is not None else None) for r in p.runs]
        found.append((p.style.name, named))
    assert found == expected
