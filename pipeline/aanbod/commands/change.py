"""`aanbod change`: one period against another."""

from collections.abc import Callable

import click

from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.selection import Output, output_options, selection_options
from aanbod.counting import CASE, Selection
from aanbod.errors import AanbodError

EPILOG = """\b
Examples:
  aanbod change year 2024 2025
  aanbod change year 2024 2025 --table 6.1 -o ouders.html
  aanbod change year 2024 2025 --where sector=vo --reviewed -o vo.xlsx
"""


@click.command(epilog=EPILOG)
@click.argument("variable")
@click.argument("first", metavar="FROM")
@click.argument("second", metavar="TO")
@click.option("--table", "numbers", multiple=True, help="Only this table (may be repeated).")
@selection_options
@output_options()
@desk_options
def change(
    desk: Desk,
    variable: str,
    first: str,
    second: str,
    numbers: tuple[str, ...],
    out: Output,
    chosen: Callable[..., Selection],
) -> None:
    """What schools have new, kept, dropped or made real between two values of VARIABLE: FROM and TO.

    Only schools with transcripts of both are counted, each once.
    """
    from aanbod.reports.page import change_page
    from aanbod.tables.selection import find_variable
    from aanbod.tables.table import Options

    name = find_variable(desk.codebook, variable).id
    if name in chosen(desk, usual=False).where:
        raise AanbodError(f"{name} is what changes, so it cannot be selected too\n    leave out --where {name}=…")
    periods = (_value(desk, name, first), _value(desk, name, second))
    options = Options(numbers, None, CASE, chosen(desk))
    with desk.open_store() as store, store.snapshot() as snapshot:
        page = change_page(desk.codebook, snapshot, name, periods, options, out.shows_passages)
    out.put(desk, page)


def _value(desk: Desk, variable: str, asked: str) -> str:
    """The id of a value that is asked for in words; AanbodError: the codebook has no such value."""
    from aanbod.tables.selection import selection

    where = selection(desk.codebook, [f"{variable}={asked}"], (), False, usual=False).where
    if variable not in where:
        raise AanbodError(f"`{asked}` is no value of {variable}\n    name one, for example 2024")
    return where[variable][0]
