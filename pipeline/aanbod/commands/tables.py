"""`aanbod tables`: the inventory tables."""

from collections.abc import Callable
from dataclasses import replace

import click

from aanbod.commands.agreement import chosen_rule, rule_options, views
from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.selection import Output, output_options, selection_options, unit_option
from aanbod.counting import Selection

EPILOG = """\b
Examples:
  aanbod tables                                 all tables
  aanbod tables 5.1 6.1 --by sector             two of them, with columns for po and vo
  aanbod tables 6.1 --by "lichting*sector"      crossed
  aanbod tables 7.1 -o tabel.docx               a table for Word
  aanbod tables --year 2024 --status gerealiseerd -o tabellen.xlsx
  aanbod tables 6.1 --reviewed --agreement Noor,Bram   how far two coders agree on each row
"""


@click.command(epilog=EPILOG)
@click.argument("numbers", nargs=-1)
@click.option(
    "--by",
    multiple=True,
    help="Columns for each value of this variable (may be repeated; a*b crosses two, a=x,y takes only x and y).",
)
@click.option("--agreement", "between", metavar="CODER,CODER", help="How far these coders agree on each row.")
@rule_options
@selection_options
@unit_option
@output_options()
@desk_options
def tables(
    desk: Desk,
    numbers: tuple[str, ...],
    by: tuple[str, ...],
    between: str | None,
    figure: str | None,
    threshold: float | None,
    unit: str,
    out: Output,
    chosen: Callable[[Desk], Selection],
) -> None:
    """The tables of the codebook, or those with these NUMBERS: n and share, for all and for each group."""
    from aanbod.reports.page import tables_page
    from aanbod.tables.selection import groupings
    from aanbod.tables.table import Options

    options = Options(numbers, groupings(desk.codebook, by) if by else None, unit, chosen(desk))
    with desk.open_store() as store, store.snapshot() as snapshot:
        page = tables_page(desk.codebook, snapshot, options, out.shows_passages)
        if between:
            from aanbod.agreement.rows import row_agreement

            codings, texts = views(store, [name.strip() for name in between.split(",")])
            statuses = [status.id for status in desk.codebook.statuses]
            rule = chosen_rule(desk, figure, threshold)
            page = replace(page, agreement=row_agreement(page.tables, codings, texts, statuses, rule))
    out.put(desk, page)
