"""The pages: reviewing, the queues, the transcripts, and what the last run of the rules changed."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, render_template, request

from aanbod.review.queues import RulePrecision

from .asked import coding_in, queue_of, shown_now
from .going import next_view
from .shaping import Plain, codes, proof, view
from .sitting import Sitting
from .worklist import Asked

_RULES_SHOWN = 300  # of the rules with most open suggestions
_CHANGES_SHOWN = 500  # of each kind


def add_pages(app: Flask, sitting: Sitting, page_key: str) -> None:
    """Adds the addresses of the pages; each reads the codebook anew, for it may have been edited."""

    def page(name: str, **values: object) -> str:
        common = {
            "page": name,
            "page_key": page_key,
            "lang": sitting.language,
            "w": sitting.words,
            "study": sitting.codebook.title,
            "coder": sitting.coder,
            "blind": sitting.blind,
        }
        return render_template(f"{name}.html", **common, **values)

    @app.get("/")
    def review() -> Any:
        sitting.reload()
        asked = queue_of(request.args) if request.args.get("queue") else _usual(sitting)
        sitting.worklist(asked, anew=True)
        sent = _as_sent(asked)
        if opened := request.args.get("open"):
            shown = shown_now(sitting, request.args.get("in", ""))
            first = view(sitting, sitting.worklist(asked), shown, coding_in(shown, opened).id)
        else:
            first = next_view(sitting, sent, "")
        start = {"asked": sent, "view": first, "codebook": codes(sitting), "coder": sitting.coder}
        return page("review", start=start, queue_label=_label(sitting, asked))

    @app.get("/queues")
    def queues() -> Any:
        sitting.reload()
        rules = [] if sitting.blind else sitting.store.rule_precisions()
        shown = sorted(rules, key=lambda one: (-one.open, -one.decided))[:_RULES_SHOWN]
        return page(
            "queues",
            asked=_as_sent(sitting.asked),
            open=sum(one.open for one in rules),
            disagree=0 if sitting.blind else len(sitting.store.queue("disagree", coder=sitting.coder).items),
            codes=_per_code(sitting, rules),
            rules=[_rule(sitting, one) for one in shown],
            hidden=len(rules) - len(shown),
        )

    @app.get("/transcripts")
    def transcripts() -> Any:
        return page("transcripts", rows=_per_transcript(sitting))

    @app.get("/changes")
    def changes() -> Any:
        found = sitting.store.last_changes()
        shown = {}
        if found and not sitting.blind:
            parts = {"new": found.new, "gone": found.gone, "kept": found.kept}
            shown = {
                kind: {
                    "number": len(codings),
                    "codings": [
                        {
                            "id": one.id,
                            "transcript": one.transcript,
                            "quote": one.quote,
                            "name": sitting.code_name(one.code, one.partner),
                            "status": sitting.status_name(one.status),
                            "state": one.state,
                            "rule": one.evidence.rule,
                        }
                        for one in codings[:_CHANGES_SHOWN]
                    ],
                }
                for kind, codings in parts.items()
            }
        return page("changes", run=found.run if found else None, changes=shown)

    @app.get("/favicon.ico")
    def icon() -> Any:
        abort(404)


def _usual(sitting: Sitting) -> Asked:
    """What the command asked for. To a blind reviewer nobody suggests anything: she reads what she did not code."""
    if sitting.blind and sitting.asked.name != "uncoded":
        return Asked("uncoded", transcript=sitting.asked.transcript)
    return sitting.asked


def _as_sent(asked: Asked) -> dict[str, str]:
    return {"queue": asked.name, "code": asked.code, "rule": asked.rule, "transcript": asked.transcript}


def _label(sitting: Sitting, asked: Asked) -> str:
    """A queue in words."""
    parts = [sitting.words[f"queue_{asked.name}"]]
    parts += [sitting.code_name(asked.code, "")] if asked.code else []
    parts += [part for part in (asked.rule, asked.transcript) if part]
    return " · ".join(parts)


def _rule(sitting: Sitting, found: RulePrecision) -> Plain:
    return {
        "rule": found.rule,
        "code": found.code,
        "partner": found.partner,
        "name": sitting.code_name(found.code, found.partner),
        "accepted": found.accepted,
        "decided": found.decided,
        "open": found.open,
        "proof": proof(sitting, found),
    }


def _per_code(sitting: Sitting, rules: list[RulePrecision]) -> list[Plain]:
    """What is open and decided by category and code, in the order of the codebook; those without suggestions not."""
    numbers: dict[tuple[str, str], Counter[str]] = {}
    for one in rules:
        found = numbers.setdefault((one.code, one.partner), Counter())
        found.update(open=one.open, decided=one.decided)
    groups = []
    for category in sitting.codebook.categories:
        rows = [
            {"code": code.id, "partner": code.partner, "name": code.partner or code.label, **numbers[code.key]}
            for code in category.codes
            if code.key in numbers
        ]
        if rows:
            groups.append({"label": category.label, "rows": rows})
    return groups


def _per_transcript(sitting: Sitting) -> list[Mapping[str, object]]:
    """Each transcript with how many codings it has by state, and whether this reviewer is to code it or is done."""
    store, me = sitting.store, sitting.coder
    if sitting.blind:
        states = Counter((one.coding.transcript, "accepted") for one in store.views([me]))
    else:
        states = Counter((one.transcript, one.state) for one in store.codings())
    done = {entry.transcript for entry in store.history(coder=me) if entry.verdict == "done" and not entry.undone}
    assigned = {one.transcript for one in store.assignments() if one.coder == me}
    return [
        {
            "name": record.name,
            "cases": ", ".join(record.cases),
            "assigned": record.name in assigned,
            "done": record.name in done,
            **{state: states[record.name, state] for state in ("suggested", "accepted", "rejected")},
        }
        for record in store.transcripts()
    ]
