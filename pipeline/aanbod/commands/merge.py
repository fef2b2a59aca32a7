"""`aanbod merge`: two people who worked on copies of one store."""

from __future__ import annotations

from pathlib import Path

import click

from aanbod.commands.common import note
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.project import store_address

EPILOG = """\b
Examples:
  aanbod merge noor.db --dry-run       tells what would be added, and what differs
  aanbod merge noor.db
"""
_NAMES = {"transcript": "transcripts", "text_version": "texts", "coding": "codings", "decision": "entries of the log"}


@click.command(epilog=EPILOG)
@click.argument("other", metavar="OTHER.db")
@click.option("--dry-run", is_flag=True, help="Only tell what would be added.")
@plain_desk_options
def merge(desk: Desk, other: str, dry_run: bool) -> None:
    """Add what OTHER.db, a copy of this store that somebody else worked on, has besides.

    Nothing is taken away. Where two people said different things of a coding both stay, the later word counts, and
    the queue `disagree` of `aanbod review` asks of it. A copy of this store is made beside it first.
    """
    from aanbod.store import open_store

    with desk.open_store() as store, open_store(store_address(other, Path()), create=False) as source:
        found = store.merge(source, dry_run=True)
        if found.added and not dry_run:
            copy = store.back_up("merge", "is to be merged")
            click.echo(f"copied this store to {copy}" if copy else "a store on a server: no copy was made", err=True)
            found = store.merge(source)
    for transcript, what in found.conflicts:
        note(f"{transcript}: {what}" if transcript else what)
    told = ", ".join(f"{found.added.get(table, 0)} {name}" for table, name in _NAMES.items())
    click.echo(f"{'would add' if dry_run else 'added'}: {told}; {len(found.conflicts)} differences")
