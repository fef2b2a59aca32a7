"""`aanbod init`: a new project."""

from pathlib import Path

import click

EPILOG = """\b
Examples:
  aanbod init my-study
  aanbod init my-study --empty     the codebook and the templates, without the sample transcripts
"""


@click.command(epilog=EPILOG)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Without the sample transcripts.")
def init(folder: Path, empty: bool) -> None:
    """Make a new project in FOLDER: settings, codebook, sample transcripts and templates. It works at once."""
    from aanbod.starter import make_project

    make_project(folder, empty)
    click.echo(f"made {folder}: now `cd {folder}` and `aanbod run`")
