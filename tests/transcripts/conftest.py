"""Real files to read: small PDF and odt files, written by hand, and a codebook to check metadata against."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from aanbod.codebook.model import Bouwsteen, Case, Codebook, Status, Variable

ODT_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def pdf_bytes(pages: Sequence[Sequence[str]]) -> bytes:
    """A PDF with these lines of text on its pages; a page without lines is empty, as a scan is to a reader."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in enumerate(pages):
        content = b"BT /F1 11 Tf 14 TL 50 780 Td\n"
        for line in lines:
            escaped = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            content += b"(" + escaped.encode("cp1252") + b") Tj T*\n"
        content += b"ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def zip_bytes(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def odt_bytes(body: str, styles: str = "", manifest: str = "<manifest/>") -> bytes:
    """An odt file with this XML in its office:text, and these automatic styles."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ODT_NAMESPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zip_bytes(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "META-INF/manifest.xml": manifest,
        }
    )


@pytest.fixture
def make_pdf() -> Callable[[Sequence[Sequence[str]]], bytes]:
    return pdf_bytes


@pytest.fixture
def make_odt() -> Callable[..., bytes]:
    return odt_bytes


@pytest.fixture
def make_zip() -> Callable[[dict[str, str | bytes]], bytes]:
    return zip_bytes


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file, text as UTF-8 with the newlines as given, and says where."""

    def _write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return _write


@pytest.fixture
def codebook() -> Codebook:
    """A study with three schools and four variables of transcripts."""
    return Codebook(
        id="proef",
        title="Proef",
        version="0",
        case_label="school",
        case_label_plural="scholen",
        bouwstenen=(Bouwsteen(1, "een", "Een"),),
        statuses=(Status("gerealiseerd", "Gerealiseerd"),),
        default_status="gerealiseerd",
        categories=(),
        cues=(),
        borders=(),
        comma_borders=(),
        clause_verbs=(),
        back_references=(),
        false_cues=(),
        word_groups={},
        variables=(
            Variable("sector", "Sector", "case", {"po": "po", "vo": "vo"}),
            Variable("year", "Jaar", "transcript", also=("jaar",), required=True, form="year"),
            Variable(
                "kind",
                "Soort",
                "transcript",
                {"gesprek": "Voortgangsgesprek", "focusgroep": "Focusgroep"},
                also=("soort",),
                required=True,
            ),
            Variable("date", "Datum", "transcript", also=("datum",), form="date"),
            Variable("plek", "Plaats van het gesprek", "transcript"),
        ),
        cases=(
            Case("De Waterlelie", also=("Waterlelie",)),
            Case("Het Kompas"),
            Case("École Zonneweg + Dependance"),
        ),
        tables=(),
    )
