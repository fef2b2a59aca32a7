"""What stands in the fields of a page that was filled in, saved by its button or by a browser (also as .mhtml)."""

from email import message_from_bytes, policy
from typing import Any

from aanbod.schools.controls import NO, TEXT, YES
from aanbod.schools.fields import Field, Returned, Signs
from aanbod.schools.marks import KEY, SIGN, read_about
from aanbod.transcripts.unreadable import UnreadableError


def read_html(data: bytes, file: str, signs: Signs) -> Returned:
    """The fields of a page. UnreadableError: there is no page in the file."""
    from lxml.etree import LxmlError  # type: ignore[import-untyped]
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

    if b"multipart/related" in data[:4000].lower():
        data = _page(data)
    try:
        data.decode("utf-8")
        parser = HTMLParser(encoding="utf-8")
    except UnicodeDecodeError:
        parser = HTMLParser()  # as the page itself says
    try:
        root = document_fromstring(data, parser=parser)
    except (LxmlError, ValueError, AssertionError) as error:
        raise UnreadableError(file, "this is no web page.", "Ask for the document that was sent.") from error
    fields: dict[str, Field] = {}
    for place in root.iter("input", "textarea"):
        use, _, key = (place.get("name") or "").partition(":")
        if use in (YES, NO, TEXT) and KEY.fullmatch(SIGN + key):
            _read(place, use, fields.setdefault(key, Field(_label(place))), signs)
    hidden = [place.get("value") or "" for place in root.iter("input") if place.get("name") == "about"]
    return Returned(next(filter(None, map(read_about, hidden)), None) or read_about(root.text_content()), fields)


def _page(data: bytes) -> bytes:
    """The page in what a browser saved as a single file."""
    for part in message_from_bytes(data, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            return bytes(part.get_payload(decode=True))
    return b""


def _read(place: Any, use: str, field: Field, signs: Signs) -> None:
    if use == TEXT:
        field.text = signs.written(place.text or "")
    elif place.get("checked") is not None and use == YES:
        field.yes = True
    elif place.get("checked") is not None:
        field.no = True


def _label(place: Any) -> str:
    """What stands before a field: the name of its row."""
    row = next(place.iterancestors("tr"), None)
    name = next(row.iter("b"), None) if row is not None else None
    return " ".join(name.text_content().split()) if name is not None else ""
