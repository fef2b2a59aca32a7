"""What agreement is computed from, and what comes out. Offsets are code points, half-open."""

from dataclasses import dataclass

from aanbod.agreement.figures import Figures

PRESENCE = "presence"
PASSAGES = "passages"
BY = (PRESENCE, PASSAGES)

Span = tuple[int, int]
Leaf = tuple[str, str]  # a code and a partner, '' for none


@dataclass(frozen=True)
class Held:
    """A coding that a coder holds for true."""

    id: str
    transcript: str
    start: int
    end: int
    code: str
    partner: str
    status: str


@dataclass(frozen=True)
class Text:
    """A transcript that all coders worked on, and where its sentences stand, in order."""

    name: str
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Target:
    """What is judged: a code, or several that count as one, such as a category."""

    id: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True)
class Scores:
    """How far coders agree on one target, or on all.

    `given` is the number of units that each coder gave it to. `units` are the figures over all units, also those that
    nobody coded; `coded` over those that at least one coder coded; `status` over those that two or more coded.
    """

    given: tuple[int, ...]
    units: Figures
    coded: Figures
    status: Figures


@dataclass(frozen=True)
class TargetScores:
    target: Target
    scores: Scores


@dataclass(frozen=True)
class Stand:
    """What one coder holds of a unit: the strongest status, and the ids of the codings."""

    coder: str
    status: str
    codings: tuple[str, ...]


@dataclass(frozen=True)
class Disagreement:
    """A unit that not all coders coded, or that they gave other statuses (`about` is code or status).

    By presence, `start` and `end` are those of the first passage; `without` are the coders who did not code it.
    """

    transcript: str
    target: str
    start: int
    end: int
    about: str
    stands: tuple[Stand, ...]
    without: tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """The agreement of coders on the transcripts that all of them worked on; `total` is over all targets together.

    The figures of `total` take each target in each unit as a judgement of its own. Targets keep their order;
    disagreements are those of a transcript together, as they stand in the text.
    """

    coders: tuple[str, ...]
    by: str
    overlap: float
    transcripts: tuple[str, ...]
    total: Scores
    targets: tuple[TargetScores, ...]
    disagreements: tuple[Disagreement, ...]
