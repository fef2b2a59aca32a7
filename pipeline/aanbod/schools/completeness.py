"""How complete the coding is by the word of the cases themselves: a row per case and year, and a total per year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook
from aanbod.counting import Selection
from aanbod.model import CodingRecord, LogEntry
from aanbod.reports.lines import Value
from aanbod.schools.answering import COMPLETE, MISSING, what_memo
from aanbod.schools.overview import COUNTED, codings_of_cases, period_variable
from aanbod.schools.wording import Wording
from aanbod.tables.tabulating import alphabetical

if TYPE_CHECKING:
    from aanbod.store import Store

HOLDS = ("accept", "add")


@dataclass(frozen=True)
class CaseAnswers:
    """What a case answered about a year. `items` are the codes and partners that its document shows, and those that
    it spoke of; `missing` the sections where it added something; `complete` is yes, no, or '' where it did not say."""

    case: str
    period: str
    items: int
    agreed: int
    disagreed: int
    missing: int
    complete: str
    returned: bool

    @property
    def open(self) -> int:
        return self.items - self.agreed - self.disagreed


def completeness(store: "Store", codebook: Codebook, selection: Selection) -> list[CaseAnswers]:
    """By year and then by name; only cases with coded transcripts of that year within the selection."""
    variable = period_variable(codebook)
    known = {record.name: record.variables.get(variable.id, "") for record in store.transcripts()}
    asked = selection.where.get(variable.id) or sorted(set(known.values()) - {""})
    kinds = store.coders()
    said: dict[tuple[str, str], list[LogEntry]] = {}
    for entry in store.history():
        if kinds.get(entry.coder) == "school" and not entry.undone and entry.transcript:
            said.setdefault((entry.coder, known.get(entry.transcript, "")), []).append(entry)
    found = []
    for period in asked:
        where = {**selection.where, variable.id: (period,)}
        cases = codings_of_cases(store, codebook, replace(selection, where=where))
        for case in sorted(cases, key=alphabetical):
            found.append(_case(case, period, cases[case], said.get((case, period), ())))
    return found


def _case(case: str, period: str, codings: Sequence[CodingRecord], said: Iterable[LogEntry]) -> CaseAnswers:
    leaves = {coding.id: (coding.code, coding.partner) for coding in codings}
    items = {leaves[coding.id] for coding in codings if coding.state in COUNTED}
    answers: dict[tuple[str, str], bool] = {}
    missing: set[str] = set()
    complete, returned = "", False
    for entry in said:
        if entry.verdict == "memo":
            kind, what = [*what_memo(entry.code), "", ""][:2]
            if kind == MISSING.rpartition(".")[2]:
                missing.add(what)
            elif kind == COMPLETE.rpartition(".")[2]:
                complete, returned = "" if what == "open" else what, True
        elif entry.coding in leaves:
            answers[leaves[entry.coding]] = entry.verdict in HOLDS
    agreed = sum(answers.values())
    number = len(items | answers.keys())
    return CaseAnswers(case, period, number, agreed, len(answers) - agreed, len(missing), complete, returned)


def heads(codebook: Codebook, words: Wording) -> list[Value]:
    keys = ("items", "agree", "disagree", "no_answer", "missing_count", "complete_count", "returned")
    return [words["period"], codebook.case_label.capitalize(), *(words[key] for key in keys)]


def lines(found: Sequence[CaseAnswers], words: Wording) -> Iterator[tuple[bool, list[Value]]]:
    """A line per case, and behind those of a year their total; with each whether it is a total."""
    shown: Mapping[str, str] = {"yes": words["yes"].casefold(), "no": words["no"].casefold(), "": "–"}
    for period in dict.fromkeys(one.period for one in found):
        of_period = [one for one in found if one.period == period]
        for one in of_period:
            numbers = (one.items, one.agreed, one.disagreed, one.open, one.missing)
            yield False, [period, one.case, *numbers, shown[one.complete], shown["yes" if one.returned else "no"]]
        sums = [
            sum(getattr(one, name) for one in of_period) for name in ("items", "agreed", "disagreed", "open", "missing")
        ]
        said = [sum(one.complete == answer for one in of_period) for answer in ("yes", "no")]
        complete = f"{said[0]} {shown['yes']}, {said[1]} {shown['no']}"
        returned = f"{sum(one.returned for one in of_period)} / {len(of_period)}"
        yield True, [period, words["total"], *sums, complete, returned]
