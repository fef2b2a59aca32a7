"""The codings behind tables: of each leaf the first ones, and how many more there are.

Transcript by transcript, in the order of their names, until every leaf has enough: so it takes no more memory for
more of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook
from aanbod.counting import Conditions, Count, Leaf, Leaves, coding_order
from aanbod.model import CodingRecord
from aanbod.tables.table import AnyTable, Row, Table

if TYPE_CHECKING:
    from aanbod.counting import Snapshot
    from aanbod.store.tallies import Behind

FIRST_TEXTS = 200  # how many are looked through at first; then twice as many, for what is left is rarer


@dataclass(frozen=True)
class Retrieved:
    """A coding, the positions of the table columns that count it, and the cases and variables of its transcript."""

    coding: CodingRecord
    columns: tuple[int, ...]
    cases: tuple[str, ...]
    variables: Mapping[str, str]


@dataclass(frozen=True)
class RetrievedLeaf:
    """The first codings of a leaf, as they stand in the transcripts; `more` are counted and not among them."""

    codings: tuple[Retrieved, ...]
    more: int


def table_rows(table: AnyTable) -> Iterator[Row]:
    """The rows of a table of counts, each category's own row first; none for a list of cases."""
    for group in table.groups if isinstance(table, Table) else ():
        if group.summary:
            yield group.summary
        yield from group.rows


def retrieve(
    codebook: Codebook, tables: Sequence[AnyTable], snapshot: Snapshot, limit: int
) -> dict[Leaf, RetrievedLeaf]:
    """The codings that any cell of the tables counts: at most `limit` of each leaf, leaves in the order of the rows."""
    reader = _Reader(codebook, tables, snapshot)
    found: dict[Leaf, list[tuple[str, Behind]]] = {}
    start, size = 0, FIRST_TEXTS
    while start < len(reader.texts) and (left := [leaf for leaf in reader.leaves if len(found.get(leaf, ())) <= limit]):
        for key, behind in reader.behind(left, reader.texts[start : start + size]).items():
            found.setdefault(behind.leaf, []).append((key, behind))
        start, size = start + size, 2 * size
    order = {text: place for place, text in enumerate(reader.texts)}
    for codings in found.values():
        codings.sort(key=lambda coding: order[coding[1].text])
    numbers = reader.numbers([leaf for leaf, codings in found.items() if len(codings) > limit])
    chosen = {key: behind for codings in found.values() for key, behind in _whole_texts(codings, limit)}
    cases = snapshot.cases_of({behind.text for behind in chosen.values()})
    variables = snapshot.variables_of({behind.text for behind in chosen.values()})
    retrieved: dict[Leaf, list[Retrieved]] = {}
    for record in sorted(snapshot.codings(chosen), key=coding_order):
        behind = chosen[record.id]
        of_leaf = retrieved.setdefault(behind.leaf, [])
        if len(of_leaf) < limit:
            known = (cases.get(behind.text, ()), variables.get(behind.text, {}))
            of_leaf.append(Retrieved(record, tuple(sorted(behind.columns)), *known))
    return {
        leaf: RetrievedLeaf(tuple(retrieved[leaf]), max(numbers.get(leaf, 0) - len(retrieved[leaf]), 0))
        for leaf in reader.leaves
        if leaf in retrieved
    }


def _whole_texts(codings: Sequence[tuple[str, Behind]], limit: int) -> Sequence[tuple[str, Behind]]:
    """The first codings, and all others of the text that holds the last of them: which goes first is not known yet."""
    end = min(limit, len(codings))
    while end < len(codings) and codings[end][1].text == codings[end - 1][1].text:
        end += 1
    return codings[:end]


class _Reader:
    """What the rows of tables count; those of one unit with the same columns are read at once."""

    def __init__(self, codebook: Codebook, tables: Sequence[AnyTable], snapshot: Snapshot) -> None:
        self._rows: dict[tuple[str, tuple[Conditions, ...]], dict[Leaves, None]] = {}
        self._counts: dict[str, Count] = {}
        for table in tables:
            for row in table_rows(table):
                assert isinstance(table, Table)
                columns = tuple(column.conditions for column in table.columns)
                self._rows.setdefault((table.unit, columns), {})[row.leaves] = None
                if table.unit not in self._counts:
                    self._counts[table.unit] = Count(codebook, snapshot, table.unit, table.selection)
        self.leaves = list(dict.fromkeys(leaf for rows in self._rows.values() for row in rows for leaf in row))
        names: dict[int, str] = {}
        for count in self._counts.values():
            names |= count.tally.texts()
        self.texts = sorted(names, key=names.__getitem__)

    def behind(self, leaves: Sequence[Leaf], texts: Sequence[int]) -> dict[str, Behind]:
        """The codings of these leaves in these texts that any row counts, by id."""
        wanted = set(leaves)
        found: dict[str, Behind] = {}
        for (unit, columns), rows in self._rows.items():
            count = self._counts[unit]
            asked = [row for row in rows if not wanted.isdisjoint(row)]
            if not count.selection.statuses:
                # Then a coding counts in whatever row it stands.
                asked = [tuple(wanted.intersection(leaf for row in asked for leaf in row))]
            for key, behind in count.tally.behind(asked, columns, texts).items():
                if behind.leaf in wanted:
                    found.setdefault(key, behind).columns.update(behind.columns)
        return found

    def numbers(self, leaves: Sequence[Leaf]) -> dict[Leaf, int]:
        """How many codings of each leaf are counted."""
        found: dict[Leaf, int] = {}
        for count in self._counts.values() if leaves else ():
            for row, number in count.tally.numbers([(leaf,) for leaf in leaves]).items():
                found[leaves[row]] = max(found.get(leaves[row], 0), number)
        return found
