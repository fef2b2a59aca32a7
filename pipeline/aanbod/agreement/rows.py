"""The agreement on each row of the tables: whether coders find it in the same transcripts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aanbod.agreement.compare import compare
from aanbod.agreement.values import Held, Target, Text
from aanbod.codebook.model import AgreementRule
from aanbod.tables.retrieving import table_rows
from aanbod.tables.table import AnyTable


@dataclass(frozen=True)
class RowFigure:
    """The figure of a row, None where it is not defined; `low`: it is under the threshold."""

    value: float | None
    low: bool


@dataclass(frozen=True)
class RowAgreement:
    """The figure (by its name in `Figures`) of each row, by the row's id, over so many `transcripts`.

    A row that counts several codes is in a transcript where any of them is. The selection of a table, and its unit, do
    not matter here: the figures are over all transcripts that all coders worked on.
    """

    coders: tuple[str, ...]
    transcripts: int
    figure: str
    threshold: float
    rows: Mapping[str, RowFigure]


def row_agreement(
    tables: Sequence[AnyTable],
    codings: Mapping[str, Iterable[Held]],
    texts: Sequence[Text],
    statuses: Sequence[str],
    rule: AgreementRule,
) -> RowAgreement:
    """The agreement on every row of the tables. AanbodError: as `compare` says."""
    targets = {row.id: Target(row.id, row.leaves) for table in tables for row in table_rows(table)}
    found = compare(codings, texts, list(targets.values()), statuses)
    rows = {}
    for one in found.targets:
        value = one.scores.units.by_name()[rule.figure].value
        rows[one.target.id] = RowFigure(value, value is not None and value < rule.threshold)
    return RowAgreement(found.coders, len(texts), rule.figure, rule.threshold, rows)
