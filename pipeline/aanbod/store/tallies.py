"""The counting rule as the database works it out: `aanbod.counting` says what it is, and nothing else counts codings.

A row is a set of leaves, a column a set of conditions. Both are numbered in the order in which they are given.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    CTE,
    BigInteger,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    select,
)

from aanbod.errors import AanbodError

from .given import given_numbers, given_rows
from .places import BITS, Conditions, Scope, has_unit, select_pairs, select_places
from .records import WITHDRAWN
from .schema import CODING, TEXT_VERSION, TRANSCRIPT, TRANSCRIPT_CASE

Leaf = tuple[str, str]  # a code and a partner ('' for none)
Leaves = Iterable[Leaf]
_UNKNOWN = -1  # the rank of a status that the codebook does not list: stronger than all others, so that it comes out


@dataclass(frozen=True)
class Holder:
    """A case of a column that has a row, with its strongest status there."""

    row: int
    column: int
    case: str
    status: str


@dataclass(frozen=True)
class Behind:
    """A coding that is counted: what it is of, the text that it stands in, and the columns that count it."""

    leaf: Leaf
    text: int
    columns: set[int]


class Tally:
    """What one scope counts, at the moment that the connection sees."""

    def __init__(self, connection: Connection, scope: Scope) -> None:
        self._connection = connection
        self.scope = scope
        self._totals: dict[Conditions, int] = {}
        self._wanted = [rank for rank, status in enumerate(scope.statuses) if status in scope.wanted]

    def values(self, variable: str) -> set[str]:
        """The values that units have of a variable; '' if some have none."""
        pairs = select_pairs(self.scope, self._cases, [variable])
        statement = select(pairs.c[variable]).where(has_unit(self.scope, pairs)).distinct()
        return set(self._connection.execute(statement).scalars())

    def totals(self, columns: Sequence[Conditions]) -> list[int]:
        """N of each column."""
        if asked := [conditions for conditions in columns if conditions not in self._totals]:
            self._totals |= zip(asked, self._count_totals(asked), strict=True)
        return [self._totals[conditions] for conditions in columns]

    def _count_totals(self, columns: Sequence[Conditions]) -> list[int]:
        found = [0] * len(columns)
        for start, part in _parts(columns):
            places = select_places(self.scope, self._cases, part)
            everybody = select(
                literal(0).label("item"), places.c.unit, places.c.bits, literal(0).label("rank")
            ).distinct()
            for _, column, _, number in self._counted(everybody.cte("held"), len(part)):
                found[start + column] += number
        return found

    def counts(self, rows: Sequence[Leaves], columns: Sequence[Conditions]) -> dict[tuple[int, int], dict[str, int]]:
        """How many units of a column have a row, by their strongest status there; by row and column."""
        found: dict[tuple[int, int], dict[str, int]] = {}
        for start, part in _parts(columns):
            held = self._held(_leaves(rows), select_places(self.scope, self._cases, part))
            for row, column, rank, number in self._counted(held, len(part)):
                if status := self._counted_status(rank):
                    cell = found.setdefault((row, start + column), {})
                    cell[status] = cell.get(status, 0) + number
        return found

    def members(self, columns: Sequence[Conditions]) -> list[set[str]]:
        """The cases of each column."""
        found: list[set[str]] = [set() for _ in columns]
        for start, part in _parts(columns):
            places = select_places(self.scope, self._cases, part)
            for unit, bits in self._connection.execute(select(places.c.unit, places.c.bits).distinct()):
                for column in _columns(bits):
                    found[start + column].add(self._cases[unit])
        return found

    def holders(self, rows: Sequence[Leaves], columns: Sequence[Conditions]) -> Iterator[Holder]:
        """The cases that the cells count."""
        for start, part in _parts(columns):
            held = self._held(_leaves(rows), select_places(self.scope, self._cases, part))
            single = self._by_column(held, len(part))
            fields = (single.c.item, single.c.number, single.c.unit, single.c.rank)
            for row, column, unit, rank in self._connection.execute(select(*fields)):
                if status := self._counted_status(rank):
                    yield Holder(row, start + column, self._cases[unit], status)

    def behind(self, rows: Sequence[Leaves], columns: Sequence[Conditions], texts: Sequence[int]) -> dict[str, Behind]:
        """The codings in these texts that any of the rows counts, by their ids."""
        found: dict[str, Behind] = {}
        for start, part in _parts(columns):
            behind = self._behind(rows, part, texts)
            fields = (behind.c.id, behind.c.code, behind.c.partner, behind.c.text, behind.c.bits)
            for key, code, partner, text, bits in self._connection.execute(select(*fields)):
                coding = found.setdefault(key, Behind((code, partner), text, set()))
                coding.columns.update(start + column for column in _columns(bits))
        return found

    def mentions(self, rows: Sequence[Leaves]) -> Iterator[tuple[int, int]]:
        """Pairs of a row and a text that holds codings of it which count."""
        behind = self._behind(rows, [()])
        yield from self._connection.execute(select(behind.c.item, behind.c.text).distinct())

    def texts_of_cases(self, rows: Sequence[Leaves]) -> Iterator[tuple[int, str, int]]:
        """Row, case and how many texts of the case hold codings of the row which count."""
        behind = self._behind(rows, [()])
        number = func.count(distinct(behind.c.text))
        statement = select(behind.c.item, behind.c.unit, number).group_by(behind.c.item, behind.c.unit)
        for row, unit, texts in self._connection.execute(statement):
            yield row, self._cases[unit], texts

    def numbers_of_units(self, rows: Sequence[Leaves]) -> Iterator[tuple[int, int | str, int]]:
        """Row, unit (the name of a case, or the id of a text) and how many codings of the row count there."""
        behind = self._behind(rows, [()])
        number = func.count(distinct(behind.c.id))
        statement = select(behind.c.item, behind.c.unit, number).group_by(behind.c.item, behind.c.unit)
        for row, unit, codings in self._connection.execute(statement):
            yield row, self._cases[unit] if self.scope.by_case else unit, codings

    def numbers(self, rows: Sequence[Leaves]) -> dict[int, int]:
        """How many codings of a row count."""
        behind = self._behind(rows, [()])
        statement = select(behind.c.item, func.count(distinct(behind.c.id))).group_by(behind.c.item)
        return dict(self._connection.execute(statement).all())

    def texts(self) -> dict[int, str]:
        """The texts that count: id to name of the transcript, in the order of the names."""
        pairs = select_pairs(self.scope, self._cases)
        counted = select(pairs.c.text).where(has_unit(self.scope, pairs))
        return self._named(counted)

    def left_out(self) -> tuple[str, ...]:
        """Names of the transcripts that count for nobody: the unit is a case, and they have none."""
        if not self.scope.by_case:
            return ()
        pairs = select_pairs(self.scope, self._cases)
        return tuple(self._named(select(pairs.c.text).where(pairs.c.case.is_(None))).values())

    def cases_of_texts(self) -> Iterator[tuple[str, str]]:
        """Pairs of a case and a transcript that counts, also of cases that `where` leaves out."""
        yield from self._connection.execute(self._of_cases(TRANSCRIPT_CASE.c.case_name, TRANSCRIPT.c.name))

    def total_cases(self) -> int:
        """How many cases those are."""
        number = func.count(distinct(TRANSCRIPT_CASE.c.case_name))
        return int(self._connection.execute(self._of_cases(number)).scalar_one())

    def _of_cases(self, *fields: Any) -> Select[Any]:
        pairs = select_pairs(self.scope, self._cases)
        statement = (
            select(*fields)
            .select_from(TRANSCRIPT_CASE)
            .join(TRANSCRIPT, TRANSCRIPT_CASE.c.transcript_id == TRANSCRIPT.c.id)
            .join(TEXT_VERSION, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
            .where(TEXT_VERSION.c.id.in_(select(pairs.c.text).where(has_unit(self.scope, pairs))))
        )
        if self.scope.only_cases is not None:
            statement = statement.where(TRANSCRIPT_CASE.c.case_name.in_(self.scope.only_cases))
        return statement

    def states(self) -> dict[str, int]:
        """How many codings the counted texts hold, by state."""
        pairs = select_pairs(self.scope, self._cases)
        counted = select(pairs.c.text).where(has_unit(self.scope, pairs))
        of_texts = (
            select(CODING.c.text_version_id.label("text"), CODING.c.state, func.count().label("number"))
            .where(CODING.c.state != WITHDRAWN)
            .group_by(CODING.c.text_version_id, CODING.c.state)  # as their index has them: quicker than text by text
            .subquery("of_texts")
        )
        statement = select(of_texts.c.state, func.sum(of_texts.c.number)).where(of_texts.c.text.in_(counted))
        return {state: int(number) for state, number in self._connection.execute(statement.group_by(of_texts.c.state))}

    @cached_property
    def _cases(self) -> list[str]:
        return sorted(self._connection.execute(select(TRANSCRIPT_CASE.c.case_name).distinct()).scalars())

    def _named(self, texts: Select[Any]) -> dict[int, str]:
        statement = select(TEXT_VERSION.c.id, TRANSCRIPT.c.name).join(
            TRANSCRIPT, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id
        )
        found = self._connection.execute(statement.where(TEXT_VERSION.c.id.in_(texts))).all()
        return dict(sorted(found, key=lambda row: row[1]))

    def _codings(self, leaf: CTE, places: Subquery, *fields: Any) -> Select[Any]:
        """Fields of the codings that may count, in each of their places, with their row (`item`)."""
        counts = CODING.c.state.in_(("accepted",) if self.scope.reviewed_only else ("suggested", "accepted"))
        return (
            select(leaf.c.item, *fields)
            .join_from(leaf, CODING, and_(CODING.c.code == leaf.c.code, CODING.c.partner == leaf.c.partner))
            .join(places, places.c.text == CODING.c.text_version_id)
            .where(counts)
        )

    def _held(self, leaf: CTE, places: Subquery) -> CTE:
        """The strongest status of each unit that has a row, in each combination of columns that it has it in."""
        ranks = {status: rank for rank, status in enumerate(self.scope.statuses)}
        rank = case(ranks, value=CODING.c.status, else_=_UNKNOWN)
        codings = self._codings(leaf, places, places.c.unit, places.c.bits, func.min(rank).label("rank"))
        return codings.group_by(leaf.c.item, places.c.unit, places.c.bits).cte("held")

    def _by_column(self, held: CTE, columns: int) -> Subquery:
        """The same for each column: `item`, `unit`, `number` of the column, its `bit`, and `rank`."""
        numbers = given_rows("numbers", {"number": int}, ((number,) for number in range(columns)))
        bit = cast(1, BigInteger).bitwise_lshift(numbers.c.number)
        return (
            select(held.c.item, held.c.unit, numbers.c.number, bit.label("bit"), func.min(held.c.rank).label("rank"))
            .join_from(held, numbers, held.c.bits.bitwise_and(bit) != 0)
            .group_by(held.c.item, held.c.unit, numbers.c.number)
            .subquery("by_column")
        )

    def _counted(self, held: CTE, columns: int) -> Iterator[tuple[int, int, int, int]]:
        """Row, column, rank of the strongest status, and how many units."""
        if self.scope.by_case:
            # A case has several places, and in a column the strongest of those that it has there.
            single = self._by_column(held, columns)
            fields = (single.c.item, single.c.number, single.c.rank)
            yield from self._connection.execute(select(*fields, func.count()).group_by(*fields))
            return
        # A transcript has one place. Of combinations of columns there are few, and they are taken apart here.
        fields = (held.c.item, held.c.bits, held.c.rank)
        for item, bits, rank, number in self._connection.execute(select(*fields, func.count()).group_by(*fields)):
            yield from ((item, column, rank, number) for column in _columns(bits))

    def _behind(
        self, rows: Sequence[Leaves], columns: Sequence[Conditions], texts: Sequence[int] | None = None
    ) -> Subquery:
        """The codings that are counted, some more than once: their fields, `item`, `unit` and `bits` of the columns."""
        # What a case has may stand in its other texts.
        places = select_places(self.scope, self._cases, columns, None if self.scope.by_case else texts)
        leaf = _leaves(rows)
        text = CODING.c.text_version_id.label("text")
        fields = (CODING.c.id, CODING.c.code, CODING.c.partner, text, places.c.unit)
        if self._wanted:
            single = self._by_column(self._held(leaf, places), len(columns))
            same = and_(single.c.item == leaf.c.item, single.c.unit == places.c.unit)
            statement = (
                self._codings(leaf, places, *fields, single.c.bit.label("bits"))
                .join(single, and_(same, single.c.bit.bitwise_and(places.c.bits) != 0))
                .where(single.c.rank.in_(self._wanted), CODING.c.status.in_(self.scope.wanted))
            )
        else:
            statement = self._codings(leaf, places, *fields, places.c.bits)
        if texts is not None:
            statement = statement.where(CODING.c.text_version_id.in_(given_numbers("texts_", texts)))
        return statement.subquery("behind")

    def _counted_status(self, rank: int) -> str:
        """The status of this rank, '' where it is not wanted. AanbodError: the codebook does not list it."""
        if rank == _UNKNOWN:
            raise self._unknown_status()
        return self.scope.statuses[rank] if not self._wanted or rank in self._wanted else ""

    def _unknown_status(self) -> AanbodError:
        statement = (
            select(TRANSCRIPT.c.name, CODING.c.code, CODING.c.start, CODING.c.end, CODING.c.status)
            .join_from(CODING, TEXT_VERSION, CODING.c.text_version_id == TEXT_VERSION.c.id)
            .join(TRANSCRIPT, TEXT_VERSION.c.transcript_id == TRANSCRIPT.c.id)
            .where(TEXT_VERSION.c.is_current, CODING.c.status.not_in(self.scope.statuses))
        )
        name, code, start, end, status = self._connection.execute(statement.limit(1)).one()
        return AanbodError(
            f"{name}: the coding {code} at {start}-{end} has the status `{status}`, which the codebook does not list\n"
            "    add it to `statuses`, or code the transcripts again with `aanbod code --all`"
        )


def _leaves(rows: Sequence[Leaves]) -> CTE:
    return given_rows(
        "leaf",
        {"item": int, "code": str, "partner": str},
        ((number, code, partner) for number, row in enumerate(rows) for code, partner in row),
    )


def _parts(columns: Sequence[Conditions]) -> Iterator[tuple[int, Sequence[Conditions]]]:
    """As many columns at a time as a number has bits, with the number of the first."""
    for start in range(0, len(columns), BITS):
        yield start, columns[start : start + BITS]


def _columns(bits: int) -> Iterator[int]:
    return (number for number in range(bits.bit_length()) if bits >> number & 1)
