"""`aanbod run`: everything, from transcripts to the report."""

import click

from aanbod.commands.code import code_store, tell_diff
from aanbod.commands.common import Desk, desk_options
from aanbod.commands.importing import read, save, tell_import
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
    from aanbod.reports.output import write_page
    from aanbod.reports.page import comparison_page, partners_page, report_page
    from aanbod.selection import groupings

    project = desk.require_project()
    transcripts = read(desk, (), None)
    with desk.open_store(create=True) as store:
        tell_import(save(store, transcripts))
        tell_diff(*code_store(desk, store, [transcript.name for transcript in transcripts], False), whole=False)
        records, codings = store.transcripts(), store.codings()
    templates = templates_of(desk)
    pages = {"report": report_page(desk.codebook, records, codings)}
    for by in groupings(desk.codebook, desk.codebook.groups):
        name = f"compare-{'-'.join(by.variables)}"
        pages[name] = comparison_page(desk.codebook, records, codings, by)
    if any(category.holds_partners for category in desk.codebook.categories):
        pages["partners"] = partners_page(desk.codebook, records, codings)
    project.out.mkdir(parents=True, exist_ok=True)
    with click.progressbar(pages.items(), label="rendering", file=click.get_text_stream("stderr")) as bar:
        for name, page in bar:
            for ending in ENDINGS:
                write_page(project.out / f"{name}.{ending}", page, templates)
    export_codings(codings, project.out / "codings.csv", "csv")
    click.echo(f"wrote {project.out}: report.html is the report; open it in a browser")
