"""A matrix of units by codes as a data file of SPSS, with labels of variables and values."""

import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from aanbod.codebook.model import Codebook, Variable
from aanbod.counting import CASE
from aanbod.errors import AanbodError
from aanbod.reports.texts import all_texts
from aanbod.tables.describing import in_words
from aanbod.tables.matrix import Matrix

NAME, LABEL, VALUE_LABEL, TEXT = 64, 255, 120, 32_767  # bytes that SPSS allows
_RESERVED = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
# The head of the file says when it was written, at this place; the same matrix gives the same bytes.
_MOMENT_AT, _MOMENT = 92, b"01 Jan 8000:00:00"


@dataclass
class _Column:
    """A variable of SPSS: its cells, and what is said of them."""

    name: str
    label: str
    cells: Sequence[str | int | date | None]
    measure: str
    form: str
    labels: dict[int | float, str] = field(default_factory=dict)


def sav_bytes(codebook: Codebook, matrix: Matrix, presence: bool) -> bytes:
    """The matrix as a .sav file. AanbodError: pyreadstat or pandas is not installed."""
    try:
        from pandas import DataFrame, Series
        from pyreadstat import ReadstatError, write_sav
    except ImportError as error:
        raise AanbodError(
            "a file for SPSS needs pyreadstat and pandas\n    install them with `pip install 'aanbod[spss]'`"
        ) from error
    columns = list(_columns(codebook, matrix, presence))
    frame = DataFrame({column.name: Series(list(column.cells), dtype=_kind(column)) for column in columns})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "matrix.sav"
        try:
            write_sav(
                frame,
                path,
                file_label=shortened(codebook.title, 64),
                column_labels={column.name: shortened(column.label, LABEL) for column in columns},
                variable_value_labels={column.name: column.labels for column in columns if column.labels},
                variable_measure={column.name: column.measure for column in columns},
                variable_format={column.name: column.form for column in columns if column.form},
            )
        except ReadstatError as error:
            if "Unable to write" not in str(error):
                raise
            raise AanbodError(
                f"the file for SPSS cannot be made in the folder for temporary files, {folder}\n"
                "    make room on its disk, or name another folder in the environment variable TMPDIR"
            ) from error
        content = path.read_bytes()
    return content[:_MOMENT_AT] + _MOMENT + content[_MOMENT_AT + len(_MOMENT) :]


def _columns(codebook: Codebook, matrix: Matrix, presence: bool) -> Iterator[_Column]:
    texts = all_texts(codebook)
    taken: set[str] = set()
    is_case = matrix.unit == CASE
    names = [shortened(unit.name, TEXT) for unit in matrix.units]
    first = codebook.case_label if is_case else texts["transcript"]
    yield _Column(spss_name(matrix.unit, taken), first, names, "nominal", "")
    if not is_case:
        cases = [shortened("; ".join(unit.cases), TEXT) for unit in matrix.units]
        yield _Column(spss_name("cases", taken), codebook.case_label_plural, cases, "nominal", "")
    for place, variable in enumerate(matrix.variables):
        yield _variable(variable, [unit.values[place] for unit in matrix.units], spss_name(variable.id, taken))
    labels: dict[int | float, str] = {0: texts["absent"], 1: texts["present"]} if presence else {}
    cells = list(zip(*(matrix.row(number, presence) for number in range(len(matrix.units))), strict=True))
    for place, column in enumerate(matrix.columns):
        label = f"{column.category}: {column.label}" if column.category else column.label
        found = cells[place] if cells else ()
        name = spss_name(f"{column.code}.{column.partner}", taken)
        yield _Column(name, label, found, "nominal" if presence else "scale", "F1.0" if presence else "F8.0", labels)


def _variable(variable: Variable, values: Sequence[tuple[str, ...]], name: str) -> _Column:
    """A variable of the codebook: its values as numbers with labels, years as numbers, dates as dates, else texts."""
    if variable.values:
        known = list(variable.values)
        # Several cases of a transcript may differ: what they are together is a value of its own.
        order: list[tuple[str, ...]] = [(value,) for value in known]
        order += sorted({found for found in values if found and found not in order})
        codes = {found: number for number, found in enumerate(order, 1)}
        labels: dict[int | float, str] = {
            number: shortened(in_words(variable, found), VALUE_LABEL) for found, number in codes.items()
        }
        return _Column(name, variable.label, [codes.get(found) for found in values], "nominal", "F8.0", labels)
    if variable.form == "year" and all(len(found) < 2 and "".join(found).isdecimal() for found in values if found):
        years = [int(found[0]) if found else None for found in values]
        return _Column(name, variable.label, years, "ordinal", "F4.0")
    if variable.form == "date" and all(len(found) < 2 for found in values):
        dates = [_date(found[0]) if found else None for found in values]
        return _Column(name, variable.label, dates, "scale", "DATE11")
    texts = [shortened(in_words(variable, found), TEXT) for found in values]
    return _Column(name, variable.label, texts, "nominal", "")


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _kind(column: _Column) -> str:
    numbers = column.form.startswith("F")
    return "Int64" if numbers else "object"


def spss_name(text: str, taken: set[str]) -> str:
    """A name that SPSS takes: letters, digits, points and underscores, no reserved word, and not `taken` yet."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9.]+", "_", plain).strip("._") or "v"
    if not base[0].isalpha() or base in _RESERVED:
        base = f"v_{base}"
    name, number = base[:NAME].rstrip("._"), 1
    while name in taken:
        number += 1
        end = f"_{number}"
        name = base[: NAME - len(end)].rstrip("._") + end
    taken.add(name)
    return name


def shortened(text: str, most: int) -> str:
    """The text, cut to so many bytes of UTF-8, between two characters."""
    return text.encode()[:most].decode("utf-8", "ignore")
