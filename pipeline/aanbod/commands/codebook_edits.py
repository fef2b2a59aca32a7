"""Edits of a codebook's files by a command: tried on a copy, shown, and written where nobody else edited meanwhile."""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import shown
from aanbod.errors import AanbodError, FaultsError

if TYPE_CHECKING:
    from aanbod.errors import Fault


def try_edits(folder: Path, files: Mapping[str, bytes], otherwise: str) -> list[Fault]:
    """The warnings on the codebook in a folder with these files, by name, in it.

    FaultsError where it has a fault then; `otherwise` says what was not done.
    """
    from aanbod.codebook.load import codebook_files
    from aanbod.coding.faults import all_faults

    with tempfile.TemporaryDirectory() as temporary:
        for path in codebook_files(folder):
            shutil.copyfile(path, Path(temporary) / path.name)
        for name, content in files.items():
            (Path(temporary) / name).write_bytes(content)
        _, faults = all_faults(Path(temporary))
    if fatal := [fault for fault in faults if fault.fatal]:
        raise FaultsError(f"{otherwise}, for with it the codebook has a fault:", fatal)
    return faults


def show_edit(path: Path, before: bytes, after: bytes) -> None:
    """Print an edit as a diff."""
    old, new = (content.decode("utf-8-sig").splitlines() for content in (before, after))
    name = str(shown(path))
    click.echo("\n".join(difflib.unified_diff(old, new, name, name, n=1, lineterm="")))


def write_edit(path: Path, before: bytes, after: bytes) -> None:
    """Write an edit of a file that was like `before`. AanbodError: it is not any more."""
    from aanbod.reports.files import write_file

    path = path.resolve()  # a link stays a link
    if path.read_bytes() != before:
        raise AanbodError(f"{shown(path)} changed in the meantime, and was left so\n    run the command again")
    write_file(path, after)
