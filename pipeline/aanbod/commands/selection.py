"""Options that choose what counts, shared by the commands that count or retrieve."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from aanbod.commands.common import Desk
from aanbod.counting import CASE, Selection
from aanbod.errors import AanbodError


def selection_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --where, --year, --kind, --status and --reviewed; it gets `chosen`, a function of the desk."""

    @click.option("--reviewed", is_flag=True, help="Only codings that a person accepted.")
    @click.option("--status", "statuses", multiple=True, help="Only this status (may be repeated).")
    @click.option("--kind", "kinds", multiple=True, help="Only this kind of transcript.")
    @click.option("--year", "years", multiple=True, help="Only this year.")
    @click.option(
        "--where",
        multiple=True,
        metavar="VARIABLE=VALUE",
        help="Only this group (may be repeated; VARIABLE=* lifts a default).",
    )
    @wraps(command)
    def wrapped(
        where: tuple[str, ...],
        years: tuple[str, ...],
        kinds: tuple[str, ...],
        statuses: tuple[str, ...],
        reviewed: bool,
        **arguments: Any,
    ) -> Any:
        conditions = [*where, *(f"year={year}" for year in years), *(f"kind={kind}" for kind in kinds)]

        def chosen(desk: Desk, usual: bool = True) -> Selection:
            from aanbod.selection import selection

            return selection(desk.codebook, conditions, statuses, reviewed, usual)

        return command(chosen=chosen, **arguments)

    return wrapped


def page_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --per, --format, --output and --dutch-excel."""

    @click.option("--dutch-excel", is_flag=True, help="CSV as a Dutch Excel reads it: semicolons, decimal commas.")
    @click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; its ending says the format.")
    @click.option(
        "--format", "form", type=click.Choice(["md", "html", "csv", "xlsx"]), help="Format (md at the shell)."
    )
    @click.option("--per-case", "per_case", is_flag=True, help="Count each school once, not each transcript.")
    @wraps(command)
    def wrapped(per_case: bool, **arguments: Any) -> Any:
        return command(unit=CASE if per_case else "", **arguments)

    return wrapped


def put_page(desk: Desk, page: Any, form: str | None, output: Path | None, dutch_excel: bool) -> None:
    """Write a page to a file, or print it."""
    from aanbod.reports.output import page_bytes, write_page

    templates = templates_of(desk)
    if output:
        write_page(output, page, templates, form or "", dutch_excel)
        click.echo(f"wrote {output}", err=True)
        return
    if form == "xlsx":
        raise AanbodError("a spreadsheet cannot be printed\n    name a file: -o tables.xlsx")
    click.echo(page_bytes(page, form or "md", templates, dutch_excel).decode(), nl=False)


def templates_of(desk: Desk) -> Path:
    """The project's templates, or those that a new project starts with."""
    from aanbod.starter import starter_folder

    if desk.project and desk.project.templates.is_dir():
        return desk.project.templates
    return starter_folder() / "reports" / "templates"
