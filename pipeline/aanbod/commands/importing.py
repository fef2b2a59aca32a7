"""`aanbod import`, and the reading of transcripts that other commands begin with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import login_name, note, progress_bar, shown
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.commands.exchange import CODEBOOK, COUNTINGS, PROJECT, import_codebook, import_project
from aanbod.commands.masks import ALL, MASKS, mask_kinds, mask_of
from aanbod.commands.workers import Hiring, Workers, worker_options
from aanbod.errors import AanbodError, FaultsError

if TYPE_CHECKING:
    from aanbod.commands.checkpoint import Checkpoint
    from aanbod.model import Transcript
    from aanbod.privacy.masking import Masker
    from aanbod.store import Store
    from aanbod.transcripts.spool import Spool

EPILOG = """\b
Examples:
  aanbod import                                  the project's folder of transcripts
  aanbod import ~/gesprekken/2025 --table ~/gesprekken/2025.csv
  aanbod import --mask all                       cover names, numbers and addresses, now and later
  aanbod import --mask name,phone verslagen/     only names and telephone numbers
  aanbod import codering.qdpx                    a project from MAXQDA, ATLAS.ti, NVivo or another copy of this one
  aanbod import codeboek.qdc                     the codes of a codebook that ours lacks
  aanbod import review.xlsx --by Noor            the answers in a spreadsheet of `aanbod export review`
"""


SHOWN = 5


@dataclass(frozen=True)
class Material:
    """Transcripts to read: files and folders, the table of what is known of them, and whether that must be known.

    `masks` are the kinds of personal data to cover from now on; None: those that the store remembers.
    """

    paths: tuple[Path, ...]
    table: Path | None = None
    require: bool = True
    masks: tuple[str, ...] | None = None


@click.command(name="import", epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--table", type=click.Path(path_type=Path), help="CSV with what is known of the transcripts.")
@click.option("--coder", default="", help="Of a project: whose codings are those that name no coder.")
@click.option(
    "--counting",
    type=click.Choice(COUNTINGS),
    default="auto",
    help="Of a project: how it counts characters, where it gets passages wrong (one, two: for a line end).",
)
@click.option(
    "--mask",
    is_flag=False,
    flag_value=ALL,
    metavar="[KIND,…]",
    help=f"Cover what is personal, at this import and later ones: {MASKS}.",
)
@click.option("--by", help="Of a review: who answered (by default the name you are logged in with).")
@click.option("--skip-conflicts", is_flag=True, help="Of a review: store the other rows where some cannot be.")
@worker_options
@plain_desk_options
def import_(
    desk: Desk,
    paths: tuple[Path, ...],
    table: Path | None,
    coder: str,
    counting: str,
    mask: str | None,
    by: str | None,
    skip_conflicts: bool,
    hiring: Hiring,
) -> None:
    """Read transcripts (files or folders) and what is known of them into the store; nothing if anything is wrong.

    A REFI-QDA project (.qdpx) brings texts, people's codings, decisions and memos, a codebook (.qdc) codes, and a
    spreadsheet (.xlsx) that `aanbod export review` made the answers in it.

    --mask covers letters and digits of what `aanbod privacy` finds ("juf P████"): the text keeps its length, and the
    store never holds what is covered. It is remembered: later imports, also those of `code` and `run`, do the same.
    """
    from aanbod.commands.review_sheet import SHEET, import_review

    from_elsewhere = [path for path in paths if path.suffix.lower() in (PROJECT, CODEBOOK, SHEET)]
    for path in from_elsewhere:
        if path.suffix.lower() == CODEBOOK:
            import_codebook(desk, path)
        elif path.suffix.lower() == SHEET:
            import_review(desk, path, by or login_name(), skip_conflicts)
        else:
            import_project(desk, path, coder, counting)
    paths = tuple(path for path in paths if path not in from_elsewhere)
    if from_elsewhere and not paths:
        return
    read = replace(material(desk, paths, table), masks=None if mask is None else mask_kinds(mask))
    with hiring.workers() as workers, imported(desk, read, workers):
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
        mask = mask_of(desk, store, read.masks)
        with Spool() as spool:
            _read(desk, read, spool, store, workers, mask)
            store = store or open_store()
            if read.masks is not None:
                store.set_masks(read.masks)
            if mask and (covered := store.cover(mask)):
                click.echo(f"covered: what is personal in {covered} texts that were there")
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
        if desk.project and read.paths == (desk.project.transcripts,):
            _tell_left_over(desk, store.left_over(names))
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


def _tell_left_over(desk: Desk, found: Sequence[tuple[str, str]]) -> None:
    """Say of which transcripts the project has no file any more: what was coded and decided in them still counts."""
    if found:
        named = [f"{name} (its text is now {twin}: was it renamed?)" if twin else name for name, twin in found[:SHOWN]]
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        desk.remark(
            f"the store counts transcripts that have no file any more: {', '.join(named)}{more}\n"
            "    give a file its old name back; to leave one out for good, name a new store in aanbod.yaml"
        )


def _table_for(paths: tuple[Path, ...], table: Path) -> Path | None:
    """The project's table goes with the files that lie beside it."""
    folder = table.parent.resolve()
    return table if any(folder in (path.resolve(), *path.resolve().parents) for path in paths) else None


def _read(
    desk: Desk, read: Material, spool: Spool, store: Store | None, workers: Workers, mask: Masker | None = None
) -> None:
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
            mask=mask,
            mapped=workers.reading,
            progress=progress,
        )
    for fault in faults:
        if not fault.fatal:
            desk.remark(str(fault))
    if fatal := [fault for fault in faults if fault.fatal]:
        if read.table is None and desk.project and not desk.project.table.is_file():
            note(f"there is no table {shown(desk.project.table)}: files say themselves what is known of them")
        raise FaultsError("these transcripts cannot be used; nothing was changed", fatal)
    if not spool.total_files():
        raise AanbodError("there are no transcripts\n    name files or folders that hold some")
