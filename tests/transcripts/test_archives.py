from collections.abc import Callable

import pytest

from aanbod.transcripts import archives
from aanbod.transcripts.unreadable import UnreadableError

Zip = Callable[[dict[str, str | bytes]], bytes]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_parts(make_zip: Zip) -> None:
    with archives.open_archive(make_zip({"a.xml": "<a/>"}), "a.odt", "LibreOffice") as archive:
        assert archives.read_part(archive, "a.xml", "a.odt", "LibreOffice") == b"<a/>"
        with pytest.raises(UnreadableError, match=r"its part b\.xml is missing"):
            archives.read_part(archive, "b.xml", "a.odt", "LibreOffice")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"tekst", "no zip file"),
        (b"PK\x03\x04 half", "no zip file"),
        (OLE + bytes(600), "old Word document"),
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ],
)
def test_what_is_no_archive(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        archives.open_archive(data, "a.docx", "Word")
    assert str(caught.value).startswith("a.docx: ")


def test_a_bomb_is_not_unpacked(make_zip: Zip) -> None:
    data = make_zip({"word/document.xml": b"0" * 20_000_000})
    with pytest.raises(UnreadableError, match="would unpack to 20 MB"):
        archives.open_archive(data, "a.docx", "Word")


def test_a_part_with_a_wrong_checksum(make_zip: Zip) -> None:
    data = make_zip({"a.xml": "<a>" + "tekst " * 50 + "</a>"})
    at = data.index(b"a.xml") + 8
    with (
        archives.open_archive(data[:at] + b"\xff\xff" + data[at + 2 :], "a.odt", "LibreOffice") as archive,
        pytest.raises(UnreadableError, match="cannot be unpacked"),
    ):
        archives.read_part(archive, "a.xml", "a.odt", "LibreOffice")


def test_an_encrypted_zip(make_zip: Zip) -> None:
    data = bytearray(make_zip({"a.xml": "<a/>"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    with pytest.raises(UnreadableError, match="password"):
        archives.open_archive(bytes(data), "a.docx", "Word")


def test_entities_are_refused(make_zip: Zip) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    with (
        archives.open_archive(make_zip({"a.xml": bomb}), "a.odt", "LibreOffice") as archive,
        pytest.raises(UnreadableError, match="declares XML entities"),
    ):
        archives.read_part(archive, "a.xml", "a.odt", "LibreOffice")
