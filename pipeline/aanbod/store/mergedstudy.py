"""What is known of a study (coders, runs, transcripts and their texts) in another store, added to this one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select

from .records import in_batches
from .schema import CODER, RUN, TEXT_VERSION, TRANSCRIPT, TRANSCRIPT_CASE, TRANSCRIPT_VARIABLE

_Values = dict[str, Any]
_TEXT = [TEXT_VERSION.c[name] for name in ("id", "transcript_id", "number", "sha256", "is_current")]


@dataclass(frozen=True)
class CurrentText:
    """The text of a transcript that is current from now on: `former` are the ids of those that were, here or there."""

    name: str
    transcript: int
    current: int
    former: tuple[int, ...]
    was_here: bool
    is_there: bool


@dataclass
class Merge:
    """One merge under way: what was added up to now, and which id of the source is which of the target."""

    target: Connection
    source: Connection
    added: Counter[str] = field(default_factory=Counter)
    conflicts: set[tuple[str, str]] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)  # codings to settle
    coders: dict[int, int] = field(default_factory=dict)
    runs: dict[int | None, int | None] = field(default_factory=lambda: {None: None})
    transcripts: dict[int, int] = field(default_factory=dict)
    texts: dict[int, int] = field(default_factory=dict)
    codings: dict[str, str] = field(default_factory=dict)

    def add(self, table: Table, rows: Iterable[_Values]) -> None:
        for batch in in_batches(rows):
            self.target.execute(insert(table), batch)
            self.added[table.name] += len(batch)


def merge_coders(work: Merge) -> None:
    ours = {row.name: row.kind for row in work.target.execute(select(CODER))}
    theirs = work.source.execute(select(CODER).order_by(CODER.c.id)).all()
    work.add(CODER, [{"name": row.name, "kind": row.kind} for row in theirs if row.name not in ours])
    for row in theirs:
        if ours.get(row.name, row.kind) != row.kind:
            work.conflicts.add(("", f"{row.name} is a {ours[row.name]} here and a {row.kind} there"))
    ids = {row.name: row.id for row in work.target.execute(select(CODER))}
    work.coders = {row.id: ids[row.name] for row in theirs}


def merge_runs(work: Merge) -> None:
    def key(row: Row[Any]) -> tuple[Any, ...]:
        return (row.started_at, row.codebook, row.codebook_version, row.program_version)

    known = {key(row): row.id for row in work.target.execute(select(RUN))}
    theirs = sorted(work.source.execute(select(RUN)), key=key)
    work.add(RUN, [values_of(row, id=None) for row in theirs if key(row) not in known])
    known = {key(row): row.id for row in work.target.execute(select(RUN))}
    work.runs |= {row.id: known[key(row)] for row in theirs}


def merge_transcripts(work: Merge) -> None:
    """Adds those that are missing, with all that is known of them."""
    ours = {row.name: row.id for row in work.target.execute(select(TRANSCRIPT))}
    theirs = work.source.execute(select(TRANSCRIPT).order_by(TRANSCRIPT.c.name)).all()
    work.add(TRANSCRIPT, [{"name": row.name} for row in theirs if row.name not in ours])
    ids = {row.name: row.id for row in work.target.execute(select(TRANSCRIPT))}
    work.transcripts = {row.id: ids[row.name] for row in theirs}
    new = {ids[row.name] for row in theirs if row.name not in ours}
    names = {ids[row.name]: row.name for row in theirs}
    for table in (TRANSCRIPT_VARIABLE, TRANSCRIPT_CASE):
        rows = [
            values_of(row, transcript_id=work.transcripts[row.transcript_id])
            for row in work.source.execute(select(table))
        ]
        known = [dict(row._mapping) for row in work.target.execute(select(table)) if row.transcript_id in names]
        work.add(table, [row for row in rows if row["transcript_id"] in new])
        theirs_of, ours_of = _by_transcript(rows), _by_transcript(known)
        for transcript in names.keys() - new:
            if theirs_of[transcript] != ours_of[transcript]:
                what = "its variables" if table is TRANSCRIPT_VARIABLE else "its cases"
                work.conflicts.add((names[transcript], f"{what} are not the same there; those of this store stay"))


def merge_texts(work: Merge) -> list[CurrentText]:
    """Adds the texts that are missing, as no longer current; which one is current from now on, of each transcript."""
    names = {row.id: row.name for row in work.target.execute(select(TRANSCRIPT))}
    ours, theirs = _texts(work.target), _texts(work.source)
    found = []
    for transcript, target_id in sorted(work.transcripts.items(), key=lambda pair: names[pair[1]]):
        here, there = ours[target_id], theirs[transcript]
        missing = [row for sha256, row in there.items() if sha256 not in here]
        for number, row in enumerate(missing, 1 + max((row.number for row in here.values()), default=0)):
            whole = work.source.execute(select(TEXT_VERSION).where(TEXT_VERSION.c.id == row.id)).one()
            work.add(
                TEXT_VERSION, [values_of(whole, id=None, transcript_id=target_id, number=number, is_current=False)]
            )
        of_transcript = select(TEXT_VERSION.c.sha256, TEXT_VERSION.c.id).where(
            TEXT_VERSION.c.transcript_id == target_id
        )
        ids = {row.sha256: row.id for row in work.target.execute(of_transcript)}
        work.texts |= {row.id: ids[sha256] for sha256, row in there.items()}
        (their_current,) = [sha256 for sha256, row in there.items() if row.is_current]
        our_current = next((sha256 for sha256, row in here.items() if row.is_current), their_current)
        current = min(our_current, their_current)
        if their_current not in here and our_current in there:
            current = their_current
        elif our_current not in there and their_current in here:
            current = our_current
        elif our_current != their_current:
            which = "here" if current == our_current else "there"
            work.conflicts.add((names[target_id], f"its text was changed in both; the one {which} is current now"))
        former = tuple(ids[sha256] for sha256 in sorted({our_current, their_current} - {current}))
        found.append(CurrentText(names[target_id], target_id, ids[current], former, current in here, current in there))
    return found


def _texts(connection: Connection) -> dict[int, dict[str, Row[Any]]]:
    """The texts of each transcript by hash, without their words, the oldest first."""
    found: dict[int, dict[str, Row[Any]]] = defaultdict(dict)
    for row in connection.execute(select(*_TEXT).order_by(TEXT_VERSION.c.number)):
        found[row.transcript_id][row.sha256] = row
    return found


def _by_transcript(rows: Iterable[_Values]) -> dict[int, set[tuple[Any, ...]]]:
    found: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for row in rows:
        found[row["transcript_id"]].add(tuple(row.values()))
    return found


def values_of(row: Row[Any], **changed: Any) -> _Values:
    """The values of a row, some of them others; without those that are None now and were not."""
    values = dict(row._mapping) | changed
    return {key: value for key, value in values.items() if key != "id" or value is not None}
