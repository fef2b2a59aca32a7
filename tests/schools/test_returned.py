"""What comes back, in the ways in which programs and people change it."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from aanbod.schools.fields import Returned, Signs
from aanbod.schools.overview import Overview
from aanbod.schools.returned import read_returned
from aanbod.schools.wording import Wording
from aanbod.transcripts.unreadable import UnreadableError

from .conftest import fill_page, fill_word, keys, without_controls

Read = Callable[[bytes, str], Returned]


@pytest.fixture
def read(tmp_path: Path, wording: Wording) -> Read:
    def call(data: bytes, name: str = "terug.docx") -> Returned:
        path = tmp_path / name
        path.write_bytes(data)
        return read_returned(path, wording.signs())

    return call


@pytest.fixture
def filled(overview_of: Callable[..., Overview]) -> tuple[set[str], dict[str, str]]:
    key = keys(overview_of())
    ticks = {f"yes:{key['Moestuin']}", f"no:{key['Kas']}", f"yes:{key['complete']}"}
    return ticks, {f"text:{key['Kas']}": "Die is er al… sinds 2019.", f"text:{key['3']}": "Schaken\nén dammen 🌱"}


def check(found: Returned, key: dict[str, str]) -> None:
    assert found.about is not None
    assert (found.about.study, found.about.case, dict(found.about.where)) == ("tuin", "De Linde", {"jaar": ("2024",)})
    said = {name: found.fields[one] for name, one in key.items()}
    assert {name: (one.yes, one.no) for name, one in said.items()} == {
        "Moestuin": (True, False),
        "Kas": (False, True),
        "Hovenier Blad": (False, False),
        "complete": (True, False),
        "1-2": (False, False),
        "3": (False, False),
    }
    texts = {name: one.text.replace("\n", " ") for name, one in said.items() if one.text}
    assert texts == {"Kas": "Die is er al… sinds 2019.", "3": "Schaken én dammen 🌱"}
    assert said["Kas"].label == "Kas"
    assert not [text for one in said.values() for text in one.unclear] and not found.loose


def test_word_and_programs_without_controls(
    read: Read,
    word: Callable[..., bytes],
    filled: tuple[set[str], dict[str, str]],
    overview_of: Callable[..., Overview],
) -> None:
    document = fill_word(word(), *filled)
    key = keys(overview_of())
    check(read(document), key)
    check(read(without_controls(document)), key)


def test_a_page(
    read: Read, page: Callable[..., str], filled: tuple[set[str], dict[str, str]], overview_of: Callable[..., Overview]
) -> None:
    key = keys(overview_of())
    saved = fill_page(page(), *filled)
    check(read(saved, "terug.html"), key)
    check(read(b"\xef\xbb\xbf" + saved.replace(b"\n", b"\r\n"), "terug.htm"), key)
    one_file = (
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + saved + b"\r\n--b--\r\n"
    )
    check(read(one_file, "terug.mhtml"), key)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice(
    read: Read,
    word: Callable[..., bytes],
    filled: tuple[set[str], dict[str, str]],
    overview_of: Callable[..., Overview],
    tmp_path: Path,
) -> None:
    source = tmp_path / "in" / "terug.docx"
    source.parent.mkdir()
    source.write_bytes(fill_word(word(), *filled))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", tmp_path / "out", source]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    check(read((tmp_path / "out" / "terug.docx").read_bytes()), keys(overview_of()))


def test_a_letter_in_a_cell_is_a_tick(
    read: Read, word: Callable[..., bytes], overview_of: Callable[..., Overview]
) -> None:
    key = keys(overview_of())
    written = {"Moestuin": ("x", ""), "Kas": ("", " X "), "Hovenier Blad": ("misschien", ""), "complete": ("", "Nee")}
    document = Document(io.BytesIO(without_controls(word())))
    for table in document.tables:
        for row in table.rows:
            for name, boxes in written.items():
                if f"#{key[name]}" in row.cells[0].text:
                    for cell, text in zip(row.cells[1:3], boxes, strict=True):
                        cell.text = f"☐ {text}"
    out = io.BytesIO()
    document.save(out)
    found = read(out.getvalue()).fields
    assert {name: (found[key[name]].yes, found[key[name]].no) for name in written} == {
        "Moestuin": (True, False),
        "Kas": (False, True),
        "Hovenier Blad": (False, False),
        "complete": (False, True),
    }
    assert found[key["Hovenier Blad"]].unclear == ["☐ misschien"]


def test_the_order_of_rows_does_not_matter_and_a_row_of_ones_own_is_told(
    read: Read,
    word: Callable[..., bytes],
    filled: tuple[set[str], dict[str, str]],
    overview_of: Callable[..., Overview],
) -> None:
    document = Document(io.BytesIO(fill_word(word(), *filled)))
    table = document.tables[0]._tbl
    first, second = table.tr_lst[1:3]
    first.addprevious(second)
    out = io.BytesIO()
    document.save(out)
    check(read(out.getvalue()), keys(overview_of()))
    document.tables[0].add_row().cells[0].text = "Vogelhuisjes"
    out = io.BytesIO()
    document.save(out)
    assert read(out.getvalue()).loose == ("Vogelhuisjes",)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("", False, False),
        ("☐", False, False),
        ("☒", True, True),
        (" ☐ x ", True, True),
        ("✓", True, True),
        ("-", False, False),
        ("Ja", True, None),
        ("nee", None, True),
        ("klopt niet", None, True),
        ("soms", None, None),
    ],
)
def test_what_is_a_tick(wording: Wording, text: str, first: bool | None, second: bool | None) -> None:
    signs = wording.signs()
    assert (signs.ticked(text, yes=True), signs.ticked(text, yes=False)) == (first, second)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("…………", ""),
        ("......", ""),
        ("Klik of tik om tekst in te voeren.", ""),
        ("……Schaken……", "Schaken"),
        ("Eén regel.\n\n twee   regels ", "Eén regel.\ntwee regels"),
    ],
)
def test_what_was_written(wording: Wording, text: str, found: str) -> None:
    assert wording.signs().written(text) == found


def _word(body: str, **parts: bytes) -> bytes:
    out = io.BytesIO()
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("scan.pdf", b"%PDF-1.7 ...", "PDF"),
        ("scan.jpg", b"\xff\xd8\xff\xe0 ...", "picture"),
        ("scan.docx", _word("<w:p/>", word__media__image1=b"x"), "scan"),
        ("leeg.docx", _word("<w:p/>"), "emptied"),
        ("leeg.html", b"<p>Dank u wel.</p>", "emptied"),
        ("niets.docx", b"", "empty"),
        ("half.docx", b"PK\x03\x04 and no more", "broken"),
        ("xml.docx", _word("<w:p>"), "broken"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ...", r"\.doc"),
        ("slot.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("brief.rtf", b"{\\rtf1 ...}", "RTF"),
        ("~$terug.docx", b"x", "while a document is open"),
        ("blad.xlsx", b"", "empty"),
    ],
)
def test_what_cannot_be_read_is_told(read: Read, name: str, data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as told:
        read(data, name)
    assert re.search(r"\. [A-Z]", str(told.value))  # what is wrong, and what to do


def test_signs_are_none_without_words() -> None:
    assert Signs().ticked("ja", yes=True) is None
