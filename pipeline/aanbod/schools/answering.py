"""A document that came back as answers for the store: verdicts on codings, and memos.

The memos of a document have a `code` that says what they are: `feedback.missing.5-6` (what is missing in a section),
and one `feedback.complete.yes.<hash>` (or no, or open) per document, which also says that it was read.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook
from aanbod.counting import Selection
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord
from aanbod.schools.fields import Field, Returned
from aanbod.schools.marks import About
from aanbod.schools.overview import (
    COUNTED,
    Layout,
    codings_of_cases,
    complete_key,
    item_key,
    missing_key,
    one_period,
    period_variable,
    section_id,
)
from aanbod.schools.wording import Wording
from aanbod.store import SchoolAnswer, SchoolMemo, Verdict

if TYPE_CHECKING:
    from aanbod.store import Store

MISSING, COMPLETE = "feedback.missing", "feedback.complete"
_HASH = 12


@dataclass
class Answers:
    """What one document says, ready for the store; `remarks` is what could not be taken in, and why.

    `agreed`, `disagreed` and `open` count its items, `missing` the sections where something is added; `complete` is
    yes, no or open.
    """

    case: str
    period: str
    given: list[SchoolAnswer] = field(default_factory=list)
    memos: list[SchoolMemo] = field(default_factory=list)
    receipt: SchoolMemo = field(default_factory=lambda: SchoolMemo(""))
    agreed: int = 0
    disagreed: int = 0
    open: int = 0
    missing: int = 0
    complete: str = "open"
    remarks: list[str] = field(default_factory=list)


class Answering:
    """Reads documents against one codebook and one store; what was coded for a case is looked up once."""

    def __init__(
        self, store: "Store", codebook: Codebook, wording: Wording, asked: Mapping[str, Sequence[str]]
    ) -> None:
        self._store = store
        self._codebook = codebook
        self._wording = wording
        self._asked = asked
        self._layout = Layout(codebook)
        self._codings: dict[str, dict[str, list[CodingRecord]]] = {}

    def answers(self, returned: Returned) -> Answers:
        """What a document says. AanbodError: it is of another study, case or year, or nothing is filled in."""
        about = returned.about
        if about is None:
            raise AanbodError(
                "it does not say which school and year it is about\n    ask for the document that was sent"
            )
        self._check(about)
        period = one_period(self._codebook, about.where)
        codings = self._of_case(about)
        if all(one.is_empty for one in returned.fields.values()):
            raise AanbodError(
                "nothing is filled in\n    ask for it again; a page that a browser saved can lose the answers: "
                "the button in it saves them"
            )
        reading = _Reading(
            self._codebook, self._layout, self._wording.of(case=about.case, period=period), about, period, codings
        )
        return reading.read(returned)

    def _check(self, about: About) -> None:
        book = self._codebook
        if about.study != book.id:
            raise AanbodError(
                f"it is of the study `{about.study}`, and this is `{book.id}`\n    import it in that project"
            )
        names = [case.id for case in book.cases]
        if about.case not in names:
            near = get_close_matches(about.case, names, 1)
            hint = f"is it `{near[0]}`? Then call that so" if near else "add it to the schools"
            raise AanbodError(f"the codebook knows no `{about.case}`\n    {hint}, or leave this document out")
        for name, values in about.where.items():
            wanted = self._asked.get(name, values)
            if not set(values) & set(wanted):
                raise AanbodError(
                    f"it is of {name} {', '.join(values)}, and you asked for {', '.join(wanted)}\n"
                    f"    import it without --where {name}=…, or leave it out"
                )

    def _of_case(self, about: About) -> list[CodingRecord]:
        line = About("", "", about.where, "").line
        if line not in self._codings:
            known = {variable.id for variable in self._codebook.variables}
            where = {name: values for name, values in about.where.items() if name in known}
            self._codings[line] = codings_of_cases(self._store, self._codebook, Selection(where))
        found = self._codings[line].get(about.case, [])
        if not found:
            variable = period_variable(self._codebook)
            period = ", ".join(about.where.get(variable.id, ()))
            raise AanbodError(
                f"nothing is coded for {about.case} in {period}\n    import its transcripts and run `aanbod code` first"
            )
        return found


@dataclass
class _Reading:
    """One document, and what the store holds of its case."""

    codebook: Codebook
    layout: Layout
    wording: Wording
    about: About
    period: str
    codings: Sequence[CodingRecord]

    def read(self, returned: Returned) -> Answers:
        of = (self.codebook.id, self.about.case, self.period)
        items: dict[str, list[CodingRecord]] = {}
        for coding in self.codings:
            items.setdefault(item_key(*of, coding), []).append(coding)
        sections = {missing_key(*of, section_id(numbers)): numbers for numbers in self.layout.sections}
        made = Answers(self.about.case, self.period)
        for key, one in returned.fields.items():
            if one.unclear and key not in sections:
                said = ", ".join(f"“{text}”" for text in one.unclear)
                made.remarks.append(f"{said} in a box of “{one.label}” is no tick: ask the school what it means")
            if key in items:
                self._item(made, one, items[key])
            elif key in sections:
                self._missing(made, one, sections[key])
            elif key == complete_key(*of):
                self._complete(made, one)
            elif not one.is_empty:
                said = f", where it wrote “{one.text}”" if one.text else ""
                made.remarks.append(f"“{one.label}” is no longer coded like that{said}: look at it by hand")
        for text in returned.loose:
            made.remarks.append(f"“{text}” stands in a row of its own: add it by hand")
        if gone := self._gone(returned, {*sections, complete_key(*of)}):
            made.remarks.append(gone)
        made.receipt = self._receipt(made, returned)
        return made

    def _gone(self, returned: Returned, others: Collection[str]) -> str:
        """What to say of rows that were taken out of the document: perhaps that was meant as an answer."""
        left = self.about.items - len(returned.fields.keys() - others)
        if left <= 0:
            return ""
        counted = [coding for coding in self.codings if coding.state in COUNTED]
        of = (self.codebook.id, self.about.case, self.period)
        names = [
            f"“{self.layout.label(leaf)}”"
            for leaf, codings in self.layout.strongest(counted).items()
            if item_key(*of, codings[0]) not in returned.fields
        ]
        which = f" ({', '.join(names)})" if len(names) == left else ""
        return f"{left} of its {self.about.items} rows are gone{which}: ask the school whether that is its answer"

    def _item(self, made: Answers, one: Field, codings: list[CodingRecord]) -> None:
        # What an analyst rejected was not shown, unless nothing else of this item is left since.
        standing = [coding for coding in codings if coding.state != "rejected"] or codings
        ids = tuple(coding.id for coding in standing)
        if one.yes != one.no and not one.unclear:
            verdict: Verdict = "accept" if one.yes else "reject"
            made.agreed, made.disagreed = made.agreed + one.yes, made.disagreed + one.no
            made.given.append(SchoolAnswer(ids, verdict, one.text))
            return
        made.open += 1
        if one.yes and one.no:
            made.remarks.append(f"both boxes of “{one.label}” are ticked: ask the school which one holds")
        if one.text:
            made.memos.append(SchoolMemo(self.wording.of(text=one.text)["memo_remark"], coding=ids[0]))

    def _missing(self, made: Answers, one: Field, numbers: tuple[int, ...]) -> None:
        if one.text:
            section = self.wording.heading_of_numbers(numbers)
            text = self.wording.of(text=one.text, section=section)["memo_missing"]
            made.memos.append(self._memo(text, f"{MISSING}.{section_id(numbers)}"))
            made.missing += 1

    def _complete(self, made: Answers, one: Field) -> None:
        if one.yes and one.no:
            made.remarks.append(f"both boxes of “{one.label}” are ticked: ask the school which one holds")
        elif (one.yes or one.no) and not one.unclear:
            made.complete = "yes" if one.yes else "no"

    def _receipt(self, made: Answers, returned: Returned) -> SchoolMemo:
        """The memo that this document was read; its code follows from what is filled in, whatever program saved it."""
        said = [(key, one.yes, one.no, one.text) for key, one in sorted(returned.fields.items()) if not one.is_empty]
        content = json.dumps([self.about.line, said], ensure_ascii=False)
        mark = hashlib.sha256(content.encode()).hexdigest()[:_HASH]
        key = complete_key(self.codebook.id, self.about.case, self.period)
        remark = returned.fields[key].text if key in returned.fields else ""
        text = " ".join(part for part in (self.wording[f"memo_{made.complete}"], remark) if part)
        return self._memo(text, f"{COMPLETE}.{made.complete}.{mark}")

    def _memo(self, text: str, code: str) -> SchoolMemo:
        return SchoolMemo(text, transcript=self.codings[0].transcript, code=code)


def what_memo(code: str) -> Iterator[str]:
    """`missing` and the section, or `complete` and yes, no or open; nothing for other memos."""
    for kind in (MISSING, COMPLETE):
        if code.startswith(f"{kind}."):
            yield kind.rpartition(".")[2]
            yield code.removeprefix(f"{kind}.").partition(".")[0]
