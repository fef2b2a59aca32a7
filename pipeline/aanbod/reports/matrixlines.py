"""A matrix of units by codes as the lines of a spreadsheet."""

from collections.abc import Iterator, Sequence

from aanbod.codebook.model import Codebook
from aanbod.counting import CASE
from aanbod.reports.lines import Value
from aanbod.reports.texts import all_texts
from aanbod.tables.describing import in_words
from aanbod.tables.matrix import Matrix


def matrix_lines(codebook: Codebook, matrix: Matrix, presence: bool) -> Iterator[Sequence[Value]]:
    """A line per unit: its name, cases and variables, then a 0 or 1, or a number, for each code."""
    texts = all_texts(codebook)
    by_case = matrix.unit == CASE
    first = [codebook.case_label] if by_case else [texts["transcript"], codebook.case_label_plural]
    yield [*first, *(variable.label for variable in matrix.variables), *(column.id for column in matrix.columns)]
    for number, unit in enumerate(matrix.units):
        known = (in_words(variable, values) for variable, values in zip(matrix.variables, unit.values, strict=True))
        cases = [] if by_case else ["; ".join(unit.cases)]
        yield [unit.name, *cases, *known, *matrix.row(number, presence)]


def code_lines(codebook: Codebook, matrix: Matrix) -> Iterator[Sequence[Value]]:
    """What the columns of the matrix are: a line per code, with the number of units that have it."""
    texts = all_texts(codebook)
    unit = codebook.case_label_plural if matrix.unit == CASE else texts["transcripts"]
    yield [texts["code"], texts["category"], texts["row"], unit]
    having = [0] * len(matrix.columns)
    for number in range(len(matrix.units)):
        for place, value in enumerate(matrix.row(number, presence=True)):
            having[place] += value
    for column, total in zip(matrix.columns, having, strict=True):
        yield [column.id, column.category, column.label, total]
