"""`aanbod codebook`: check, test and show; what adds to it, reports on it or exports it has modules of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aanbod.commands.codebook_add import add
from aanbod.commands.codebook_manual import manual
from aanbod.commands.codebook_report import report
from aanbod.commands.codebook_sheet import export, import_
from aanbod.commands.common import as_json, columns, shown
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.codebook.model import Code, Codebook


@click.group()
def codebook() -> None:
    """Check, test and show the codebook, add to it, see what decisions say of it, and put it in other forms."""


codebook.add_command(add)
codebook.add_command(report)
codebook.add_command(export)
codebook.add_command(import_)
codebook.add_command(manual)


@codebook.command(epilog="\b\nExamples:\n  aanbod codebook check\n  aanbod codebook check --codebook codebook/delft")
@plain_desk_options
def check(desk: Desk) -> None:
    """Report every fault of the codebook at once: file, line, key and remedy. Exit code 1 if there is any."""
    from aanbod.codebook.load import count
    from aanbod.coding.faults import all_faults

    book, faults = all_faults(desk.codebook_path)
    for fault in faults:
        click.secho(str(fault), fg="red" if fault.fatal else "yellow")
    fatal = sum(fault.fatal for fault in faults)
    warnings = len(faults) - fatal
    if fatal:
        raise AanbodError(f"{shown(desk.codebook_path)}: {count(fatal, 'fault')}, {count(warnings, 'warning')}")
    assert book is not None
    keywords = sum(len(code.keywords) for code in book.codes)
    click.echo(
        f"{shown(desk.codebook_path)}: in order, {count(warnings, 'warning')}; {len(book.categories)} categories, "
        f"{len(book.codes)} codes and partners, {keywords} keywords, {len(book.cases)} {book.case_label_plural}"
    )


@codebook.command(epilog="\b\nExamples:\n  aanbod codebook test\n  aanbod codebook test ouder.kennis --all")
@click.argument("codes", nargs=-1)
@click.option("--all", "show_all", is_flag=True, help="Show the examples that hold, too.")
@plain_desk_options
def test(desk: Desk, codes: tuple[str, ...], show_all: bool) -> None:
    """Run the example sentences of all codes, or of those whose id or partner name starts with CODES."""
    from aanbod.codebook.naming import select_codes
    from aanbod.coding.examples import run_examples

    results = list(run_examples(desk.coder, select_codes(desk.codebook, codes)))
    for result in results:
        if result.problem or show_all:
            mark = click.style("fails", fg="red") if result.problem else click.style("holds", fg="green")
            name = " ".join(part for part in (result.code.id, result.code.partner) if part)
            click.echo(f"{mark}  {name}: “{result.example.text}” {result.problem}".rstrip())
    failing = sum(bool(result.problem) for result in results)
    click.echo(f"{len(results)} examples, {failing} failing")
    if failing:
        raise AanbodError("the codebook does not do what its examples ask\n    mend the keywords or the examples")


@codebook.command(epilog="\b\nExamples:\n  aanbod codebook show\n  aanbod codebook show ouder.kennis.taallessen")
@click.argument("code", required=False)
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@plain_desk_options
def show(desk: Desk, code: str | None, json_: bool) -> None:
    """Show the tree of codes, or one CODE (an id or a partner's name) with all that is known of it."""
    if code is None:
        _show_tree(desk.codebook, json_)
        return
    from aanbod.codebook.naming import select_codes

    for found in select_codes(desk.codebook, (code,)):
        _show_code(found, json_)


def _show_tree(book: Codebook, json_: bool) -> None:
    if json_:
        as_json([{"code": code.id, "partner": code.partner, "label": code.label} for code in book.codes])
        return
    for category in book.categories:
        click.secho(
            f"\n{category.letter + '. ' if category.letter else ''}{category.label}  ({category.id})", bold=True
        )
        click.echo(columns((f"  {code.partner or code.id}", code.label) for code in category.codes))


def _show_code(code: Code, json_: bool) -> None:
    from dataclasses import asdict

    if json_:
        as_json(asdict(code))
        return
    click.secho(f"{code.id}  {code.label}", bold=True)
    lists = [
        ("definition", [code.definition] if code.definition else []),
        ("use for", code.use_for),
        ("not for", code.not_for),
        ("keywords", [f"{keyword.text}   ({keyword.file}:{keyword.line})" for keyword in code.keywords]),
        ("unless", [keyword.text for keyword in code.unless]),
        ("yields to", code.yields_to),
        ("coded", [f"{e.text}{f' [{e.status}]' if e.status else ''}" for e in code.examples if e.coded]),
        ("not coded", [e.text for e in code.examples if not e.coded]),
    ]
    if code.bouwstenen:
        click.echo(f"  bouwstenen: {', '.join(str(number) for number in code.bouwstenen)}")
    for name, lines in lists:
        if lines:
            click.echo(f"  {name}:")
            click.echo("\n".join(f"    {line}" for line in lines))
