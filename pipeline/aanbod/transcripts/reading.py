"""From a file to the fixed text of a transcript: one reader per kind of file."""

from collections.abc import Callable
from pathlib import Path

from aanbod.transcripts import docx, odt, pdf, plain, subtitles
from aanbod.transcripts.files import SUFFIXES, read_bytes
from aanbod.transcripts.unreadable import UnreadableError

# A reader takes the file's bytes and its name for messages, and raises UnreadableError.
READERS: dict[str, Callable[[bytes, str], str]] = {
    ".txt": plain.read,
    ".md": plain.read_markdown,
    ".docx": docx.read,
    ".odt": odt.read,
    ".pdf": pdf.read,
    ".vtt": subtitles.read,
    ".srt": subtitles.read,
}


def read_text(path: Path) -> str:
    """The text of a transcript, fixed: what is coded, and what offsets count in.

    LF newlines, NFC, no byte order mark, no invisible characters, no white space at line ends, never more than one
    empty line; its structure is in the text as `structure` describes. Raises UnreadableError (an AanbodError).
    """
    return text_of(path, read_bytes(path))


def text_of(path: Path, data: bytes) -> str:
    """The text of a file whose bytes were read already."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kind = f"files of kind {path.suffix}" if path.suffix else "files without a suffix"
        raise UnreadableError(str(path), f"{kind} are no transcripts.", f"Save it as {_listed(SUFFIXES)}.")
    text = reader(data, str(path))
    if not text:
        raise UnreadableError(str(path), "the file holds no text.", "Replace it by one with text, or remove it.")
    return text


def _listed(suffixes: tuple[str, ...]) -> str:
    return ", ".join(suffixes[:-1]) + f" or {suffixes[-1]}"
