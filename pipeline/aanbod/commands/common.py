"""What the commands share: how lines are printed, and who is at the keyboard."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


def login_name() -> str:
    """Who is at the keyboard, where no option says so."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # no login name, as in some containers; on Windows no module for it
        raise AanbodError("it is not known who decides\n    give a name with --by") from None


def note(message: str) -> None:
    """A remark for the person at the keyboard; never in the output that a script reads."""
    click.echo(click.style("note: ", fg="yellow") + message, err=True)


def progress_bar(label: str, length: int) -> "ProgressBar[int]":
    """A progress bar on standard error; in a pipe or a log there is none."""
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())


def as_json(value: object) -> None:
    """Print a value as JSON for a script."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


def shown(path: Path) -> Path:
    """A path as one would type it here."""
    resolved, here = path.resolve(), Path.cwd()
    return resolved.relative_to(here) if resolved.is_relative_to(here) else path


def shortened(keyword: str, width: int = 60) -> str:
    """A keyword, cut where it is too long for a line."""
    return keyword if len(keyword) <= width else keyword[: width - 1] + "…"


def columns(rows: Iterable[Iterable[object]], right: frozenset[int] = frozenset()) -> str:
    """Rows as lines of aligned columns; `right` names the columns whose cells are aligned to the right."""
    table = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)] if table else []
    lines = []
    for row in table:
        cells = [c.rjust(w) if n in right else c.ljust(w) for n, (c, w) in enumerate(zip(row, widths, strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
