"""The passages behind the tables: every coding that a cell counted, once, with the columns that it counts in."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook
from aanbod.model import CodingRecord, Words
from aanbod.tables.describing import Describer
from aanbod.tables.retrieving import retrieve, table_rows
from aanbod.tables.table import AnyTable

if TYPE_CHECKING:
    from aanbod.counting import Snapshot


@dataclass(frozen=True)
class Piece:
    """A stretch of a quote; `mark` is `words` (what the rule found), `cue` (what gave the status) or ''."""

    text: str
    mark: str


@dataclass(frozen=True)
class Passage:
    """A coding as a reader sees it. `columns` are the positions of the table columns that count it.

    `status` and `state` are labels; `cue` holds the words of the status cue, also where they stand outside the quote.
    `variables` are labels too, in the order of the codebook's variables; '' for what is not known.
    """

    coding: CodingRecord
    pieces: tuple[Piece, ...]
    cases: tuple[str, ...]
    status: str
    state: str
    cue: str
    columns: tuple[int, ...]
    variables: tuple[str, ...] = ()


@dataclass(frozen=True)
class PassageRow:
    """The first passages of one row, and how many more there are.

    `table` is the number of the first table that shows the row, or its title where it has none; `shown_by` is the
    row's id there, or its category's.
    """

    id: str
    label: str
    table: str
    shown_by: str
    passages: tuple[Passage, ...]
    more: int = 0


@dataclass(frozen=True)
class PassageGroup:
    """The passages of one category; `table` is the number of the first table that shows it."""

    id: str
    letter: str
    label: str
    table: str
    rows: tuple[PassageRow, ...]


def collect_passages(
    codebook: Codebook, tables: Sequence[AnyTable], snapshot: "Snapshot", texts: Mapping[str, str]
) -> tuple[PassageGroup, ...]:
    """The codings that the tables count, by category and row, in the tables' order.

    Of a row that has very many only the first are shown: as many as the codebook's `passages_shown`.
    """
    shown = {row.id: table for table in reversed(tables) for row in table_rows(table)}
    order = list(dict.fromkeys(row.id for table in tables for row in table_rows(table)))
    leaves = _Leaves(codebook)
    describer = Describer(codebook)
    statuses = {status.id: status.label for status in codebook.statuses}
    groups: dict[str, list[PassageRow]] = {}
    for leaf, found in retrieve(codebook, tables, snapshot, codebook.passages_shown).items():
        category, identity = leaves.of(*leaf)
        row_id = identity if identity in shown else category
        passages = tuple(
            Passage(
                coding=one.coding,
                pieces=pieces(one.coding),
                cases=one.cases,
                status=statuses[one.coding.status],
                state=texts.get(one.coding.state, one.coding.state),
                cue=" … ".join(words.text for words in one.coding.evidence.cue_words),
                columns=one.columns,
                variables=describer.labels(one.cases, one.variables),
            )
            for one in found.codings
        )
        label = leaves.labels.get(identity) or leaf[1] or texts["nameless"]
        table = shown[row_id]
        row = PassageRow(identity, label, table.number or table.title, row_id, passages, found.more)
        groups.setdefault(category, []).append(row)
    letters = {category.id: (category.letter, category.label) for category in codebook.categories}
    return tuple(
        PassageGroup(
            identity,
            *letters.get(identity, ("", texts["unlisted"])),
            shown[rows[0].shown_by].number,
            _sorted(rows, [*order, *leaves.labels]),
        )
        for identity, rows in groups.items()
    )


def _sorted(rows: Sequence[PassageRow], order: Sequence[str]) -> tuple[PassageRow, ...]:
    """Rows as the tables show them; those that no table shows by themselves, as the codebook does."""
    position: dict[str, int] = {}
    for identity in order:
        position.setdefault(identity, len(position))
    return tuple(sorted(rows, key=lambda row: (position.get(row.id, len(position)), row.label)))


class _Leaves:
    """Which row, and which category, a coding belongs to: the ids that tabulating gives them."""

    def __init__(self, codebook: Codebook) -> None:
        self._category_of = {code.id: code.category for code in codebook.codes}
        self._category_of |= {category.id: category.id for category in codebook.categories}
        self._partners = {category.id for category in codebook.categories if category.holds_partners}
        self.labels = {f"{code.id}/{code.partner}" if code.partner else code.id: code.label for code in codebook.codes}

    def of(self, code: str, partner: str) -> tuple[str, str]:
        category = self._category_of.get(code, "")
        return category, f"{code}/{partner}" if partner or code in self._partners else code


def pieces(coding: CodingRecord) -> tuple[Piece, ...]:
    """The quote, cut where a mark begins or ends; words outside it mark nothing, and what was found goes first."""
    marks = [""] * len(coding.quote)
    for words, mark in ((coding.evidence.cue_words, "cue"), (coding.evidence.words, "words")):
        for stretch in words:
            _mark(marks, stretch, coding.start, mark)
    cut: list[Piece] = []
    begin = 0
    for end in range(1, len(marks) + 1):
        if end == len(marks) or marks[end] != marks[begin]:
            cut.append(Piece(coding.quote[begin:end], marks[begin]))
            begin = end
    return tuple(cut)


def _mark(marks: list[str], words: Words, offset: int, mark: str) -> None:
    for position in range(max(words.start - offset, 0), min(words.end - offset, len(marks))):
        marks[position] = mark


def slug(text: str) -> str:
    """A text as part of an HTML id: lower-case letters, digits, points and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-")


def anchors(identities: Iterable[str]) -> dict[str, str]:
    """A slug for every row id, no two alike."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for identity in identities:
        if identity in found:
            continue
        base = name = slug(identity) or "open"
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        found[identity] = name
    return found
