"""What was coded for each case, as a document lays it before that case: by bouwsteen, with a status and one quote."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aanbod.codebook.model import Bouwsteen, Code, Codebook, Variable
from aanbod.counting import Selection, coding_order
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord
from aanbod.schools.marks import About, field_key
from aanbod.tables.selection import holds

if TYPE_CHECKING:
    from aanbod.store import Store

COUNTED = ("suggested", "accepted")
_CLEAR = 40  # characters: a shorter quote seldom says by itself what it is about
_LONGEST = 300  # characters of a quote that a document shows


@dataclass(frozen=True)
class Item:
    """One thing that a case has, does, plans or wishes for. `quote` is where it says so."""

    key: str
    label: str
    is_partner: bool
    status: str
    status_label: str
    quote: str


@dataclass(frozen=True)
class Section:
    """The items of one bouwsteen, or of several that codes have together; none for codes without. `key` is that of
    the field for what is missing."""

    key: str
    id: str
    bouwstenen: tuple[Bouwsteen, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Overview:
    """What one document says. `complete` is the key of the field that asks whether it is complete."""

    about: About
    case: str
    period: str
    sections: tuple[Section, ...]
    complete: str


def period_variable(codebook: Codebook) -> Variable:
    """The variable that tells one year from another; AanbodError where the codebook has none."""
    for variable in codebook.variables:
        if variable.form == "year" and variable.of == "transcript":
            return variable
    raise AanbodError("the codebook has no variable of transcripts with `form: year`\n    feedback is asked per year")


def one_period(codebook: Codebook, where: Mapping[str, Sequence[str]]) -> str:
    """The one year of a selection; AanbodError where it has none, or several."""
    variable = period_variable(codebook)
    values = where.get(variable.id, ())
    if len(values) != 1:
        raise AanbodError(f"a document is about one year\n    choose it: --where {variable.id}=2024")
    return values[0]


def codings_of_cases(
    store: "Store", codebook: Codebook, selection: Selection, cases: Iterable[str] | None = None
) -> dict[str, list[CodingRecord]]:
    """By case the codings of its transcripts that the selection holds for, rejected ones too, in the order of reading.

    A case without such transcripts is not there; a transcript of two cases counts for both.
    """
    wanted = None if cases is None else set(cases)
    of: dict[str, list[str]] = {}
    for record in store.transcripts():
        for case in record.cases:
            if (wanted is None or case in wanted) and holds(replace(record, cases=(case,)), selection, codebook):
                of.setdefault(record.name, []).append(case)
    found: dict[str, list[CodingRecord]] = {case: [] for of_transcript in of.values() for case in of_transcript}
    for coding in sorted(store.each_coding(transcripts=list(of)), key=coding_order):
        for case in of[coding.transcript]:
            found[case].append(coding)
    return found


def overviews(
    codebook: Codebook, selection: Selection, codings: Mapping[str, Sequence[CodingRecord]]
) -> Iterator[Overview]:
    """A document's content for each case. AanbodError: the selection is not of one year."""
    period = one_period(codebook, selection.where)
    own = {variable.id for variable in codebook.variables if variable.of == "transcript"}
    where = {name: tuple(values) for name, values in selection.where.items() if name in own}
    states = ("accepted",) if selection.reviewed_only else COUNTED
    layout = Layout(codebook)
    for case, found in codings.items():
        counted = [coding for coding in found if coding.state in states]
        about = About(codebook.id, case, where, codebook.version)
        sections = tuple(_sections(layout, about, period, counted))
        yield Overview(
            about=replace(about, items=sum(len(section.items) for section in sections)),
            case=case,
            period=period,
            sections=sections,
            complete=complete_key(codebook.id, case, period),
        )


