"""`aanbod decide`: a person's word on what the rules suggest."""

import getpass

import click

from aanbod.commands.common import Desk, desk_options
from aanbod.errors import AanbodError

EPILOG = """\b
Examples:
  aanbod passages --code ouder.kennis.taallessen     shows the id of each coding
  aanbod decide 3f2a9c --accept
  aanbod decide 3f2a9c 77b01e --reject --note "over een andere school" --by Noor
"""


@click.command(epilog=EPILOG)
@click.argument("ids", nargs=-1, required=True)
@click.option("--accept", "verdict", flag_value="accept", help="The coding is right.")
@click.option("--reject", "verdict", flag_value="reject", help="The coding is wrong; no table counts it.")
@click.option("--by", "coder", help="Who decides (by default the name you are logged in with).")
@click.option("--note", default="", help="Why.")
@desk_options
def decide(desk: Desk, ids: tuple[str, ...], verdict: str | None, coder: str | None, note: str) -> None:
    """Accept or reject the codings with these IDS (the first characters will do). Decisions are kept for ever."""
    if verdict is None:
        raise AanbodError("say what you decide: --accept or --reject")
    with desk.open_store() as store:
        codings = [store.coding(prefix) for prefix in ids]
        store.decide([c.id for c in codings], "accept" if verdict == "accept" else "reject", coder or _me(), note)
    for coding in codings:
        name = coding.partner or coding.code
        click.echo(f"{verdict}ed  {coding.id[:10]}  {coding.transcript}  {name}  “{coding.quote}”")


def _me() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no login name, as in some containers
        raise AanbodError("it is not known who decides\n    give a name with --by") from None
