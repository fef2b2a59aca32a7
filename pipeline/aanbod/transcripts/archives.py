"""Zipped documents (docx, odt): checked before anything in them is read."""

import io
import zipfile
import zlib

from aanbod.transcripts.files import MEGABYTE
from aanbod.transcripts.unreadable import UnreadableError

MAX_UNPACKED = 300 * MEGABYTE
MAX_RATIO = 200  # unpacked to packed, of archives beyond the size that follows
HARMLESS = 10 * MEGABYTE

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OLE = "EncryptedPackage".encode("utf-16-le")
# Parts are declared in XML; an office program writes no document type, which entity attacks need.
_DOCTYPES = (b"<!DOCTYPE", b"<!ENTITY")


def open_archive(data: bytes, file: str, program: str) -> zipfile.ZipFile:
    """The archive, or UnreadableError: no zip, protected by a password, broken, or a bomb."""
    if data.startswith(_OLE):
        if _ENCRYPTED_OLE in data:
            raise protected(file)
        raise UnreadableError(file, "this is an old Word document (.doc).", "Save it as .docx.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise broken(file, f"it is no zip file ({error})", program) from error
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise protected(file)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or (unpacked > HARMLESS and unpacked > MAX_RATIO * len(data)):
        raise UnreadableError(
            file,
            f"it would unpack to {unpacked / MEGABYTE:.0f} MB, which no document of text does.",
            f"Open it in {program}, leave out pictures and save it again, if you trust it.",
        )
    return archive


def unpack_part(archive: zipfile.ZipFile, name: str, file: str, program: str) -> bytes:
    """The bytes of a part. Raises UnreadableError if it is missing or broken."""
    try:
        return archive.read(name)
    except KeyError as error:
        raise broken(file, f"its part {name} is missing", program) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise broken(file, f"its part {name} cannot be unpacked ({error})", program) from error


def read_part(archive: zipfile.ZipFile, name: str, file: str, program: str) -> bytes:
    """The XML of a part. Raises UnreadableError if it is missing, broken or has a document type."""
    data = unpack_part(archive, name, file, program)
    if any(mark in data for mark in _DOCTYPES):
        raise UnreadableError(
            file,
            f"its part {name} declares XML entities, which {program} never does.",
            f"Do not trust this file; save the text again in {program}.",
        )
    return data


def broken(file: str, why: str, program: str) -> UnreadableError:
    return UnreadableError(file, f"the document is broken: {why}.", f"Open it in {program} and save it again.")


def protected(file: str) -> UnreadableError:
    return UnreadableError(
        file, "the document is protected by a password.", "Open it with the password and save it without."
    )
