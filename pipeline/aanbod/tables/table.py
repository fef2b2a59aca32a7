"""The values that a table is made of: columns from counting, rows, groups of rows, and what was asked for."""

from dataclasses import dataclass, field

from aanbod.counting import Cell, Column, Leaves, Selection


@dataclass(frozen=True)
class Grouping:
    """A variable that columns split by, or several that are crossed; `only` these values ("a", crossed "a*b")."""

    variables: tuple[str, ...]
    only: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Options:
    """How to count. `numbers` names the tables (empty: all); `groups` None takes the codebook's.

    `unit` '' takes the usual one: transcripts, and cases where rows are partners (if any transcript has a case).
    """

    numbers: tuple[str, ...] = ()
    groups: tuple[Grouping, ...] | None = None
    unit: str = ""
    selection: Selection = field(default_factory=Selection)


@dataclass(frozen=True)
class Row:
    """A code, a category or a partner. `cells` stand in the order of the table's columns, the total first.

    `leaves` is what the row counts: the codes, each with a partner or '', that were coded of it.
    `different` is the number of different partners per column; empty where the row is no category of partners.
    """

    id: str
    label: str
    cells: tuple[Cell, ...]
    leaves: Leaves = ()
    letter: str = ""
    different: tuple[int, ...] = ()


@dataclass(frozen=True)
class RowGroup:
    """The rows of one category; `summary` counts the category as a whole: the units with any of its codes.

    `open` marks a category that the report's own table has no letter for: what open coding found. For partners,
    `named_by_one` of the rows are named by one unit alone, and `unnamed` codes of the category by none.
    """

    id: str
    letter: str
    label: str
    rows: tuple[Row, ...]
    summary: Row | None = None
    open: bool = False
    named_by_one: int = 0
    unnamed: int = 0


@dataclass(frozen=True)
class Table:
    """A table of counts. `rows` says what its rows are: codes, categories or partners.

    `left_out` names the transcripts that count for nobody, because the unit is a case and they have none.
    """

    number: str
    title: str
    rows: str
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    unit: str
    selection: Selection
    left_out: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class CaseRow:
    """A case, the labels of its variables, and the names of its transcripts."""

    id: str
    values: tuple[str, ...]
    transcripts: tuple[str, ...]


@dataclass(frozen=True)
class CaseTable:
    """The list of cases; `variables` are the labels of its columns."""

    number: str
    title: str
    variables: tuple[str, ...]
    cases: tuple[CaseRow, ...]
    selection: Selection
    note: str = ""
    rows: str = "cases"


AnyTable = Table | CaseTable
