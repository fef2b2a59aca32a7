"""`aanbod codebook add`: new partners, names, keywords and codes, with the rest of the file as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aanbod.commands.codebook_edits import show_edit, try_edits, write_edit
from aanbod.commands.common import note, shown
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.codebook.entries import Addition
    from aanbod.codebook.model import Code

EPILOG = """\b
Examples:
  aanbod codebook add partner Zwaluwnest --category partner.overig
  aanbod codebook add partner "Stichting Zwaluwnest (SZN)" --category partner.overig --alias zwaluwhuis
  aanbod codebook add alias Zwaluwnest "de zwaluwen"
  aanbod codebook add keyword ouder.kennis.fietscursus "fietsclub & @ouders"
  aanbod codebook add unless ouder.kennis.fietscursus fietsvakantie
  aanbod codebook add code ouder.kennis.zwemles --label "Zwemles voor ouders" --keyword "zwemles & @ouders"
"""
_dry_run = click.option("--dry-run", is_flag=True, help="Show the change as a diff; write nothing.")


@click.group(epilog=EPILOG)
def add() -> None:
    """Add a partner, another name, a keyword or a code.

    Comments, order and layout of the file stay. What would leave the codebook with a fault is not written.
    """


@add.command(epilog=EPILOG)
@click.argument("name")
@click.option("--category", required=True, help="The category of partners that it belongs to.")
@click.option(
    "--alias", "aliases", multiple=True, metavar="KEYWORD", help="Another name, as a keyword; may be repeated."
)
@_dry_run
@plain_desk_options
def partner(desk: Desk, name: str, category: str, aliases: tuple[str, ...], dry_run: bool) -> None:
    """Add a partner. It is found by its NAME, with capitals (=) where that may be a common word too."""
    from aanbod.codebook.add import add_partner, default_keywords, same_keyword

    name, chosen = one_line(name), default_keywords(name)
    keywords = list(chosen)
    for alias in map(one_line, aliases):
        if not any(same_keyword(alias, known) for known in keywords):
            keywords.append(alias)
    addition = add_partner(desk.codebook_path, desk.codebook, category, name, keywords)
    _put(desk, addition, f"the partner {name}, under {category}", (category, name), keywords, dry_run)
    for keyword in chosen:
        if keyword.startswith("="):
            note(
                f"`{keyword}` meets the name only as it is written here: it may be a common word too. If it is none:\n"
                f'    aanbod codebook add alias "{name}" "{keyword[1:].lower()}"'
            )


@add.command(epilog=EPILOG)
@click.argument("partner")
@click.argument("keyword")
@_dry_run
@plain_desk_options
def alias(desk: Desk, partner: str, keyword: str, dry_run: bool) -> None:
    """Add another name for a PARTNER, as a KEYWORD."""
    code = _the_code(desk, partner)
    if not code.partner:
        raise AanbodError(
            f"`{partner}` is a code, not a partner\n    use `aanbod codebook add keyword {partner} KEYWORD`"
        )
    _add_keyword(desk, code, keyword, dry_run)


@add.command(epilog=EPILOG)
@click.argument("code")
@click.argument("keyword")
@_dry_run
@plain_desk_options
def keyword(desk: Desk, code: str, keyword: str, dry_run: bool) -> None:
    """Add a KEYWORD to a CODE (an id, or a partner's name)."""
    _add_keyword(desk, _the_code(desk, code), keyword, dry_run)


@add.command(epilog=EPILOG)
@click.argument("code")
@click.argument("keyword")
@_dry_run
@plain_desk_options
def unless(desk: Desk, code: str, keyword: str, dry_run: bool) -> None:
    """Add a phrase whose words do not count for a CODE."""
    _add_keyword(desk, _the_code(desk, code), keyword, dry_run, unless=True)


@add.command(epilog=EPILOG)
@click.argument("id")
@click.option("--label", required=True, help="What tables print.")
@click.option("--definition", default="", help="What is meant by it.")
@click.option("--keyword", "keywords", multiple=True, help="A keyword; may be repeated.")
@_dry_run
@plain_desk_options
def code(desk: Desk, id: str, label: str, definition: str, keywords: tuple[str, ...], dry_run: bool) -> None:
    """Add a code. Its category is the ID up to the last point: ouder.kennis for ouder.kennis.zwemles."""
    from aanbod.codebook.add import add_code

    words = [one_line(keyword) for keyword in keywords]
    addition = add_code(desk.codebook_path, desk.codebook, id, one_line(label), " ".join(definition.split()), words)
    _put(desk, addition, f"the code {id}", (id, ""), words, dry_run)


def _add_keyword(desk: Desk, code: Code, keyword: str, dry_run: bool, unless: bool = False) -> None:
    from aanbod.codebook.add import add_keyword

    keyword = one_line(keyword)
    addition = add_keyword(desk.codebook_path, code, keyword, unless)
    kind = "what does not count for" if unless else "a keyword of"
    _put(desk, addition, f"{kind} {code.partner or code.id}", code.key, () if unless else (keyword,), dry_run)


def _the_code(desk: Desk, wanted: str) -> Code:
    """The one code with this id, or partner of this name."""
    from aanbod.codebook.naming import select_codes

    found = select_codes(desk.codebook, (wanted,))
    if exact := [code for code in found if wanted == code.id and not code.partner]:
        return exact[0]
    if len(found) > 1:
        names = ", ".join(f"{code.partner} ({code.id})" if code.partner else code.id for code in found[:5])
        raise AanbodError(
            f"`{wanted}` stands for {len(found)} codes: {names}\n"
            "    name one of them in full, or write it into the file by hand"
        )
    return found[0]


def one_line(text: str) -> str:
    if not (plain := " ".join(text.split())):
        raise AanbodError("a name, keyword or label is empty\n    write it between quotes")
    return plain


def _put(
    desk: Desk,
    addition: Addition,
    what: str,
    code: tuple[str, str],
    keywords: tuple[str, ...] | list[str],
    dry_run: bool,
) -> None:
    """Try the change on a copy of the codebook; write it, or show it, if that has no fault."""
    from aanbod.codebook.add import elsewhere

    try_addition(desk, addition)
    place = f"{shown(addition.path)}:{addition.line}"
    if dry_run:
        show_edit(addition.path, addition.before, addition.after)
    else:
        write_edit(addition.path, addition.before, addition.after)
        click.echo(f"{place}: added {what}")
        click.echo("\n".join(f"    {line}" for line in addition.lines))
    for keyword in keywords:
        for other, known in elsewhere(desk.codebook, code, keyword):
            name = other.partner or other.id
            note(f"`{known.text}` is a keyword of {name} too ({known.file}:{known.line}): both will be coded")
    if not dry_run:
        click.echo("next: `aanbod codebook test` runs the example sentences, `aanbod code --diff` codes with it")


def try_addition(desk: Desk, addition: Addition) -> None:
    """FaultsError: the codebook has a fault with it. Warnings on what is added are told."""
    faults = try_edits(desk.codebook_path, {addition.path.name: addition.after}, "nothing was added")
    new = range(addition.line, addition.line + addition.count)
    for fault in faults:
        if fault.file == addition.path.name and fault.line in new:
            note(str(fault))
