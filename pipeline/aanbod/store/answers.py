"""What a school answers on what was coded for it: beside what people decided, and never instead of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from .decisions import By, Verdict, decide, memo
from .states import WORDS
from .verdicts import read_log


@dataclass(frozen=True)
class SchoolAnswer:
    """One verdict on codings (their ids), with what the school wrote beside it."""

    codings: tuple[str, ...]
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True)
class SchoolMemo:
    """What a school wrote, on a coding (its id) or on a transcript; `code` says what kind of memo it is."""

    text: str
    coding: str = ""
    transcript: str = ""
    code: str = ""


def take(
    connection: Connection, answers: Sequence[SchoolAnswer], memos: Sequence[SchoolMemo], receipt: SchoolMemo, by: By
) -> int:
    """Takes in one document, all or nothing; returns how many entries that adds to the log.

    What the school said already is not said again. `receipt` is the memo that the document was read: its `code` is
    that of no other document. One that was read before adds only what the school has no answer to yet, so that an
    older document does not undo a newer one.
    """
    said = [entry for entry in read_log(connection, coder=by.coder) if not entry.undone]
    was_read = any(entry.code == receipt.code for entry in said)
    last = {entry.coding: (entry.verdict, entry.note) for entry in said if entry.verdict in WORDS}
    noted = {_memo(e.note, e.coding, e.transcript, e.code) for e in said if e.verdict == "memo"}
    new: dict[tuple[Verdict, str], list[str]] = {}
    for answer in answers:
        for coding in answer.codings:
            if coding not in last or (not was_read and last[coding] != (answer.verdict, answer.note)):
                new.setdefault((answer.verdict, answer.note), []).append(coding)
    added = sum(decide(connection, codings, verdict, by, note) for (verdict, note), codings in new.items())
    for one in () if was_read else (*memos, receipt):
        if _memo(one.text, one.coding, one.transcript, one.code) not in noted:
            memo(connection, one.text, by, one.coding, one.transcript, one.code)
            added += 1
    return added


def _memo(text: str, coding: str, transcript: str, code: str) -> tuple[str, ...]:
    """What makes a memo what it is; one on a coding is shown with the transcript and the code of that coding."""
    return (text, coding) if coding else (text, transcript, code)
