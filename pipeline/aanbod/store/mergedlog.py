"""The log of another store, added to that of this one: an entry is known by what it says, of what, by whom and when."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from .records import in_batches
from .schema import CODER, CODING, DECISION, TEXT_VERSION, TRANSCRIPT
from .states import AGE, HOLDS, words_that_stand
from .undoing import codings_of

_Key = tuple[Any, ...]
_Said = tuple[str, bool]  # by whom, and whether it holds


@dataclass(frozen=True)
class MergedLog:
    """What the merge of two logs added: entries of the source by their numbers here, and those only the target had."""

    theirs: frozenset[int]
    ours: frozenset[int]
    added: int

    def touched(self, target: Connection) -> set[str]:
        """The codings whose state may have changed, in every text."""
        found = set(codings_of(target, sorted(self.theirs)))
        for batch in in_batches(sorted(self.theirs)):
            undone = select(DECISION.c.undoes_id).where(DECISION.c.id.in_(batch), DECISION.c.undoes_id.is_not(None))
            found.update(codings_of(target, list(target.execute(undone).scalars())))
        return found

    def conflicts(self, target: Connection) -> set[tuple[str, str]]:
        """The codings of the current texts of which both stores have last words of their own that differ."""
        found: dict[str, dict[str, _Said]] = defaultdict(dict)
        columns = (DECISION.c.coding_id, AGE, CODER.c.name, DECISION.c.verdict.in_(HOLDS))
        of_people = words_that_stand(*columns).where(CODER.c.kind == "person")
        for coding, entry, coder, holds in target.execute(of_people):
            side = "there" if entry in self.theirs else "here" if entry in self.ours else ""
            if side:
                found[coding] |= {side: (coder, holds), "last": (coder, holds)}
        differing = {key: said for key, said in found.items() if _differ(said)}
        return {
            (row.name, f"“{row.text[row.start : row.end]}” ({row.partner or row.code}): {_told(differing[row.id])}")
            for batch in in_batches(differing)
            for row in target.execute(_CODINGS.where(CODING.c.id.in_(batch)))
        }


_CODINGS = (
    select(CODING.c.id, CODING.c.start, CODING.c.end, CODING.c.code, CODING.c.partner, TEXT_VERSION.c.text)
    .add_columns(TRANSCRIPT.c.name)
    .join(TEXT_VERSION, CODING.c.text_version_id == TEXT_VERSION.c.id)
    .join(TRANSCRIPT, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
)


def merge_log(
    target: Connection,
    source: Connection,
    coders: Mapping[int, int],
    runs: Mapping[int | None, int | None],
    transcripts: Mapping[int, int],
    codings: Mapping[str, str],
) -> MergedLog:
    """Adds the entries that the target lacks; the mappings are from ids of the source to those of the target.

    First what was said, then what came along to newer texts, then what was taken back: each refers to the former.
    """
    ours = _keys(target.execute(select(DECISION).order_by(DECISION.c.id)).all())
    known: dict[_Key, int] = {}
    for entry, key in ours.items():
        known.setdefault(key, entry)
    rows = [
        dict(row._mapping)
        | {
            "coding_id": codings.get(row.coding_id, row.coding_id),
            "result_id": codings.get(row.result_id, row.result_id),
            "transcript_id": transcripts.get(row.transcript_id),
            "coder_id": coders[row.coder_id],
            "run_id": runs[row.run_id],
        }
        for row in source.execute(select(DECISION).order_by(DECISION.c.id))
    ]
    theirs = _keys(rows)
    ids = {entry: known[key] for entry, key in theirs.items() if key in known}
    new = [row for row in rows if row["id"] not in ids]
    for level in (
        [row for row in new if row["verdict"] != "undo" and row["origin_id"] is None],
        [row for row in new if row["origin_id"] is not None],
        [row for row in new if row["verdict"] == "undo"],
    ):
        for batch in in_batches(level):
            moved = [
                {key: value for key, value in row.items() if key != "id"}
                | {"origin_id": ids.get(row["origin_id"]), "undoes_id": ids.get(row["undoes_id"])}
                for row in batch
            ]
            statement = insert(DECISION).returning(DECISION.c.id, sort_by_parameter_order=True)
            made = target.execute(statement, moved).scalars().all()
            ids |= {row["id"]: number for row, number in zip(batch, made, strict=True)}
    of_source = set(theirs.values())
    return MergedLog(
        frozenset(ids[row["id"]] for row in new),
        frozenset(entry for entry, key in ours.items() if key not in of_source),
        sum(row["origin_id"] is None for row in new),
    )


def _keys(rows: Sequence[Row[Any] | dict[str, Any]]) -> dict[int, _Key]:
    """What makes each entry that one and no other, in every store: all but numbers, and the run."""
    keys: dict[int, _Key] = {}
    for given in rows:
        row = given if isinstance(given, dict) else dict(given._mapping)
        refers = tuple(keys.get(row[name]) for name in ("origin_id", "undoes_id"))
        said = ("verdict", "coder_id", "at", "note", "coding_id", "transcript_id", "code", "result_id", "session")
        keys[row["id"]] = (*(row[name] for name in said), *refers)
    return keys


def _differ(said: Mapping[str, _Said]) -> bool:
    return "here" in said and "there" in said and said["here"][1] != said["there"][1]


def _told(said: Mapping[str, _Said]) -> str:
    words = {side: f"{coder} {'accepts' if holds else 'rejects'} it" for side, (coder, holds) in said.items()}
    return f"{words['here']} here, {words['there']} there; the later word counts: {words['last']}"
