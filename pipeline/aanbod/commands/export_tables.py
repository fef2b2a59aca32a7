"""`aanbod export quotes` and `aanbod export matrix`: for a spreadsheet, R or SPSS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.selection import selection_options
from aanbod.counting import CASE, UNITS, Selection
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.codebook.model import Code
    from aanbod.reports.lines import Value

QUOTES_EPILOG = """\b
Examples:
  aanbod export quotes -o citaten.xlsx
  aanbod export quotes --code ouder.kennis --status gewenst -o wensen.csv
"""
MATRIX_EPILOG = """\b
Examples:
  aanbod export matrix -o scholen.sav                   0 or 1 for each school and code, for SPSS
  aanbod export matrix --unit transcript --values count --code ouder -o ouder.csv
"""
_output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="File to write; its ending says the format."
)
_codes = click.option("--code", "codes", multiple=True, help="This code (an id, its beginning, or a partner).")
_dutch_excel = click.option(
    "--dutch-excel", is_flag=True, help="CSV as a Dutch Excel reads it: semicolons, decimal commas."
)


@click.command(epilog=QUOTES_EPILOG)
@_codes
@selection_options
@_dutch_excel
@_output
@desk_options
def quotes(
    desk: Desk, output: Path, dutch_excel: bool, codes: tuple[str, ...], chosen: Callable[..., Selection]
) -> None:
    """Every quote that counts (not the rejected ones), as MAXQDA exports retrieved segments: to .csv or .xlsx.

    Its columns, then status, state, code, offsets and variables. Beginning and end are paragraphs, area is in
    characters.
    """
    from aanbod.reports.quotelines import quote_lines
    from aanbod.tables.quoting import quotes as find_quotes

    form = _form(output, ("csv", "xlsx"))
    with desk.open_store() as store, store.snapshot() as snapshot:
        found = find_quotes(desk.codebook, snapshot, chosen(desk, usual=False), _chosen(desk, codes))
        lines = list(quote_lines(desk.codebook, found))
    _write(output, form, {desk.codebook.texts.get("passages", "quotes"): lines}, dutch_excel)
    click.echo(f"wrote {output}: {len(lines) - 1} quotes", err=True)


@click.command(epilog=MATRIX_EPILOG)
@click.option("--unit", type=click.Choice(UNITS), default=CASE, show_default=True, help="What the rows are.")
@click.option(
    "--values",
    type=click.Choice(["presence", "count"]),
    default="presence",
    show_default=True,
    help="0 or 1, or how many codings.",
)
@_codes
@selection_options
@_dutch_excel
@_output
@desk_options
def matrix(
    desk: Desk,
    output: Path,
    dutch_excel: bool,
    codes: tuple[str, ...],
    chosen: Callable[..., Selection],
    unit: str,
    values: str,
) -> None:
    """Schools or transcripts by codes, counted as the tables count, with their variables: to .csv, .xlsx or .sav."""
    from aanbod.reports.files import write_file
    from aanbod.reports.matrixlines import code_lines, matrix_lines
    from aanbod.tables.matrix import matrix as make_matrix

    form = _form(output, ("csv", "xlsx", "sav"))
    with desk.open_store() as store, store.snapshot() as snapshot:
        made = make_matrix(desk.codebook, snapshot, unit, chosen(desk), _chosen(desk, codes))
    presence = values == "presence"
    if form == "sav":
        from aanbod.reports.savfile import sav_bytes

        write_file(output, sav_bytes(desk.codebook, made, presence))
    else:
        sheets = {"matrix": matrix_lines(desk.codebook, made, presence)}
        if form == "xlsx":
            sheets[desk.codebook.texts.get("codebook", "codes")] = code_lines(desk.codebook, made)
        _write(output, form, sheets, dutch_excel)
    click.echo(f"wrote {output}: {len(made.units)} rows, {len(made.columns)} codes", err=True)


def _chosen(desk: Desk, codes: tuple[str, ...]) -> list[Code] | None:
    from aanbod.codebook.naming import select_codes

    return select_codes(desk.codebook, codes) if codes else None


def _form(output: Path, known: Sequence[str]) -> str:
    form = output.suffix.removeprefix(".").lower()
    if form not in known:
        endings = ", ".join(f".{ending}" for ending in known)
        raise AanbodError(f"{output}: the name does not say which format to write\n    end it in one of: {endings}")
    return form


def _write(path: Path, form: str, sheets: Mapping[str, Iterable[Sequence[Value]]], dutch_excel: bool) -> None:
    from aanbod.reports.csvfile import DUTCH_EXCEL, PLAIN, lines_bytes
    from aanbod.reports.files import write_file

    if form == "csv":
        [lines] = sheets.values()
        write_file(path, lines_bytes(lines, DUTCH_EXCEL if dutch_excel else PLAIN))
        return
    from aanbod.reports.xlsxfile import sheets_bytes

    write_file(path, sheets_bytes(sheets))
