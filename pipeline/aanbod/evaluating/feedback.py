"""What the decisions of people say of the rules: how right each rule is, which never fires, which codes are confused.

A rule is a keyword of a code. It proposes the codings that it meets today, alone or with other rules of that code;
what people decided on those codings is its score.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aanbod.codebook.model import Code, Codebook, Keyword
from aanbod.coding.findings import Finding
from aanbod.model import CodingRecord, DecisionRecord
from aanbod.statistics import Interval, share_interval

CodeKey = tuple[str, str]  # code, partner
_Rule = tuple[CodeKey, str, int, str]  # of which code, in which file and line, which keyword
_Coding = tuple[str, int, int, str, str, str]  # transcript, start, end, code, partner, status
OPEN = "suggested"


@dataclass(frozen=True)
class RuleUse:
    """What became of the codings that one rule proposes; `alone` counts those that no other rule of its code proposes.

    `dropped` counts by reason what the rule met without coding it.
    """

    code: Code
    keyword: Keyword
    proposed: int
    alone: int
    accepted: int
    rejected: int
    dropped: Mapping[str, int]

    @property
    def open(self) -> int:
        return self.proposed - self.accepted - self.rejected

    @property
    def decided(self) -> int:
        return self.accepted + self.rejected

    @property
    def precision(self) -> float | None:
        """The share of accepted among the decided, 0 to 1."""
        return self.accepted / self.decided if self.decided else None

    @property
    def interval(self) -> Interval | None:
        return share_interval(self.accepted, self.decided) if self.decided else None


@dataclass(frozen=True)
class Confusion:
    """In `n` of the `total` rejected codings of one code, the same person accepted `accepted` on (part of) the passage.

    `example` is one of the rejected codings.
    """

    rejected: CodeKey
    accepted: CodeKey
    n: int
    total: int
    example: CodingRecord


@dataclass
class _Tally:
    proposed: int = 0
    alone: int = 0
    states: Counter[str] = field(default_factory=Counter)
    dropped: Counter[str] = field(default_factory=Counter)


class RuleTally:
    """Counts per rule while the findings go by, sentence by sentence; `codings` are those of the rules in the store."""

    def __init__(self, codings: Iterable[CodingRecord]) -> None:
        self._states = {_identity(coding): coding.state for coding in codings}
        self._decided = {key for key, state in self._states.items() if state != OPEN}
        self._tallies: dict[_Rule, _Tally] = defaultdict(_Tally)

    def see(self, transcript: str, findings: Iterable[Finding]) -> None:
        """All findings of one sentence."""
        proposing: dict[_Coding, set[_Rule]] = defaultdict(set)
        for finding in findings:
            rule = _rule(finding.code, finding.keyword)
            if finding.dropped:
                self._tallies[rule].dropped[finding.dropped] += 1
                continue
            passage = (transcript, finding.sentence.start, finding.sentence.end)
            proposing[(*passage, *finding.code.key, finding.status)].add(rule)
        for coding, rules in proposing.items():
            self._decided.discard(coding)
            for rule in rules:
                tally = self._tallies[rule]
                tally.proposed += 1
                tally.alone += len(rules) == 1
                tally.states[self._states.get(coding, OPEN)] += 1

    def uses(self, codebook: Codebook) -> list[RuleUse]:
        """Every rule of the codebook, in its order."""
        found = []
        for code in codebook.codes:
            for keyword in code.keywords:
                tally = self._tallies.get(_rule(code, keyword), _Tally())
                accepted, rejected = tally.states["accepted"], tally.states["rejected"]
                found.append(
                    RuleUse(code, keyword, tally.proposed, tally.alone, accepted, rejected, dict(tally.dropped))
                )
        return found

    def no_longer_proposed(self) -> Counter[str]:
        """Decided codings that no rule proposes any more, by state: rejected ones are gains, accepted ones losses."""
        return Counter(self._states[coding] for coding in self._decided)


def confusions(codings: Iterable[CodingRecord], decisions: Iterable[DecisionRecord]) -> list[Confusion]:
    """Pairs of codes of which a person rejected one and accepted the other on overlapping passages, most often first.

    Of several decisions of one person on a coding the last one counts; a coding that several rejected counts once.
    """
    last = {(said.coding, said.coder): said.verdict for said in decisions}
    sides: dict[tuple[str, str], tuple[list[CodingRecord], list[CodingRecord]]] = defaultdict(lambda: ([], []))
    by_id = {coding.id: coding for coding in codings}
    for (identity, coder), verdict in last.items():
        if coding := by_id.get(identity):
            sides[coding.transcript, coder][verdict == "accept"].append(coding)
    totals: dict[CodeKey, set[str]] = defaultdict(set)
    pairs: dict[tuple[CodeKey, CodeKey], dict[str, CodingRecord]] = defaultdict(dict)
    for rejected, accepted in sides.values():
        for wrong in rejected:
            key = (wrong.code, wrong.partner)
            totals[key].add(wrong.id)
            for right in accepted:
                if (right.code, right.partner) != key and right.start < wrong.end and wrong.start < right.end:
                    pairs[key, (right.code, right.partner)][wrong.id] = wrong
    found = [
        Confusion(wrong, right, len(those), len(totals[wrong]), min(those.values(), key=_identity))
        for (wrong, right), those in pairs.items()
    ]
    return sorted(found, key=lambda pair: (-pair.n, pair.rejected, pair.accepted))


def worst_first(uses: Iterable[RuleUse]) -> list[RuleUse]:
    """Rules with decisions, those that are surely wrong first (the upper end of the interval); then what codes most."""
    return sorted(uses, key=lambda use: (use.interval.high if use.interval else 2.0, -use.decided, -use.proposed))


def _rule(code: Code, keyword: Keyword) -> _Rule:
    return (code.key, keyword.file, keyword.line, keyword.text)


def _identity(coding: CodingRecord) -> _Coding:
    return (coding.transcript, coding.start, coding.end, coding.code, coding.partner, coding.status)
