"""What an analyst asks for in words ("lichting=nieuwe lichting") as what the codebook calls it."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from aanbod.codebook.model import Codebook, Variable
from aanbod.counting import Selection
from aanbod.errors import AanbodError
from aanbod.model import TranscriptRecord
from aanbod.tables.table import Grouping


def selection(
    codebook: Codebook, conditions: Iterable[str], statuses: Sequence[str], reviewed: bool, usual: bool = True
) -> Selection:
    """The selection for conditions such as `year=2024`; several of one variable widen it. AanbodError: unknown.

    What the codebook selects by default (`usual`) holds for variables that no condition names; `year=*` lifts it.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    for condition in conditions:
        name, equals, value = condition.partition("=")
        if not equals or not value:
            raise AanbodError(f"`{condition}` is no condition\n    write VARIABLE=VALUE, for example year=2024")
        variable = find_variable(codebook, name)
        values = () if value == "*" else (_value(variable, value),)
        chosen[variable.id] = (*chosen.get(variable.id, ()), *values)
    where = {name: values for name, values in {**(codebook.default_where if usual else {}), **chosen}.items() if values}
    known = {status.id: status.id for status in codebook.statuses}
    known |= {status.label: status.id for status in codebook.statuses}
    return Selection(where, tuple(_find("status", status, known) for status in statuses), reviewed)


def groupings(codebook: Codebook, by: Iterable[str]) -> tuple[Grouping, ...]:
    """Columns for variables: `lichting`, crossed `lichting*sector`, or only some values `stadsdeel=noord,west`."""
    return tuple(_grouping(codebook, asked) for asked in by)


def _grouping(codebook: Codebook, asked: str) -> Grouping:
    names, _, values = asked.partition("=")
    variables = [find_variable(codebook, name) for name in names.replace("×", "*").split("*")]
    only = tuple(
        "*".join(_value(variable, value) for variable, value in zip(variables, combination.split("*"), strict=False))
        for combination in values.split(",")
        if combination
    )
    return Grouping(tuple(variable.id for variable in variables), only or None)


def find_variable(codebook: Codebook, name: str) -> Variable:
    """The variable that is called so: by id, label or another name."""
    known = {called: v.id for v in codebook.variables for called in (v.id, v.label, *v.also)}
    identity = _find("variable", name, known)
    return next(variable for variable in codebook.variables if variable.id == identity)


def holds(record: TranscriptRecord, chosen: Selection, codebook: Codebook) -> bool:
    """Whether a transcript, or any of its cases, meets every condition of the selection."""
    of_cases = [case.variables for case in codebook.cases if case.id in record.cases]
    return all(
        any(known.get(name) in values for known in (record.variables, *of_cases))
        for name, values in chosen.where.items()
    )


def values_of(record: TranscriptRecord, variable: Variable, codebook: Codebook) -> str:
    """The labels of the values that a transcript, or its cases, have of a variable: "po", "po, vo", or "unknown"."""
    if variable.of == "case":
        known = [case.variables.get(variable.id, "") for case in codebook.cases if case.id in record.cases]
    else:
        known = [record.variables.get(variable.id, "")]
    found = sorted({variable.values.get(value, value) for value in known if value})
    return ", ".join(found) or codebook.texts.get("unknown", "unknown")


def _value(variable: Variable, value: str) -> str:
    if not variable.values:
        return value.strip()
    known = {called: identity for identity, label in variable.values.items() for called in (identity, label)}
    return _find(f"value of {variable.id}", value, known)


def _find(what: str, asked: str, known: dict[str, str]) -> str:
    folded = {called.casefold(): identity for called, identity in known.items()}
    if (found := folded.get(asked.strip().casefold())) is not None:
        return found
    near = get_close_matches(asked.casefold(), folded, 1)
    hint = f"did you mean `{folded[near[0]]}`?" if near else f"use one of: {', '.join(dict.fromkeys(known.values()))}"
    raise AanbodError(f"the codebook has no {what} `{asked}`\n    {hint}")
