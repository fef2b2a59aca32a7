"""What the page is told: codings, codes and history as plain values for JSON. Nothing is decided here."""

import hashlib
from collections.abc import Sequence
from typing import Any

from aanbod.codebook.model import Code
from aanbod.model import CodingRecord, LogEntry, Words
from aanbod.review.queues import RulePrecision
from aanbod.statistics import share_interval
from aanbod.store import Shown

from .sitting import Sitting
from .worklist import Worklist

Plain = dict[str, Any]


def view(sitting: Sitting, worklist: Worklist, shown: Shown | None, key: str, has: str = "") -> Plain:
    """A transcript with its codings, the item `key` under decision, and how far one is; without the text if the page
    `has` it already (its hash)."""
    told = worklist.progress(sitting.store.moments(sitting.coder))
    words = sitting.words
    progress = words["progress_of"].format(done=told.decided, total=told.total)
    if told.minutes_to_go:
        minutes = told.minutes_to_go
        progress += words["minute_to_go" if minutes == 1 else "minutes_to_go"].format(minutes=minutes)
    found: Plain = {
        "key": key,
        "progress": {"done": told.decided, "total": told.total, "text": progress},
        "transcript": None,
        "codings": [],
        "passage": None,
    }
    if shown is None:
        return found
    found["transcript"] = {"name": shown.transcript, "cases": list(shown.cases), "id": text_id(shown.text)}
    if found["transcript"]["id"] != has:
        found["transcript"]["text"] = shown.text
    found["codings"] = [_coding(sitting, shown, coding) for coding in shown.codings]
    item = worklist.item(key)
    if item is not None and not item.id:
        found["passage"] = {"start": item.start, "end": item.end}
    return found


def text_id(text: str) -> str:
    """What tells a text from what it was before an import changed it."""
    return hashlib.sha256(text.encode()).hexdigest()


def _coding(sitting: Sitting, shown: Shown, coding: CodingRecord) -> Plain:
    said = shown.words.get(coding.id, {})
    return {
        "id": coding.id,
        "start": coding.start,
        "end": coding.end,
        "quote": coding.quote,
        "code": coding.code,
        "partner": coding.partner,
        "name": sitting.code_name(coding.code, coding.partner),
        "category": sitting.category_of(coding.code),
        "status": coding.status,
        "statusLabel": sitting.status_name(coding.status),
        "state": coding.state,
        "coder": coding.coder,
        "said": [{"coder": coder, "verdict": verdict} for coder, verdict in sorted(said.items())],
        "mine": said.get(sitting.coder, ""),
        "rule": coding.evidence.rule,
        "words": _words(coding.evidence.words),
        "cueRule": coding.evidence.cue_rule,
        "cue": _words(coding.evidence.cue_words),
        "seen": shown.seen.get(coding.id, 0),
    }


def _words(words: Sequence[Words]) -> list[tuple[int, int, str]]:
    return [(word.start, word.end, word.text) for word in words]


def codes(sitting: Sitting) -> Plain:
    """The whole codebook as the page searches and shows it."""
    book = sitting.codebook
    labels = {category.id: category.label for category in book.categories}
    return {
        "codes": [_code(sitting, code, labels[code.category]) for code in book.codes],
        "categories": [{"id": category.id, "label": category.label} for category in book.categories],
        "statuses": [{"id": one.id, "label": one.label, "definition": one.definition} for one in book.statuses],
        "defaultStatus": book.default_status,
        "rulesVersion": "" if sitting.blind else sitting.rules_version,
    }


def _code(sitting: Sitting, code: Code, category: str) -> Plain:
    return {
        "id": code.id,
        "partner": code.partner,
        "name": code.partner or code.label,
        "category": code.category,
        "categoryLabel": category,
        "definition": code.definition,
        "useFor": list(code.use_for),
        "notFor": list(code.not_for),
        "examples": [
            {"text": one.text, "coded": one.coded, "status": sitting.status_name(one.status) if one.status else ""}
            for one in code.examples
        ],
    }


def proof(sitting: Sitting, found: RulePrecision | None) -> Plain:
    """How often a rule was right so far, in words, and how many of its suggestions are open."""
    if found is None:
        return {"text": "", "open": 0}
    words = sitting.words
    if not found.decided:
        return {"text": words["proof_none"].format(open=found.open), "open": found.open}
    interval = share_interval(found.accepted, found.decided)
    numbers = {
        "good": found.accepted,
        "decided": found.decided,
        "percent": round(100 * found.accepted / found.decided),
        "low": round(100 * interval.low),
        "high": round(100 * interval.high),
        "open": found.open,
    }
    return {"text": words["proof"].format(**numbers), "open": found.open, **numbers}


def story(sitting: Sitting, entries: Sequence[LogEntry]) -> list[Plain]:
    """The log of a coding, the oldest first; an undo is told with what it took back."""
    return [
        {
            "id": entry.id,
            "coder": entry.coder,
            "what": sitting.words[f"verdict_{entry.verdict}"],
            "at": entry.at.astimezone().strftime("%Y-%m-%d %H:%M"),
            "note": entry.note,
            "undone": entry.undone,
            "mine": entry.coder == sitting.coder and not entry.undone,
        }
        for entry in entries
        if entry.verdict != "undo"
    ]
