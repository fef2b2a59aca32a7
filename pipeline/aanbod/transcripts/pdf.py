"""PDF files, with pypdf: the text of each page, then its wraps undone."""

import io
import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aanbod.transcripts.characters import clean
from aanbod.transcripts.reflow import reflow
from aanbod.transcripts.unreadable import UnreadableError

if TYPE_CHECKING:
    from pypdf import PdfReader


def read(data: bytes, file: str) -> str:
    """The text of a PDF file. Raises UnreadableError if it is broken, protected, or has pictures of text only."""
    from pypdf.errors import DependencyError, PyPdfError  # slow to import

    # What pypdf raises where a file breaks the PDF rules in a way that it did not foresee.
    unforeseen = (
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        NotImplementedError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
        zlib.error,
    )
    with _quiet():
        try:
            reader = _open(data, file)
            pages = [page.extract_text() for page in reader.pages]
        except DependencyError as error:
            raise _protected(file) from error
        except (PyPdfError, *unforeseen) as error:
            raise UnreadableError(
                file, f"the PDF is broken ({error}).", "Open it in a PDF reader and print it to a new PDF."
            ) from error
    text = clean("\f".join(pages))
    if not any(char.isalnum() for char in text):
        count = f"{len(pages)} page{'' if len(pages) == 1 else 's'}"
        raise UnreadableError(
            file,
            f"the PDF has no text in its {count}: it is probably a scan.",
            "Recognise its text (OCR) first, and read the result through.",
        )
    return reflow(text, wrapped=True)


def _open(data: bytes, file: str) -> "PdfReader":
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    # A PDF with an owner's password only opens with an empty one.
    if reader.is_encrypted and not reader.decrypt(""):
        raise _protected(file)
    return reader


def _protected(file: str) -> UnreadableError:
    return UnreadableError(
        file, "the PDF is protected by a password.", "Save it without one, or print it to a new PDF."
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """pypdf logs each oddity that it mends; what it cannot mend it raises."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)
