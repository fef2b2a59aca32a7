"""`aanbod store`: the store itself, and how a team shares one."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from aanbod.commands.common import as_json, columns, progress_bar
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.project import store_address

SERVER = "postgresql+psycopg://anna@db.example.org/afs"
EPILOG = f"""\b
Examples:
  aanbod store info
  aanbod store copy aanbod.db {SERVER}
  aanbod status --store {SERVER}
"""


@click.group(epilog=EPILOG)
def store() -> None:
    """Look at the store, copy it, and share it on a server.

    A store is a file, or a database on a PostgreSQL server: `store: postgresql+psycopg://NAME@HOST/DATABASE` in
    aanbod.yaml, or --store. The password comes from PGPASSWORD or the file ~/.pgpass, never from aanbod.yaml.
    """


@store.command(epilog="\b\nExamples:\n  aanbod store info\n  aanbod store info --json")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@plain_desk_options
def info(desk: Desk, json_: bool) -> None:
    """Say where the store is, of what kind, and how much each of its tables holds."""
    with desk.open_store() as opened:
        found = opened.info()
    if json_:
        as_json(asdict(found))
        return
    rows: list[tuple[str, object]] = [
        ("store", found.address),
        ("kind", found.engine),
        ("schema", found.schema),
        ("size", f"{found.size / 1e6:.1f} MB"),
    ]
    click.echo(columns([*rows, *((table, f"{number} rows") for table, number in found.rows.items())]))


COPY = f"""\b
Examples:
  aanbod store copy aanbod.db {SERVER}
  aanbod store copy {SERVER} backup.db
"""


@store.command(epilog=COPY)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy everything in the store FROM to the store TO, which must be empty or not there yet.

    Each is a file or an address on a server. All that was copied is read again and compared; where anything differs
    or goes wrong, TO stays empty.
    """
    from aanbod.store import open_store

    old = open_store(store_address(source, Path()), create=False)
    with old, open_store(store_address(target, Path())) as new:
        with progress_bar("copying", 2 * old.total_rows()) as bar:
            copied = old.copy_to(new, bar.update)
        click.echo(columns([(table, f"{number} rows") for table, number in copied.items()]))
        click.echo(f"copied to {new.address}, and found to be the same")


ROLES = """\b
Examples:
  aanbod store roles                          make the roles, or say again what they may do
  aanbod store roles --coder noor --reader bas
  aanbod store roles --print | psql afs       have somebody else do it
"""


@store.command(epilog=ROLES)
@click.option("--coder", "coders", multiple=True, metavar="NAME", help="Who may decide on codings; may be repeated.")
@click.option("--reader", "readers", multiple=True, metavar="NAME", help="Who may only read; may be repeated.")
@click.option("--print", "print_", is_flag=True, help="Only print the SQL.")
@plain_desk_options
def roles(desk: Desk, coders: tuple[str, ...], readers: tuple[str, ...], print_: bool) -> None:
    """Make the roles aanbod_coder and aanbod_reader on the server of the store, and give them to people.

    A reader can make every table and change nothing. A coder can besides decide on codings, and change nothing else.
    People are users of the server; whoever keeps it makes them with `createuser --pwprompt NAME`. Importing and coding
    are for the owner of the store.
    """
    with desk.open_store() as opened:
        if print_:
            click.echo("".join(f"{statement};\n" for statement in opened.roles(coders, readers)), nl=False)
            return
        opened.make_roles(coders, readers)
        where = opened.address
    given = [*(f"{name} is a coder" for name in coders), *(f"{name} is a reader" for name in readers)]
    click.echo(f"{where}: {'; '.join(given) or 'the roles aanbod_coder and aanbod_reader are there'}")
