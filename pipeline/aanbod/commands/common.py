"""What the commands share: options, the project and its codebook, and how lines are printed."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aanbod.errors import AanbodError
from aanbod.project import PROJECT_FILE, Project, find_project, store_address

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from aanbod.codebook.model import Codebook
    from aanbod.coding.coder import RuleCoder
    from aanbod.privacy.pseudonyms import Pseudonyms
    from aanbod.store import Store


@dataclass(frozen=True)
class Desk:
    """What a command works on: the project, and where options name others.

    `remarks` are those on what was read; where nothing changed they are made again without reading it. With
    `pseudonymous` both the codebook and the store say pseudonyms where they say names, so that a command that reads
    from these two alone gives no name away.
    """

    project: Project | None
    store_option: str | None
    codebook_option: Path | None
    remarks: list[str] = field(default_factory=list, compare=False)
    pseudonymous: bool = False

    @cached_property
    def plain(self) -> "Desk":
        """The same, with names: what a command works with that only shows pseudonyms."""
        return replace(self, pseudonymous=False)

    @property
    def store_address(self) -> Path | str:
        """The file of the store, or its address on a server."""
        if self.store_option:
            return store_address(self.store_option, Path())
        return self._project("--store FILE").store

    @property
    def codebook_path(self) -> Path:
        if self.codebook_option:
            return self.codebook_option
        return self._project("--codebook FOLDER").codebook

    @cached_property
    def codebook(self) -> "Codebook":
        from aanbod.codebook.cache import cached_codebook

        return self.pseudonyms.codebook() if self.pseudonymous else cached_codebook(self.codebook_path)

    @cached_property
    def pseudonyms(self) -> "Pseudonyms":
        from aanbod.commands.pseudonyms import pseudonyms_of

        return pseudonyms_of(self.plain)

    @cached_property
    def coder(self) -> "RuleCoder":
        from aanbod.coding.coder import RuleCoder
        from aanbod.coding.language import load_dutch

        dutch = load_dutch(self.project.spacy_pipeline if self.project else "")
        if dutch.missing:
            self.remark(f"the spaCy pipeline {dutch.missing} is not installed: coding goes on without it")
        return RuleCoder(self.codebook, dutch)

    def remark(self, message: str) -> None:
        """A `note` on what was read."""
        self.remarks.append(message)
        note(message)

    def open_store(self, create: bool = False) -> "Store":
        from aanbod.store import open_store

        if not self.pseudonymous:
            return open_store(self.store_address, create=create)
        from aanbod.store.shared import SharedStore

        with open_store(self.store_address, create=False) as store:
            return SharedStore(store, self.pseudonyms)

    @property
    def out(self) -> Path:
        """Where the report and its tables go. Under pseudonyms to a folder of their own, which holds no other file."""
        out = self.require_project().out
        return out.with_name(f"{out.name}-pseudonyms") if self.pseudonymous else out

    def require_project(self) -> Project:
        return self._project("")

    def _project(self, option: str) -> Project:
        if self.project:
            return self.project
        remedy = f"name it with {option}, or " if option else ""
        raise AanbodError(
            f"this folder is in no project: there is no {PROJECT_FILE} here or above\n"
            f"    {remedy}go to the folder of your project, or make one with `aanbod init FOLDER`"
        )


def plain_desk_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --project, --store and --codebook, and hand it the `Desk` as its first argument.

    For commands that change the project, or whose output is for those who work on it.
    """

    @click.option("--codebook", "codebook_", type=click.Path(path_type=Path), help="Folder of the codebook.")
    @click.option("--store", "store_", help="File of the store, or postgresql+psycopg://NAME@HOST/DATABASE.")
    @click.option("--project", "project_", type=click.Path(path_type=Path), default=".", help="Folder of the project.")
    @wraps(command)
    def wrapped(project_: Path, store_: str | None, codebook_: Path | None, **arguments: Any) -> Any:
        if not project_.is_dir():
            raise AanbodError(f"{project_}: there is no such folder\n    name the project's folder with --project")
        return command(Desk(find_project(project_), store_, codebook_), **arguments)

    return wrapped


def desk_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """As `plain_desk_options`, and --pseudonyms: for commands whose output leaves the hands of the team.

    Nothing more is needed than to read from the desk's store and codebook, and to write to `desk.out`.
    """

    @click.option(
        "--pseudonym-key",
        "key",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Also write who is who to this csv file (--pseudonyms follows from it).",
    )
    @click.option("--pseudonyms", is_flag=True, help="Name no schools and people: School 07, Codeur B, Persoon 12.")
    @plain_desk_options
    @wraps(command)
    def wrapped(desk: Desk, pseudonyms: bool, key: Path | None, **arguments: Any) -> Any:
        if not (pseudonyms or key):
            return command(desk, **arguments)
        from aanbod.commands.pseudonyms import asked, write_key

        desk = replace(desk, pseudonymous=True)
        done = command(desk, **asked(desk, arguments))
        if key:
            write_key(key, desk.pseudonyms)
        return done

    return wrapped


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
