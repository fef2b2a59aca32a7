"""The addresses under /api/: what the page asks and says while somebody reviews, in JSON."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, abort, jsonify, request

from aanbod.store import StaleError

from . import deciding
from .asked import body, coding_in, queue_of, shown_now, value
from .going import Sent, next_view, previous_view, same_view
from .shaping import Plain, codes, proof, story
from .sitting import Sitting


def add_code(sitting: Sitting, sent: Sent) -> Plain:
    """A new code in the codebook, by words of a text; the codebook with it."""
    label, category, definition = (value(sent, name, str) for name in ("label", "category", "definition"))
    identity, partner = sitting.study.add_code(label, category, definition)
    sitting.reload()
    return codes(sitting) | {"made": {"id": identity, "partner": partner}}


CHANGES: Mapping[str, Callable[[Sitting, Sent], Plain]] = {
    "decide": deciding.decide,
    "change": deciding.change,
    "add": deciding.add,
    "memo": deciding.memo,
    "done": deciding.done,
    "undo": deciding.undo,
    "bulk": deciding.bulk,
    "code": add_code,
}


def add_answers(app: Flask, sitting: Sitting) -> None:
    """Adds the addresses. GET changes nothing; a change that a page made on an older state gets 409, and that state."""

    @app.post("/api/<name>")
    def change(name: str) -> Any:
        if name not in CHANGES:
            abort(404)
        sent = body()
        if "asked" in sent:
            queue_of(sent)  # a request that is refused must not have changed anything
        try:
            return jsonify(CHANGES[name](sitting, sent))
        except StaleError:
            found: Plain = {"error": sitting.words["stale"]}
            if "asked" in sent:
                shown = shown_now(sitting, value(sent, "transcript", str))
                found["view"] = same_view(sitting, sent, shown, str(sent.get("coding", "")))
            return jsonify(found), 409

    @app.get("/api/item")
    def item() -> Any:
        sent = request.args
        if sent.get("to") == "previous":
            return jsonify(previous_view(sitting, sent, sent.get("at", "")) or {"error": sitting.words["first"]})
        return jsonify(next_view(sitting, sent, sent.get("at", "")))

    @app.get("/api/detail")
    def detail() -> Any:
        coding = coding_in(shown_now(sitting, request.args.get("transcript", "")), request.args.get("coding", ""))
        found = None
        if not sitting.blind and coding.coder == "rules":
            precisions = sitting.store.rule_precisions((coding.code, coding.partner))
            found = next((one for one in precisions if one.rule == coding.evidence.rule), None)
        return jsonify(story=story(sitting, sitting.history(coding)), proof=proof(sitting, found))
