"""`aanbod codebook report`: what the decisions say of the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import as_json, columns, note, progress_bar, shortened
from aanbod.commands.desk import Desk, desk_options
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.codebook.model import Code
    from aanbod.evaluating.feedback import Confusion, RuleUse
    from aanbod.evaluating.proposing import Proposal
    from aanbod.reports.lines import Value

    Lines = list[Sequence[Value]]

EPILOG = """\b
Examples:
  aanbod codebook report
  aanbod codebook report --code ouder.kennis --all
  aanbod codebook report -o rules.xlsx           sheets of rules, confused codes and proposals
  aanbod codebook report -o rules.csv            a line for each rule
"""
SHOWN = 15
_PER_CODE = 3
_RULES = ("code", "partner", "keyword", "place", "proposed", "alone", "accepted", "rejected", "open", "precision")
_CONFUSED = ("rejected", "accepted instead", "n", "of rejected", "percent", "transcript", "passage")
_PROPOSALS = ("code", "partner", "kind", "words", "in passages", "elsewhere", "transcripts", "G2", "log ratio", "how")


@dataclass(frozen=True)
class _Report:
    transcripts: int
    states: Counter[str]
    rules: list[RuleUse]
    gone: Counter[str]
    confused: list[Confusion]
    proposals: list[Proposal]

    @property
    def decided(self) -> int:
        return self.states["accepted"] + self.states["rejected"]


@click.command(epilog=EPILOG)
@click.option("--code", "codes", multiple=True, help="Only this code (an id, its beginning, or a partner).")
@click.option("--all", "whole", is_flag=True, help=f"Every line, not the first {SHOWN} of each list.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write: .csv (rules) or .xlsx (all).")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@desk_options
def report(desk: Desk, codes: tuple[str, ...], whole: bool, output: Path | None, json_: bool) -> None:
    """How often each rule's codings were accepted, which never fires, which codes are confused, which words to add.

    A rule is a keyword of a code. It proposes each coding that it meets, alone or beside other rules of that code.
    Precision is the percentage of accepted among the decided, with its 95% interval. Words are proposed as keywords
    where they set accepted passages of a code apart from the rest of the text (log-likelihood G2, and log ratio).
    """
    from aanbod.codebook.naming import select_codes

    form = output.suffix.lower() if output else ""
    if output and form not in (".csv", ".xlsx"):
        raise AanbodError(f"{output}: the name does not say which format to write\n    end it in .csv or .xlsx")
    wanted = {code.key for code in select_codes(desk.codebook, codes)}
    found = _report(desk, wanted)
    if not found.decided:
        note("nobody decided on a coding yet, so nothing says how right the rules are: see `aanbod decide --help`")
    if json_:
        as_json({name: _data(lines) for name, lines in _parts(found)})
    elif output:
        from aanbod.reports.csvfile import lines_bytes
        from aanbod.reports.files import write_file
        from aanbod.reports.xlsxfile import sheets_bytes

        content = lines_bytes(_rule_lines(found.rules)) if form == ".csv" else sheets_bytes(dict(_parts(found)))
        write_file(output, content)
        click.echo(f"wrote {output}", err=True)
    else:
        _print(found, whole)


def _report(desk: Desk, wanted: set[tuple[str, str]]) -> _Report:
    """Run today's rules over the texts of the store and hold what they find against the decisions."""
    from aanbod.evaluating.feedback import RuleTally, confusions
    from aanbod.evaluating.proposing import WordTally
    from aanbod.store.content import RULES
    from aanbod.workflow import rules_version

    with desk.open_store() as store:
        names = [record.name for record in store.transcripts()]
        if pending := store.pending(rules_version(desk.coder)):
            note(f"{len(pending)} transcripts were not coded with today's rules: run `aanbod code` first")
        everybody = store.codings()
        by_rules = store.codings(coder=RULES)
        decisions = store.decisions()
        rules, words = RuleTally(by_rules), WordTally(everybody, _stop_words())
        with progress_bar("reading", len(names)) as bar:
            for name in names:
                for sentence, findings in desk.coder.by_sentence(store.text(name)):
                    rules.see(name, findings)
                    words.see(name, sentence, findings)
                bar.update(1)

    def matched(code: Code, text: str) -> bool:
        return any(finding.code.key == code.key for finding in desk.coder.findings(text))

    return _Report(
        len(names),
        Counter(coding.state for coding in by_rules),
        [use for use in rules.uses(desk.codebook) if use.code.key in wanted],
        rules.no_longer_proposed(),
        [pair for pair in confusions(everybody, decisions) if wanted & {pair.rejected, pair.accepted}],
        [one for one in words.proposals(desk.codebook, matched) if one.code.key in wanted],
    )


def _stop_words() -> frozenset[str]:
    """Function words of Dutch, folded, as spaCy lists them."""
    from aanbod.coding.language import load_dutch
    from aanbod.dutch.spelling import fold

    return frozenset(map(fold, load_dutch().nlp.Defaults.stop_words))


