"""Who is counted: pairs of a transcript and one of its cases, and from them places.

A *place* is a unit in one text: a transcript has a place in its own text, a case one in the text of each of its
transcripts. The columns that a place belongs to are the bits of a number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, Subquery, and_, case, false, func, literal, or_, select, true

from .given import given_numbers, given_rows
from .schema import TEXT_VERSION, TRANSCRIPT_CASE, TRANSCRIPT_VARIABLE

BITS = 60  # that a number has in every database, its sign aside

Conditions = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Scope:
    """What is counted. `statuses` go from the strongest to the weakest; `cases` holds the variables of known cases.

    `where` keeps the pairs that have one of the values, per variable; `only_cases` those of these cases, and the
    transcripts without any. `wanted` are statuses: only units whose strongest one is among them.
    """

    statuses: tuple[str, ...]
    by_case: bool = False
    cases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wanted: tuple[str, ...] = ()
    reviewed_only: bool = False
    only_cases: frozenset[str] | None = None


def select_pairs(scope: Scope, cases: Sequence[str], variables: Sequence[str] = ()) -> Subquery:
    """Pairs within the scope: `text`, `case` (its place in `cases`, or none) and a column for each variable."""
    used = sorted({*variables, *scope.where})
    known = given_rows(
        "known_case",
        {"number": int, "name": str} | {f"v{place}": str for place in range(len(used))},
        (
            (number, name, *(scope.cases.get(name, {}).get(variable) for variable in used))
            for number, name in enumerate(cases)
            if scope.only_cases is None or name in scope.only_cases
        ),
    )
    statement: Select[Any] = (
        select(TEXT_VERSION.c.id.label("text"), known.c.number.label("case"))
        .outerjoin(TRANSCRIPT_CASE, TRANSCRIPT_CASE.c.transcript_id == TEXT_VERSION.c.transcript_id)
        .outerjoin(known, known.c.name == TRANSCRIPT_CASE.c.case_name)
        .where(TEXT_VERSION.c.is_current)
    )
    if scope.only_cases is not None:
        statement = statement.where(or_(TRANSCRIPT_CASE.c.case_name.is_(None), known.c.number.is_not(None)))
    for place, variable in enumerate(used):
        own = TRANSCRIPT_VARIABLE.alias()
        of_transcript = and_(own.c.transcript_id == TEXT_VERSION.c.transcript_id, own.c.variable == variable)
        value = func.coalesce(known.c[f"v{place}"], own.c.value, "")  # what is known of the case goes first
        statement = statement.outerjoin(own, of_transcript).add_columns(value.label(variable))
        if variable in scope.where:
            # As a case, for a server thinks that hardly anything equals a value which it has no statistics of.
            statement = statement.where(case((value.in_(scope.where[variable]), true()), else_=false()))
    return statement.subquery("pairs")


def has_unit(scope: Scope, pairs: Subquery) -> ColumnElement[bool]:
    """A transcript without a case is no unit where cases are counted."""
    return pairs.c.case.is_not(None) if scope.by_case else true()


def select_places(
    scope: Scope, cases: Sequence[str], columns: Sequence[Conditions], texts: Sequence[int] | None = None
) -> Subquery:
    """Places that belong to any of at most BITS columns: `text`, `unit` and `bits`; `texts`: only in these."""
    variables = sorted({variable for conditions in columns for variable, _ in conditions})
    pairs = select_pairs(scope, cases, variables)
    unit = pairs.c.case if scope.by_case else pairs.c.text
    bits: ColumnElement[int] = literal(0, BigInteger)
    for number, conditions in enumerate(columns):
        # A transcript belongs to a column if any of its pairs does.
        belongs = and_(true(), *(pairs.c[variable] == value for variable, value in conditions))
        bits += func.max(case((belongs, literal(1 << number, BigInteger)), else_=literal(0, BigInteger)))
    statement = select(pairs.c.text, unit.label("unit"), bits.label("bits")).where(has_unit(scope, pairs))
    if texts is not None:
        statement = statement.where(pairs.c.text.in_(given_numbers("texts", texts)))
    return statement.group_by(pairs.c.text, unit).having(bits != 0).subquery("places")
