"""`aanbod run`: everything, from transcripts to the report."""

import click

from aanbod.commands.code import code_store, tell_diff
from aanbod.commands.common import Desk, desk_options, progress_bar, shown
from aanbod.commands.importing import read, tell_import
from aanbod.commands.selection import templates_of

EPILOG = """\b
Examples:
  aanbod run
  aanbod run --project ~/studies/delft
"""
ENDINGS = ("html", "md", "csv", "xlsx")


@click.command(epilog=EPILOG)
@desk_options
def run(desk: Desk) -> None:
    """Import the project's transcripts, code what changed and render the report and its tables to reports/out/."""
    from aanbod.commands.export import export_codings
    from aanbod.counting import CASE
    from aanbod.reports.output import write_page
    from aanbod.reports.page import Page, comparison_page, network_page, partners_page, report_page, tables_page
    from aanbod.selection import groupings, selection
    from aanbod.tables import Options

    project = desk.require_project()
    transcripts = read(desk, (), None)
    with desk.open_store(create=True) as store:
        tell_import(store.save_transcripts(transcripts))
        tell_diff(*code_store(desk, store, [transcript.name for transcript in transcripts], False), whole=False)
        records, codings = store.transcripts(), store.codings()
    pages: dict[str, tuple[Page, tuple[str, ...]]] = {}
    usual = selection(desk.codebook, (), (), False)
    pages["report"] = (report_page(desk.codebook, records, codings, Options(selection=usual)), ("html", "md", "xlsx"))
    for table in desk.codebook.tables:
        page = tables_page(desk.codebook, records, codings, Options((table.number,), selection=usual))
        pages[f"table-{table.number.replace(' ', '-')}"] = (page, ("csv",))
    for by in groupings(desk.codebook, desk.codebook.groups):
        page = comparison_page(desk.codebook, records, codings, by, Options(selection=usual))
        pages[f"compare-{'-'.join(by.variables)}"] = (page, ENDINGS)
    if any(category.holds_partners for category in desk.codebook.categories):
        pages["partners"] = (partners_page(desk.codebook, records, codings, "", Options(selection=usual)), ENDINGS)
        network = network_page(desk.codebook, records, codings, None, Options((), None, CASE, usual))
        pages["network"] = (network, ENDINGS)
    with progress_bar("rendering", len(pages)) as bar:
        for name, (page, endings) in pages.items():
            for ending in endings:
                write_page(project.out / f"{name}.{ending}", page, templates_of(desk))
            bar.update(1)
    export_codings(codings, project.out / "codings.csv", "csv")
    click.echo(f"wrote {shown(project.out)}: report.html is the report; open it in a browser")
