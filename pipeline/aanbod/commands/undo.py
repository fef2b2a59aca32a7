"""`aanbod undo`: taking back what was said."""

from __future__ import annotations

from uuid import uuid4

import click

from aanbod.commands.common import login_name, note
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.commands.history import codings_of, entry_line, find_session
from aanbod.errors import AanbodError

EPILOG = """\b
Examples:
  aanbod history --coder Noor      shows the number of each entry
  aanbod undo 212 213
  aanbod undo --session 3f2a9c --dry-run
"""


@click.command(epilog=EPILOG)
@click.argument("entries", nargs=-1, type=int)
@click.option("--session", help="Everything of this sitting (the first characters of its id will do).")
@click.option("--run", type=int, help="Everything that was decided while this run of the rules was the last one.")
@click.option("--note", "why", default="", help="Why.")
@click.option("--by", "coder", help="Who takes it back (by default the name you are logged in with).")
@click.option("--dry-run", is_flag=True, help="Only show what would be taken back.")
@plain_desk_options
def undo(
    desk: Desk,
    entries: tuple[int, ...],
    session: str | None,
    run: int | None,
    why: str,
    coder: str | None,
    dry_run: bool,
) -> None:
    """Take back these ENTRIES of the log (numbers), or all of a sitting or a run; the log itself keeps everything.

    A change goes as a whole, and stays where somebody has decided since on what it made.
    """
    if bool(entries) + (session is not None) + (run is not None) != 1:
        raise AanbodError("say what to take back: the numbers of entries, --session or --run")
    with desk.open_store() as store:
        chosen = list(entries) or store.standing(session=find_session(store, session or ""), run=run)
        if dry_run:
            told = [entry for entry in store.history() if entry.id in set(chosen) and not entry.undone]
            codings = codings_of(store, told)
            for entry in told:
                click.echo(entry_line(entry, codings))
            click.echo(f"{len(told)} would be taken back, as far as nobody built on them", err=True)
            return
        number, stayed = store.undo(chosen, coder or login_name(), why, session=uuid4().hex)
    click.echo(f"taken back: {number}")
    if stayed:
        note(f"somebody decided since on what these made, so they stay: {', '.join(map(str, stayed))}")
