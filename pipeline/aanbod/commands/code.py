"""`aanbod code`: the rules at work."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aanbod.commands.checkpoint import Checkpoint, inputs_of
from aanbod.commands.common import note, progress_bar
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.commands.importing import Material, imported, material, tell_import
from aanbod.commands.workers import Hiring, Workers, worker_options

if TYPE_CHECKING:
    from aanbod.model import CodingRecord
    from aanbod.store import Store
    from aanbod.workflow import Changes

EPILOG = """\b
Examples:
  aanbod code                                    the project's transcripts: codes only what changed
  aanbod code --diff                             and shows each coding that is new or gone
  aanbod code --watch                            goes on: each edit of a keyword shows what it does
  aanbod code --stored                           also what came with a project of another program (.qdpx)
  aanbod code verslagen/ --store try.db          any files, no project and no list of schools needed
  aanbod code verslagen/ --store try.db --workers 4
"""
SHOWN = 10


@click.command(epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--all", "again", is_flag=True, help="Code everything again, also what did not change.")
@click.option("--diff", "whole_diff", is_flag=True, help=f"Show every changed coding, not the first {SHOWN}.")
@click.option("--watch", is_flag=True, help="Go on: code again at each edit of the codebook or a transcript.")
@click.option("--stored", is_flag=True, help="Code all transcripts that the store holds; read no files.")
@worker_options
@plain_desk_options
def code(
    desk: Desk, paths: tuple[Path, ...], again: bool, whole_diff: bool, watch: bool, stored: bool, hiring: Hiring
) -> None:
    """Code the project's transcripts, or the files and folders in PATHS, by the rules of the codebook.

    Only what changed is coded: a text, or what an edited keyword touches; where more of the codebook changed, or the
    program, everything. What a person decided stays as it is. A run that is stopped goes on where it was.
    """
    if stored and (paths or watch):
        raise click.UsageError("--stored reads no files: it goes with neither PATHS nor --watch")
    if stored:
        with hiring.workers() as workers, desk.open_store() as store:
            tell_changes(code_store(desk, store, None, workers, again, None if whole_diff else SHOWN))
    elif watch:
        from aanbod.commands.watching import watch_inputs

        watch_inputs(desk, paths, lambda fresh: _code(fresh, paths, again, whole_diff, hiring))
    else:
        _code(desk, paths, again, whole_diff, hiring)


def _code(desk: Desk, paths: tuple[Path, ...], again: bool, whole_diff: bool, hiring: Hiring) -> None:
    checkpoint = Checkpoint(desk, {"code": [inputs_of(desk, paths)]})
    if not again and (found := checkpoint.recall("code")):
        tell_nothing_changed(found)
        return
    read = Material(paths, None, require=False) if paths else material(desk)
    with hiring.workers() as workers, imported(desk, read, workers, checkpoint) as (store, names):
        tell_changes(code_store(desk, store, names, workers, again, None if whole_diff else SHOWN))
        checkpoint.finish(store, "code", transcripts=len(names), remarks=desk.remarks)


def code_store(
    desk: Desk,
    store: Store,
    names: Sequence[str] | None,
    workers: Workers,
    again: bool = False,
    most: int | None = SHOWN,
) -> Changes:
    """Code what is pending of these transcripts (None: of all), with a progress bar."""
    from aanbod.workflow import code_pending

    def progress(what: str, names: Sequence[str]) -> Iterator[str]:
        with progress_bar(what, len(names)) as bar:
            for name in names:
                yield name
                bar.update(1)

    coder = desk.coder
    gc.freeze()  # what was compiled lives as long as the process: no use looking through it for garbage
    return code_pending(store, coder, names, again, progress, workers.code_all(desk), most)


def tell_nothing_changed(found: Mapping[str, Any]) -> None:
    """Print what an import and a coding say of a checkpoint."""
    for remark in found["remarks"]:
        note(remark)
    tell_import(0, 0, found["transcripts"])
    _tell_numbers(0, 0, 0, 0, 0)


def tell_changes(changes: Changes) -> None:
    """Print what a run changed."""
    _tell_numbers(changes.coded, changes.new, changes.gone, changes.unchanged, changes.kept)
    if changes.untouched:
        click.echo(f"the edit of the codebook does not touch the other {changes.untouched}")
    if changes.most is not None and not changes.gone and not changes.unchanged:
        return  # a first run: everything is new
    _tell(changes.shown_new, changes.new, "+", "green")
    _tell(changes.shown_gone, changes.gone, "-", "red")


def _tell_numbers(coded: int, new: int, gone: int, unchanged: int, kept: int) -> None:
    click.echo(
        f"coded {coded} transcript{'' if coded == 1 else 's'}: {new} codings new, {gone} gone, "
        f"{unchanged} unchanged, {kept} kept because a person decided on them"
    )


def _tell(codings: Sequence[CodingRecord], total: int, sign: str, colour: str) -> None:
    for coding in codings:
        name = " ".join(part for part in (coding.code, coding.partner) if part)
        click.secho(f"{sign} {coding.transcript}  {name} [{coding.status}] “{coding.quote}”", fg=colour)
    if total > len(codings):
        click.echo(f"{sign} … and {total - len(codings)} more; --diff shows all")
