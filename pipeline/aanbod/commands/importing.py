"""`aanbod import`, and the reading of transcripts that other commands begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import Desk, desk_options, note, progress_bar
from aanbod.errors import AanbodError, FaultsError

if TYPE_CHECKING:
    from aanbod.model import Transcript
    from aanbod.store import ImportDiff

EPILOG = """\b
Examples:
  aanbod import                                  the project's folder of transcripts
  aanbod import ~/gesprekken/2025 --table ~/gesprekken/2025.csv
"""


@click.command(name="import", epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--table", type=click.Path(path_type=Path), help="CSV with what is known of the transcripts.")
@desk_options
def import_(desk: Desk, paths: tuple[Path, ...], table: Path | None) -> None:
    """Read transcripts (files or folders) and what is known of them into the store; nothing if anything is wrong."""
    transcripts = read(desk, paths, table)
    with desk.open_store(create=True) as store:
        tell_import(store.save_transcripts(transcripts))


def read(desk: Desk, paths: tuple[Path, ...], table: Path | None) -> list[Transcript]:
    """Read the transcripts of the project, each with all that the codebook requires to be known of it."""
    if not paths:
        project = desk.require_project()
        paths, table = (project.transcripts,), table or (project.table if project.table.is_file() else None)
    elif table is None and desk.project and desk.project.table.is_file():
        table = _table_for(paths, desk.project.table)
    return _read(desk, paths, table, require=True)


def read_any(desk: Desk, paths: tuple[Path, ...]) -> list[Transcript]:
    """Read any files, of which nothing needs to be known."""
    return _read(desk, paths, None, require=False)


def tell_import(diff: ImportDiff) -> None:
    click.echo(f"imported: {len(diff.new)} new, {len(diff.changed)} changed, {len(diff.unchanged)} unchanged")
    for coding in diff.lost:
        note(f"{coding.transcript}: the text of a decided coding is gone: “{coding.quote}” ({coding.code})")


def _table_for(paths: tuple[Path, ...], table: Path) -> Path | None:
    """The project's table goes with the files that lie beside it."""
    folder = table.parent.resolve()
    return table if any(folder in (path.resolve(), *path.resolve().parents) for path in paths) else None


def _read(desk: Desk, paths: tuple[Path, ...], table: Path | None, require: bool) -> list[Transcript]:
    from aanbod.transcripts.importing import read_transcripts

    with progress_bar("reading", 1) as bar:

        def progress(number: int, total: int, path: Path) -> None:
            bar.length = total
            bar.update(1)

        transcripts, faults = read_transcripts(paths, desk.codebook, table, require=require, progress=progress)
    for fault in faults:
        if not fault.fatal:
            note(str(fault))
    if fatal := [fault for fault in faults if fault.fatal]:
        raise FaultsError("these transcripts cannot be used; nothing was changed", fatal)
    if not transcripts:
        raise AanbodError("there are no transcripts\n    name files or folders that hold some")
    return transcripts
