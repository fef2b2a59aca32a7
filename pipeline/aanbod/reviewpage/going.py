"""What the page shows next: the same item again, the one after it, or the one before."""

from collections.abc import Mapping

from aanbod.store import Shown

from .asked import queue_of
from .shaping import Plain, view
from .sitting import Sitting
from .worklist import key_of

Sent = Mapping[str, object]


def next_view(sitting: Sitting, sent: Sent, key: str) -> Plain:
    """The open item after `key`; after something outside the queue, the one that the reviewer came from (`anchor`)."""
    worklist = sitting.worklist(queue_of(sent))
    anchor = str(sent.get("anchor", ""))
    if worklist.item(key) is None and (item := worklist.item(anchor)) is not None:
        shown = sitting.shown(item.transcript)
        if anchor not in worklist.settled:
            return view(sitting, worklist, shown, anchor, has(sent))
        key = anchor
    found = sitting.following(worklist, key)
    if found is None:  # the end, unless others added to it meanwhile
        worklist = sitting.worklist(worklist.asked, anew=True)
        found = sitting.following(worklist, key)
    if found is None:
        return view(sitting, worklist, None, "", has(sent))
    return view(sitting, worklist, found[1], key_of(found[0]), has(sent))


def previous_view(sitting: Sitting, sent: Sent, key: str) -> Plain | None:
    """The item before `key`, open or not; None at the beginning."""
    worklist = sitting.worklist(queue_of(sent))
    before = worklist.before(key if worklist.item(key) else str(sent.get("anchor", "")))
    if before is None:
        return None
    return view(sitting, worklist, sitting.shown(before.transcript), key_of(before), has(sent))


def same_view(sitting: Sitting, sent: Sent, shown: Shown, key: str) -> Plain:
    """The same transcript, with this coding under decision."""
    return view(sitting, sitting.worklist(queue_of(sent)), shown, key, has(sent))


def has(sent: Sent) -> str:
    """The text that the page has already."""
    return str(sent.get("has", ""))
