"""`aanbod code`: the rules at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import Desk, desk_options, progress_bar
from aanbod.commands.importing import read, read_any, tell_import

if TYPE_CHECKING:
    from aanbod.model import CodingRecord
    from aanbod.store import CodingDiff, Store

EPILOG = """\b
Examples:
  aanbod code                                    the project's transcripts: codes only what changed
  aanbod code --diff                             and shows each coding that is new or gone
  aanbod code verslagen/ --store try.db          any files, no project and no list of schools needed
"""
SHOWN = 10


@click.command(epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--all", "again", is_flag=True, help="Code everything again, also what did not change.")
@click.option("--diff", "whole_diff", is_flag=True, help=f"Show every changed coding, not the first {SHOWN}.")
@desk_options
def code(desk: Desk, paths: tuple[Path, ...], again: bool, whole_diff: bool) -> None:
    """Code the project's transcripts, or the files and folders in PATHS, by the rules of the codebook.

    Only what changed is coded: a text, the codebook or the program. What a person decided stays as it is.
    """
    transcripts = read_any(desk, paths) if paths else read(desk, (), None)
    with desk.open_store(create=True) as store:
        tell_import(store.save_transcripts(transcripts))
        names = [transcript.name for transcript in transcripts]
        tell_diff(*code_store(desk, store, names, again), whole=whole_diff)


def code_store(desk: Desk, store: Store, names: Sequence[str], again: bool) -> tuple[CodingDiff, int]:
    """Code what is pending of these transcripts, with a progress bar."""
    from aanbod.workflow import code_pending

    def progress(pending: Sequence[str]) -> Iterator[str]:
        with progress_bar("coding", len(pending)) as bar:
            for name in pending:
                yield name
                bar.update(1)

    return code_pending(store, desk.coder, names, again, progress)


def tell_diff(diff: CodingDiff, coded: int, whole: bool) -> None:
    """Print what a run changed."""
    click.echo(
        f"coded {coded} transcript{'' if coded == 1 else 's'}: {len(diff.new)} codings new, {len(diff.gone)} gone, "
        f"{diff.unchanged} unchanged, {len(diff.kept)} kept because a person decided on them"
    )
    if not whole and not diff.gone and not diff.unchanged:
        return  # a first run: everything is new
    _tell(diff.new, "+", "green", whole)
    _tell(diff.gone, "-", "red", whole)


def _tell(codings: Iterable[CodingRecord], sign: str, colour: str, whole: bool) -> None:
    codings = list(codings)
    for coding in codings if whole else codings[:SHOWN]:
        name = " ".join(part for part in (coding.code, coding.partner) if part)
        click.secho(f"{sign} {coding.transcript}  {name} [{coding.status}] “{coding.quote}”", fg=colour)
    if not whole and len(codings) > SHOWN:
        click.echo(f"{sign} … and {len(codings) - SHOWN} more; --diff shows all")
