"""What is known of a transcript, checked against the codebook: its cases (schools) and its own variables."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from aanbod.codebook.model import Codebook, Variable
from aanbod.errors import Fault
from aanbod.transcripts.characters import fold
from aanbod.transcripts.entries import Entry, Value

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DUTCH = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")


@dataclass(frozen=True)
class Description:
    """The cases of a transcript, by id, and its variables, by id."""

    cases: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


class Describer:
    """Checks what files say of transcripts against one codebook.

    With `require`, each transcript needs its cases and every required variable. Without, faults are but warnings:
    what cannot be understood is left out.
    """

    def __init__(self, codebook: Codebook | None, *, require: bool) -> None:
        self._require = require
        self._codebook = codebook
        self._cases: dict[str, str] = {}
        self._case_keys: frozenset[str] = frozenset()
        self._variables: dict[str, Variable] = {}
        if codebook is None:
            return
        self._case_keys = frozenset({fold(codebook.case_label), fold(codebook.case_label_plural)})
        for case in codebook.cases:
            for name in (*case.also, case.id):
                self._cases[fold(name)] = case.id
        for variable in codebook.variables:
            for name in (*variable.also, variable.label, variable.id):
                self._variables[fold(name)] = variable

    def describe(
        self, document: str, entries: Sequence[Entry], *, whole: bool = True
    ) -> tuple[Description, list[Fault]]:
        """What the entries together say of the document (a file, named as in messages), and what is wrong.

        Where they are not the whole of what is said (the file cannot be read), nothing is found missing.
        """
        if self._codebook is None:
            return Description(), []
        faults: list[Fault] = []
        cases: tuple[str, ...] = ()
        variables: dict[str, str] = {}
        origins: dict[str, tuple[Entry, Value]] = {}
        for entry in entries:
            for key, value in entry.values.items():
                if not value.items:
                    continue
                target, known, wrong = self._understand(entry.file, key, value)
                faults += wrong
                if not known:
                    continue
                if target in origins:
                    before = cases if target == "" else (variables[target],)
                    faults += _contradictions(origins[target], entry, key, value, before, known)
                    continue
                origins[target] = (entry, value)
                if target == "":
                    cases = known
                else:
                    variables[target] = known[0]
        if self._require and whole:
            faults += self._missing(document, {*origins, *self._targets_of(entries)})
        return Description(cases, variables), self.weigh(faults)

    def weigh(self, faults: Iterable[Fault]) -> list[Fault]:
        """The faults in what is said of transcripts, as warnings where nothing need be said."""
        return [fault if self._require else replace(fault, fatal=False) for fault in faults]

    def _understand(self, file: str, key: str, value: Value) -> tuple[str, tuple[str, ...], list[Fault]]:
        """A key and its value: the variable's id ('' for the cases), what was understood, and what was not."""
        folded = fold(key)
        if folded in self._case_keys:
            return ("", *self._understand_cases(file, key, value))
        variable = self._variables.get(folded)
        if variable is None:
            return "", (), [self._unknown_key(file, key, value)]
        if variable.of != "transcript":
            message = f"{key} is known of each {self._label}, not of a transcript."
            remedy = f"Remove it here; it stands with the {self._label} in the codebook."
            return variable.id, (), [Fault(file, value.key_line, key, message, remedy)]
        understood = _understand_value(variable, value)
        if understood is None:
            return variable.id, (), [_bad_value(file, key, value, variable)]
        return variable.id, (understood,), []

    def _understand_cases(self, file: str, key: str, value: Value) -> tuple[tuple[str, ...], list[Fault]]:
        names = (value.written,) if fold(value.written) in self._cases else value.items
        if not self._cases:  # a study without a list of cases
            return tuple(dict.fromkeys(names)), []
        known, faults = [], []
        for name in names:
            if (case := self._cases.get(fold(name))) is not None:
                known.append(case)
                continue
            remedy = _nearest(name, (case.id for case in self._need().cases), self._cases)
            message = f"the codebook has no {self._label} {name!r}."
            faults.append(Fault(file, value.line, key, message, f"{remedy} Or add it to the codebook."))
        return tuple(dict.fromkeys(known)), faults

    def _unknown_key(self, file: str, key: str, value: Value) -> Fault:
        own = [variable for variable in self._need().variables if variable.of == "transcript"]
        names = {fold(name): name for v in own for name in (v.id, *v.also, v.label)}
        names |= {fold(name): name for name in (self._label, self._need().case_label_plural)}
        shown = [self._label, *((v.also[0] if v.also else v.id) for v in own)]
        message = "no property of a transcript has this name."
        return Fault(file, value.key_line, key, message, _nearest(key, shown, names))

    def _missing(self, document: str, given: set[str]) -> Iterator[Fault]:
        """One fault for the cases and all required variables of which nothing was said at all."""
        lacking = {self._label: ""} if self._cases and "" not in given else {}
        for variable in self._need().variables:
            if variable.of == "transcript" and variable.required and variable.id not in given:
                name = variable.also[0] if variable.also else variable.id
                lacking[name] = f" ({listing(variable.values)})" if variable.values else ""
        if lacking:
            written = _in_words(f"`{name}: ...`{values}" for name, values in lacking.items())
            remedy = f"Add {written} to its front matter, or to its row in the table."
            yield Fault(document, 0, "", f"the transcript has no {_in_words(lacking)}.", remedy)

    def _targets_of(self, entries: Sequence[Entry]) -> Iterator[str]:
        """What something was said about, rightly or wrongly."""
        for entry in entries:
            for key, value in entry.values.items():
                if value.items and fold(key) in self._case_keys:
                    yield ""
                elif value.items and fold(key) in self._variables:
                    yield self._variables[fold(key)].id

    @property
    def _label(self) -> str:
        return self._need().case_label

    def _need(self) -> Codebook:
        assert self._codebook is not None
        return self._codebook


