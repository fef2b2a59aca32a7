"""`aanbod run`: everything, from transcripts to the report."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.checkpoint import Checkpoint, inputs_of
from aanbod.commands.code import code_store, tell_changes, tell_nothing_changed
from aanbod.commands.common import progress_bar, shown
from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.importing import imported, material
from aanbod.commands.selection import templates_of
from aanbod.commands.workers import Hiring, worker_options
from aanbod.unchanged import Inputs, are_as_written, file_sha256

if TYPE_CHECKING:
    from aanbod.counting import Snapshot
    from aanbod.reports.page import Page
    from aanbod.store import Store

EPILOG = """\b
Examples:
  aanbod run
  aanbod run --project ~/studies/delft
  aanbod run --pseudonyms                       the same without names, to reports/out-pseudonyms/
"""
ENDINGS = ("html", "md", "csv", "xlsx")


@click.command(epilog=EPILOG)
@worker_options
@desk_options
def run(desk: Desk, hiring: Hiring) -> None:
    """Import the project's transcripts, code what changed and render the report and its tables to reports/out/."""
    inputs, plain = inputs_of(desk), desk.plain
    name = "run --pseudonyms" if desk.pseudonymous else "run"
    checkpoint = Checkpoint(desk, {"code": [inputs], name: [inputs, Inputs((templates_of(desk),))]})
    found = checkpoint.recall(name)
    if found and are_as_written(desk.out, found["outputs"]):
        tell_nothing_changed(found)
    else:
        with hiring.workers() as workers, imported(plain, material(plain), workers, checkpoint) as (store, names):
            tell_changes(code_store(plain, store, names, workers))
            checkpoint.finish(store, "code", transcripts=len(names), remarks=desk.remarks)
            with desk.open_store() if desk.pseudonymous else nullcontext(store) as read:
                outputs = {path.name: file_sha256(path) for path in _render(desk, read)}
            checkpoint.finish(store, name, transcripts=len(names), remarks=desk.remarks, outputs=outputs)
    click.echo(f"wrote {shown(desk.out)}: report.html is the report; open it in a browser")


def _render(desk: Desk, store: "Store") -> Iterator[Path]:
    """Write the report and its tables; each file as soon as it is written."""
    from aanbod.commands.export import export_codings
    from aanbod.reports.output import write_page

    out = desk.out
    about = len(desk.codebook.tables) + len(desk.codebook.groups) + 3  # pages
    with store.snapshot() as snapshot, progress_bar("rendering", about) as bar:
        for name, endings, page in _pages(desk, snapshot):
            for ending in endings:
                write_page(out / f"{name}.{ending}", page, templates_of(desk))
                yield out / f"{name}.{ending}"
            bar.update(1)
    export_codings(store.each_coding(), out / "codings.csv", "csv")
    yield out / "codings.csv"


def _pages(desk: Desk, snapshot: "Snapshot") -> Iterator[tuple[str, tuple[str, ...], "Page"]]:
    """Name, endings and content of every page, one at a time."""
    from aanbod.counting import CASE
    from aanbod.reports.page import comparison_page, network_page, partners_page, report_page, tables_page
    from aanbod.tables.selection import groupings, selection
    from aanbod.tables.table import Options

    codebook = desk.codebook
    usual = selection(codebook, (), (), False)
    yield "report", ("html", "md", "xlsx", "docx"), report_page(codebook, snapshot, Options(selection=usual))
    for table in codebook.tables:
        options = Options((table.number,), selection=usual)
        yield f"table-{table.number.replace(' ', '-')}", ("csv",), tables_page(codebook, snapshot, options, False)
    for by in groupings(codebook, codebook.groups):
        page = comparison_page(codebook, snapshot, by, Options(selection=usual))
        yield f"compare-{'-'.join(by.variables)}", ENDINGS, page
    if any(category.holds_partners for category in codebook.categories):
        yield "partners", ENDINGS, partners_page(codebook, snapshot, "", Options(selection=usual))
        yield "network", ENDINGS, network_page(codebook, snapshot, None, Options((), None, CASE, usual))
