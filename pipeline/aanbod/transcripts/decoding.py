"""Bytes to text: UTF-8, UTF-16 with a byte order mark, or else Windows-1252, as Dutch text files come."""

import codecs
import re
from functools import lru_cache

from aanbod.transcripts.unreadable import UnreadableError

# How files of other kinds start that were given a text file's name.
_MAGIC = {
    b"%PDF-": ("a PDF file", ".pdf"),
    b"PK\x03\x04": ("a zip file, such as a Word or LibreOffice document", ".docx or .odt"),
    b"{\\rtf": ("an RTF file", ".docx, after saving it as one"),
    b"\xd0\xcf\x11\xe0": ("an old Word document", ".docx, after saving it as one"),
}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MANY = 0.01  # of the characters: text has hardly any control characters


@lru_cache(maxsize=1)  # a file is asked for its front matter, and then for its text
def decode(data: bytes, file: str) -> str:
    """The text of a plain text file, without byte order mark. Raises UnreadableError for anything but text."""
    for magic, (kind, suffix) in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableError(file, f"this is {kind}, not plain text.", f"Name it {suffix}.")
    text = _decode(data, file)
    if "\x00" in text or len(_CONTROLS.findall(text)) > _MANY * len(text):
        raise UnreadableError(
            file,
            "this is not text: it is full of control characters.",
            "Save the document as plain text in UTF-8, or as .docx, .odt or .pdf.",
        )
    return text


def _decode(data: bytes, file: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableError(
                file,
                f"it starts as UTF-16 text, but is broken at byte {error.start}.",
                "Save the text as UTF-8.",
            ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # In Windows-1252 five bytes mean nothing; Latin-1 has control characters there, which are dropped later.
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")
