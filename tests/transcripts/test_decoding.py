import codecs

import pytest

from aanbod.transcripts.decoding import decode
from aanbod.transcripts.unreadable import UnreadableError

TEXT = "Coördinator zegt: ‘één café’ – €5"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_the_encodings_of_text_files(data: bytes) -> None:
    assert decode(data, "a.txt") == TEXT


def test_latin_1_with_a_byte_that_windows_lacks() -> None:
    assert decode(b"caf\xe9 \x81 en meer", "a.txt") == "café \x81 en meer"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04....", "a zip file"),
        (b"{\\rtf1\\ansi}", "an RTF file"),
        (b"\xd0\xcf\x11\xe0....", "an old Word document"),
        (b"tekst\x00\x01\x02", "not text"),
        (bytes(range(256)) * 4, "not text"),
        (TEXT.encode("utf-16-le"), "not text"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        decode(data, "map/a.txt")
    assert str(caught.value).startswith("map/a.txt: ")
    assert "\n" not in str(caught.value)
    assert caught.value.fault.remedy
