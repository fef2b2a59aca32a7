"""Options that choose what counts, shared by the commands that count or retrieve."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aanbod.commands.desk import Desk
from aanbod.counting import CASE, Selection
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.reports.page import Page

FORMS = ("md", "html", "csv", "xlsx", "docx")


def group_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --where, --year and --kind; it gets them as `conditions` such as `year=2024`."""

    @click.option("--kind", "kinds", multiple=True, help="Only this kind of transcript.")
    @click.option("--year", "years", multiple=True, help="Only this year.")
    @click.option(
        "--where",
        multiple=True,
        metavar="VARIABLE=VALUE",
        help="Only this group (may be repeated; VARIABLE=* lifts a default).",
    )
    @wraps(command)
    def wrapped(where: tuple[str, ...], years: tuple[str, ...], kinds: tuple[str, ...], **arguments: Any) -> Any:
        conditions = (*where, *(f"year={year}" for year in years), *(f"kind={kind}" for kind in kinds))
        return command(conditions=conditions, **arguments)

    return wrapped


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --where, --year, --kind, --status and --reviewed; it gets `chosen`, a function of the desk."""

    @click.option("--reviewed", is_flag=True, help="Only codings that a person accepted.")
    @click.option("--status", "statuses", multiple=True, help="Only this status (may be repeated).")
    @group_options
    @wraps(command)
    def wrapped(conditions: tuple[str, ...], statuses: tuple[str, ...], reviewed: bool, **arguments: Any) -> Any:
        def chosen(desk: Desk, usual: bool = True) -> Selection:
            from aanbod.tables.selection import selection

            return selection(desk.codebook, conditions, statuses, reviewed, usual)

        return command(chosen=chosen, **arguments)

    return wrapped


@dataclass(frozen=True)
class Output:
    """Where a page goes, and in which form: to the shell, or to a file whose ending says the form."""

    form: str
    path: Path | None
    dutch_excel: bool

    @property
    def shows_passages(self) -> bool:
        """Whether this form has room for the passages behind the numbers."""
        return (self.form or (self.path.suffix.removeprefix(".").lower() if self.path else "md")) in ("html", "xlsx")

    def put(self, desk: Desk, page: "Page") -> None:
        """Write the page, or print it."""
        from aanbod.reports.output import page_bytes, write_page

        if self.path:
            write_page(self.path, page, templates_of(desk), self.form, self.dutch_excel)
            click.echo(f"wrote {self.path}", err=True)
        elif self.form in ("xlsx", "docx"):
            raise AanbodError(f"a file of Excel or Word cannot be printed\n    name a file: -o tables.{self.form}")
        else:
            click.echo(page_bytes(page, self.form or "md", templates_of(desk), self.dutch_excel).decode(), nl=False)


def output_options(*more_forms: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command --format, --output and --dutch-excel; it gets them as `out`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.option("--dutch-excel", is_flag=True, help="CSV as a Dutch Excel reads it: semicolons, decimal commas.")
        @click.option(
            "-o", "--output", type=click.Path(path_type=Path), help="File to write; its ending says the format."
        )
        @click.option("--format", "form", type=click.Choice([*FORMS, *more_forms]), help="Format (md at the shell).")
        @wraps(command)
        def wrapped(form: str | None, output: Path | None, dutch_excel: bool, **arguments: Any) -> Any:
            return command(out=Output(form or "", output, dutch_excel), **arguments)

        return wrapped

    return decorate


def unit_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --per-case; it gets `unit`."""

    @click.option("--per-case", is_flag=True, help="Count each case (school) once, not each transcript.")
    @wraps(command)
    def wrapped(per_case: bool, **arguments: Any) -> Any:
        return command(unit=CASE if per_case else "", **arguments)

    return wrapped


def templates_of(desk: Desk) -> Path:
    """The project's templates, or those that a new project starts with."""
    from aanbod.starter import starter_folder

    if desk.project and desk.project.templates.is_dir():
        return desk.project.templates
    return starter_folder() / "reports" / "templates"
