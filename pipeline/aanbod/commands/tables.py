"""`aanbod tables`: the inventory tables."""

from collections.abc import Callable

import click

from aanbod.commands.common import Desk, desk_options
from aanbod.commands.selection import Output, output_options, selection_options, unit_option
from aanbod.counting import Selection

EPILOG = """\b
Examples:
  aanbod tables                                 all tables
  aanbod tables 5.1 6.1 --by sector             two of them, with columns for po and vo
  aanbod tables 6.1 --by "lichting*sector"      crossed
  aanbod tables --year 2024 --status gerealiseerd -o tabellen.xlsx
"""


@click.command(epilog=EPILOG)
@click.argument("numbers", nargs=-1)
@click.option(
    "--by",
    multiple=True,
    help="Columns for each value of this variable (may be repeated; a*b crosses two, a=x,y takes only x and y).",
)
@selection_options
@unit_option
@output_options()
@desk_options
def tables(
    desk: Desk,
    numbers: tuple[str, ...],
    by: tuple[str, ...],
    unit: str,
    out: Output,
    chosen: Callable[[Desk], Selection],
) -> None:
    """The tables of the codebook, or those with these NUMBERS: n and share, for all and for each group."""
    from aanbod.reports.page import tables_page
    from aanbod.selection import groupings
    from aanbod.tables import Options

    options = Options(numbers, groupings(desk.codebook, by) if by else None, unit, chosen(desk))
    with desk.open_store() as store, store.snapshot() as snapshot:
        page = tables_page(desk.codebook, snapshot, options, out.shows_passages)
    out.put(desk, page)