def _understand_value(variable: Variable, value: Value) -> str | None:
    """The value as the codebook has it; None if it is not one."""
    written = value.written
    if variable.values:
        known = {fold(name): id_ for id_, label in variable.values.items() for name in (label, id_)}
        return known.get(fold(written))
    if variable.form == "year":
        return written if re.fullmatch(r"\d{4}", written) else None
    if variable.form == "date":
        return _as_iso(written)
    return written


def _as_iso(written: str) -> str | None:
    if match := _ISO.fullmatch(written):
        year, month, day = match.groups()
    elif match := _DUTCH.fullmatch(written):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _bad_value(file: str, key: str, value: Value, variable: Variable) -> Fault:
    if variable.values:
        known = {fold(name): id_ for id_, label in variable.values.items() for name in (label, id_)}
        remedy = _nearest(value.written, variable.values, known)
    elif variable.form == "year":
        remedy = "Write a year of four digits, such as 2024."
    else:
        remedy = "Write a date that exists, as 2024-05-31 or 31-05-2024."
    return Fault(file, value.line, key, f"{value.written!r} is no known value.", remedy)


def _contradictions(
    origin: tuple[Entry, Value],
    entry: Entry,
    key: str,
    value: Value,
    before: tuple[str, ...],
    after: tuple[str, ...],
) -> Iterator[Fault]:
    if set(before) == set(after):
        return
    first_entry, first = origin
    message = f"{value.written!r} contradicts {first.written!r} ({first_entry.file}:{first.line})."
    yield Fault(entry.file, value.line, key, message, "Make the two agree, or remove one.")


def _nearest(name: str, shown: Iterable[str], known: Mapping[str, str]) -> str:
    """The known name that is most like this one, or else all that may be shown."""
    if close := difflib.get_close_matches(fold(name), known, n=1, cutoff=0.6):
        return f"Did you mean {known[close[0]]}?"
    return f"Known are: {listing(shown)}."


def _in_words(names: Iterable[str]) -> str:
    """The names as a sentence has them: a, b and c."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def listing(names: Iterable[str], most: int = 12) -> str:
    """The names as a message shows them."""
    listed = list(names)
    return ", ".join(listed[:most]) + (", ..." if len(listed) > most else "")
