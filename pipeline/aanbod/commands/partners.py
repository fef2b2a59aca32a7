"""`aanbod partners`: who the schools work with."""

from collections.abc import Callable

import click

from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.selection import Output, output_options, selection_options, unit_option
from aanbod.counting import Selection

EPILOG = """\b
Examples:
  aanbod partners                               all categories
  aanbod partners partner.bijles
  aanbod partners partner.gezondheid --where sector=vo -o partners-vo.xlsx
"""


@click.command(epilog=EPILOG)
@click.argument("category", default="")
@click.option("--passages", default=3, show_default=True, help="How many first passages to show for each partner.")
@selection_options
@unit_option
@output_options()
@desk_options
def partners(
    desk: Desk,
    category: str,
    passages: int,
    unit: str,
    out: Output,
    chosen: Callable[[Desk], Selection],
) -> None:
    """The partners of a CATEGORY, or of all: alphabetical, with schools, statuses and first passages."""
    from aanbod.reports.page import partners_page
    from aanbod.tables.table import Options

    options = Options((), None, unit, chosen(desk))
    with desk.open_store() as store, store.snapshot() as snapshot:
        page = partners_page(desk.codebook, snapshot, category, options, passages, out.shows_passages)
    out.put(desk, page)
