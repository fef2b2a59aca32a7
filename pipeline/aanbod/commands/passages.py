"""`aanbod passages`: retrieve what was coded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import as_json, shortened
from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.selection import selection_options

if TYPE_CHECKING:
    from aanbod.counting import Selection
    from aanbod.model import CodingRecord

EPILOG = """\b
Examples:
  aanbod passages --code ouder.kennis.taallessen
  aanbod passages --code Buurtteam --where lichting=nieuwe-lichting
  aanbod passages --status uitgevallen --words ouderkamer
  aanbod passages --code partner --json
"""


@click.command(epilog=EPILOG)
@click.option("--code", "codes", multiple=True, help="This code (an id, its beginning, or a partner); may be repeated.")
@click.option("--transcript", "names", multiple=True, help="This transcript; may be repeated.")
@click.option("--words", help="Only passages that hold these words.")
@selection_options
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@desk_options
def passages(
    desk: Desk,
    codes: tuple[str, ...],
    names: tuple[str, ...],
    words: str | None,
    json_: bool,
    chosen: Callable[..., Selection],
) -> None:
    """Show the coded passages, each with its code, status, state and the reason why it was coded."""
    from aanbod.codebook.naming import select_codes
    from aanbod.tables.selection import holds

    wanted = {code.key for code in select_codes(desk.codebook, codes)} if codes else None
    selection = chosen(desk, usual=False)
    with desk.open_store() as store:
        inside = {record.name for record in store.transcripts(names or None) if holds(record, selection, desk.codebook)}
        states = ("accepted",) if selection.reviewed_only else None
        found = store.codings(statuses=selection.statuses or None, states=states)
    shown = [
        coding
        for coding in found
        if coding.transcript in inside
        and (wanted is None or (coding.code, coding.partner) in wanted)
        and (not words or words.casefold() in coding.quote.casefold())
    ]
    if json_:
        as_json([asdict(coding) for coding in shown])
        return
    for coding in shown:
        click.echo(_lines(coding))
    click.echo(f"{len(shown)} passage{'' if len(shown) == 1 else 's'}", err=True)


def _lines(coding: CodingRecord) -> str:
    name = click.style(" ".join(part for part in (coding.code, coding.partner) if part), bold=True)
    head = f"{coding.id[:10]}  {coding.transcript}  {name}  [{coding.status}, {coding.state} by {coding.coder}]"
    words = " … ".join(word.text for word in coding.evidence.words)
    cue = " … ".join(word.text for word in coding.evidence.cue_words)
    why = f"`{shortened(coding.evidence.rule)}` meets “{words}”"
    if cue:
        why += f"; the cue “{cue}” says {coding.evidence.cue_rule.partition(':')[0]}"
    return f"{head}\n    “{coding.quote}”\n    {why}\n"
