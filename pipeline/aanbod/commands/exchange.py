"""Projects and codebooks for MAXQDA and its kin: `aanbod export project` and `codebook`, and the import of both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import note, shown
from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.masks import mask_of
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.refi.exchange import Received
    from aanbod.refi.positions import Counting

PROJECT, CODEBOOK = ".qdpx", ".qdc"
COUNTINGS = ("auto", "codepoints", "utf16", "one", "two")
SHOWN = 10
PROJECT_EPILOG = """\b
Examples:
  aanbod export project studie.qdpx
  aanbod export project studie.qdpx --newlines crlf    for a program that counts a line end as two
"""
CODEBOOK_EPILOG = """\b
Examples:
  aanbod export codebook codeboek.qdc
  aanbod export codebook codeboek.qdc --codebook codebook/delft
"""


@click.command(epilog=PROJECT_EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--newlines", type=click.Choice(["lf", "crlf"]), default="lf", show_default=True, help="How lines end in its texts."
)
@desk_options
def project(desk: Desk, file: Path, newlines: str) -> None:
    """Write codes, texts, codings, cases, variables and memos as a REFI-QDA project (FILE.qdpx).

    MAXQDA, ATLAS.ti, NVivo and QualCoder open it. A status is a code beside the code: `status: gepland`.
    """
    from aanbod.exchange.sending import counted, exchange_of
    from aanbod.refi.package import project_bytes
    from aanbod.reports.files import write_file

    _check_suffix(file, PROJECT)
    with desk.open_store() as store:
        exchange = exchange_of(store, desk.codebook)
    write_file(file, project_bytes(exchange, newline="\r\n" if newlines == "crlf" else "\n"))
    click.echo(f"wrote {file}: {counted(exchange)}", err=True)


@click.command(epilog=CODEBOOK_EPILOG)
@click.argument("file", type=click.Path(path_type=Path))
@desk_options
def codebook(desk: Desk, file: Path) -> None:
    """Write the codes, with their definitions, as a REFI-QDA codebook (FILE.qdc)."""
    from aanbod.exchange.sending import codes_of, statuses_of
    from aanbod.refi.codesxml import codebook_xml
    from aanbod.reports.files import write_file

    _check_suffix(file, CODEBOOK)
    codes = codes_of(desk.codebook)
    write_file(file, codebook_xml(codes, statuses_of(desk.codebook)))
    click.echo(f"wrote {file}: {len(codes)} codes", err=True)


def import_project(desk: Desk, path: Path, coder: str, counting: str) -> None:
    """Take a project file into the store, and list what it holds that is not taken in."""
    from aanbod.exchange.receiving import receive
    from aanbod.exchange.sending import codes_of
    from aanbod.refi.reading import read_project

    book = desk.codebook
    received = read_project(path, codes_of(book), counting=_counting(counting), nobody=coder)
    with desk.open_store(create=True) as store:
        exchange = received.exchange
        if mask := mask_of(desk, store):
            texts = tuple(replace(transcript, text=mask(transcript.text)) for transcript in exchange.transcripts)
            exchange = replace(exchange, transcripts=texts)
        taken = receive(store, exchange, book, f"import {path.name}")
    click.echo(
        f"imported {path.name}: {taken.transcripts} transcripts new, {taken.codings} codings, "
        f"{taken.decisions} decisions and {taken.memos} memos"
    )
    _tell(received)
    if taken.defaulted:
        note(f"{taken.defaulted} codings have no status there: they are `{book.default_status}`")
    for reason, number in taken.left.items():
        note(f"not taken in: {number} × {reason}")
    if taken.unknown:
        named = [f"{' '.join(filter(None, key))} ({number})" for key, number in list(taken.unknown.items())[:SHOWN]]
        more = f" and {len(taken.unknown) - SHOWN} more" if len(taken.unknown) > SHOWN else ""
        note(
            f"the codebook lacks codes that are used there: {', '.join(named)}{more}\n"
            "    tables count them once they are in it: see `aanbod codebook add`"
        )


def import_codebook(desk: Desk, path: Path) -> None:
    """Put the codes of a codebook file that ours lacks into ours, as YAML."""
    from aanbod.codebook.additions import new_files
    from aanbod.exchange.newcodes import lacking
    from aanbod.exchange.sending import codes_of
    from aanbod.refi.codetree import slug
    from aanbod.refi.reading import read_codebook
    from aanbod.reports.files import write_file

    book = desk.codebook
    received = read_codebook(path, codes_of(book))
    _tell(received)
    codes, categories = lacking(book, received.exchange.codes, path.stem)
    found = len(codes) + sum(len(category.codes) for category in categories)
    changed = new_files(desk.codebook_path, book, codes, categories, f"{slug(path.stem)}.yaml")
    for file, content in changed.items():
        write_file(file.resolve(), content)
    click.echo(f"imported {path.name}: {found} codes new, {len(received.exchange.codes) - found} known or categories")
    for file in changed:
        click.echo(f"wrote {shown(file)}")
    if found:
        click.echo("next: give the new codes keywords with `aanbod codebook add keyword`, or code with them by hand")


def _tell(received: Received) -> None:
    for remark in received.remarks:
        note(remark)
    for lost in received.lost:
        note(f"not taken in: {lost}")


def _counting(named: str) -> Counting | None:
    from aanbod.refi.positions import Counting

    if named == "auto":
        return None
    return Counting(utf16=named == "utf16", newlines=named if named in ("one", "two") else "file")


def _check_suffix(file: Path, suffix: str) -> None:
    if file.suffix.lower() != suffix:
        raise AanbodError(
            f"{file}: other programs know this kind of file by its ending\n    name it {file.stem}{suffix}"
        )
