"""What people say of codings and transcripts: rows are added to the log, and none is ever changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from aanbod.errors import AanbodError

from .coders import speaker
from .locks import lock_codings
from .records import in_batches
from .schema import CODING, DECISION, RUN, TEXT_VERSION, TRANSCRIPT
from .states import settle
from .transcripts import check_names

Verdict = Literal["accept", "reject"]


@dataclass(frozen=True)
class By:
    """Who speaks, in which sitting, when (now, if not told), and as what: a person, or a school on its own codings."""

    coder: str
    session: str = ""
    at: datetime | None = None
    kind: Literal["person", "school"] = "person"


class StaleError(AanbodError):
    """Somebody decided on a coding after it was shown. `codings` are the ids."""

    def __init__(self, codings: Sequence[str]) -> None:
        super().__init__(
            "Somebody else decided on this meanwhile. Look at what it is now, and decide again if that is not right."
        )
        self.codings = tuple(codings)


def decide(
    connection: Connection,
    codings: Sequence[str],
    verdict: Verdict,
    by: By,
    note: str = "",
    seen: Mapping[str, int] | None = None,
) -> int:
    """Adds one decision on each coding, all or none; returns how many.

    `seen` is by coding the last entry of the log that whoever decides has seen (0 for none): StaleError where a
    later one is there.
    """
    if verdict not in ("accept", "reject"):
        raise AanbodError(f"A decision is accept or reject, not {verdict!r}.")
    chosen = list(dict.fromkeys(codings))
    lock_current(connection, chosen)
    check_seen(connection, seen or {})
    add_rows(connection, [{"coding_id": key, "verdict": verdict, "note": note} for key in chosen], by)
    # Or the text may have changed: a decision waits for that, and would stay behind on the older text.
    _check_current(connection, chosen)
    settle(connection, chosen)
    return len(chosen)


def memo(connection: Connection, text: str, by: By, coding: str = "", transcript: str = "", code: str = "") -> None:
    """Adds a memo on a coding, a transcript, a code, or, where none is named, on the project."""
    if not text.strip():
        raise AanbodError("A memo needs words.")
    row: dict[str, Any] = {"verdict": "memo", "note": text, "code": code}
    if coding:
        lock_current(connection, [coding])
        row["coding_id"] = coding
    elif transcript:
        row["transcript_id"] = transcript_ids(connection, [transcript])[transcript]
    add_rows(connection, [row], by)


def mark(
    connection: Connection, transcripts: Sequence[str], verdict: Literal["assign", "done"], by: By, note: str
) -> int:
    """Says of transcripts that this coder is to code them, for the sample in `note`, or that she did; how many."""
    ids = transcript_ids(connection, transcripts)
    add_rows(connection, [{"transcript_id": key, "verdict": verdict, "note": note} for key in ids.values()], by)
    return len(ids)


def add_rows(connection: Connection, rows: Sequence[Mapping[str, Any]], by: By) -> None:
    """Adds entries to the log; each names what it is about and its verdict."""
    if not rows:
        return
    common = {
        "coder_id": speaker(connection, by.coder, by.kind),
        "at": by.at or _moment(connection, [row["coding_id"] for row in rows if row.get("coding_id")]),
        "session": by.session,
        "run_id": connection.execute(select(func.max(RUN.c.id))).scalar(),
        "note": "",
        "code": "",
        "coding_id": None,
        "transcript_id": None,
        "result_id": None,
        "undoes_id": None,
    }
    try:
        connection.execute(insert(DECISION), [common | dict(row) for row in rows])
    except IntegrityError as error:
        # On a server a run may have removed a coding since it was looked up; the decision then refers to nothing.
        if getattr(error.orig, "sqlstate", None) == "23503":
            raise _gone([str(row.get("coding_id")) for row in rows]) from error
        raise


def _moment(connection: Connection, codings: Sequence[str]) -> datetime:
    """Now; or, where the clock of another computer was ahead, just after what was said last of these codings."""
    now = datetime.now(UTC)
    for batch in in_batches(codings):
        last = connection.execute(select(func.max(DECISION.c.at)).where(DECISION.c.coding_id.in_(batch))).scalar()
        if last is not None and last >= now:
            now = last + timedelta(microseconds=1)
    return now


def lock_current(connection: Connection, codings: Sequence[str]) -> None:
    """Until this transaction is over nobody else decides on these codings; AanbodError where one is gone."""
    for batch in in_batches(sorted(codings)):
        lock_codings(connection, CODING.c.id.in_(batch))
    _check_current(connection, codings)


def check_seen(connection: Connection, seen: Mapping[str, int]) -> None:
    last = last_entries(connection, list(seen))
    if stale := [key for key, number in seen.items() if last.get(key, 0) > number]:
        raise StaleError(stale)


def last_entries(connection: Connection, codings: Sequence[str]) -> dict[str, int]:
    """The number of the last entry in the log on each coding, memos apart; nothing for those without."""
    found: dict[str, int] = {}
    for batch in in_batches(codings):
        about = (DECISION.c.coding_id.in_(batch), DECISION.c.verdict != "memo")
        statement = select(DECISION.c.coding_id, func.max(DECISION.c.id)).where(*about)
        found.update((key, number) for key, number in connection.execute(statement.group_by(DECISION.c.coding_id)))
    return found


def transcript_ids(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """By name; AanbodError where one is not there."""
    found: dict[str, int] = {}
    for batch in in_batches(dict.fromkeys(names)):
        statement = select(TRANSCRIPT.c.name, TRANSCRIPT.c.id).where(TRANSCRIPT.c.name.in_(batch))
        found.update((name, key) for name, key in connection.execute(statement))
    check_names(connection, [name for name in names if name not in found])
    return found


def _check_current(connection: Connection, codings: Sequence[str]) -> None:
    found: dict[str, bool] = {}
    for batch in in_batches(codings):
        statement = (
            select(CODING.c.id, TEXT_VERSION.c.is_current)
            .join(TEXT_VERSION, CODING.c.text_version_id == TEXT_VERSION.c.id)
            .where(CODING.c.id.in_(batch))
        )
        found.update((key, is_current) for key, is_current in connection.execute(statement))
    for key in codings:
        if key not in found:
            raise _gone([key])
        if not found[key]:
            raise AanbodError(
                f"The coding {key!r} stands on an older text of its transcript. Decide on the coding of the "
                "current text."
            )


def _gone(codings: Sequence[str]) -> AanbodError:
    which = f"There is no coding {codings[0]!r}" if len(codings) == 1 else "One of these codings is gone"
    return AanbodError(f"{which}: a newer run or a changed text may have removed it. Look at the codings again.")
