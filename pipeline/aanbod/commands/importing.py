"""`aanbod import`, and the reading of transcripts that other commands begin with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import Desk, desk_options, note, progress_bar
from aanbod.commands.workers import Hiring, Workers, worker_options
from aanbod.errors import AanbodError, FaultsError

if TYPE_CHECKING:
    from aanbod.commands.checkpoint import Checkpoint
    from aanbod.model import Transcript
    from aanbod.store import Store
    from aanbod.transcripts.spool import Spool

EPILOG = """\b
Examples:
  aanbod import                                  the project's folder of transcripts
  aanbod import ~/gesprekken/2025 --table ~/gesprekken/2025.csv
"""


@dataclass(frozen=True)
class Material:
    """Transcripts to read: files and folders, the table of what is known of them, and whether that must be known."""

    paths: tuple[Path, ...]
    table: Path | None = None
    require: bool = True


@click.command(name="import", epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--table", type=click.Path(path_type=Path), help="CSV with what is known of the transcripts.")
@worker_options
@desk_options
def import_(desk: Desk, paths: tuple[Path, ...], table: Path | None, hiring: Hiring) -> None:
    """Read transcripts (files or folders) and what is known of them into the store; nothing if anything is wrong."""
    with hiring.workers() as workers, imported(desk, material(desk, paths, table), workers):
        pass


def material(desk: Desk, paths: tuple[Path, ...] = (), table: Path | None = None) -> Material:
    """The transcripts of the project, or others for it: the codebook says what must be known of each."""
    if not paths:
        project = desk.require_project()
        return Material((project.transcripts,), table or (project.table if project.table.is_file() else None))
    if table is None and desk.project and desk.project.table.is_file():
        table = _table_for(paths, desk.project.table)
    return Material(paths, table)


@contextmanager
def imported(
    desk: Desk, read: Material, workers: Workers, checkpoint: Checkpoint | None = None
) -> Iterator[tuple[Store, list[str]]]:
    """The store, open, with these transcripts in it, and their names; it is told what changed."""
    from aanbod.transcripts.spool import Spool

    with ExitStack() as opened:

        def open_store() -> Store:
            store = opened.enter_context(desk.open_store(create=True))
            if checkpoint:
                checkpoint.begin(store)
            return store

        address = desk.store_address
        # One that is not there yet is not made for transcripts that turn out to be wrong.
        store = open_store() if not isinstance(address, Path) or address.exists() else None
        with Spool() as spool:
            _read(desk, read, spool, store, workers)
            store = store or open_store()
            new = changed = 0
            with progress_bar("saving", spool.total_changed()) as bar:
                for diff in store.save_each_transcript(spool.transcripts()):
                    new += len(diff.new)
                    changed += len(diff.changed)
                    bar.update(len(diff.new) + len(diff.changed) + len(diff.unchanged))
                    for coding in diff.lost:
                        message = f"the text of a decided coding is gone: “{coding.quote}” ({coding.code})"
                        note(f"{coding.transcript}: {message}")
            names = spool.names()
        tell_import(new, changed, len(names) - new - changed)
        yield store, names


def read_any(desk: Desk, paths: tuple[Path, ...]) -> list[Transcript]:
    """Read any files, of which nothing needs to be known, into memory."""
    from aanbod.transcripts.spool import Spool

    with Spool() as spool:
        _read(desk, Material(paths, None, require=False), spool, None, Workers())
        return list(spool.transcripts())


def tell_import(new: int, changed: int, unchanged: int) -> None:
    """Print what an import did, in numbers of transcripts."""
    click.echo(f"imported: {new} new, {changed} changed, {unchanged} unchanged")


def _table_for(paths: tuple[Path, ...], table: Path) -> Path | None:
    """The project's table goes with the files that lie beside it."""
    folder = table.parent.resolve()
    return table if any(folder in (path.resolve(), *path.resolve().parents) for path in paths) else None


def _read(desk: Desk, read: Material, spool: Spool, store: Store | None, workers: Workers) -> None:
    """Read the transcripts into the spool; FaultsError with all that is wrong."""
    from aanbod.transcripts.importing import read_transcripts

    with progress_bar("reading", 1) as bar:

        def progress(number: int, total: int, path: Path) -> None:
            bar.length = total
            bar.update(1)

        faults = read_transcripts(
            read.paths,
            spool,
            desk.codebook,
            read.table,
            require=read.require,
            held=store.sources if store else None,
            mapped=workers.reading,
            progress=progress,
        )
    for fault in faults:
        if not fault.fatal:
            desk.remark(str(fault))
    if fatal := [fault for fault in faults if fault.fatal]:
        raise FaultsError("these transcripts cannot be used; nothing was changed", fatal)
    if not spool.total_files():
        raise AanbodError("there are no transcripts\n    name files or folders that hold some")
