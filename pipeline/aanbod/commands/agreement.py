"""`aanbod agreement`: how far coders agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aanbod.commands.common import note
from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.selection import group_options
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.agreement.values import Agreement, Disagreement, Held, Target, Text
    from aanbod.codebook.model import AgreementRule
    from aanbod.store import Store

EPILOG = """\b
Examples:
  aanbod agreement Noor Bram                        per code: in the same transcripts?
  aanbod agreement Noor rules --by passages         and in the same places? (a person against the rules)
  aanbod agreement Noor Bram --code ouder.kennis --disagreements
  aanbod agreement Noor Bram Els --figure ac1 --threshold 0.8 -o agreement.csv
"""
FIGURES = ("percent", "cohen", "brennan_prediger", "alpha", "ac1")


def rule_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command --figure and --threshold."""
    command = click.option(
        "--threshold", type=click.FloatRange(-1, 1), help="Mark what is under this (the codebook says: 0.67)."
    )(command)
    return click.option(
        "--figure", type=click.Choice(FIGURES), help="The figure that the threshold is for (the codebook's)."
    )(command)


@click.command(epilog=EPILOG)
@click.argument("coders", nargs=-1, required=True)
@click.option("--code", "codes", multiple=True, help="This code (an id, its beginning, or a partner); may be repeated.")
@click.option("--by", type=click.Choice(["presence", "passages"]), default="presence", show_default=True)
@click.option(
    "--overlap",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.5,
    show_default=True,
    help="How much of the shorter of two codings both must share to be of one passage.",
)
@rule_options
@click.option("--disagreements", is_flag=True, help="Also every place where they differ, with the ids of the codings.")
@group_options
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), help="Format (text at the shell).")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write; its ending says the format.")
@desk_options
def agreement(
    desk: Desk,
    coders: tuple[str, ...],
    codes: tuple[str, ...],
    by: str,
    overlap: float,
    figure: str | None,
    threshold: float | None,
    disagreements: bool,
    conditions: tuple[str, ...],
    form: str | None,
    output: Path | None,
) -> None:
    """How far two or more CODERS agree, on the transcripts that all of them worked on; `rules` is a coder too.

    By presence, each transcript is judged: is the code in it, or not? By passages, each place that somebody coded, and
    each sentence that nobody did. The figures are the percentage, Cohen's kappa (of more than two coders the mean over
    the pairs), Brennan-Prediger, Krippendorff's alpha with its 95% interval, and Gwet's AC1: over all units, over what
    at least one coder coded, and for the status of what two or more coded. Where nothing counts that nobody coded,
    only the percentage says much: what is corrected for chance is then soon below 0.
    """
    from aanbod.agreement.compare import compare
    from aanbod.codebook.naming import select_codes
    from aanbod.commands.agreement_forms import written
    from aanbod.tables.selection import holds, selection

    rule = chosen_rule(desk, figure, threshold)
    wanted = [code.key for code in select_codes(desk.codebook, codes)]
    chosen = selection(desk.codebook, conditions, (), reviewed=False, usual=False)
    with desk.open_store() as store:
        inside = {record.name for record in store.transcripts() if holds(record, chosen, desk.codebook)}
        codings, texts = views(store, coders, inside, by == "passages")
        leaves = wanted if codes else [*wanted, *_unlisted(codings, wanted)]
        statuses = [status.id for status in desk.codebook.statuses]
        found = compare(codings, texts, _targets(leaves), statuses, by, overlap)
        quotes = _quotes(store, found) if disagreements else {}
    form = form or (output.suffix.removeprefix(".").lower() if output else "text")
    _put(written(found, rule, form, quotes if disagreements else None), output)


def chosen_rule(desk: Desk, figure: str | None, threshold: float | None) -> AgreementRule:
    """The codebook's figure and threshold, or those of the options."""
    from aanbod.codebook.model import AgreementRule

    usual = desk.codebook.agreement
    return AgreementRule(figure or usual.figure, usual.threshold if threshold is None else threshold)


def views(
    store: Store, coders: Sequence[str], inside: Iterable[str] | None = None, sentences: bool = False
) -> tuple[dict[str, list[Held]], list[Text]]:
    """What each coder holds for true, and the transcripts (of those `inside`) that all of them worked on.

    AanbodError: a coder that the store does not know, or one named twice.
    """
    from aanbod.agreement.values import Held, Text

    known = store.coders()
    for coder in coders:
        if coder not in known:
            raise AanbodError(f"nobody called {coder} coded in this store\n    known are: {', '.join(known) or 'none'}")
    if len(set(coders)) < max(2, len(coders)):
        raise AanbodError("agreement is between two or more coders\n    name each of them, once")
    worked = set.intersection(*store.worked(coders).values())
    under_way = [given for given in store.assignments() if given.coder in coders and not given.done]
    if under_way:
        one = f"{under_way[0].transcript} ({under_way[0].coder})"
        note(f"not compared, as a sample gave them and they are not called done: {len(under_way)}; the first: {one}")
    names = sorted(worked if inside is None else worked & set(inside))
    codings: dict[str, list[Held]] = {coder: [] for coder in coders}
    for view in store.views(coders, names):
        c = view.coding
        codings[view.coder].append(Held(c.id, c.transcript, c.start, c.end, c.code, c.partner, c.status))
    if not sentences:
        return codings, [Text(name) for name in names]
    return codings, [Text(name, _sentences(text)) for name, text in store.texts(names)]


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    from aanbod.coding.blocks import blocks
    from aanbod.coding.sentences import sentences

    return tuple((s.start, s.end) for block in blocks(text) for s in sentences(text, block.start, block.end))


def _unlisted(codings: dict[str, list[Held]], listed: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What coders gave that the codebook lacks."""
    return sorted({(held.code, held.partner) for found in codings.values() for held in found} - set(listed))


def _targets(leaves: Iterable[tuple[str, str]]) -> list[Target]:
    from aanbod.agreement.values import Target

    return [Target(" ".join(filter(None, leaf)), (leaf,)) for leaf in leaves]


def _quotes(store: Store, found: Agreement) -> dict[Disagreement, str]:
    texts = dict(store.texts(sorted({one.transcript for one in found.disagreements})))
    return {one: texts[one.transcript][one.start : one.end] for one in found.disagreements}


def _put(content: str, output: Path | None) -> None:
    from aanbod.reports.files import write_file

    if output:
        write_file(output, content.encode())
        click.echo(f"wrote {output}", err=True)
    else:
        click.echo(content, nl=False)
