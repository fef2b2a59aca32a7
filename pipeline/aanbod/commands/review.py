"""`aanbod review`: a person decides on what the rules suggest, on a page in the browser or at the shell."""

from __future__ import annotations

import webbrowser
from dataclasses import replace
from functools import lru_cache
from threading import Timer
from typing import TYPE_CHECKING, cast

import click

from aanbod.commands.common import login_name
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.errors import AanbodError
from aanbod.review.queues import QUEUES, QueueName

if TYPE_CHECKING:
    from aanbod.coding.coder import RuleCoder
    from aanbod.reviewpage.sitting import Study

EPILOG = """\b
Examples:
  aanbod review                                     opens the page in the browser; Ctrl-C stops it
  aanbod review --by Noor --queue unsure            the least sure suggestions first
  aanbod review --code ouder.kennis                 one code, with those under it
  aanbod review --blind --by Sam                    codes without seeing what anybody else coded
  aanbod review --lang en --no-browser              in English; prints the link only
  aanbod review --terminal                          the same queues and keys at the shell
"""


@click.command(epilog=EPILOG)
@click.option("--by", "coder", help="Who decides (by default the name you are logged in with).")
@click.option("--queue", type=click.Choice(QUEUES), help="What to decide, and in which order (all).")
@click.option("--code", default="", help="Only this code, with those under it; or a partner's name.")
@click.option("--rule", default="", help="Only this rule: a keyword as the codebook has it.")
@click.option("--transcript", default="", help="Only this transcript.")
@click.option("--blind", is_flag=True, help="Show nothing that others coded or decided, the rules among them.")
@click.option("--lang", "language", type=click.Choice(["nl", "en"]), default="nl", help="Language of the page (nl).")
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the page (the first that is free from 8370).")
@click.option("--no-browser", is_flag=True, help="Print the link; open nothing.")
@click.option("--terminal", is_flag=True, help="Decide at the shell instead of on a page.")
@plain_desk_options
def review(
    desk: Desk,
    coder: str | None,
    queue: str | None,
    code: str,
    rule: str,
    transcript: str,
    blind: bool,
    language: str,
    port: int | None,
    no_browser: bool,
    terminal: bool,
) -> None:
    """Decide on what the rules suggest: accept, reject, change, or add by hand.

    The page is on this computer alone, and every decision is stored before the next one is shown.
    """
    name = cast(QueueName, queue or ("rule" if rule else "code" if code else "all"))
    if terminal:
        from aanbod.commands.review_terminal import review_in_terminal

        names = [transcript] if transcript else None
        by = coder or login_name()
        review_in_terminal(desk, by=by, queue=name, code=code, rule=rule, transcripts=names, blind=blind)
        return
    from aanbod.codebook.naming import select_codes
    from aanbod.reviewpage.app import create_app
    from aanbod.reviewpage.guard import Keys
    from aanbod.reviewpage.serving import serve
    from aanbod.reviewpage.sitting import Sitting
    from aanbod.reviewpage.worklist import Asked

    if (name == "code" and not code) or (name == "rule" and not rule):
        raise AanbodError(f"the queue `{name}` needs one\n    name it with --{name}")
    if code:
        select_codes(desk.codebook, (code,))
    with desk.open_store() as store:
        asked = Asked(name, code, rule, transcript)
        sitting = Sitting(store, _study(desk), coder or login_name(), language, blind, asked)
        sitting.worklist(asked)  # a code or transcript that is not there is told here, not on the page
        keys = Keys()
        server = serve(lambda port: create_app(sitting, keys, port), port)
        link = f"http://127.0.0.1:{server.port}/?token={keys.link}"
        click.echo(f"The review page of {sitting.coder} is at\n  {link}\nCtrl-C stops it; what was decided is stored.")
        if not no_browser:
            opening = Timer(0.2, webbrowser.open, [link])
            opening.daemon = True
            opening.start()
        server.serve_forever()


def _study(desk: Desk) -> Study:
    """The codebook of a desk, read anew each time, and what the page may do with it."""
    from aanbod.reviewpage.sitting import Study

    @lru_cache(maxsize=1)
    def rules(version: str) -> RuleCoder:
        return replace(desk).coder

    return Study(
        codebook=lambda: replace(desk).codebook,
        rules=lambda: rules(replace(desk).codebook.version),
        add_code=lambda label, category, definition: _add_code(replace(desk), label, category, definition),
    )


def _add_code(desk: Desk, label: str, category: str, definition: str) -> tuple[str, str]:
    """Puts a code, or a partner where its category holds those, into the codebook; its id and partner."""
    from aanbod.codebook.add import add_code, add_partner, default_keywords
    from aanbod.commands.codebook_add import one_line, try_addition
    from aanbod.commands.codebook_edits import write_edit
    from aanbod.reports.passages import slug

    label, definition = one_line(label), " ".join(definition.split())
    if any(one.id == category and one.holds_partners for one in desk.codebook.categories):
        made = (category, label)
        addition = add_partner(desk.codebook_path, desk.codebook, category, label, default_keywords(label))
    else:
        made = (f"{category}.{slug(label).replace('.', '-')}", "")
        addition = add_code(desk.codebook_path, desk.codebook, made[0], label, definition)
    try_addition(desk, addition)
    write_edit(addition.path, addition.before, addition.after)
    return made
