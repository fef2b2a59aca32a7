"""A copy of a store in which every name is a pseudonym: what leaves the store under pseudonyms is read from it.

So no command, no way of reading and no writer can forget them. Every text of every column passes here, those of tables
and columns that are added later too; only what KEPT lists stays as it is. Passages and the words of their evidence
stand where they stand in the copy's own texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select

from aanbod.model import Evidence, Words
from aanbod.privacy.pieces import Places, replaced

from .bulk import insert_rows
from .content import evidence_from_json, evidence_to_json
from .copying import batches
from .schema import CODER, CODING, CONTENT, DECISION, PSEUDONYM, TEXT_VERSION, TRANSCRIPT, TRANSCRIPT_CASE

if TYPE_CHECKING:
    from aanbod.privacy.pseudonyms import Pseudonyms

Row = dict[str, Any]
# Hashes and ids, which hold no name: to look for names in them would only take time.
KEPT = frozenset({"id", "coding_id", "result_id", "sha256", "source_sha256", "rules_version", "codebook_version"})


def every_text(connection: Connection) -> Iterator[str]:
    """The texts of all transcripts, also those that are no longer current, and what people noted."""
    texts = connection.execute(select(TEXT_VERSION.c.text), execution_options={"yield_per": 100})
    yield from (text for (text,) in texts)
    notes = select(DECISION.c.note).where(DECISION.c.note != "").distinct()
    yield from connection.execute(notes).scalars()


def names(connection: Connection) -> dict[str, set[str]]:
    """The names that stand in the store as such: of transcripts, cases and coders that are people."""
    return {
        "transcript": set(connection.execute(select(TRANSCRIPT.c.name)).scalars()),
        "case": set(connection.execute(select(TRANSCRIPT_CASE.c.case_name)).scalars()),
        "coder": set(connection.execute(select(CODER.c.name).where(CODER.c.kind == "person")).scalars()),
    }


def copy(source: Connection, target: Connection, pseudonyms: Pseudonyms) -> None:
    """Copies all but the numbers of pseudonyms themselves."""
    copier = _Copier(target, pseudonyms)
    for table in CONTENT:
        if table is not PSEUDONYM:
            for batch in batches(source, table):
                insert_rows(target, table, [copier.row(table, row) for row in batch])


@dataclass
class _Copier:
    target: Connection
    pseudonyms: Pseudonyms
    places: dict[int, Places] = field(default_factory=dict)  # by the id of the text

    def __post_init__(self) -> None:
        self._prose = lru_cache(maxsize=10_000)(self.pseudonyms.prose)
        self._wording = lru_cache(maxsize=10_000)(self.pseudonyms.wording)
        self._text = lru_cache(maxsize=100)(self._read_text)

    def row(self, table: Table, values: tuple[Any, ...]) -> tuple[Any, ...]:
        row = dict(zip(table.columns.keys(), values, strict=True))
        special: Callable[[Row], Row] | None = {
            TRANSCRIPT.name: self._transcript,
            TRANSCRIPT_CASE.name: self._case,
            TEXT_VERSION.name: self._text_version,
            CODER.name: self._coder,
            CODING.name: self._coding,
        }.get(table.name)
        done = special(row) if special else {}
        rest = {
            name: self._prose(value) if isinstance(value, str) and name not in KEPT else value
            for name, value in row.items()
            if name not in done
        }
        return tuple((done | rest)[name] for name in row)

    def _transcript(self, row: Row) -> Row:
        return {"name": self.pseudonyms.name("transcript", row["name"])}

    def _case(self, row: Row) -> Row:
        return {"case_name": self.pseudonyms.name("case", row["case_name"])}

    def _coder(self, row: Row) -> Row:
        if row["kind"] == "person":
            return {"name": self.pseudonyms.name("coder", row["name"]), "kind": row["kind"]}
        return {"name": self.pseudonyms.wording(row["name"]), "kind": row["kind"]}

    def _text_version(self, row: Row) -> Row:
        pieces = self.pseudonyms.pieces(row["text"])
        self.places[row["id"]] = Places(pieces)
        return {"text": replaced(row["text"], pieces)}

    def _coding(self, row: Row) -> Row:
        version = row["text_version_id"]
        places = self.places[version]
        evidence = evidence_from_json(row["evidence"])

        def moved(words: Sequence[Words]) -> tuple[Words, ...]:
            spans = [(places.start(word.start), places.end(word.end)) for word in words]
            return tuple(Words(start, end, self._text(version)[start:end]) for start, end in spans)

        shown = Evidence(
            self._wording(evidence.rule),
            moved(evidence.words),
            self._wording(evidence.cue_rule),
            moved(evidence.cue_words),
        )
        return {
            "start": places.start(row["start"]),
            "end": places.end(row["end"]),
            "partner": self._wording(row["partner"]),
            "evidence": evidence_to_json(shown),
        }

    def _read_text(self, version: int) -> str:
        statement = select(TEXT_VERSION.c.text).where(TEXT_VERSION.c.id == version)
        return str(self.target.execute(statement).scalar_one())
