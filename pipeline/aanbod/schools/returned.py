"""Reading a document that came back, whatever program it was saved with."""

from pathlib import Path

from aanbod.schools.fields import Returned, Signs
from aanbod.transcripts.files import read_bytes
from aanbod.transcripts.unreadable import UnreadableError

_NO_DOCUMENT = "Ask for the document itself, as .docx or .html, or type the answers over into a new one."


def read_returned(path: Path, signs: Signs) -> Returned:
    """What a file says. UnreadableError: it is no document of ours that can be read, with what to do."""
    data = read_bytes(path)
    file = str(path)
    if path.name.startswith("~$"):
        raise UnreadableError(file, "Word made this while a document is open.", "Close the document, and name that.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from aanbod.schools.wordanswers import read_word

        found = read_word(data, file, signs)
    elif data.startswith(b"%PDF"):
        raise UnreadableError(file, "this is a PDF, which holds no fields that can be read.", _NO_DOCUMENT)
    elif data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\x00", b"MM\x00*")):
        raise UnreadableError(file, "this is a picture.", _NO_DOCUMENT)
    elif data.startswith(b"{\\rtf"):
        raise UnreadableError(file, "this is an RTF document.", "Open it in Word and save it as .docx.")
    else:
        from aanbod.schools.htmlanswers import read_html

        found = read_html(data, file, signs)
    if not found.fields:
        raise UnreadableError(
            file,
            "it holds none of the fields that a feedback document has.",
            "It is another document, or was emptied: ask for the document that was sent.",
        )
    return found
