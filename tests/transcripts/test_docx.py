import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from aanbod.transcripts import docx
from aanbod.transcripts.unreadable import UnreadableError

W = nsdecls("w")


@pytest.fixture
def document() -> DocumentType:
    return Document()


def read(document: DocumentType) -> str:
    out = io.BytesIO()
    document.save(out)
    return docx.read(out.getvalue(), "a.docx")


def add(document: DocumentType, xml: str) -> None:
    """Adds this XML of a paragraph or table to the body."""
    document.element.body.insert(-1, parse_xml(xml))


def test_headings_paragraphs_and_lists(document: DocumentType) -> None:
    document.add_heading("Gesprek met Het Kompas", 0)
    document.add_heading("Aanbod", 1)
    document.add_paragraph("Wij bieden:")
    document.add_paragraph("naailes", style="List Bullet")
    document.add_paragraph("soep op vrijdag", style="List Bullet")
    document.add_paragraph("")
    document.add_heading("Later", 2)
    document.add_paragraph("plan maken", style="List Number")
    document.add_paragraph("geld zoeken", style="List Number")
    assert read(document) == (
        "# Gesprek met Het Kompas\n\n# Aanbod\n\nWij bieden:\n\n- naailes\n- soep op vrijdag\n\n"
        "## Later\n\n1. plan maken\n2. geld zoeken"
    )


def test_heading_by_dutch_style_name_and_by_outline_level(document: DocumentType) -> None:
    document.styles.add_style("Kop 2", WD_STYLE_TYPE.PARAGRAPH)
    based = document.styles.add_style("Vraag", WD_STYLE_TYPE.PARAGRAPH)
    based.base_style = document.styles["Kop 2"]
    document.add_paragraph("Ouders", style="Kop 2")
    document.add_paragraph("Wat gaat goed?", style="Vraag")
    add(document, f'<w:p {W}><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:r><w:t>Team</w:t></w:r></w:p>')
    add(document, f'<w:p {W}><w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:r><w:t>Gewoon.</w:t></w:r></w:p>')
    assert read(document) == "## Ouders\n\n## Wat gaat goed?\n\n# Team\n\nGewoon."


def test_numbering_of_the_paragraph_itself(document: DocumentType) -> None:
    numbering = document.part.numbering_part.element
    for number, form in ((71, "decimal"), (72, "bullet")):
        levels = "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{form}"/></w:lvl>' for level in (0, 1))
        definition = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number}">{levels}</w:abstractNum>')
        numbering.insert(0, definition)
        numbering.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    for number, level, text in [
        (71, 0, "een"),
        (71, 1, "een a"),
        (71, 1, "een b"),
        (71, 0, "twee"),
        (71, 1, "twee a"),
        (72, 0, "punt"),
        (0, 0, "geen"),
    ]:
        numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        add(document, f"<w:p {W}><w:pPr>{numbers}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    assert read(document) == "1. een\n1. een a\n2. een b\n2. twee\n1. twee a\n- punt\n\ngeen"


def test_typed_bullets_and_line_breaks(document: DocumentType) -> None:
    run = document.add_paragraph().add_run("Een regel")
    run.add_break()
    run.add_text("en\tverder,")
    run.add_break(WD_BREAK.PAGE)
    run.add_text("nieuwe bladzijde")
    document.add_paragraph("•\tnaailes")
    document.add_paragraph("Ook:\n– soep\n– thee")
    assert read(document) == "Een regel en verder, nieuwe bladzijde\n\n- naailes\n\nOok:\n\n- soep\n- thee"


def test_tracked_changes_links_and_fields(document: DocumentType) -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    add(
        document,
        f"<w:p {W}>"
        + run.format("Elke week ")
        + f'<w:ins w:id="1" w:author="x">{run.format("twee ")}</w:ins>'
        + '<w:del w:id="2" w:author="x"><w:r><w:delText>drie </w:delText></w:r></w:del>'
        + f'<w:moveFrom w:id="3" w:author="x">{run.format("weg ")}</w:moveFrom>'
        + f'<w:hyperlink w:anchor="a">{run.format("naailessen")}</w:hyperlink>'
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        + f"<w:sdt><w:sdtContent>{run.format(' in de hal')}</w:sdtContent></w:sdt>"
        + "<w:r><w:t>, niet</w:t><w:noBreakHyphen/><w:t>gratis.</w:t></w:r></w:p>",
    )
    assert read(document) == "Elke week twee naailessen in de hal, niet-gratis."


def test_tables(document: DocumentType) -> None:
    table = document.add_table(rows=3, cols=3)
    cells = [["Wat", "Wie", "Wanneer"], ["soep|thee", "ouders", ""], ["naailes", "moeders", "ma\nwo"]]
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Slot.")
    assert read(document) == (
        "| Wat | Wie | Wanneer |\n| soep/thee | ouders | |\n| naailes | moeders | ma wo |\n\nSlot."
    )


def test_merged_cells_stand_once(document: DocumentType) -> None:
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "samen"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "breed"
    table.cell(1, 1).text = "links"
    table.cell(1, 2).text = "rechts"
    assert read(document) == "| samen | breed |\n| | links | rechts |"


def test_a_table_in_a_table_and_a_frame_around_text(document: DocumentType) -> None:
    frame = document.add_table(rows=1, cols=1).cell(0, 0)
    frame.text = "Een kader."
    frame.add_paragraph("naailes", style="List Bullet")
    inner = frame.add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "soep"
    inner.cell(0, 1).text = "vrijdag"
    assert read(document) == "Een kader.\n\n- naailes\n\n| soep | vrijdag |"


def test_text_boxes_once(document: DocumentType) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In een kader.</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    add(
        document,
        f"<w:p {W} {mc}><w:r><w:t>Naast een kader.</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert read(document) == "Naast een kader.\n\nIn een kader."


def test_the_table_of_contents_is_no_text(document: DocumentType) -> None:
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Aanbod\t3", style="toc 1")
    document.add_heading("Aanbod", 1)
    assert read(document) == "# Aanbod"


def test_headers_and_footnotes_are_no_text(document: DocumentType) -> None:
    document.sections[0].header.paragraphs[0].text = "Vertrouwelijk"
    document.add_paragraph("Tekst.")
    assert read(document) == "Tekst."


def rewritten(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """An ordinary docx file with its parts changed, or left out."""
    source, out = io.BytesIO(), io.BytesIO()
    document = Document()
    document.add_paragraph("Tekst.")
    document.save(source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda name, data: None if name == "word/document.xml" else data, "broken: a part of it is missing"),
        (lambda name, data: None if name == "[Content_Types].xml" else data, "broken: a part of it is missing"),
        (lambda name, data: data[:-20] if name == "word/document.xml" else data, "broken: its XML cannot be read"),
        (lambda name, data: re.sub(rb"<w:document", b"<!DOCTYPE x><w:document", data), "declares XML entities"),
    ],
)
def test_broken_documents(change: Callable[[str, bytes], bytes | None], message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        docx.read(rewritten(change), "map/a.docx")
    assert str(caught.value).startswith("map/a.docx: ")


def test_a_zip_that_is_no_document(make_zip: Callable[..., bytes]) -> None:
    with pytest.raises(UnreadableError, match="broken"):
        docx.read(make_zip({"brief.txt": "tekst"}), "a.docx")
