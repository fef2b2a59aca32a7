import io
import logging
import textwrap
from collections.abc import Callable, Sequence

import pytest
from pypdf import PdfReader, PdfWriter

from aanbod.transcripts import pdf
from aanbod.transcripts.unreadable import UnreadableError

Pdf = Callable[[Sequence[Sequence[str]]], bytes]

PARAGRAPHS = [
    "Op maandag schuiven ouders aan bij de naaitafel. Ze herstellen er jassen, en al doende oefenen ze de taal die ze "
    "daarvoor nodig hebben.",
    "In het voorjaar begon de school met een moestuin. De bakken staan langs het hek en worden verzorgd door groep 5 "
    "en 6, samen met een handvol grootouders.",
    "Het spreekuur verhuisde naar de hal. Sindsdien lopen ouders er vanzelf langs wanneer zij hun kinderen ophalen.",
]


def wrapped(width: int) -> list[str]:
    return [line for paragraph in PARAGRAPHS for line in textwrap.wrap(paragraph, width)]


def sentences(text: str) -> list[str]:
    return " ".join(text.split()).split(". ")


@pytest.mark.parametrize("width", [50, 70, 95])
def test_lines_and_pages_become_running_text(make_pdf: Pdf, width: int) -> None:
    lines = wrapped(width)
    pages = [["Verslag Het Kompas", *lines[at : at + 5], str(at)] for at in range(0, len(lines), 5)]
    text = pdf.read(make_pdf(pages), "a.pdf")
    assert sentences(text.removeprefix("Verslag Het Kompas")) == sentences(" ".join(PARAGRAPHS))


def test_notes_stay_apart(make_pdf: Pdf) -> None:
    notes = ["naailes op maandag", "Soep", "wachtlijst voor de moestuin", "ouders helpen", "geen opvang in de avond"]
    assert pdf.read(make_pdf([notes]), "a.pdf").split() == " ".join(notes).split()
    assert [line for line in pdf.read(make_pdf([notes]), "a.pdf").split("\n") if line] == notes


def test_a_scan(make_pdf: Pdf) -> None:
    with pytest.raises(UnreadableError, match=r"no text in its 3 pages: .*scan.*OCR"):
        pdf.read(make_pdf([[], [], []]), "a.pdf")


def encrypted(data: bytes, user: str, owner: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    writer.encrypt(user, owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password(make_pdf: Pdf) -> None:
    data = make_pdf([["Soep op vrijdag."]])
    with pytest.raises(UnreadableError, match="protected by a password"):
        pdf.read(encrypted(data, "geheim", "geheim"), "a.pdf")
    # With a password for changing it only, anyone may read it.
    assert pdf.read(encrypted(data, "", "geheim"), "a.pdf") == "Soep op vrijdag."


@pytest.mark.parametrize("cut", [0.05, 0.5])
def test_broken_files_say_so_or_are_mended(make_pdf: Pdf, cut: float, caplog: pytest.LogCaptureFixture) -> None:
    data = make_pdf([["Soep op vrijdag."], ["Naailes."]])
    with pytest.raises(UnreadableError, match=r"^map/a\.pdf: the PDF is broken"):
        pdf.read(data[: int(len(data) * cut)], "map/a.pdf")
    assert caplog.records == []


def test_no_pdf() -> None:
    with pytest.raises(UnreadableError, match="the PDF is broken"):
        pdf.read(b"tekst", "a.pdf")


def test_oddities_are_mended_in_silence(make_pdf: Pdf, caplog: pytest.LogCaptureFixture) -> None:
    data = make_pdf([["Soep op vrijdag."]]).replace(b"startxref\n", b"startxref\n9")
    assert pdf.read(data, "a.pdf") == "Soep op vrijdag."
    assert caplog.records == []
    assert logging.getLogger("pypdf").level != logging.CRITICAL
