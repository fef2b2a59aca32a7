"""`aanbod evaluate`: how far the codings can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aanbod.commands.common import as_json, columns, note
from aanbod.commands.desk import Desk, plain_desk_options

if TYPE_CHECKING:
    from aanbod.evaluating.scoring import Evaluation, Part, Score

EPILOG = """\b
Examples:
  aanbod evaluate tests/truth
  aanbod evaluate tests/truth --by-code
  aanbod evaluate tests/truth/2024-de-zilverreiger.tsv --json
  aanbod evaluate tests/truth --keep-as lezer       then: aanbod agreement lezer rules
"""
_HEADER = ("gold", "found", "right", "precision", "recall", "F1")
_NUMBERS = frozenset(range(1, 1 + len(_HEADER)))
_NAMED = 5


@click.command(epilog=EPILOG)
@click.argument("truth", type=click.Path(path_type=Path))
@click.option("--by-code", is_flag=True, help="Also the score of each code and partner, worst first.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.option("--keep-as", "reader", metavar="NAME", help="Also store them as the codings of NAME, made by hand.")
@plain_desk_options
def evaluate(desk: Desk, truth: Path, by_code: bool, json_: bool, reader: str | None) -> None:
    """How the codings that nobody rejected agree with TRUTH, a file or folder of what a careful reader codes.

    A file is called after its transcript (a.tsv for a.docx); its columns, parted by tabs, are code, status, partner and
    quote. Gold is what the truth has, found what the codings have, once per transcript; right is in both.
    """
    from aanbod.evaluating.scoring import evaluate as evaluated
    from aanbod.evaluating.truth import codings_of, read_truth

    wanted = read_truth(truth, desk.codebook)
    with desk.open_store() as store:
        names = [record.name for record in store.transcripts()]
        result = evaluated(desk.codebook, wanted, store.codings(), names)
        if reader:
            of_truth = [name for name in names if Path(name).stem not in result.no_truth]
            made, unplaced = codings_of(wanted, store.texts(of_truth))
            store.add_codings(made, reader)
            store.call_done(of_truth, reader)
            note(f"{len(made)} codings by {reader} are in the store; {unplaced} rows quote what their transcript lacks")
    if result.no_transcript:
        note(f"no transcript is called {_some(result.no_transcript)}: its truth is left out")
    if result.no_truth and truth.is_dir():
        note(f"{truth} has no truth for {_some(result.no_truth)}: its codings are left out")
    if json_:
        as_json(_data(result, by_code))
    else:
        _print(result, by_code, desk.codebook.default_status)


def _print(result: Evaluation, by_code: bool, usual: str) -> None:
    def table(corner: str, scores: list[tuple[str, Score]]) -> str:
        return columns([(corner, *_HEADER), *((name, *_cells(score)) for name, score in scores)], _NUMBERS)

    parts = (
        ("status right", result.status),
        (f"status right, other than {usual}", result.status_other),
        ("passages found", result.passages),
    )
    rows = ((name, f"{part.n} of {part.total}", _rate(part.rate)) for name, part in parts)
    click.echo(f"{len(result.transcripts)} transcripts\n")
    click.echo(table("", [*result.kinds.items(), ("all", result.total)]) + "\n")
    click.echo(columns(rows, frozenset({1, 2})) + "\n")
    if by_code:
        codes = [(" ".join(filter(None, (found.code, found.partner))), found.score) for found in result.codes]
        click.echo(table("worst first", codes) + "\n")
    click.echo(
        f"left out, for the codebook has no code: {result.truth_left_out} rows of the truth, "
        f"{result.codings_left_out} codings"
    )


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _cells(score: Score) -> tuple[object, ...]:
    return (score.gold, score.found, score.right, *map(_rate, (score.precision, score.recall, score.f1)))


def _rate(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.3f}"


def _data(result: Evaluation, by_code: bool) -> dict[str, Any]:
    data: dict[str, Any] = {
        "transcripts": len(result.transcripts),
        "all": _score(result.total),
        "kinds": {kind: _score(score) for kind, score in result.kinds.items()},
        "status": _part(result.status),
        "status_other": _part(result.status_other),
        "passages": _part(result.passages),
        "left_out": {"truth": result.truth_left_out, "codings": result.codings_left_out},
        "no_transcript": result.no_transcript,
        "no_truth": result.no_truth,
    }
    if by_code:
        data["codes"] = [{"code": c.code, "partner": c.partner, **_score(c.score)} for c in result.codes]
    return data


def _score(score: Score) -> dict[str, float | None]:
    counts = {"gold": score.gold, "found": score.found, "right": score.right}
    return counts | {"precision": score.precision, "recall": score.recall, "f1": score.f1}


def _part(part: Part) -> dict[str, float | None]:
    return {"n": part.n, "total": part.total, "rate": part.rate}