class Layout:
    """Where the codes of a codebook stand in a document: sections in the order of the bouwstenen."""

    def __init__(self, codebook: Codebook) -> None:
        self._codes = {code.key: code for code in codebook.codes}
        self._of_category: dict[str, Code] = {}
        for code in codebook.codes:
            self._of_category.setdefault(code.category, code)
        self._order = {code.key: place for place, code in enumerate(codebook.codes)}
        self._ranks = {status.id: rank for rank, status in enumerate(codebook.statuses)}
        self.statuses = {status.id: status.label for status in codebook.statuses}
        by_number = {bouwsteen.number: bouwsteen for bouwsteen in codebook.bouwstenen}
        numbers = sorted({code.bouwstenen for code in codebook.codes if code.bouwstenen})
        self.sections = {found: tuple(by_number[number] for number in found) for found in (*numbers, ())}

    def code(self, leaf: tuple[str, str]) -> Code | None:
        """The code; for a partner that the codebook does not list any one of its category."""
        return self._codes.get(leaf) or (self._of_category.get(leaf[0]) if leaf[1] else None)

    def label(self, leaf: tuple[str, str]) -> str:
        known = self._codes.get(leaf)
        return leaf[1] or (known.label if known else leaf[0])

    def place(self, leaf: tuple[str, str]) -> tuple[int, tuple[str, str]]:
        """Orders codes as the codebook does, and behind them what it does not list."""
        return (self._order.get(leaf, len(self._order)), leaf)

    def rank(self, coding: CodingRecord) -> int:
        """0 for the strongest status; a status that the codebook does not list comes first, so that it is seen."""
        return self._ranks.get(coding.status, -1)

    def strongest(self, codings: Iterable[CodingRecord]) -> dict[tuple[str, str], list[CodingRecord]]:
        """By code and partner the codings with the strongest status that it has among these, as tables count it."""
        found: dict[tuple[str, str], list[CodingRecord]] = {}
        for coding in codings:
            found.setdefault((coding.code, coding.partner), []).append(coding)
        return {
            leaf: [coding for coding in of_leaf if coding.status == min(of_leaf, key=self.rank).status]
            for leaf, of_leaf in sorted(found.items(), key=lambda one: self.place(one[0]))
        }


def section_id(numbers: Sequence[int]) -> str:
    """`5-6` for the section of bouwstenen 5 and 6; `other` for that of codes without."""
    return "-".join(map(str, numbers)) or "other"


def item_key(study: str, case: str, period: str, coding: CodingRecord) -> str:
    return field_key(study, case, period, "item", coding.code, coding.partner, coding.status)


def missing_key(study: str, case: str, period: str, section: str) -> str:
    return field_key(study, case, period, "missing", section)


def complete_key(study: str, case: str, period: str) -> str:
    return field_key(study, case, period, "complete")


def _sections(layout: Layout, about: About, period: str, counted: Sequence[CodingRecord]) -> Iterator[Section]:
    items: dict[tuple[int, ...], list[Item]] = {numbers: [] for numbers in layout.sections}
    for leaf, codings in layout.strongest(counted).items():
        code = layout.code(leaf)
        item = Item(
            key=item_key(about.study, about.case, period, codings[0]),
            label=layout.label(leaf),
            is_partner=bool(leaf[1]),
            status=codings[0].status,
            status_label=layout.statuses.get(codings[0].status, codings[0].status),
            quote=shown_quote(codings),
        )
        items[code.bouwstenen if code else ()].append(item)
    for numbers, bouwstenen in layout.sections.items():
        if bouwstenen or items[numbers] or len(layout.sections) == 1:
            key = missing_key(about.study, about.case, period, section_id(numbers))
            yield Section(key, section_id(numbers), bouwstenen, tuple(items[numbers]))


def shown_quote(codings: Sequence[CodingRecord]) -> str:
    """The quote that says it best: of what a person accepted if there is any, the shortest that is a sentence."""

    def order(text: str, state: str) -> tuple[bool, bool, int]:
        return (state != "accepted", len(text) < _CLEAR or text[-1:] not in ".!?…”\"'", len(text))

    texts = [(" ".join(coding.quote.split()), coding.state) for coding in codings]
    best, _ = min(texts, key=lambda one: order(*one))
    return best if len(best) <= _LONGEST else best[:_LONGEST].rsplit(" ", 1)[0] + " …"
