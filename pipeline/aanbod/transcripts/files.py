"""Files on disk: their bytes, or one clear message why not."""

from pathlib import Path

from aanbod.transcripts.unreadable import UnreadableError

SUFFIXES = (".txt", ".md", ".docx", ".odt", ".pdf", ".vtt", ".srt")  # of transcripts; `reading` has their readers
MEGABYTE = 1_000_000
MAX_BYTES = 50 * MEGABYTE


def read_bytes(path: Path) -> bytes:
    """The bytes of a file of at most MAX_BYTES that is not empty. Raises UnreadableError."""
    file = str(path)
    try:
        if path.is_dir():
            raise UnreadableError(file, "this is a folder, not a file.", "Name the files in it.")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(
                file,
                f"the file is {size / MEGABYTE:.0f} MB; a transcript may be {MAX_BYTES // MEGABYTE} MB.",
                "Split it, or leave out its pictures.",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError(file, "there is no such file.", "Check its name and folder.") from error
    except PermissionError as error:
        raise UnreadableError(
            file, "the file may not be read.", "Close it in other programs, or ask for access to it."
        ) from error
    except OSError as error:
        raise UnreadableError(
            file, f"the file cannot be read: {error.strerror or error}.", "Copy it to this machine again."
        ) from error
    if not data:
        raise UnreadableError(file, "the file is empty.", "Replace it by one with text, or remove it.")
    return data
