"""Quotes as the lines of a spreadsheet, with the columns of MAXQDA's export of retrieved segments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC

from aanbod.codebook.model import Codebook
from aanbod.reports.lines import Value
from aanbod.reports.texts import all_texts
from aanbod.tables.quoting import Quote

# Contract: the names that MAXQDA gives them, so that scripts for its exports read ours. Beginning and end are
# paragraphs there too.
MAXQDA = (
    *("Document group", "Document name", "Code", "Beginning", "End", "Weight score", "Segment"),
    *("Created by", "Created", "Area", "Coverage %"),
)
_BETWEEN = " > "  # of the names on a code's path
_NO_WEIGHT = 0  # what MAXQDA writes where nobody gave one


def quote_lines(codebook: Codebook, quotes: Iterable[Quote]) -> Iterator[Sequence[Value]]:
    """A line per quote: MAXQDA's columns, then ours: code, status, state, places and the variables."""
    texts = all_texts(codebook)
    statuses: Mapping[str, str] = {status.id: status.label for status in codebook.statuses}
    own = (texts[name] for name in ("partner", "status", "state", "start", "end"))
    yield [*MAXQDA, f"{texts['code']}-id", *own, *(variable.label for variable in codebook.variables)]
    for quote in quotes:
        coding = quote.coding
        yield [
            *("; ".join(quote.cases), coding.transcript, _BETWEEN.join(filter(None, (quote.category, quote.label)))),
            *(quote.first, quote.last, _NO_WEIGHT, coding.quote, coding.coder),
            quote.made.astimezone(UTC).strftime("%Y-%m-%d %H:%M") if quote.made else "",
            *(coding.end - coding.start, round(100 * quote.coverage, 2)),
            *(coding.code, coding.partner, statuses[coding.status], texts[coding.state], coding.start, coding.end),
            *quote.variables,
        ]
