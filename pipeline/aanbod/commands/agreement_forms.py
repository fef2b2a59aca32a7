"""The figures of agreement and the list of disagreements as text, csv and JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from aanbod.agreement.figures import Figure, Figures
from aanbod.agreement.values import Agreement, Disagreement, Scores
from aanbod.codebook.model import AgreementRule
from aanbod.commands.common import columns
from aanbod.errors import AanbodError

_HEADS = {"percent": "%", "cohen": "kappa", "brennan_prediger": "B-P", "alpha": "alpha", "ac1": "AC1"}
_PARTS = {"units": "all", "coded": "coded", "status": "status"}  # field of Scores: how the files call it
_CHARACTERS_OF_ID = 10
Quotes = Mapping[Disagreement, str]


def written(found: Agreement, rule: AgreementRule, form: str, quotes: Quotes | None) -> str:
    """The figures as text, json or csv; with `quotes` also the disagreements, which in csv come instead.

    AanbodError: an unknown form.
    """
    if form == "json":
        return json.dumps(_data(found, rule, quotes), ensure_ascii=False, indent=2) + "\n"
    if form == "csv":
        from aanbod.reports.csvfile import lines_bytes

        return lines_bytes(_lines(found, rule) if quotes is None else _places(found, quotes)).decode()
    if form in ("text", "txt"):
        return _text(found, rule) + ("" if quotes is None else _listed(found, quotes))
    raise AanbodError(f"there is no format `{form}`\n    end the name of the file in .txt, .json or .csv")


def _text(found: Agreement, rule: AgreementRule) -> str:
    heads = ("units", "agreed", *_HEADS.values(), "95% of alpha")
    total = found.total
    parts = (("all", total.units), ("coded by anyone", total.coded), ("status", total.status))
    told = [one for one in found.targets if any(one.scores.given)]
    told.sort(key=lambda one: _worst(one.scores.units, rule))
    numbers = frozenset(range(1, 9))
    by = "transcripts" if found.by == "presence" else f"passages that share {found.overlap:.0%}, and sentences"
    names = " and ".join(filter(None, (", ".join(found.coders[:-1]), found.coders[-1])))
    lines = [f"{names}: {len(found.transcripts)} transcripts that all of them worked on; units are {by}", ""]
    lines += [columns([("", *heads), *((name, *_cells(part)) for name, part in parts)], numbers), ""]
    if told:
        head = ("worst first", "", *found.coders, "all", *_HEADS.values(), "95% of alpha")
        rows = [_row(one.target.id, one.scores, rule) for one in told]
        lines += [columns([head, *rows], frozenset(range(2, len(head)))), ""]
    lines += (
        [f"! {_HEADS[rule.figure]} is under {rule.threshold:g}; all: how often every one of them coded it"]
        if told
        else []
    )
    reasons = {f.reason for one in [total, *(one.scores for one in told)] for f in one.units.by_name().values()}
    reasons |= {f.reason for part in (total.coded, total.status) for f in part.by_name().values()}
    if reasons - {""}:
        lines.append(f"– there is no such figure: {', or '.join(sorted(reasons - {''}))}")
    if silent := len(found.targets) - len(told):
        lines.append(f"{silent} more codes were given by nobody")
    return "\n".join(lines) + "\n"


def _row(name: str, scores: Scores, rule: AgreementRule) -> tuple[object, ...]:
    mark = "!" if _is_low(scores.units, rule) else ""
    return (name, mark, *scores.given, scores.coded.agreed, *_cells(scores.units)[2:])


def _cells(part: Figures) -> tuple[object, ...]:
    interval = f"{part.interval.low:.3f} to {part.interval.high:.3f}" if part.interval else ""
    return (part.units, part.agreed, *map(_shown, part.by_name().values()), interval)


def _shown(figure: Figure) -> str:
    return "–" if figure.value is None else f"{figure.value:.3f}"


def _worst(part: Figures, rule: AgreementRule) -> float:
    value = part.by_name()[rule.figure].value
    return 2.0 if value is None else value


def _is_low(part: Figures, rule: AgreementRule) -> bool:
    return _worst(part, rule) < rule.threshold


def _listed(found: Agreement, quotes: Quotes) -> str:
    lines = [f"\n{len(quotes)} disagreements\n"]
    for one in found.disagreements:
        said = [
            f"{s.coder}: {s.status} ({', '.join(key[:_CHARACTERS_OF_ID] for key in s.codings)})" for s in one.stands
        ]
        said += [f"{coder}: not" for coder in one.without]
        lines.append(f"{one.transcript}:{one.start}-{one.end}  {click.style(one.target, bold=True)}  {'; '.join(said)}")
        lines.append(f"    “{' '.join(quotes[one].split())}”")
    return "\n".join(lines) + "\n"


def _lines(found: Agreement, rule: AgreementRule) -> Iterable[Sequence[str | int | float | None]]:
    given = [f"given by {coder}" for coder in found.coders]
    yield ["code", "partner", "over", *given, "units", "agreed", *_HEADS, "alpha_low", "alpha_high", "below"]
    parts = [("", "", found.total), *((*one.target.leaves[0], one.scores) for one in found.targets)]
    for code, partner, scores in parts:
        for field, over in _PARTS.items():
            part: Figures = getattr(scores, field)
            values = [None if f.value is None else round(f.value, 6) for f in part.by_name().values()]
            ends = [round(part.interval.low, 6), round(part.interval.high, 6)] if part.interval else [None, None]
            below = int(_is_low(part, rule)) if field == "units" else None
            yield [code, partner, over, *scores.given, part.units, part.agreed, *values, *ends, below]


def _places(found: Agreement, quotes: Quotes) -> Iterable[Sequence[str | int]]:
    leaf_of = {one.target.id: one.target.leaves[0] for one in found.targets}
    yield ["document", "code", "partner", "start", "end", "about", *found.coders, "codings", "text"]
    for one in found.disagreements:
        said = {stand.coder: stand.status for stand in one.stands}
        keys = " ".join(dict.fromkeys(key for stand in one.stands for key in stand.codings))
        statuses = [said.get(coder, "") for coder in found.coders]
        yield [one.transcript, *leaf_of[one.target], one.start, one.end, one.about, *statuses, keys, quotes[one]]


def _data(found: Agreement, rule: AgreementRule, quotes: Quotes | None) -> dict[str, Any]:
    leaf_of = {one.target.id: one.target.leaves[0] for one in found.targets}
    data: dict[str, Any] = {
        "coders": found.coders,
        "by": found.by,
        **({"overlap": found.overlap} if found.by == "passages" else {}),
        "transcripts": found.transcripts,
        "figure": rule.figure,
        "threshold": rule.threshold,
        "total": _scores(found.coders, found.total),
        "codes": [
            {"code": leaf_of[one.target.id][0], "partner": leaf_of[one.target.id][1]}
            | {"below": _is_low(one.scores.units, rule)}
            | _scores(found.coders, one.scores)
            for one in found.targets
        ],
    }
    if quotes is not None:
        data["disagreements"] = [
            {"document": one.transcript, "code": leaf_of[one.target][0], "partner": leaf_of[one.target][1]}
            | {"start": one.start, "end": one.end, "about": one.about, "text": quotes[one]}
            | {"coded": [{"coder": s.coder, "status": s.status, "codings": s.codings} for s in one.stands]}
            | {"not_coded": one.without}
            for one in found.disagreements
        ]
    return data


def _scores(coders: Sequence[str], scores: Scores) -> dict[str, Any]:
    parts = {over: _figures(getattr(scores, field)) for field, over in _PARTS.items()}
    return {"given": dict(zip(coders, scores.given, strict=True))} | parts


def _figures(part: Figures) -> dict[str, Any]:
    reasons = {name: figure.reason for name, figure in part.by_name().items() if figure.reason}
    interval = [part.interval.low, part.interval.high] if part.interval else None
    values = {name: figure.value for name, figure in part.by_name().items()}
    return {"units": part.units, "agreed": part.agreed, **values, "alpha_interval": interval, "undefined": reasons}
