"""The wording that tables, sheets and templates share. It comes from the codebook's `texts`; none of it stands here."""

from collections.abc import Mapping
from types import MappingProxyType

from aanbod.codebook.model import Codebook
from aanbod.counting import Selection

# A key that the codebook does not word is printed as it is, so that a codebook without `texts` still works.
KEYS = (
    "absent",
    "accepted",
    "account",
    "adjusted",
    "agreement",
    "agreement_ac1",
    "agreement_alpha",
    "agreement_brennan_prediger",
    "agreement_cohen",
    "agreement_percent",
    "below_threshold",
    "category",
    "change",
    "code",
    "codebook",
    "coder",
    "comparison",
    "cue",
    "different_partners",
    "difference",
    "difference_note",
    "document",
    "end",
    "filters",
    "gone",
    "high",
    "in_words",
    "indicative",
    "kept",
    "letter",
    "level",
    "low",
    "n",
    "named_by_one",
    "nameless",
    "network",
    "new",
    "p",
    "partner",
    "partners",
    "passage",
    "passages",
    "percent",
    "present",
    "program",
    "realised",
    "rejected",
    "report",
    "reviewed_only",
    "row",
    "rule",
    "start",
    "state",
    "status",
    "suggested",
    "table",
    "tables",
    "total",
    "transcript",
    "transcripts",
    "unit",
    "unknown",
    "unlisted",
    "words",
)


def all_texts(codebook: Codebook) -> Mapping[str, str]:
    """Every key of KEYS, and what the codebook adds of its own."""
    return MappingProxyType({key: key for key in KEYS} | dict(codebook.texts))


def filter_texts(codebook: Codebook, selection: Selection) -> tuple[str, ...]:
    """The selection as a reader sees it, a text for each filter: "Jaar: 2024, 2025"."""
    texts = all_texts(codebook)
    found = []
    for variable in codebook.variables:
        if values := selection.where.get(variable.id):
            found.append(f"{variable.label}: {', '.join(variable.values.get(value, value) for value in values)}")
    if selection.statuses:
        labels = [status.label for status in codebook.statuses if status.id in selection.statuses]
        found.append(f"{texts['status']}: {', '.join(labels)}")
    if selection.reviewed_only:
        found.append(texts["reviewed_only"])
    return tuple(found)
