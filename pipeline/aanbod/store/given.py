"""Rows of values that a statement is given, to join with: as JSON, so that there may be any number of them."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import CTE, JSON, Select, bindparam, column, func, select


def given_rows(
    name: str, columns: Mapping[str, type[int] | type[str]], rows: Iterable[Sequence[int | str | None]]
) -> CTE:
    """A table with these columns; both databases know `json_each` for an object."""
    given = bindparam(None, {str(number): list(row) for number, row in enumerate(rows)}, JSON)
    value = func.json_each(given).table_valued(column("value", JSON)).c.value
    fields = (
        (value[place].as_integer() if kind is int else value[place].as_string()).label(label)
        for place, (label, kind) in enumerate(columns.items())
    )
    # Distinct, so that SQLite makes the table once, with an index; PostgreSQL plans better without.
    return select(*fields).prefix_with("DISTINCT", dialect="sqlite").cte(name)


def given_numbers(name: str, numbers: Iterable[int]) -> Select[tuple[int]]:
    """Numbers, for a column to be `in_`."""
    return select(given_rows(name, {"number": int}, ((number,) for number in numbers)).c.number)
