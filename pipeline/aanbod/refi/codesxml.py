"""Codes as XML of the standard, those of statuses and states with them; and a codebook of nothing else."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping

from aanbod.errors import AanbodError
from aanbod.refi.carried import legal, pack
from aanbod.refi.exchange import ExchangeCode, ExchangeStatus, Key
from aanbod.refi.guids import guid
from aanbod.refi.marks import Mark
from aanbod.refi.xmlparts import MADE_BY, describe, refer, to_bytes

CODEBOOK = "urn:QDA-XML:codebook:1.0"
# guid, name, guid of what it stands under, description, whether to code with
_MarkCode = tuple[str, str, str | None, str, bool]


def codebook_xml(codes: Iterable[ExchangeCode], statuses: Iterable[ExchangeStatus] = ()) -> bytes:
    """A codebook (.qdc). AanbodError: it has no codes, for which the standard has no form."""
    root = ET.Element("CodeBook", {"xmlns": CODEBOOK, "origin": MADE_BY})
    add_codes(root, codes, mark_codes((), {status.id: status.description for status in statuses}), {})
    if not len(root):
        raise AanbodError("the codebook has no codes to export\n    add some with `aanbod codebook add`")
    return to_bytes(root)


def add_codes(
    book: ET.Element,
    codes: Iterable[ExchangeCode],
    marks: Iterable[_MarkCode],
    notes: Mapping[Key, list[str]],
) -> None:
    """Adds the tree of codes, if there are any; behind it that of the marks."""
    tree = ET.Element("Codes")
    elements: dict[str, ET.Element] = {}

    def add(identity: str, parent: str | None, name: str, codable: bool, description: str) -> ET.Element:
        where = elements.get(parent or "", tree)
        attributes = {"guid": identity, "name": legal(name), "isCodable": str(codable).lower()}
        elements[identity] = ET.SubElement(where, "Code", attributes)
        describe(elements[identity], description)
        return elements[identity]

    for code in codes:
        own = {"id": code.id, "partner": code.partner}
        parent = code_guid(code.parent) if code.parent else None
        element = add(code_guid(code.key), parent, code.name, code.is_codable, pack(code.description, own))
        if code.colour:
            element.set("color", code.colour)
        refer(element, notes.get(code.key, []))
    for identity, name, parent, description, codable in marks:
        add(identity, parent, name, codable, description)
    if len(tree):
        book.append(tree)


def mark_codes(marks: Iterable[tuple[Mark, ...]], statuses: Mapping[str, str]) -> list[_MarkCode]:
    """The codes of the marks, each behind what it stands under: guid, name, parent, description, whether to code with.

    Every status of the study is there, for people to code with.
    """
    used = {mark for together in marks for mark in together}
    used |= {mark.parent for mark in used if mark.parent} | {Mark("status", status) for status in statuses}
    order = list(statuses)
    found: list[_MarkCode] = []
    for group in sorted({mark.group for mark in used}, reverse=True):
        found.append((guid("mark", group), group, None, "", False))
        own = [mark for mark in used if mark.group == group]
        for mark in sorted(own, key=lambda m: (order.index(m.value) if m.value in order else len(order), m)):
            parent = mark_guid(mark.parent) if mark.parent else guid("mark", group)
            description = "" if mark.about else statuses.get(mark.value, "")
            found.append((mark_guid(mark), mark.name, parent, pack(description, {}), True))
    return found


def code_guid(key: Key) -> str:
    return guid("code", *key)


def mark_guid(mark: Mark) -> str:
    return guid("mark", mark.name)
