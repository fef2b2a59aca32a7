"""Elements of a project as programs write them: names whatever the namespace, moments and numbers if they are any."""

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from aanbod.refi.guids import bare

_FIRST_YEAR = 1900  # programs write year 1 for a moment that they do not know


def local(element: Element) -> str:
    """The name without its namespace: versions of the standard differ in that only."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The direct children of these names."""
    for child in element if element is not None else ():
        if local(child) in names:
            yield child


def child(element: Element | None, name: str) -> Element | None:
    return next(children(element, name), None)


def written(element: Element, name: str = "Description") -> str:
    """The text of a child, '' if there is none."""
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""


def target(element: Element | None) -> str:
    """The identifier that a reference names, '' for none."""
    return bare(element.get("targetGUID")) if element is not None else ""


def targets(element: Element, name: str) -> list[str]:
    return [target(found) for found in children(element, name)]


def moment(*elements: Element) -> datetime | None:
    """When the first of these that says so was made, or else changed; a moment without a zone is taken for UTC."""
    for element in elements:
        for attribute in ("creationDateTime", "modifiedDateTime"):
            try:
                found = datetime.fromisoformat((element.get(attribute) or "").strip())
            except ValueError:
                continue
            if found.year >= _FIRST_YEAR:
                return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None


def number(element: Element, attribute: str) -> int | None:
    try:
        return int(element.get(attribute) or "")
    except ValueError:
        return None
