"""What `--pseudonyms` needs: the pseudonyms of a desk's store, and the file that says who is who."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aanbod.commands.common import Desk, progress_bar

if TYPE_CHECKING:
    from aanbod.privacy.pseudonyms import Pseudonyms
    from aanbod.store import Store

# Contract: other programs read these columns.
COLUMNS = ("kind", "pseudonym", "name")


def pseudonyms_of(desk: Desk) -> Pseudonyms:
    """The pseudonyms of all that the store and the codebook name; who had none yet gets one, and keeps it."""
    from aanbod.privacy.pseudonyms import Pseudonyms, Roster

    roster = Roster(desk.codebook)
    with desk.open_store() as store:
        named = store.names()
        with progress_bar("looking for names", 2 * len(named["transcript"])) as bar:
            roster.learn(_told(store, bar))
            numbers = store.pseudonyms(roster.names(_told(store, bar), named))
    return Pseudonyms(roster, numbers)


def asked(desk: Desk, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody asked for by name (a transcript, a coder), by its pseudonym: that is how the desk knows it."""

    def shown(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(shown(one) for one in value)
        # The store may not be there yet: nobody looks for names in it before they are needed.
        return desk.pseudonyms.known(value) if isinstance(value, str) and value else value

    return {name: shown(value) for name, value in arguments.items()}


def write_key(path: Path, pseudonyms: Pseudonyms) -> None:
    """Write who is who: csv with kind, pseudonym and name."""
    from aanbod.reports.csvfile import harmless
    from aanbod.reports.files import write_file

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in pseudonyms.key())
    write_file(path, out.getvalue().encode())
    click.echo(f"wrote {path}: keep it apart from what goes out", err=True)


def _told(store: Store, bar: Any) -> Iterator[str]:
    for text in store.every_text():
        yield text
        bar.update(1)
