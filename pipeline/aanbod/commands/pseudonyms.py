"""What `--pseudonyms` needs: the pseudonyms of a store, and the file that says who is who."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aanbod.commands.common import progress_bar

if TYPE_CHECKING:
    from aanbod.codebook.model import Codebook
    from aanbod.privacy.pseudonyms import Pseudonyms
    from aanbod.store import Store

# Contract: other programs read these columns.
COLUMNS = ("kind", "pseudonym", "name")


def pseudonyms_of(store: Store, codebook: Codebook) -> Pseudonyms:
    """The pseudonyms of all that the store and the codebook name; who had none yet gets one, and keeps it."""
    from aanbod.privacy.pseudonyms import Pseudonyms, Roster

    roster = Roster(codebook)
    named = store.names()
    with progress_bar("looking for names", 2 * len(named["transcript"])) as bar:
        roster.learn(_told(store, bar))
        numbers = store.pseudonyms(roster.names(_told(store, bar), named))
    return Pseudonyms(roster, numbers)


def asked(arguments: Mapping[str, Any], known: Callable[[str], str]) -> dict[str, Any]:
    """What somebody asked for by name (a transcript, a coder), as `known` under its pseudonym."""

    def disguised(value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(disguised(one) for one in value)
        return known(value) if isinstance(value, str) and value else value

    return {name: disguised(value) for name, value in arguments.items()}


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
