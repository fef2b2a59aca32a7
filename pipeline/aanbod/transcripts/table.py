"""The table of transcripts: a CSV file with a row per transcript and a column per property."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from aanbod.errors import Fault
from aanbod.transcripts.characters import clean, fold
from aanbod.transcripts.decoding import decode
from aanbod.transcripts.entries import Entry, Value
from aanbod.transcripts.files import read_bytes

DOCUMENT_COLUMNS = ("document", "bestand")
_DELIMITERS = ",;\t"
# What parts several texts in one cell. The delimiter of the columns cannot.
_SEPARATORS = (";", "|", "+")


@dataclass(frozen=True)
class Table:
    """The rows of a table of transcripts by document name."""

    file: str
    entries: Mapping[str, Entry]


def read_table(path: Path) -> tuple[Table, list[Fault]]:
    """The table and what is wrong with its form. Raises UnreadableError for a file that is no text.

    UTF-8 (with or without byte order mark), UTF-16 or Windows-1252; columns are parted by comma, semicolon or tab,
    whichever the header row has most. A cell may hold several texts, parted by `;`, `|` or `+`.
    """
    file = str(path)
    text = clean(decode(read_bytes(path), file))
    entries: dict[str, Entry] = {}
    faults: list[Fault] = []
    try:
        rows = list(_rows(text))
    except csv.Error as error:
        remedy = "Save the table as CSV again, from a spreadsheet program."
        return Table(file, {}), [Fault(file, 0, "", f"the table cannot be read: {error}.", remedy)]
    if not rows:
        remedy = "Give it a header row with `document` and the properties of the transcripts."
        return Table(file, {}), [Fault(file, 0, "", "the table is empty.", remedy)]
    (header_line, header, delimiter), *body = rows
    faults += _faults_of_header(file, header_line, header)
    documents = [index for index, name in enumerate(header) if fold(name) in DOCUMENT_COLUMNS]
    if not documents:
        return Table(file, {}), faults
    for line, cells, _ in body:
        name = unicodedata.normalize("NFC", cells[documents[0]]) if documents[0] < len(cells) else ""
        if fault := _fault_of_row(file, line, name, cells, header, entries):
            faults.append(fault)
            continue
        values = {
            key: Value(header_line, line, cell, _items(cell, delimiter))
            for index, (key, cell) in enumerate(zip(header, cells, strict=False))
            if index != documents[0] and key and cell
        }
        entries[name] = Entry(file, line, values)
    return Table(file, entries), faults


def _rows(text: str) -> Iterator[tuple[int, list[str], str]]:
    """The rows that are not empty: first line, cells, delimiter."""
    head, _, rest = text.partition("\n")
    skipped = 0
    delimiter = ""
    if head.lower().startswith("sep=") and len(head) == 5:  # as Excel writes it
        text, skipped, delimiter = rest, 1, head[4]
    head = text.lstrip("\n").partition("\n")[0]
    delimiter = delimiter or max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for cells in reader:
        stripped = [" ".join(cell.split()) for cell in cells]
        if any(stripped):
            yield line + skipped, stripped, delimiter
        line = reader.line_num + 1


def _faults_of_header(file: str, line: int, header: list[str]) -> Iterator[Fault]:
    if not any(fold(name) in DOCUMENT_COLUMNS for name in header):
        message = f"the table has no column `document`, only {', '.join(filter(None, header))}."
        yield Fault(file, line, "", message, "Add a column `document` with the names of the files.")
    seen = set()
    for name in filter(None, header):
        if fold(name) in seen:
            remedy = "Keep one of the columns."
            yield Fault(file, line, name, "the table has this column twice.", remedy)
        seen.add(fold(name))


def _fault_of_row(
    file: str, line: int, name: str, cells: list[str], header: list[str], entries: Mapping[str, Entry]
) -> Fault | None:
    if not name:
        return Fault(
            file, line, "document", "the row names no document.", "Fill in the name of a file, or remove the row."
        )
    if name in entries:
        message = f"{name} also has a row at line {entries[name].line}."
        return Fault(file, line, "document", message, "Keep one of the two rows.")
    if any(cells[len(header) :]):
        message = f"the row has {len(cells)} cells and the header {len(header)}."
        return Fault(file, line, name, message, "Put a cell that holds the delimiter in double quotes.")
    return None


def _items(cell: str, delimiter: str) -> tuple[str, ...]:
    for separator in _SEPARATORS:
        if separator != delimiter and separator in cell:
            return tuple(filter(None, (part.strip() for part in cell.split(separator))))
    return (cell,)
