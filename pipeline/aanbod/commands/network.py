"""`aanbod network`: who works with whom."""

from collections.abc import Callable
from pathlib import Path

import click

from aanbod.commands.common import Desk, desk_options
from aanbod.commands.selection import put_page, selection_options
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
@click.option("--dutch-excel", is_flag=True, help="CSV as a Dutch Excel reads it: semicolons, decimal commas.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; its ending says the format.")
@click.option(
    "--format", "form", type=click.Choice(["md", "html", "csv", "xlsx", GRAPHML]), help="Format (md at the shell)."
)
@desk_options
def network(
    desk: Desk,
    by: str | None,
    form: str | None,
    output: Path | None,
    dutch_excel: bool,
    chosen: Callable[[Desk], Selection],
) -> None:
    """Which schools name which partners, how many partners one school alone names, and which are shared."""
    from aanbod.reports.page import network_page
    from aanbod.selection import groupings
    from aanbod.tables import Options

    options = Options((), None, CASE, chosen(desk))
    [grouping] = groupings(desk.codebook, [by]) if by else [None]
    with desk.open_store() as store:
        page = network_page(desk.codebook, store.transcripts(), store.codings(), grouping, options)
    if form == GRAPHML or (not form and output and output.suffix.lower() == f".{GRAPHML}"):
        from aanbod.reports.files import write_file
        from aanbod.reports.graphml import graphml_bytes

        assert page.network
        content = graphml_bytes(page.network, desk.codebook)
        if not output:
            click.echo(content, nl=False)
            return
        write_file(output, content)
        click.echo(f"wrote {output}", err=True)
        return
    put_page(desk, page, form, output, dutch_excel)
