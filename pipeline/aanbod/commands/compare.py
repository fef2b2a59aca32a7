"""`aanbod compare`: groups against each other."""

from collections.abc import Callable

import click

from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.selection import Output, output_options, selection_options, unit_option
from aanbod.counting import Selection

EPILOG = """\b
Examples:
  aanbod compare lichting
  aanbod compare sector --table 5.1 -o po-vo.html
  aanbod compare "lichting*sector" --year 2024
  aanbod compare stadsdeel=noord,zuidoost             two values of a variable with more
"""


@click.command(epilog=EPILOG)
@click.argument("variable")
@click.option("--table", "numbers", multiple=True, help="Only this table (may be repeated).")
@selection_options
@unit_option
@output_options()
@desk_options
def compare(
    desk: Desk,
    variable: str,
    numbers: tuple[str, ...],
    unit: str,
    out: Output,
    chosen: Callable[[Desk], Selection],
) -> None:
    """The tables by the values of VARIABLE, with the difference between two groups in percentage points."""
    from aanbod.reports.page import comparison_page
    from aanbod.tables.selection import groupings
    from aanbod.tables.table import Options

    [by] = groupings(desk.codebook, [variable])
    options = Options(numbers, None, unit, chosen(desk))
    with desk.open_store() as store, store.snapshot() as snapshot:
        page = comparison_page(desk.codebook, snapshot, by, options, out.shows_passages)
    out.put(desk, page)
