"""`aanbod privacy`: what looks personal in transcripts."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import as_json, columns, progress_bar
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.commands.importing import read_any
from aanbod.errors import AanbodError
from aanbod.privacy.finds import KINDS

if TYPE_CHECKING:
    from aanbod.privacy.finding import Finder

EPILOG = """\b
Examples:
  aanbod privacy                                   the transcripts in the store
  aanbod privacy 2024-de-bonte-kade.vtt            one of them
  aanbod privacy ~/gesprekken/2025                 files, before they are imported
  aanbod privacy --kind name --format csv > namen.csv
"""
_AROUND = 30  # characters on either side at the shell


@dataclass(frozen=True)
class Finding:
    """Contract: other programs read these fields. `start` and `end` are code points in the text of the document."""

    document: str
    kind: str
    start: int
    end: int
    text: str
    reason: str


@click.command(epilog=EPILOG)
@click.argument("transcripts", nargs=-1)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this kind; may be repeated.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@plain_desk_options
def privacy(desk: Desk, transcripts: tuple[str, ...], kinds: tuple[str, ...], form: str) -> None:
    """List names of people, e-mail addresses, telephone numbers, addresses, BSN, IBAN and dates of birth.

    TRANSCRIPTS are names of transcripts in the store, or files and folders; by default all of the store. Every find
    has a reason; schools, partners and places of the codebook are none. `aanbod import --mask` covers what is found.
    """
    from aanbod.privacy.finding import Finder

    finder = Finder(desk.codebook, kinds or KINDS)
    counts: Counter[str] = Counter()
    shown: list[Finding] = []
    for name, text in _texts(desk, transcripts):
        found = list(_findings(finder, name, text))
        counts.update(finding.kind for finding in found)
        shown += found
        if form == "text":
            click.echo(_lines(name, text, found), nl=False)
    if form == "json":
        as_json({"counts": _listed(counts), "found": [asdict(finding) for finding in shown]})
    elif form == "csv":
        click.echo(_csv(shown), nl=False)
    else:
        click.echo(columns([*_listed(counts).items(), ("together", counts.total())], right=frozenset({1})))


def _texts(desk: Desk, asked: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Names and texts: of files and folders, and of transcripts in the store."""
    paths = tuple(Path(one) for one in asked if Path(one).exists())
    names = [one for one in asked if not Path(one).exists()]
    if paths:
        yield from ((transcript.name, transcript.text) for transcript in read_any(desk, paths))
    if names or not paths:
        with desk.open_store() as store:
            wanted = [record.name for record in store.transcripts(names or None)]
            if not wanted:
                raise AanbodError("the store holds no transcripts\n    import some, or name files or folders")
            with progress_bar("looking", len(wanted)) as bar:
                for name, text in store.texts(wanted):
                    yield name, text
                    bar.update(1)


def _findings(finder: Finder, name: str, text: str) -> Iterator[Finding]:
    for find in finder.find(text):
        yield Finding(name, find.kind, find.start, find.end, text[find.start : find.end], find.reason)


def _lines(name: str, text: str, found: Iterable[Finding]) -> str:
    """A transcript's finds, each with what stands around it."""
    lines = []
    for one in found:
        before = text[max(0, one.start - _AROUND) : one.start]
        behind = text[one.end : one.end + _AROUND]
        around = f"{before}{click.style(one.text, bold=True)}{behind}".replace("\n", " ")
        lines.append(f"    {one.kind:9}  {one.start:>6}-{one.end:<6}  …{around}…  ({one.reason})")
    return "\n".join([click.style(name, bold=True), *lines, ""]) + "\n" if lines else ""


def _listed(counts: Counter[str]) -> dict[str, int]:
    return {kind: counts[kind] for kind in sorted(KINDS) if counts[kind]}


def _csv(found: Iterable[Finding]) -> str:
    from aanbod.reports.csvfile import harmless

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(list(Finding.__dataclass_fields__))
    writer.writerows([harmless(cell) for cell in asdict(one).values()] for one in found)
    return out.getvalue()
