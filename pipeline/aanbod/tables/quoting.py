"""Quotes with all that is known of them: each coding that counts, where it stands, and what it is of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from aanbod.codebook.model import Code, Codebook
from aanbod.counting import TRANSCRIPT, Count, Selection, coding_order
from aanbod.model import CodingRecord
from aanbod.tables.describing import Describer

if TYPE_CHECKING:
    from aanbod.counting import Snapshot

_TEXTS = 100  # how many are in memory at a time


@dataclass(frozen=True)
class Quote:
    """A coding; `category` and `label` are the names on its code's path.

    `first` and `last` are the paragraphs that it begins and ends in, counted from 1; `coverage` is its share of the
    text (0 to 1); `variables` are labels in the order of the codebook; `made` is when it was coded, if that is known.
    """

    coding: CodingRecord
    category: str
    label: str
    first: int
    last: int
    coverage: float
    cases: tuple[str, ...]
    variables: tuple[str, ...]
    made: datetime | None


def quotes(
    codebook: Codebook, snapshot: "Snapshot", selection: Selection | None = None, codes: Sequence[Code] | None = None
) -> Iterator[Quote]:
    """The codings that the selection counts, as they stand in the transcripts; of these codes, or of all."""
    count = Count(codebook, snapshot, TRANSCRIPT, selection)
    wanted = None if codes is None else {code.key for code in codes}
    leaves = [leaf for found in snapshot.leaves_of.values() for leaf in found if wanted is None or leaf in wanted]
    categories = {category.id: category.label for category in codebook.categories}
    labels = {code.key: (categories[code.category], code.label) for code in codebook.codes}
    describer = Describer(codebook)
    counted = list(count.tally.texts())
    for names in (counted[start : start + _TEXTS] for start in range(0, len(counted), _TEXTS)):
        behind = count.tally.behind([(leaf,) for leaf in leaves], [()], names)
        texts = snapshot.contents(names)
        cases, variables, made = snapshot.cases_of(names), snapshot.variables_of(names), snapshot.dates(behind)
        for coding in sorted(snapshot.codings(behind), key=coding_order):
            key = behind[coding.id].text
            text, of = texts[key], cases.get(key, ())
            category, label = labels.get((coding.code, coding.partner), (categories.get(coding.code, ""), ""))
            yield Quote(
                coding,
                category,
                label or coding.partner or ("" if category else coding.code),
                text.count("\n", 0, coding.start) + 1,
                text.count("\n", 0, max(coding.end - 1, coding.start)) + 1,
                (coding.end - coding.start) / len(text),
                of,
                describer.labels(of, variables.get(key, {})),
                made.get(coding.id),
            )
