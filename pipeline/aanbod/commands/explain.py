"""`aanbod explain`: why a sentence did or did not get a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aanbod.commands.common import as_json, shortened
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.coding.findings import Finding
    from aanbod.coding.patterns import Match
    from aanbod.coding.sentences import Sentence

EPILOG = """\b
Examples:
  aanbod explain "We bieden nog geen taalles, maar willen dat wel."
  aanbod explain --transcript 2024-de-zilverreiger.docx --words ouderkamer
  aanbod explain "De ouderkamer is gestopt." --code ouder.verbinding.samen
"""


@click.command(epilog=EPILOG)
@click.argument("text", required=False)
@click.option("--transcript", help="Explain the sentences of this transcript in the store.")
@click.option("--words", help="Only sentences that hold these words.")
@click.option("--code", "codes", multiple=True, help="Only this code (an id, its beginning, or a partner).")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@plain_desk_options
def explain(
    desk: Desk, text: str | None, transcript: str | None, words: str | None, codes: tuple[str, ...], json_: bool
) -> None:
    """Say for each sentence of TEXT (or of a transcript) which keywords meet it, and what became of that."""
    from aanbod.codebook.naming import select_codes

    if (text is None) == (transcript is None):
        raise AanbodError("give a sentence between quotes, or --transcript NAME")
    if transcript:
        with desk.open_store() as store:
            text = store.text(transcript)
    assert text is not None
    wanted = {code.key for code in select_codes(desk.codebook, codes)}
    shown = []
    for sentence, findings in desk.coder.by_sentence(text):
        quote = text[sentence.start : sentence.end]
        if words and words.casefold() not in quote.casefold():
            continue
        mine = [finding for finding in findings if finding.code.key in wanted]
        if transcript and not mine and not words:
            continue
        shown.append((quote, mine))
    if json_:
        as_json([{"sentence": q, "findings": [_as_data(f, desk.codebook.default_status) for f in m]} for q, m in shown])
        return
    for quote, mine in shown:
        click.secho(f"“{quote}”", bold=True)
        coded = {finding.code.key for finding in mine if not finding.dropped}
        telling = [finding for finding in mine if not finding.dropped or finding.code.key not in coded]
        for line in dict.fromkeys(_line(finding, desk.codebook.default_status) for finding in telling):
            click.echo(f"  {line}")
        if not mine:
            click.echo("  no keyword meets this sentence")
    if not shown:
        click.echo("no sentence holds what you asked for")


def _line(finding: Finding, default: str) -> str:
    """A finding in one line; `--json` has long keywords whole."""
    data = _as_data(finding, default)
    data["keyword"] = shortened(data["keyword"])
    if finding.dropped:
        head = click.style(f"not {data['code']}", fg="yellow")
        return f"{head}: `{data['keyword']}` ({data['place']}) meets “{data['words']}”, but {data['why']}"
    head = click.style(f"{data['code']} [{data['status']}]", fg="green")
    return f"{head}: `{data['keyword']}` ({data['place']}) meets “{data['words']}”; {data['why']}"


def _as_data(finding: Finding, default: str) -> dict[str, str]:
    cue = ""
    if finding.cue and finding.cue_sentence:
        cue = f"the cue “{words_of(finding.cue_sentence, finding.cue.match)}” says {finding.cue.cue.kind}"
    if finding.dropped == "condition":
        why = "what it requires around these words (& or !) does not hold"
    elif finding.dropped == "unless":
        why = "an `unless` phrase of the code covers these words"
    elif finding.dropped:
        why = cue or finding.dropped
    elif finding.keyword.status:
        why = f"the keyword itself says {finding.keyword.status}"
    else:
        why = cue or f"no cue reaches it, so {default}"
    return {
        "code": " ".join(part for part in (finding.code.id, finding.code.partner) if part),
        "status": "" if finding.dropped else finding.status,
        "keyword": finding.keyword.text,
        "place": f"{finding.keyword.file}:{finding.keyword.line}",
        "words": words_of(finding.sentence, finding.match),
        "why": why,
    }


def words_of(sentence: Sentence, match: Match) -> str:
    """The words of a match as they stand in the sentence, with … between what is apart."""
    return " … ".join(" ".join(sentence.words[start:end]) for start, end in sorted(set(match)))
