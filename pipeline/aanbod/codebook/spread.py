"""A codebook as the lines of a spreadsheet: a row for each code and partner, in the order of the files."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from aanbod.codebook.cells import LISTS, cells_of
from aanbod.codebook.entries import Entries

# Who a row is. The last three only show where it belongs: an import does not read them.
ID, CATEGORY, NAME = "id", "category", "name"
FIRST = (ID, CATEGORY, NAME)
REST = ("definition", *LISTS)
SHOWN = "category_label"
LEVEL = "level"


def sheet_lines(folder: Path) -> Iterator[Sequence[str]]:
    """Heads, then a line for each code and partner; a partner has no id, and its name is its own."""
    rows = list(_rows(Entries(folder)))
    levels = max((len(path) for path, _ in rows), default=1)
    yield [*(f"{LEVEL} {number}" for number in range(1, levels + 1)), SHOWN, *FIRST, *REST]
    for path, cells in rows:
        yield [*path, *[""] * (levels - len(path)), *cells]


def _rows(entries: Entries) -> Iterator[tuple[list[str], list[str]]]:
    """The path of each entry in the tree of codes, and its other cells."""
    for _, _, category in entries.categories():
        for entry in category.get("codes") or ():
            yield str(entry["id"]).split("."), _cells(category, entry, str(entry["id"]), str(entry["label"]))
        for entry in category.get("partners") or ():
            name = str(entry["name"])
            yield [*str(category["id"]).split("."), name], _cells(category, entry, "", name)


def _cells(category: dict[str, Any], entry: dict[str, Any], identity: str, name: str) -> list[str]:
    cells = cells_of(entry, category.get("bouwstenen") or ())
    return [str(category["label"]), identity, str(category["id"]), name, *(cells[key] for key in REST)]
