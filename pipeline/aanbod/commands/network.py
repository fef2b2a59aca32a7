"""`aanbod network`: who works with whom."""

from collections.abc import Callable

import click

from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.selection import Output, output_options, selection_options
from aanbod.counting import CASE, Selection

EPILOG = """\b
Examples:
  aanbod network                                how far the partners scatter
  aanbod network --by lichting -o netwerk.html
  aanbod network --format csv > verbanden.csv   the list of edges
  aanbod network -o netwerk.graphml             for Gephi or Cytoscape
"""
GRAPHML = "graphml"


@click.command(epilog=EPILOG)
@click.option("--by", help="Also for each value of this variable (a*b crosses two).")
@selection_options
@output_options(GRAPHML)
@desk_options
def network(
    desk: Desk,
    by: str | None,
    out: Output,
    chosen: Callable[[Desk], Selection],
) -> None:
    """Which schools name which partners, how many partners one school alone names, and which are shared."""
    from aanbod.reports.page import network_page
    from aanbod.tables.selection import groupings
    from aanbod.tables.table import Options

    options = Options((), None, CASE, chosen(desk))
    [grouping] = groupings(desk.codebook, [by]) if by else [None]
    with desk.open_store() as store, store.snapshot() as snapshot:
        page = network_page(desk.codebook, snapshot, grouping, options)
    if out.form != GRAPHML and not (not out.form and out.path and out.path.suffix.lower() == f".{GRAPHML}"):
        out.put(desk, page)
        return
    from aanbod.reports.files import write_file
    from aanbod.reports.graphml import graphml_bytes

    assert page.network
    content = graphml_bytes(page.network, desk.codebook)
    if out.path:
        write_file(out.path, content)
        click.echo(f"wrote {out.path}", err=True)
    else:
        click.echo(content, nl=False)
