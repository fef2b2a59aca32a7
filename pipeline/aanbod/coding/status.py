"""Which status a match has: cues with a direction and a scope, ended by clause borders (after NegEx and ConText)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from aanbod.codebook.model import Codebook, Cue
from aanbod.coding.actors import ActorRules, clause_of
from aanbod.coding.hits import Hits
from aanbod.coding.index import RuleIndex
from aanbod.coding.lists import KeywordLists
from aanbod.coding.patterns import Match, Rule
from aanbod.coding.sentences import Sentence
from aanbod.dutch.verbs import PARTICLES

_NEAR_START = 4  # words: "De school biedt die niet meer aan"
_SHORT_LABEL = 3  # words: "kerstpakket: gelukt, zomerpakket: wens"
_AND = "en"
ACTOR = "actor"  # the scope of a cue that tells of somebody else


class CueMatch(NamedTuple):
    """A cue found in a sentence: its words as positions."""

    cue: Cue
    match: Match

    @property
    def start(self) -> int:
        return min(span[0] for span in self.match)

    @property
    def end(self) -> int:
        return max(span[1] for span in self.match)


class Clauses(NamedTuple):
    """Where the clauses of a sentence begin (`borders`), the positions after its commas, and of its finite verbs.

    `asides` are the stretches between two commas that tell more of what stands before them; `joints` are the borders
    that a conjunction or a strong mark makes: what follows there is a statement of its own. `own` are the words that
    speak of the school's own, `takes_over` those by which what somebody else does becomes its own. `opened` are the
    marks behind what a sentence says first, and keeps to itself if it denies it; `relatives` the words that open a
    clause within another, which keeps what it denies as well.
    """

    borders: frozenset[int]
    commas: frozenset[int]
    verbs: frozenset[int]
    asides: tuple[range, ...]
    joints: frozenset[int]
    parts: frozenset[int]
    own: frozenset[int]
    takes_over: frozenset[int]
    opened: frozenset[int]
    relatives: frozenset[int]
    size: int

    def ends(self, scope: str, ahead: bool = False) -> frozenset[int]:
        """The positions that a cue of this scope does not reach past.

        What is told of somebody else goes on until a clause speaks of the school's own.
        """
        if scope == ACTOR:
            return frozenset(part for part in self.parts if not ahead or self.own.intersection(self.part(part)))
        return {"sentence": frozenset(), "comma": self.borders | self.commas}.get(scope, self.borders)

    def part(self, position: int) -> range:
        """The clause in which a word stands; one that opens the sentence is parted from the main clause."""
        return clause_of(position, sorted(self.parts), self.size)


_NONE: frozenset[int] = frozenset()
_NO_CLAUSES = Clauses(_NONE, _NONE, _NONE, (), _NONE, _NONE, _NONE, _NONE, _NONE, _NONE, 0)


class StatusRules:
    """The cues, borders and false cues of a codebook, compiled."""

    def __init__(self, codebook: Codebook, index: RuleIndex) -> None:
        self._cues = codebook.cues
        self._cue_rules = index.select([cue.keyword.text for cue in codebook.cues])
        self._false_cues = index.select([keyword.text for keyword in codebook.false_cues])
        self._lists = KeywordLists(codebook, index)
        self._actors = ActorRules(codebook, self._lists)

    def read(self, sentence: Sentence, hits: Hits) -> tuple[list[CueMatch], Clauses]:
        """Every cue of a sentence, in the codebook's order of precedence, and the clauses that end them.

        Words of false cues are no cue. Without a cue the clauses are not worked out.
        """
        met = self._cue_rules.matches(hits)
        if not met:
            return [], _NO_CLAUSES
        clauses = self._clauses(sentence, hits)
        found = [
            CueMatch(cue, match)
            for number, matches in met
            for cue, rule in [(self._cues[number], self._cue_rules.rules[number])]
            for match in matches
            if _stands(cue, rule, match, sentence, hits, clauses)
        ]
        if not found:
            return [], clauses
        masked = {
            position
            for number, matches in self._false_cues.matches(hits)
            if self._false_cues.holds(number, hits)
            for match in matches
            for position in _positions(match)
        }
        kept = [cue for cue in found if not masked & _positions(cue.match)]
        if any(cue.cue.scope == ACTOR for cue in kept) and (home := self._actors.home(sentence.whole)):
            kept = [cue for cue in kept if cue.cue.scope != ACTOR or home.isdisjoint(_words(cue, sentence))]
        return kept, clauses

    def carried(self, cues: Sequence[CueMatch], clauses: Clauses) -> CueMatch | None:
        """The cue of somebody else under which a sentence ends, and so the next may stand."""
        ends = clauses.ends(ACTOR, ahead=True)
        told = [cue for cue in cues if cue.cue.scope == ACTOR and not any(cue.end <= end for end in ends)]
        return told[-1] if told else None

    def goes_on(self, hits: Hits) -> bool:
        """Whether a sentence goes on about them whom the one before it told of: "Daar koken ouders"."""
        return self._actors.points_there(hits) and not self._actors.own(hits)

    def points_back(self, hits: Hits) -> bool:
        """Whether a sentence begins by speaking of what the one before it named."""
        return any(place < _NEAR_START for place in self._lists.places("back_references", hits))

    def _clauses(self, sentence: Sentence, hits: Hits) -> Clauses:
        """The clauses of a sentence."""
        starts = self._lists.places("borders", hits)
        after_comma = self._lists.places("comma_borders", hits)
        verbs = {position for match in self._lists.matches("clause_verbs", hits) for position in _unfold(match)}
        commas = set(sentence.commas)
        asides = [aside for aside in _asides(commas, verbs) if aside.start in after_comma]
        behind_commas = (after_comma & commas) - {aside.start for aside in asides}
        breaks = _breaks(sentence, verbs)
        relatives = self._lists.places("relatives", hits)
        ands = {place for place, word in enumerate(sentence.words) if word == _AND}
        for label in sentence.labels[1:]:
            starts.update(place for place in commas if place < label <= place + _SHORT_LABEL)
        starts |= _joining(ands, commas, verbs, relatives, len(sentence.words))
        between = _between_verbs(commas, verbs, len(sentence.words))
        borders = frozenset(starts | breaks | behind_commas | between)
        return Clauses(
            borders,
            frozenset(commas),
            frozenset(verbs),
            tuple(asides),
            frozenset((starts | breaks) - self._lists.places("subordinators", hits)),
            borders | {place for place in commas & verbs if place - 1 in verbs} | {p for p in ands if p + 1 in verbs},
            self._actors.own(hits),
            self._actors.takes_over(hits),
            self._opened(sentence, commas, verbs, hits),
            frozenset(relatives),
            len(sentence.words),
        )

    def _opened(self, sentence: Sentence, commas: set[int], verbs: set[int], hits: Hits) -> frozenset[int]:
        """Where what is denied ends: the comma behind a subordinate clause at the start ("als ouders geen Nederlands
        spreken, tolkt er een"), a colon between two parts with a verb ("er is geen taalles: men gaat naar het roc").
        """
        told = {place for place in sentence.labels if min(verbs, default=place) < place <= max(verbs, default=-1)}
        if any(place < _NEAR_START for place in self._lists.places("subordinators", hits)):
            told.update(sorted(commas & verbs)[:1] or sorted(commas)[:1])
        return frozenset(told)


def _asides(commas: set[int], verbs: set[int]) -> list[range]:
    """What two commas enclose before the verb: "het spreekuur, dat goed liep, is gestopt"."""
    return [range(opening, closing) for opening, closing in pairwise(sorted(commas)) if closing in verbs]


def _between_verbs(commas: set[int], verbs: set[int], size: int) -> set[int]:
    """Commas with a finite verb on either side part two clauses: "NELI draait, Pageturner is besteld".

    Where the verb follows at once, what stands before the comma is its subject or adverb: "als het kan, komt er".
    """
    edges = sorted({0, *commas, size})
    parts = [verbs.intersection(range(left, right)) for left, right in pairwise(edges)]
    return {
        edge
        for edge, (before, after) in zip(edges[1:-1], pairwise(parts), strict=True)
        if edge not in verbs and before and after
    }


def _joining(ands: set[int], commas: set[int], verbs: set[int], relatives: set[int], size: int) -> set[int]:
    """The "en" between two clauses: a finite verb on either side, and a subject of its own behind it.

    A verb that closes the part is mostly an infinitive: "we zouden graag met ouders en buren eten". Nor is it one
    where the verb of a relative clause is still to come: "een plek waar ouders en kinderen kunnen lezen".
    """
    edges = sorted({0, *commas, *ands, size})
    parts = [range(left, right) for left, right in pairwise(edges)]
    return {
        right.start
        for left, right in pairwise(parts)
        if right.start in ands
        and right.start + 1 not in verbs
        and verbs.intersection(left)
        and verbs.intersection(right[:-1])
        and max(relatives.intersection(left), default=-1) < max(verbs.intersection(left))
    }


def _breaks(sentence: Sentence, verbs: set[int]) -> set[int]:
    """Strong marks part clauses; a colon or dash only between two that have a verb: "Gepland is nog: een taalklas"."""
    edges = sorted({0, *sentence.breaks, len(sentence.words)})
    sides = [verbs.intersection(range(left, right)) for left, right in pairwise(edges)]
    return {
        edge
        for edge, (before, after) in zip(edges[1:-1], pairwise(sides), strict=True)
        if edge not in sentence.labels or (before and after)
    }


def cue_for(match: Match, cues: Sequence[CueMatch], clauses: Clauses, partner: bool = False) -> CueMatch | None:
    """The first cue that reaches the match; a cue of words that the keyword itself used is none.

    One that tells of somebody else counts for their name (`partner`), not for what we do there ("bezoek aan een andere
    school").
    """
    own = _positions(match)
    start, end = min(own), max(own) + 1
    for found in cues:
        its = _positions(found.match)
        if its <= own or (found.cue.scope == ACTOR and not partner and its & own and found.start >= start):
            continue
        between = start < found.start < end  # "verwijzen niet door"
        if between and found.cue.scope != ACTOR:
            return found
        ahead = found.start < start
        if found.cue.reach == ("backward" if ahead else "forward"):
            continue
        if not found.cue.effect and any(found.start in aside and start not in aside for aside in clauses.asides):
            continue  # "juf Karin, die eerst elders werkte, geeft taalles"
        gap = range(found.end, start + 1) if ahead else range(end, found.start + 1)
        ends = clauses.ends(found.cue.scope, ahead)
        if found.cue.reach == "forward" and not found.cue.effect:
            ends |= clauses.opened
        elif found.cue.reach == "backward" and not found.cue.effect:
            ends |= clauses.relatives  # "er is een rustplek als het in de klas niet gaat"
        if not ends.intersection(gap):
            return found
    return None


def taken_over(
    match: Match, cues: Sequence[CueMatch], clauses: Clauses, named: Set[int]
) -> tuple[CueMatch | None, ...]:
    """The cue of a later clause by which what somebody else does is ours too; a None where it just is, () without one.

    Such a clause names nothing itself (`named`): "Zij hebben een ouderkamer en dat willen wij ook".
    """
    for place in sorted(clauses.takes_over):
        clause = clauses.part(place)
        if place > match[-1][0] and clauses.own.intersection(clause) and named.isdisjoint(clause):
            return (next((c for c in cues if c.start in clause and c.cue.scope != ACTOR), None),)
    return ()


def _stands(cue: Cue, rule: Rule, match: Match, sentence: Sentence, hits: Hits, clauses: Clauses) -> bool:
    """Whether a cue counts here: its words lie within its scope, and so does what it asks for and excludes."""
    first, last = min(span[0] for span in match), max(span[1] for span in match)
    ends = sorted(clauses.ends(cue.scope))
    left, right = bisect_right(ends, first), bisect_left(ends, last)
    if left < right:  # a border between its words
        return False
    begin, end = ends[left - 1] if left else 0, ends[right] if right < len(ends) else len(sentence.words)
    own_from = last if cue.reach == "forward" else begin
    if cue.scope == ACTOR and clauses.own.intersection(range(own_from, end)):
        return False
    if cue.scope == "closing" and not _closes(sentence.words[last:end], range(last, end), clauses.verbs):
        return False
    return all(
        any((wide or begin <= found[0][0]) and (wide or found[-1][1] <= end) for found in pattern.matches(hits))
        == present
        for pattern, present, wide in rule.conditions
    )


def _closes(words: Sequence[str], positions: range, verbs: frozenset[int]) -> bool:
    """Whether only verbs and their particles follow: "bieden we niet aan", "dat de school die niet geeft"."""
    return all(place in verbs or word.casefold() in PARTICLES for word, place in zip(words, positions, strict=True))


def _words(found: CueMatch, sentence: Sentence) -> list[str]:
    return [sentence.words[position].casefold() for position in sorted(_positions(found.match))]


def _positions(match: Match) -> set[int]:
    return set(_unfold(match))


def _unfold(match: Match) -> Iterator[int]:
    for start, end in match:
        yield from range(start, end)
