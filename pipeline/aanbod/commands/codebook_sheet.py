"""`aanbod codebook export` and `import`: the codes to a spreadsheet, and what somebody changed there back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.codebook_edits import show_edit, try_edits, write_edit
from aanbod.commands.common import note, shown
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.codebook.merging import Merge

EXPORT_EPILOG = """\b
Examples:
  aanbod codebook export -o codeboek.xlsx
  aanbod codebook export -o codeboek.csv --dutch-excel
"""
IMPORT_EPILOG = """\b
Examples:
  aanbod codebook import codeboek.xlsx --dry-run     what would change
  aanbod codebook import codeboek.xlsx
"""
_SHOWN = 20  # names of codes


@click.command(epilog=EXPORT_EPILOG)
@click.option("--dutch-excel", is_flag=True, help="CSV as a Dutch Excel reads it, with semicolons.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="File to write: .xlsx or .csv.")
@plain_desk_options
def export(desk: Desk, output: Path, dutch_excel: bool) -> None:
    """Write the codes to a spreadsheet, a row for each: to read, to change, and to import again.

    Lists have a line for each item within their cell; a status stands behind an example or keyword, between [ ].
    """
    from aanbod.codebook.spread import sheet_lines
    from aanbod.reports.csvfile import DUTCH_EXCEL, PLAIN, lines_bytes
    from aanbod.reports.files import write_file
    from aanbod.reports.xlsxfile import sheets_bytes

    form = output.suffix.lower()
    if form not in (".xlsx", ".csv"):
        raise AanbodError(f"{output}: the name does not say which format to write\n    end it in .xlsx or .csv")
    title = desk.codebook.id  # a codebook with faults is refused here
    lines = list(sheet_lines(desk.codebook_path))
    if form == ".csv":
        write_file(output, lines_bytes(lines, DUTCH_EXCEL if dutch_excel else PLAIN))
    else:
        write_file(output, sheets_bytes({title: lines}, as_text=True))
    click.echo(f"wrote {output}: {len(lines) - 1} codes and partners", err=True)


@click.command("import", epilog=IMPORT_EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--delete", is_flag=True, help="Take codes out of the codebook that the file has no row for.")
@click.option("--dry-run", is_flag=True, help="Show the change as a diff; write nothing.")
@plain_desk_options
def import_(desk: Desk, file: Path, delete: bool, dry_run: bool) -> None:
    """Bring what was changed in a spreadsheet FILE back into the codebook.

    A row is found by its id, a partner's by category and name. Other cells replace what the codebook says, rows that
    it lacks are added; comments, order and layout stay. What would leave the codebook with a fault is not written.
    """
    from aanbod.codebook.merging import SheetRow, merge
    from aanbod.codebook.spread import ID, NAME
    from aanbod.spreadsheets import read_sheet

    rows = [SheetRow(number, cells) for number, cells in read_sheet(file)]
    if rows and not {ID, NAME} <= set(rows[0].cells):
        raise AanbodError(
            f"{file}: the sheet has no columns `{ID}` and `{NAME}`\n"
            "    change a sheet that `aanbod codebook export` wrote"
        )
    found = merge(desk.codebook_path, desk.codebook, str(shown(file)), rows, delete)
    if found.files:
        edited = {path.name: after for path, (_, after) in found.files.items()}
        try_edits(desk.codebook_path, edited, "nothing was changed")
    _tell(found, delete)
    for path, (before, after) in found.files.items():
        if dry_run:
            show_edit(path, before, after)
        else:
            write_edit(path, before, after)
    if found.files and not dry_run:
        click.echo("next: `aanbod codebook test` runs the example sentences, `aanbod code --diff` codes with it")


def _tell(found: Merge, delete: bool) -> None:
    for name, columns in found.changed:
        click.echo(f"changed  {name}: {', '.join(columns)}")
    for name in found.added:
        click.echo(f"added    {name}")
    for name in found.missing if delete else ():
        click.echo(f"deleted  {name}")
    if not found.files:
        click.echo("nothing changed")
    if found.missing and not delete:
        names = ", ".join(found.missing[:_SHOWN]) + (", …" if len(found.missing) > _SHOWN else "")
        note(f"the file has no row for {len(found.missing)} of the codes, which stay (--delete removes them): {names}")
    if found.shown:
        rows = ", ".join(map(str, found.shown[:_SHOWN])) + (", …" if len(found.shown) > _SHOWN else "")
        note(f"the category is worded otherwise in row {rows}: change the name of a category in the codebook's file")
