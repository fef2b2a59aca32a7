"""`aanbod passages`: retrieve what was coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aanbod.commands.common import Desk, as_json, desk_options
from aanbod.commands.selection import selection_options

if TYPE_CHECKING:
    from aanbod.model import CodingRecord

EPILOG = """\b
Examples:
  aanbod passages --code ouder.kennis.taallessen
  aanbod passages --code Buurtteam --where lichting=nieuwe-lichting
  aanbod passages --status uitgevallen --words ouderkamer
  aanbod passages --code partner --json
"""


@click.command(epilog=EPILOG)
@selection_options
@click.option("--words", help="Only passages that hold these words.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@desk_options
def passages(desk: Desk, words: str | None, json_: bool, **selection: object) -> None:
    """Show the coded passages, each with its code, status, state and the reason why it was coded."""
    from aanbod.selection import Selection, select

    with desk.open_store() as store:
        found = select(desk.codebook, store, Selection(**selection))  # type: ignore[arg-type]
    chosen = [coding for coding in found if not words or words.casefold() in coding.quote.casefold()]
    if json_:
        as_json([_as_data(coding) for coding in chosen])
        return
    for coding in chosen:
        click.echo(_lines(coding))
    click.echo(f"{len(chosen)} passage{'' if len(chosen) == 1 else 's'}", err=True)


def _lines(coding: CodingRecord) -> str:
    name = click.style(" ".join(part for part in (coding.code, coding.partner) if part), bold=True)
    head = f"{coding.id[:10]}  {coding.transcript}  {name}  [{coding.status}, {coding.state} by {coding.coder}]"
    words = " … ".join(word.text for word in coding.evidence.words)
    cue = " … ".join(word.text for word in coding.evidence.cue_words)
    why = f"keyword `{coding.evidence.rule}` meets “{words}”" + (
        f"; {coding.evidence.cue_rule}: “{cue}”" if cue else ""
    )
    return f"{head}\n    “{coding.quote}”\n    {why}\n"


def _as_data(coding: CodingRecord) -> dict[str, object]:
    from dataclasses import asdict

    return asdict(coding)
