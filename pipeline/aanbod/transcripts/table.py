"""The table of transcripts: a CSV file with a row per transcript and a column per property."""

import csv
import re
import sys
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
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


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
    faults: list[Fault] = []
    try:
        rows = _rows(text)
        header_line, header, delimiter = next(rows, (0, [], ""))
        if not header:
            remedy = "Give it a header row with `document` and the properties of the transcripts."
            return Table(file, {}), [Fault(file, 0, "", "the table is empty.", remedy)]
        faults += _faults_of_header(file, header_line, header)
        documents = [index for index, name in enumerate(header) if fold(name) in DOCUMENT_COLUMNS]
        if not documents:
            return Table(file, {}), faults
        entries = _Entries(file, header_line, header, documents[0], delimiter)
        for line, cells, _ in rows:
            name = unicodedata.normalize("NFC", cells[documents[0]]) if documents[0] < len(cells) else ""
            if fault := _fault_of_row(file, line, name, cells, header, entries):
                faults.append(fault)
            else:
                entries.add(name, line, cells)
    except csv.Error as error:
        remedy = "Save the table as CSV again, from a spreadsheet program."
        return Table(file, {}), [Fault(file, 0, "", f"the table cannot be read: {error}.", remedy)]
    return Table(file, entries), faults


class _Entries(Mapping[str, Entry]):
    """The rows by document, as plain cells until one is asked for: a table may have very many."""

    def __init__(self, file: str, header_line: int, header: list[str], document: int, delimiter: str) -> None:
        self._file = file
        self._header_line = header_line
        self._header = header
        self._document = document
        self._delimiter = delimiter
        self._rows: dict[str, tuple[int, tuple[str, ...]]] = {}

    def add(self, name: str, line: int, cells: list[str]) -> None:
        """Keeps a row; what stands in many rows (a year, a school) is kept once."""
        cells[self._document] = ""
        self._rows[name] = (line, tuple(map(sys.intern, cells)))

    def __getitem__(self, name: str) -> Entry:
        line, cells = self._rows[name]
        values = {
            key: Value(self._header_line, line, cell, _items(cell, self._delimiter))
            for key, cell in zip(self._header, cells, strict=False)
            if key and cell
        }
        return Entry(self._file, line, values)

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _rows(text: str) -> Iterator[tuple[int, list[str], str]]:
    """The rows that are not empty: first line, cells, delimiter."""
    head, _, rest = text.partition("\n")
    skipped = 0
    delimiter = ""
    if head.lower().startswith("sep=") and len(head) == 5:  # as Excel writes it
        text, skipped, delimiter = rest, 1, head[4]
    head = text.lstrip("\n").partition("\n")[0]
    delimiter = delimiter or max(_DELIMITERS, key=head.count)
    lines = (match[0] for match in _LINE.finditer(text))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
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
