"""Parts that the XML of projects and of codebooks share."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from aanbod import __version__

ORIGIN = "aanbod"
MADE_BY = f"{ORIGIN} {__version__}"


def describe(element: ET.Element, description: str) -> None:
    if description:
        ET.SubElement(element, "Description").text = description


def refer(element: ET.Element, notes: Iterable[str]) -> None:
    for note in notes:
        ET.SubElement(element, "NoteRef", targetGUID=note)


def to_bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
