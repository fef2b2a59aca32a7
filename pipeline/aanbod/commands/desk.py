"""What a command works on: the project with its codebook and store, and the options that name others."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aanbod.commands.common import note
from aanbod.errors import AanbodError
from aanbod.project import PROJECT_FILE, Project, find_project, store_address

if TYPE_CHECKING:
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

        codebook = self.plain.codebook
        with self.plain.open_store() as store:
            return pseudonyms_of(store, codebook)

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
        # The store may not be there yet: nobody looks for names in it before they are needed.
        done = command(desk, **asked(arguments, lambda name: desk.pseudonyms.known(name)))
        if key:
            write_key(key, desk.pseudonyms)
        return done

    return wrapped
