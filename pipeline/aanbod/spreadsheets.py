"""Reading a spreadsheet that a person filled in: .xlsx, or .csv as any program writes it."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from aanbod.errors import AanbodError

_DELIMITERS = ",;\t"
_FORMULA = "=+-@"
_MOST = 100_000  # rows


def read_sheet(path: Path, sheet: str = "") -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the heads of a sheet (the first one): their number, as the program shows it, and cells by head.

    Cells are text as it stands there; heads are in lower case; empty rows are left out. AanbodError: it cannot be
    read, or a head stands there twice.
    """
    rows = _csv_rows(path) if path.suffix.lower() in (".csv", ".tsv", ".txt") else _xlsx_rows(path, sheet)
    heads: list[str] = []
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if not heads:
            heads = [cell.strip().casefold() for cell in cells]
            if twice := {head for head in heads if head and heads.count(head) > 1}:
                raise AanbodError(
                    f"{path}:{number}: the column `{min(twice)}` stands there twice\n    keep one of them"
                )
            continue
        if number > _MOST:
            raise AanbodError(f"{path}: the sheet has more than {_MOST} rows\n    is it the right file?")
        yield number, {head: cell for head, cell in zip(heads, cells, strict=False) if head}
    if not heads:
        raise AanbodError(f"{path}: the sheet is empty\n    give it a row of heads")


def _xlsx_rows(path: Path, sheet: str) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    from aanbod.transcripts.archives import open_archive, read_part
    from aanbod.transcripts.files import read_bytes

    with open_archive(read_bytes(path), str(path), "Excel") as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                read_part(archive, name, str(path), "Excel")
    try:
        # What somebody typed as a formula by accident (a keyword that begins with =) is wanted as it was typed.
        book = load_workbook(path, read_only=True, data_only=False)
    except (InvalidFileException, KeyError, ValueError) as error:
        raise AanbodError(f"{path}: this is no workbook (.xlsx)\n    save it again in Excel or LibreOffice") from error
    try:
        if sheet and sheet not in book.sheetnames:
            raise AanbodError(f"{path}: it has no sheet `{sheet}`\n    is it the right file?")
        rows = (book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True)
        for number, row in enumerate(rows, 1):
            yield number, [_text(value) for value in row]
    finally:
        book.close()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("_x000D_", "")


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    from aanbod.transcripts.decoding import decode
    from aanbod.transcripts.files import read_bytes

    text = decode(read_bytes(path), str(path)).replace("\r\n", "\n")
    head = text.lstrip("\n").partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(_DELIMITERS, key=head.count), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [_unmarked(cell) for cell in cells]
    except csv.Error as error:
        raise AanbodError(f"{path}: line {reader.line_num}: {error}\n    save it as CSV again") from error


def _unmarked(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a text for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1] in _FORMULA else cell
