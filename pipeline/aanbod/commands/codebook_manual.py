"""`aanbod codebook manual`: what a second coder gets in hand."""

from pathlib import Path

import click

from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.commands.selection import templates_of
from aanbod.errors import AanbodError

EPILOG = """\b
Examples:
  aanbod codebook manual -o handleiding.html      to read or print (A4)
  aanbod codebook manual -o handleiding.docx
"""


@click.command(epilog=EPILOG)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="File to write: .html or .docx.")
@plain_desk_options
def manual(desk: Desk, output: Path) -> None:
    """Write the codebook as a coding manual: codes with definitions, examples and rules, and what statuses mean."""
    from aanbod.reports.files import write_file
    from aanbod.reports.manual import FORMATS, manual_bytes

    form = output.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise AanbodError(f"{output}: the name does not say which format to write\n    end it in .html or .docx")
    write_file(output, manual_bytes(desk.codebook, form, templates_of(desk)))
    click.echo(f"wrote {output}", err=True)
