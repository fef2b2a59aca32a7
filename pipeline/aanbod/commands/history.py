"""`aanbod history`: the log of what people said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import as_json
from aanbod.commands.desk import Desk, desk_options
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.model import CodingRecord, LogEntry
    from aanbod.store import Store

EPILOG = """\b
Examples:
  aanbod history --transcript 2024-de-zilverreiger.docx
  aanbod history --code ouder.kennis --coder Noor
  aanbod history --session 3f2a9c          one sitting, by the first characters of its id
"""
SHOWN = 8  # characters of a session's id


@click.command(epilog=EPILOG)
@click.option("--transcript", default="", help="About this transcript.")
@click.option("--code", default="", help="About this code and those under it, or this partner.")
@click.option("--coder", default="", help="By this person or school.")
@click.option("--session", default="", help="Of this sitting (one start of a program).")
@click.option("--run", type=int, help="While this run of the rules was the last one.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@desk_options
def history(desk: Desk, transcript: str, code: str, coder: str, session: str, run: int | None, form: str) -> None:
    """Show what people decided, changed, added, noted and took back, the oldest first, each with its number.

    `aanbod undo` takes these numbers. An entry that was taken back says so.
    """
    with desk.open_store() as store:
        session = find_session(store, session)
        entries = store.history(transcript=transcript, code=code, coder=coder, session=session, run=run)
        codings = codings_of(store, entries)
    if form == "json":
        as_json([asdict(entry) | {"at": entry.at.isoformat()} for entry in entries])
        return
    for entry in entries:
        click.echo(entry_line(entry, codings))
    click.echo(f"{len(entries)} entr{'y' if len(entries) == 1 else 'ies'}", err=True)


def find_session(store: Store, prefix: str) -> str:
    """The one sitting whose id begins so; '' for ''."""
    if not prefix:
        return ""
    found = sorted({entry.session for entry in store.history() if entry.session.startswith(prefix)})
    if len(found) == 1:
        return found[0]
    said = "several sittings have" if found else "no sitting has"
    raise AanbodError(f"{said} an id that begins with `{prefix}`\n    `aanbod history` shows them")


def codings_of(store: Store, entries: Iterable[LogEntry]) -> dict[str, CodingRecord]:
    """The codings that these entries are about, and those that changes made, by id."""
    return store.spoken_of([key for entry in entries for key in (entry.coding, entry.result) if key])


def entry_line(entry: LogEntry, codings: Mapping[str, CodingRecord]) -> str:
    """An entry in one line."""
    head = (
        f"{entry.id:>6}  {entry.at.astimezone():%Y-%m-%d %H:%M}  {entry.coder}  {click.style(entry.verdict, bold=True)}"
    )
    parts = [head, *([f"of {entry.undoes}"] if entry.undoes else []), entry.transcript]
    if entry.coding in codings:
        was = codings[entry.coding]
        parts.append(_name(was))
        if entry.result in codings:
            parts.append(_difference(was, codings[entry.result]))
        parts.append(f"“{was.quote}”")
    else:
        parts.append(entry.code)
    parts += [f"({entry.note})" if entry.note else "", f"session {entry.session[:SHOWN]}" if entry.session else ""]
    parts.append(click.style("taken back", fg="yellow") if entry.undone else "")
    return "  ".join(part for part in parts if part)


def _name(coding: CodingRecord) -> str:
    return f"{' '.join(part for part in (coding.code, coding.partner) if part)} [{coding.status}]"


def _difference(was: CodingRecord, now: CodingRecord) -> str:
    told = []
    if _name(was) != _name(now):
        told.append(_name(now))
    if was.quote != now.quote:
        told.append(f"“{now.quote}”")
    return f"→ {' '.join(told)}"
