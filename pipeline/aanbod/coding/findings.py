"""What keywords met in a sentence, and which of it stands beside the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aanbod.codebook.model import Code, Keyword
from aanbod.coding.patterns import Match
from aanbod.coding.sentences import Sentence
from aanbod.coding.status import CueMatch
from aanbod.model import Coding, Evidence, Words


@dataclass(slots=True, eq=False)
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
        return positions(self.match)


def positions(match: Match) -> frozenset[int]:
    """The positions of all words of a match."""
    return frozenset([position for start, end in match for position in range(start, end)])


def yielded(found: Sequence[Finding]) -> list[Finding]:
    """A code gives way to a neighbour that says more about the same words."""
    standing = [finding for finding in found if not finding.dropped]
    codes = {finding.code.id for finding in standing}

    def judged(finding: Finding) -> Finding:
        if finding.dropped or codes.isdisjoint(finding.code.yields_to):
            return finding
        own = finding.positions
        winners = (o for o in standing if o.code.id in finding.code.yields_to and own & o.positions)
        return next((replace(finding, dropped=f"yields to {winner.code.id}") for winner in winners), finding)

    return [judged(finding) for finding in found]


def without_nested_partners(found: Sequence[Finding]) -> list[Finding]:
    """A partner's name inside a longer name of another partner is no mention of it."""
    names = [(finding, finding.positions) for finding in found if finding.code.partner and not finding.dropped]

    def judged(finding: Finding) -> Finding:
        if not finding.code.partner or finding.dropped:
            return finding
        own = finding.positions
        longer = (name for name, words in names if own < words and name.code.key != finding.code.key)
        return next((replace(finding, dropped=f"inside {name.code.partner}") for name in longer), finding)

    return [judged(finding) for finding in found] if len(names) > 1 else list(found)


def without_doubles(found: Sequence[Finding]) -> list[Finding]:
    """Of two keywords of one code on the same words, what a cue says of the one holds for the other."""
    cued = [finding for finding in found if finding.cue]

    def judged(finding: Finding) -> Finding:
        if finding.dropped or finding.cue:
            return finding
        own, key = finding.positions, finding.code.key
        others = (other for other in cued if other.code.key == key and own & other.positions)
        return next((replace(finding, dropped=f"the same words are {o.status or o.dropped}") for o in others), finding)

    return [judged(finding) for finding in found] if cued else list(found)


def sort_key(finding: Finding) -> tuple[int, int, str, str, str]:
    """That of its coding."""
    sentence, code = finding.sentence, finding.code
    return (sentence.start, sentence.end, code.id, code.partner, finding.status)


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
    starts, ends = sentence.starts, sentence.ends
    spans = [(starts[start], ends[end - 1]) for start, end in match]
    return tuple([Words(start, end, text[start:end]) for start, end in (sorted(set(spans)) if spans[1:] else spans)])
