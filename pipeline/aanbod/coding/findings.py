"""What keywords met in a sentence, and which of it stands beside the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aanbod.codebook.model import Code, Keyword
from aanbod.coding.patterns import Match
from aanbod.coding.sentences import Sentence
from aanbod.coding.status import CueMatch
from aanbod.model import Coding, Evidence, Words


@dataclass(frozen=True)
class Finding:
    """A keyword met in a sentence. `dropped` says why it is no coding; '' where it is one."""

    code: Code
    keyword: Keyword
    sentence: Sentence
    match: Match
    status: str = ""
    cue: CueMatch | None = None
    cue_sentence: Sentence | None = None
    dropped: str = ""

    @property
    def positions(self) -> frozenset[int]:
        return frozenset(position for start, end in self.match for position in range(start, end))


def yielded(found: Sequence[Finding]) -> list[Finding]:
    """A code gives way to a neighbour that says more about the same words."""
    standing = [finding for finding in found if not finding.dropped]
    return [
        replace(finding, dropped=f"yields to {winner.code.id}")
        if not finding.dropped
        and (
            winner := next(
                (o for o in standing if o.code.id in finding.code.yields_to and o.positions & finding.positions), None
            )
        )
        else finding
        for finding in found
    ]


def without_nested_partners(found: Sequence[Finding]) -> list[Finding]:
    """A partner's name inside a longer name of another partner is no mention of it."""
    names = [finding for finding in found if finding.code.partner and not finding.dropped]
    return [
        replace(finding, dropped=f"inside {longer.code.partner}")
        if finding in names
        and (
            longer := next(
                (o for o in names if o.code.key != finding.code.key and finding.positions < o.positions), None
            )
        )
        else finding
        for finding in found
    ]


def without_doubles(found: Sequence[Finding]) -> list[Finding]:
    """Of two keywords of one code on the same words, what a cue says of the one holds for the other."""
    cued = [finding for finding in found if finding.cue]
    return [
        replace(finding, dropped=f"the same words are {other.status or other.dropped}")
        if not finding.dropped
        and not finding.cue
        and (
            other := next((o for o in cued if o.code.key == finding.code.key and o.positions & finding.positions), None)
        )
        else finding
        for finding in found
    ]


def coding_of(text: str, finding: Finding) -> Coding:
    evidence = Evidence(
        rule=finding.keyword.text,
        words=_words(text, finding.sentence, finding.match),
        cue_rule=f"{finding.cue.cue.kind}: {finding.cue.cue.keyword.text}" if finding.cue else "",
        cue_words=_words(text, finding.cue_sentence, finding.cue.match) if finding.cue and finding.cue_sentence else (),
    )
    sentence = finding.sentence
    return Coding(sentence.start, sentence.end, finding.code.id, finding.code.partner, finding.status, evidence)


def _words(text: str, sentence: Sentence, match: Match) -> tuple[Words, ...]:
    spans = [(sentence.starts[start], sentence.ends[end - 1]) for start, end in match]
    return tuple(Words(start, end, text[start:end]) for start, end in sorted(set(spans)))
