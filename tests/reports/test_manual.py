"""The coding manual, of a small codebook and of the repository's own."""

import io
from collections.abc import Callable
from pathlib import Path

from docx import Document

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Codebook
from aanbod.reports.manual import manual_bytes

STUDY = """\
bouwstenen: [{number: 4, id: dag, label: Een rijke dag}]
categories:
  - id: tuin.werk
    letter: b
    label: Werk & <b>wortels</b>
    bouwstenen: [4]
    codes:
      - id: tuin.werk.snoeien
        label: Snoeien
        definition: Takken eraf.
        use_for: [heggen]
        not_for: [haren]
        keywords: [snoeien, "*geheim trefwoord"]
        yields_to: [tuin.werk.zaaien]
        examples:
          coded: ["Wij snoeien.", {text: "Wij willen snoeien.", status: gewenst}]
          not_coded: ["De kapper snoeit."]
      - {id: tuin.werk.zaaien, label: Zaaien, keywords: [zaaien]}
  - id: partner.groen
    label: Groen
    partners:
      - {name: Bloemenhof, definition: Een hof., not_for: [een hofje], keywords: [bloemenhof]}
"""


def text_of(content: bytes) -> list[str]:
    document = Document(io.BytesIO(content))
    found = [p.text for p in document.paragraphs]
    return found + [p.text for table in document.tables for row in table.rows for c in row.cells for p in c.paragraphs]


def test_all_that_a_coder_needs(write_codebook: Callable[..., Path], templates: Path) -> None:
    book = load_codebook(write_codebook(STUDY))
    lines = text_of(manual_bytes(book, "docx", templates))
    start = lines.index("Snoeien\ntuin.werk.snoeien · bouwsteen 4")
    assert lines[start + 1 : start + 13] == [
        *("Takken eraf.", "Wel", "heggen", "Niet", "haren", "Geeft voorrang aan: Zaaien."),
        *("Voorbeelden", "“Wij snoeien.”", "“Wij willen snoeien.” gewenst"),
        *("Geen voorbeelden", "“De kapper snoeit.”", "Zaaien\ntuin.werk.zaaien · bouwsteen 4"),
    ]
    assert "b Werk & <b>wortels</b>" in lines
    assert "Gewenst\t" in lines and "4\tEen rijke dag" in lines
    assert lines[-4:] == ["Bloemenhof", "Een hof. Niet: een hofje.", "", ""]
    assert not any("geheim" in line for line in lines)


def test_the_page_lets_nothing_in(write_codebook: Callable[..., Path], templates: Path) -> None:
    html = manual_bytes(load_codebook(write_codebook(STUDY)), "html", templates).decode()
    assert "<b>wortels</b>" not in html and "&lt;b&gt;wortels" in html
    assert "default-src 'none'" in html and "<script" not in html


def test_every_code_and_example_of_the_study(afs: Codebook, templates: Path) -> None:
    lines = text_of(manual_bytes(afs, "docx", templates))
    whole = "\n".join(lines).replace("\u200b", "")
    for code in afs.codes:
        assert code.partner in whole if code.partner else f"{code.label}\n{code.id}" in whole, code.key
        assert " ".join(code.definition.split()) in whole, code.key
        assert all(f"“{' '.join(example.text.split())}”" in whole for example in code.examples), code.key
    assert manual_bytes(afs, "docx", templates) == manual_bytes(afs, "docx", templates)