def _print(found: _Report, whole: bool) -> None:
    from aanbod.evaluating.feedback import worst_first

    states = found.states
    click.echo(
        f"{found.transcripts} transcripts; codings by the rules: {states['accepted']} accepted, "
        f"{states['rejected']} rejected, {states['suggested']} open"
    )
    if found.gone:
        click.echo(
            f"decided, but proposed by no rule any more: {found.gone['accepted']} accepted (lost), "
            f"{found.gone['rejected']} rejected (mended)"
        )
    rules = [use for use in worst_first(found.rules) if use.decided or (use.proposed and not found.decided)]
    title = "rules with decisions, those that are surely wrong first" if found.decided else "rules that code most"
    _section(title, [_RULE_HEADS, *map(_rule_row, rules)], whole, frozenset(range(3, 10)))
    silent = sorted((use for use in found.rules if not use.proposed), key=lambda use: -sum(use.dropped.values()))
    _section(
        f"rules that never fire: {len(silent)} of {len(found.rules)}",
        [("place", "code", "keyword", "why"), *(_silent_row(use) for use in silent)],
        whole,
    )
    confused = _confusion_lines(found.confused)
    _section("confused codes", [line[:5] for line in confused], whole, frozenset({2, 3, 4}))
    seen: Counter[tuple[str, str, str]] = Counter()
    rows: list[Sequence[object]] = []
    for line in _proposal_lines(found.proposals)[1:]:
        seen[line[:3]] += 1  # type: ignore[index]
        if whole or seen[line[:3]] <= _PER_CODE:  # type: ignore[index]
            rows.append((line[2], line[3], *line[4:9], line[9]))
    _section("words that set passages apart", [_PROPOSALS[2:], *rows], whole, frozenset(range(2, 7)))


_RULE_HEADS = ("place", "code", "keyword", *_RULES[4:], "95%")


def _section(title: str, rows: list[Sequence[object]], whole: bool, right: frozenset[int] = frozenset()) -> None:
    """A titled table; only its first rows where it is long, and nothing where it has none."""
    if len(rows) == 1:
        return
    click.secho(f"\n{title}", bold=True)
    kept = rows if whole else rows[: SHOWN + 1]
    click.echo(columns([["" if cell is None else cell for cell in row] for row in kept], right))
    if len(kept) < len(rows):
        click.echo(f"… and {len(rows) - len(kept)} more; --all shows them, -o FILE.xlsx writes them")


def _rule_row(use: RuleUse) -> Sequence[object]:
    line = _rule_line(use)
    interval = f"{line[10]:.0f}–{line[11]:.0f}" if use.decided else ""
    return (line[3], use.code.partner or use.code.id, shortened(use.keyword.text, 40), *line[4:10], interval)


def _silent_row(use: RuleUse) -> Sequence[object]:
    return (_place(use), use.code.partner or use.code.id, shortened(use.keyword.text, 40), _why_silent(use))


def _why_silent(use: RuleUse) -> str:
    reasons = ", ".join(f"{reason} {n}" for reason, n in Counter(use.dropped).most_common())
    return f"met, not coded: {reasons}" if reasons else "meets nothing"


def _parts(found: _Report) -> list[tuple[str, Lines]]:
    return [
        ("rules", _rule_lines(found.rules)),
        ("confused", _confusion_lines(found.confused)),
        ("proposals", _proposal_lines(found.proposals)),
    ]


def _data(lines: Lines) -> list[dict[str, Value]]:
    heads = [str(head).lower().replace(" ", "_") for head in lines[0]]
    return [dict(zip(heads, line, strict=True)) for line in lines[1:]]


def _rule_lines(rules: Sequence[RuleUse]) -> Lines:
    return [(*_RULES, "low", "high", "never fires"), *(_rule_line(use) for use in rules)]


def _rule_line(use: RuleUse) -> list[Value]:
    from aanbod.reports.lines import percentage

    interval = use.interval
    return [
        *(use.code.id, use.code.partner, use.keyword.text, _place(use)),
        *(use.proposed, use.alone, use.accepted, use.rejected, use.open, percentage(use.precision)),
        *(percentage(bound) for bound in ((interval.low, interval.high) if interval else (None, None))),
        "" if use.proposed else _why_silent(use),
    ]


def _place(use: RuleUse) -> str:
    return f"{use.keyword.file}:{use.keyword.line}"


def _confusion_lines(confused: Sequence[Confusion]) -> Lines:
    from aanbod.reports.lines import percentage

    lines: Lines = [_CONFUSED]
    for pair in confused:
        names = (" ".join(filter(None, key)) for key in (pair.rejected, pair.accepted))
        share = percentage(pair.n / pair.total)
        lines.append((*names, pair.n, pair.total, share, pair.example.transcript, pair.example.quote))
    return lines


def _proposal_lines(proposals: Sequence[Proposal]) -> Lines:
    lines: Lines = [_PROPOSALS]
    for one in proposals:
        key = one.key
        counts = (key.n, key.elsewhere, key.transcripts, round(key.g2, 1), round(key.log_ratio, 1))
        lines.append((one.code.id, one.code.partner, one.kind, key.words, *counts, _how(one)))
    return lines


def _how(one: Proposal) -> str:
    """What to type to follow the proposal."""
    name = f'"{one.code.partner}"' if one.code.partner else one.code.id
    if one.kind == "condition":
        return f"write `! {one.key.words}` behind a keyword of {name}"
    return f'aanbod codebook add {one.kind} {name} "{one.key.words}"'
