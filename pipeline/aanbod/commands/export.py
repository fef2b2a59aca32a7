"""`aanbod export`: the codings for another program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.exchange import codebook, project
from aanbod.commands.export_tables import matrix, quotes
from aanbod.commands.review_sheet import export_review

if TYPE_CHECKING:
    from aanbod.model import CodingRecord

EPILOG = """\b
Examples:
  aanbod export codings > codings.csv
  aanbod export codings --format json -o codings.json
"""
# Contract: other programs read these columns.
COLUMNS = ("document", "code", "partner", "status", "coder", "state", "start", "end", "text")


@click.group()
def export() -> None:
    """Write the codings to a file."""


export.add_command(matrix)
export.add_command(quotes)
export.add_command(export_review)
export.add_command(codebook)
export.add_command(project)


@export.command(epilog=EPILOG)
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write (by default it is printed).")
@desk_options
def codings(desk: Desk, form: str, output: Path | None) -> None:
    """Every coding: document, code, partner, status, coder, state, offsets and text; JSON also holds the evidence."""
    with desk.open_store() as store:
        found = store.codings()
    if output:
        export_codings(found, output, form)
        click.echo(f"wrote {output}: {len(found)} codings", err=True)
    else:
        click.echo(codings_bytes(found, form), nl=False)


def export_codings(found: Iterable[CodingRecord], path: Path, form: str) -> None:
    """Write codings to a file, whole or not at all."""
    from aanbod.reports.files import write_file

    write_file(path, codings_bytes(found, form))


def codings_bytes(found: Iterable[CodingRecord], form: str) -> bytes:
    """Codings as csv or json; the same codings give the same bytes."""
    if form == "json":
        return (json.dumps([asdict(coding) for coding in found], ensure_ascii=False, indent=1) + "\n").encode()
    from aanbod.reports.csvfile import harmless

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for c in found:
        cells = (c.transcript, c.code, c.partner, c.status, c.coder, c.state, c.start, c.end, c.quote)
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue().encode()
