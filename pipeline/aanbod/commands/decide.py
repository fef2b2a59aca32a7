"""`aanbod decide`: a person's word on what the rules suggest, and codings by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from aanbod.commands.common import login_name
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.codebook.model import Codebook
    from aanbod.model import Coding, CodingRecord

EPILOG = """\b
Examples:
  aanbod passages --code ouder.kennis.taallessen     shows the id of each coding
  aanbod decide 3f2a9c --accept
  aanbod decide 3f2a9c 77b01e --reject --note "over een andere school" --by Noor
  aanbod decide 3f2a9c --status gepland              right, but for its status
  aanbod decide --add --transcript 2024-de-zilverreiger.docx --quote "De koffieochtend" --code ouder.verbinding.samen
  aanbod decide --done --transcript 2024-de-zilverreiger.docx     all of it is coded: it counts for `aanbod agreement`
"""


@dataclass(frozen=True)
class Wish:
    """What a coding is to become, as the options say; None is as it is."""

    code: str | None
    partner: str | None
    status: str | None
    start: int | None
    end: int | None

    def __bool__(self) -> bool:
        return self != Wish(None, None, None, None, None)


@click.command(epilog=EPILOG)
@click.argument("ids", nargs=-1)
@click.option("--accept", "verdict", flag_value="accept", help="The coding is right.")
@click.option("--reject", "verdict", flag_value="reject", help="The coding is wrong; no table counts it.")
@click.option("--add", "verdict", flag_value="add", help="Add a coding by hand.")
@click.option("--done", "verdict", flag_value="done", help="You have coded all of a transcript.")
@click.option("--code", help="Change the code (an id, or a partner's name); with --add: the code.")
@click.option("--partner", help="Change the partner; with --add: the partner.")
@click.option("--status", help="Change the status; with --add: the status, if it is not the usual one.")
@click.option("--start", type=click.IntRange(min=0), help="Change where the passage starts (counts characters from 0).")
@click.option("--end", type=click.IntRange(min=1), help="Change where the passage ends.")
@click.option("--transcript", help="With --add: code this transcript; with --done: the one that is done.")
@click.option("--quote", help="With --add: code these words of it.")
@click.option("--memo", default="", help="Write a memo on the coding.")
@click.option("--note", default="", help="Why.")
@click.option("--by", "coder", help="Who decides (by default the name you are logged in with).")
@plain_desk_options
def decide(
    desk: Desk,
    ids: tuple[str, ...],
    verdict: str | None,
    transcript: str | None,
    quote: str | None,
    memo: str,
    note: str,
    coder: str | None,
    **wished: str | int | None,
) -> None:
    """Accept, reject or change the codings with these IDS (the first characters will do), or add one.

    Decisions are kept for ever; `aanbod history` shows them and `aanbod undo` takes them back.
    """
    wish, by, session = Wish(**wished), coder or login_name(), uuid4().hex  # type: ignore[arg-type]
    _check(ids, verdict, wish, transcript, quote, memo)
    with desk.open_store() as store:
        if verdict == "done":
            store.call_done([transcript or ""], by, session=session)
            click.echo(f"done  {transcript}")
            return
        if verdict == "add":
            assert transcript
            coding = _by_hand(desk.codebook, store.text(transcript), wish, quote)
            done = store.add_codings([(transcript, coding)], by, note, session=session)
        else:
            done = [store.coding(prefix) for prefix in ids]
            if wish:
                changes = [(one, changed(desk.codebook, one, wish)) for one in done]
                done = [store.change(one, new, by, note, session=session) for one, new in changes]
            elif verdict:
                store.decide(
                    [one.id for one in done], "accept" if verdict == "accept" else "reject", by, note, session=session
                )
        for one in done if memo else ():
            store.add_memo(memo, by, coding=one.id, session=session)
    word = {"accept": "accepted", "reject": "rejected", "add": "added"}.get(
        verdict or "", "changed" if wish else "noted"
    )
    for one in done:
        click.echo(f"{word}  {one.id[:10]}  {one.transcript}  {one.partner or one.code} [{one.status}]  “{one.quote}”")


def changed(codebook: Codebook, coding: CodingRecord, wish: Wish) -> Coding:
    """The coding as it is wished; AanbodError where the codebook has no such code or status."""
    from aanbod.codebook.naming import code_named, status_named
    from aanbod.model import Coding

    code, partner = coding.code, coding.partner
    if wish.code is not None or wish.partner is not None:
        code, partner = code_named(codebook, wish.code or "", wish.partner or "").key
    return Coding(
        coding.start if wish.start is None else wish.start,
        coding.end if wish.end is None else wish.end,
        code,
        partner,
        coding.status if wish.status is None else status_named(codebook, wish.status),
        coding.evidence,
    )


def _by_hand(codebook: Codebook, text: str, wish: Wish, quote: str | None) -> Coding:
    from aanbod.codebook.naming import code_named, status_named
    from aanbod.model import Coding, Evidence

    code = code_named(codebook, wish.code or "", wish.partner or "")
    status = status_named(codebook, wish.status) if wish.status else codebook.default_status
    if quote is None:
        assert wish.start is not None and wish.end is not None
        return Coding(wish.start, wish.end, *code.key, status, Evidence(""))
    start, end = _place(text, quote)
    return Coding(start, end, *code.key, status, Evidence(""))


def _place(text: str, quote: str) -> tuple[int, int]:
    """Where these words stand, whatever white space is between them."""
    pattern = r"\s+".join(map(re.escape, quote.split()))
    places = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    if len(places) == 1:
        return places[0]
    if places:
        several = ", ".join(f"--start {start} --end {end}" for start, end in places[:5])
        raise AanbodError(f"these words stand there {len(places)} times\n    say which: {several}")
    raise AanbodError(f"the transcript has no “{quote}”\n    give words as they stand there, or --start and --end")


def _check(
    ids: tuple[str, ...], verdict: str | None, wish: Wish, transcript: str | None, quote: str | None, memo: str
) -> None:
    """AanbodError for options that do not go together."""
    if verdict == "add":
        places = (wish.start is not None and wish.end is not None) + (quote is not None)
        if ids or not transcript or not (wish.code or wish.partner) or places != 1:
            raise AanbodError("--add needs --transcript, --code or --partner, and either --quote or --start and --end")
        return
    if verdict == "done":
        if ids or not transcript or wish or quote is not None or memo:
            raise AanbodError("--done needs --transcript, and nothing else")
        return
    if transcript or quote is not None:
        raise AanbodError("--transcript and --quote go with --add\n    name codings by their id")
    if not ids:
        raise AanbodError("name the codings that you decide on\n    `aanbod passages` shows the id of each")
    if verdict and wish:
        raise AanbodError("a change is an answer by itself: leave out --accept and --reject")
    if not (verdict or wish or memo):
        raise AanbodError("say what you decide: --accept, --reject, or what to change, such as --status")
    if len(ids) > 1 and (wish.start is not None or wish.end is not None):
        raise AanbodError("--start and --end are for one coding\n    name one")
