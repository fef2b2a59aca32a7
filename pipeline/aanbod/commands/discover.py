"""`aanbod discover`: the study's open coding."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aanbod.commands.common import as_json, note, progress_bar
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.commands.importing import read_any
from aanbod.commands.selection import group_options
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.codebook.model import Codebook
    from aanbod.discovering.lines import Line
    from aanbod.discovering.proposals import Proposal
    from aanbod.model import Transcript

EPILOG = """\b
Examples:
  aanbod discover                                  the transcripts in the store
  aanbod discover --only organisations --limit 10
  aanbod discover --year 2025 --where sector=vo
  aanbod discover verslagen/ --format csv > new.csv
"""
ORGANISATIONS, OFFERS = "organisations", "offers"
_TITLES = {ORGANISATIONS: "Organisations", OFFERS: "Forms of offer, in sentences without any code"}
# Contract: other programs read these columns.
COLUMNS = (
    *("kind", "rank", "name", "count", "cases", "documents", "variants", "near", "add"),
    *("document", "start", "end", "text"),
)
_SHOWN = 2  # examples at the shell
_WIDTH = 150  # characters of a sentence at the shell


@click.command(epilog=EPILOG)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(min=1), default=40, show_default=True, help="How many of each, at most.")
@click.option("--only", type=click.Choice([ORGANISATIONS, OFFERS]), help="Only these (by default both).")
@group_options
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@plain_desk_options
def discover(
    desk: Desk, paths: tuple[Path, ...], limit: int, only: str | None, conditions: tuple[str, ...], form: str
) -> None:
    """List what the codebook lacks, likeliest first, from the store or from the files and folders in PATHS.

    Organisations that no partner, code or school matches, and words for forms of offer in sentences without any code;
    each with its sentences and the command that adds it. Nothing is changed.
    """
    from aanbod.discovering.offers import offers
    from aanbod.discovering.organisations import organisations

    lines = list(_lines(desk, _transcripts(desk, paths, conditions)))
    found: dict[str, list[Proposal]] = {}
    if only != OFFERS:
        found[ORGANISATIONS] = organisations(lines, desk.codebook)
    if only != ORGANISATIONS:
        found[OFFERS] = offers(lines, desk.codebook)
    shown = {kind: proposals[:limit] for kind, proposals in found.items()}
    if form == "json":
        as_json({kind: [_data(proposal) for proposal in proposals] for kind, proposals in shown.items()})
    elif form == "csv":
        click.echo(_csv(shown), nl=False)
    else:
        for kind, proposals in shown.items():
            click.secho(f"{_TITLES[kind]}: {len(proposals)} of {len(found[kind])}\n", bold=True)
            for rank, proposal in enumerate(proposals, 1):
                click.echo(_entry(rank, proposal, desk.codebook))
        _tell_blanks(shown, desk.codebook)


def _transcripts(desk: Desk, paths: tuple[Path, ...], conditions: tuple[str, ...]) -> list[Transcript]:
    from aanbod.model import Transcript
    from aanbod.tables.selection import holds, selection

    if paths:
        if conditions:
            raise AanbodError(
                "a group is chosen from the store\n    leave out the paths, or --where, --year and --kind"
            )
        return read_any(desk, paths)
    chosen = selection(desk.codebook, conditions, (), False, usual=False)
    with desk.open_store() as store:
        records = [record for record in store.transcripts() if holds(record, chosen, desk.codebook)]
        return [Transcript(record.name, store.text(record.name), cases=record.cases) for record in records]


def _lines(desk: Desk, transcripts: Sequence[Transcript]) -> Iterator[Line]:
    from aanbod.discovering.lines import read_lines

    with progress_bar("reading", len(transcripts)) as bar:
        for transcript in transcripts:
            yield from read_lines(transcript, desk.coder)
            bar.update(1)


def _entry(rank: int, proposal: Proposal, book: Codebook) -> str:
    many = (book.case_label, book.case_label_plural) if proposal.cases else ("transcript", "transcripts")
    places = len(proposal.cases or proposal.documents)
    head = f"{rank:3}. {click.style(proposal.name, bold=True)}  {proposal.count}×, {places} {many[places != 1]}"
    if len(proposal.variants) > 1:
        head += f"; also {', '.join(name for name in proposal.variants if name != proposal.name)}"
    lines = [head]
    if proposal.why:
        lines.append(f"     beside: {', '.join(proposal.why[:3])}")
    lines += [f"     “{_around(e.sentence, proposal.variants)}” ({e.transcript})" for e in proposal.examples[:_SHOWN]]
    lines += [f"     {click.style(command, fg='cyan')}" for command in _commands(proposal)]
    return "\n".join(lines) + "\n"


def _tell_blanks(shown: dict[str, list[Proposal]], book: Codebook) -> None:
    """What may be written for the words in capitals of the commands."""
    if shown.get(ORGANISATIONS):
        categories = ", ".join(category.id for category in book.categories if category.holds_partners)
        note(f"for CATEGORY write one of: {categories or 'a category of partners, which the codebook has not yet'}")
    if shown.get(OFFERS):
        note("`aanbod codebook show` lists what may stand for CODE; `aanbod codebook add code` makes a new one")


def _commands(proposal: Proposal) -> list[str]:
    """The commands that add a proposal; the words in capitals are for the analyst to fill in."""
    from aanbod.discovering.proposals import OFFER

    if proposal.kind == OFFER:
        return [f'aanbod codebook add keyword CODE "{proposal.name}"']
    if proposal.near:
        return [f'aanbod codebook add alias "{proposal.near}" "{proposal.name}"']
    return [f'aanbod codebook add partner "{proposal.name}" --category CATEGORY']


def _around(sentence: str, variants: Sequence[str]) -> str:
    """A sentence, cut around the name where it is too long for a line."""
    if len(sentence) <= _WIDTH:
        return sentence
    place = max(0, *(sentence.find(name) for name in variants))
    start = max(0, min(place - _WIDTH // 2, len(sentence) - _WIDTH))
    start = sentence.rfind(" ", 0, start) + 1
    end = sentence.find(" ", start + _WIDTH)
    end = end if end > 0 else len(sentence)
    return ("… " if start else "") + sentence[start:end] + (" …" if end < len(sentence) else "")


def _data(proposal: Proposal) -> dict[str, Any]:
    return {**asdict(proposal), "add": _commands(proposal)}


def _csv(shown: dict[str, list[Proposal]]) -> str:
    """One row for each proposal, with its first example."""
    from aanbod.reports.csvfile import harmless

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for proposals in shown.values():
        for rank, p in enumerate(proposals, 1):
            first = p.examples[0]
            cells: list[Any] = [p.kind, rank, p.name, p.count, len(p.cases), len(p.documents), "; ".join(p.variants)]
            cells += [p.near, _commands(p)[0], first.transcript, first.start, first.end, first.sentence]
            writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue()
