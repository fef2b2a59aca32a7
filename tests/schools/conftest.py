"""An invented study of two schools, its documents, and hands that fill them in as schools do."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Codebook
from aanbod.counting import Selection
from aanbod.model import Coding, Evidence, Transcript
from aanbod.schools.htmldocument import html_document
from aanbod.schools.overview import Overview, codings_of_cases, overviews
from aanbod.schools.worddocument import word_document
from aanbod.schools.wording import Wording
from aanbod.store import Store

TEMPLATES = Path(__file__).parents[2] / "reports" / "templates"
HEAD = """\
codebook: {id: tuin, title: Tuinstudie, case_label: school, case_label_plural: scholen}
default_status: gerealiseerd
statuses:
  - {id: gerealiseerd, label: Gerealiseerd}
  - {id: gepland, label: Gepland}
  - {id: gewenst, label: Gewenst}
bouwstenen:
  - {number: 1, id: groen, label: Groen}
  - {number: 2, id: samen, label: Samen}
  - {number: 3, id: geld, label: Geld}
variables:
  - {id: jaar, label: Jaar, of: transcript, form: year}
  - {id: wijk, label: Wijk, of: case, values: {noord: Noord, zuid: Zuid}}
cases:
  - {id: De Linde, also: [Linde], variables: {wijk: noord}}
  - {id: Het Veer, variables: {wijk: zuid}}
  - {id: De Stille, variables: {wijk: zuid}}
"""
CODES = """\
categories:
  - id: tuin
    label: Tuin
    bouwstenen: [1, 2]
    codes:
      - {id: tuin.moestuin, label: Moestuin, keywords: [moestuin]}
      - {id: tuin.kas, label: Kas, keywords: [kas]}
  - id: partner.groen
    label: Groene partners
    bouwstenen: [3]
    partners:
      - {name: Hovenier Blad, keywords: [Hovenier Blad]}
"""
Y2024 = {"jaar": ("2024",)}
SAID = {
    "linde-2024.txt": (
        ("De Linde",),
        "2024",
        "Wij hebben een moestuin. Een grotere moestuin staat er al jaren bij ons. ",
    ),
    "samen-2024.txt": (
        ("De Linde", "Het Veer"),
        "2024",
        "Samen willen wij een kas. Er komt met Hovenier Blad een pad. ",
    ),
    "linde-2025.txt": (("De Linde",), "2025", "De moestuin is nu van de buurt. "),
}
CODED = (
    ("linde-2024.txt", "Wij hebben een moestuin.", "tuin.moestuin", "", "gerealiseerd"),
    ("linde-2024.txt", "Een grotere moestuin staat er al jaren bij ons.", "tuin.moestuin", "", "gerealiseerd"),
    ("samen-2024.txt", "Samen willen wij een kas.", "tuin.kas", "", "gewenst"),
    ("samen-2024.txt", "Er komt met Hovenier Blad een pad.", "partner.groen", "Hovenier Blad", "gepland"),
    ("linde-2025.txt", "De moestuin is nu van de buurt.", "tuin.moestuin", "", "gerealiseerd"),
)


@pytest.fixture
def book(write_codebook: Callable[..., Path]) -> Codebook:
    return load_codebook(write_codebook(CODES, head=HEAD))


@pytest.fixture
def store(make_store: Callable[[], Store]) -> Store:
    made = make_store()
    made.save_transcripts(
        Transcript(name, text, "", cases, {"jaar": year}) for name, (cases, year, text) in SAID.items()
    )
    run = made.start_run("tuin", "v1", "0")
    proposed: dict[str, list[Coding]] = {}
    for name, quote, code, partner, status in CODED:
        start = SAID[name][2].index(quote)
        proposed.setdefault(name, []).append(
            Coding(start, start + len(quote), code, partner, status, Evidence("woord"))
        )
    made.save_many(run, "r1", proposed.items())
    return made


@pytest.fixture
def wording(book: Codebook) -> Wording:
    return Wording(TEMPLATES, study=book.title, case_label=book.case_label, case_label_plural=book.case_label_plural)


@pytest.fixture
def overview_of(book: Codebook, store: Store) -> Callable[..., Overview]:
    def of(case: str = "De Linde", year: str = "2024") -> Overview:
        chosen = Selection({"jaar": (year,)})
        return next(overviews(book, chosen, codings_of_cases(store, book, chosen, [case])))

    return of


@pytest.fixture
def word(overview_of: Callable[..., Overview], wording: Wording) -> Callable[..., bytes]:
    def make(case: str = "De Linde", year: str = "2024") -> bytes:
        return word_document(overview_of(case, year), wording.of(case=case, period=year), TEMPLATES)

    return make


@pytest.fixture
def page(overview_of: Callable[..., Overview], wording: Wording) -> Callable[..., str]:
    def make(case: str = "De Linde", year: str = "2024") -> str:
        words = wording.of(case=case, period=year)
        return html_document(overview_of(case, year), words, TEMPLATES, "ingevuld.html").decode()

    return make


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def fill_word(document: bytes, ticks: set[str], texts: Mapping[str, str] | None = None) -> bytes:
    """As Word saves it; `yes:KEY` and so on are the tags of what is filled in."""
    opened = Document(io.BytesIO(document))
    left = ticks | set(texts or {})
    for control in opened.element.body.iter(W + "sdt"):
        tag = control.find(f".//{W}tag").get(W + "val")
        if tag not in left:
            continue
        left.discard(tag)
        if tag in ticks:
            control.find(f".//{W14}checked").set(W14 + "val", "1")
            control.find(f".//{W}t").text = "☒"
        else:
            assert texts
            properties = control.find(W + "sdtPr")
            properties.remove(properties.find(W + "showingPlcHdr"))
            control.find(f".//{W}t").text = texts[tag]
    assert not left
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def without_controls(document: bytes) -> bytes:
    """As a program saves it that knows no controls and no properties: what was in them stays as plain text."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(document)) as file:
        for name in file.namelist():
            if name != "docProps/custom.xml":
                parts[name] = file.read(name)
    body = parts["word/document.xml"].decode()
    body = re.sub(r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt(Content)?( [^>]*)?>", "", body, flags=re.DOTALL)
    assert "w:tag" not in body
    parts["word/document.xml"] = body.encode()
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = re.sub(rb"<(Override|Relationship) [^>]*custom[^>]*/>", b"", parts[name])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def fill_page(page: str, ticks: set[str], texts: Mapping[str, str] | None = None) -> bytes:
    """As the page saves itself."""
    for tag in ticks:
        assert page.count(f'name="{tag}"') == 1
        page = page.replace(f'name="{tag}"', f'name="{tag}" checked=""')
    for tag, text in (texts or {}).items():
        page, number = re.subn(rf'(<textarea name="{tag}"[^>]*>)', lambda found: found[0] + text, page)  # noqa: B023
        assert number == 1
    return page.encode()


def keys(overview: Overview) -> dict[str, str]:
    """The keys of a document's items by label, of its sections by id, and of the last question."""
    found = {item.label: item.key for section in overview.sections for item in section.items}
    return found | {section.id: section.key for section in overview.sections} | {"complete": overview.complete}
