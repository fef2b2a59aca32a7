"""What `aanbod discover` proposes: a name or a form of offer, with where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from aanbod.discovering.lines import Line

ORGANISATION = "organisation"
OFFER = "offer"
_EXAMPLES = 3


@dataclass(frozen=True)
class Place:
    """A sentence that holds a proposal: offsets are those of the transcript's text."""

    transcript: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True)
class Proposal:
    """Something that the codebook lacks. `kind` is organisation or offer; `count` is the number of mentions.

    `variants` are all writings, most frequent first; `why` says what speaks for it; `near` is the partner that is
    called nearly so, or ''; `examples` come from different transcripts where they can.
    """

    kind: str
    name: str
    count: int
    documents: tuple[str, ...]
    cases: tuple[str, ...]
    score: float
    variants: tuple[str, ...]
    why: tuple[str, ...]
    examples: tuple[Place, ...]
    near: str = ""


def spread(lines: Iterable[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The transcripts of these lines, and their cases; each sorted."""
    transcripts = {line.transcript.name: line.transcript for line in lines}
    cases = {case for transcript in transcripts.values() for case in transcript.cases}
    return tuple(sorted(transcripts)), tuple(sorted(cases))


def examples(lines: Iterable[Line]) -> tuple[Place, ...]:
    """Some of these lines, each from another transcript as far as there are any."""
    first: list[Line] = []
    more: list[Line] = []
    for line in lines:
        seen = {known.transcript.name for known in first}
        (more if line.transcript.name in seen else first).append(line)
    chosen: dict[tuple[str, int], Line] = {}
    for line in (*first, *more):
        chosen.setdefault((line.transcript.name, line.sentence.start), line)
    return tuple(
        Place(line.transcript.name, line.sentence.start, line.sentence.end, " ".join(line.quote.split()))
        for line in list(chosen.values())[:_EXAMPLES]
    )
