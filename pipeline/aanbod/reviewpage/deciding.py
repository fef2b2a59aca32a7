"""What a reviewer says of codings, as the page sends it: each is stored before it is answered."""

from typing import cast

from flask import abort

from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord, Evidence
from aanbod.store import Shown, StaleError, Verdict

from .asked import check_code, coding_in, missing_is_404, shown_now, value
from .going import Sent, next_view, same_view
from .shaping import Plain, text_id
from .sitting import Sitting


def decide(sitting: Sitting, sent: Sent) -> Plain:
    """Accept or reject; the next item."""
    coding, verdict = _spoken_of(sitting, sent), _verdict(sent)
    seen = _seen(sitting, sent)
    sitting.store.decide([coding.id], verdict, sitting.coder, session=sitting.session, seen=seen)
    sitting.settle(coding.id)
    return next_view(sitting, sent, coding.id)


def change(sitting: Sitting, sent: Sent) -> Plain:
    """Another code, status or passage in the place of what it was; the new coding."""
    coding, changed = _spoken_of(sitting, sent), _coding(sitting, sent)
    seen = _seen(sitting, sent)
    if coding.state == "rejected" and seen in (None, sitting.store.last_entries([coding.id])):  # the page shows it so
        raise AanbodError(sitting.words["change_rejected"])
    made = sitting.store.change(coding, changed, sitting.coder, session=sitting.session, seen=seen)
    sitting.settle(coding.id)
    return same_view(sitting, sent, sitting.shown(coding.transcript), made.id)


def add(sitting: Sitting, sent: Sent) -> Plain:
    """A coding by hand; it is the one under decision then."""
    shown = _transcript(sitting, sent)
    if value(sent, "text", str) != text_id(shown.text):
        raise StaleError([])
    coding = _coding(sitting, sent)
    (made,) = sitting.store.add_codings([(shown.transcript, coding)], sitting.coder, session=sitting.session)
    return same_view(sitting, sent, sitting.shown(shown.transcript), made.id)


def memo(sitting: Sitting, sent: Sent) -> Plain:
    """A memo on the coding, its transcript, its code or the project; the same item."""
    shown, about, key = _transcript(sitting, sent), value(sent, "about", str), value(sent, "coding", str)
    if about not in ("coding", "transcript", "code", "project"):
        abort(400)
    coding = coding_in(shown, key) if about in ("coding", "code") else None
    sitting.store.add_memo(
        value(sent, "words", str),
        sitting.coder,
        coding=coding.id if coding and about == "coding" else "",
        transcript=shown.transcript if about == "transcript" else "",
        code=coding.code if coding and about == "code" else "",
        session=sitting.session,
    )
    return same_view(sitting, sent, sitting.shown(shown.transcript), key)


def done(sitting: Sitting, sent: Sent) -> Plain:
    """The transcript is called done; the same item."""
    shown, key = _transcript(sitting, sent), value(sent, "coding", str)
    sitting.store.call_done([shown.transcript], sitting.coder, session=sitting.session)
    return same_view(sitting, sent, shown, key)


def undo(sitting: Sitting, sent: Sent) -> Plain:
    """Takes back an entry of one's own, or what was said last in this sitting; the coding that it was about."""
    wanted = [value(sent, "entry", int)] if "entry" in sent else sitting.last_entries()
    about = [entry for entry in sitting.store.history(coder=sitting.coder) if entry.id in set(wanted)]
    if len(about) != len(wanted):
        abort(404)
    number, stayed = sitting.store.undo(wanted, sitting.coder, session=sitting.session) if wanted else (0, [])
    found: Plain = {"undone": number, "stayed": len(stayed)}
    if len(wanted) > 2:  # more than a change: of many transcripts
        sitting.forget()
    else:
        sitting.forget("disagree")
    if not about or not about[0].transcript or "asked" not in sent:
        return found
    shown = sitting.shown(about[0].transcript)
    there = {coding.id for coding in shown.codings}
    key = next((entry.coding for entry in about if entry.coding in there), str(sent.get("anchor", "")))
    return found | {"view": same_view(sitting, sent, shown, key)}


def bulk(sitting: Sitting, sent: Sent) -> Plain:
    """The same decision on all open suggestions of a rule, as one that is undone as one; the next item.

    Nothing is decided where they are not as many as the page showed.
    """
    code, partner, rule = (value(sent, name, str) for name in ("code", "partner", "rule"))
    verdict, expected = _verdict(sent), value(sent, "open", int)
    keys = sitting.open_of_rule(code, partner, rule)
    seen = dict.fromkeys(keys, 0) | sitting.store.last_entries(keys)
    if len(keys) != expected or sitting.open_of_rule(code, partner, rule) != keys:
        return {"decided": 0, "open": len(keys), "error": sitting.words["bulk_changed"].format(number=len(keys))}
    sitting.store.decide(keys, verdict, sitting.coder, f"{rule}", session=sitting.session, seen=seen)
    sitting.forget()
    found: Plain = {"decided": len(keys)}
    return found | {"view": next_view(sitting, sent, str(sent.get("coding", "")))} if "asked" in sent else found


def _transcript(sitting: Sitting, sent: Sent) -> Shown:
    return shown_now(sitting, value(sent, "transcript", str))


def _coding(sitting: Sitting, sent: Sent) -> Coding:
    code, partner, status = (value(sent, name, str) for name in ("code", "partner", "status"))
    check_code(sitting, code, partner, status)
    return Coding(value(sent, "start", int), value(sent, "end", int), code, partner, status, Evidence(""))


def _verdict(sent: Sent) -> Verdict:
    verdict = value(sent, "verdict", str)
    if verdict not in ("accept", "reject"):
        abort(400)
    return cast(Verdict, verdict)


def _spoken_of(sitting: Sitting, sent: Sent) -> CodingRecord:
    """The coding that a change is about; 404 where the reviewer sees no such one."""
    key = value(sent, "coding", str)
    if sitting.blind:
        return coding_in(_transcript(sitting, sent), key)
    with missing_is_404():
        found = sitting.store.coding(key)
    if (found.id, found.transcript) != (key, value(sent, "transcript", str)):
        abort(404)
    return found


def _seen(sitting: Sitting, sent: Sent) -> dict[str, int] | None:
    key, seen = value(sent, "coding", str), value(sent, "seen", int)
    if not sitting.blind:
        return {key: seen}
    if _transcript(sitting, sent).seen.get(key, 0) > seen:  # in another tab; of other coders a blind one must not hear
        raise StaleError([key])
    return None
