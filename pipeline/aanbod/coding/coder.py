"""The coder: what the rules of a codebook find in a text, and why it counts or does not."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from aanbod.codebook.model import Code, Codebook, Keyword
from aanbod.coding.edits import Edit, edit_between
from aanbod.coding.experts import ExpertRules
from aanbod.coding.findings import (
    Finding,
    coding_of,
    positions,
    sort_key,
    without_doubles,
    without_nested_partners,
    yielded,
)
from aanbod.coding.hits import Reader
from aanbod.coding.index import RuleIndex, Selection
from aanbod.coding.kept import compiled_codebook
from aanbod.coding.language import Dutch
from aanbod.coding.lexicon import Lexicon
from aanbod.coding.passages import Passage, passages, spans
from aanbod.coding.patterns import Condition, Rules
from aanbod.coding.sentences import Sentence
from aanbod.coding.status import ACTOR, Clauses, CueMatch, StatusRules, cue_for, taken_over
from aanbod.model import Coding

_SHORT_QUESTION = 5  # words


class RuleCoder:
    """Codes texts by the keywords of a codebook. Compile once, use for many texts."""

    def __init__(self, codebook: Codebook, dutch: Dutch) -> None:
        self.codebook = codebook
        self._dutch = dutch
        compiled = compiled_codebook(codebook)
        self._reader = Reader(Lexicon(compiled.tables, compiled.waiting, codebook.abbreviations))
        self._compiled_rules = Rules(compiled)
        index = RuleIndex(self._compiled_rules)
        self._keywords: list[tuple[Code, Keyword]] = [
            (code, keyword) for code in codebook.codes for keyword in code.keywords if not keyword.spacy
        ]
        self._coding = index.select(self._texts)
        unless = [(code.key, keyword.text) for code in codebook.codes for keyword in code.unless]
        self._unless = [key for key, _ in unless]
        self._masking = index.select([text for _, text in unless])
        self._status = StatusRules(codebook, index)
        self._experts = ExpertRules(codebook.codes, dutch)

    @property
    def _texts(self) -> list[str]:
        return [keyword.text for _, keyword in self._keywords]

    @cached_property
    def _explaining(self) -> Selection:
        """The same with rules whose condition fails, for those who ask why something is not coded."""
        return RuleIndex(self._compiled_rules, conditions=False).select(self._texts)

    @property
    def pipeline_name(self) -> str:
        """The spaCy pipeline and its version, as it stands in the record of a run."""
        return self._dutch.name

    def edit_from(self, old: Codebook) -> Edit | None:
        """The edit that made this codebook of another; None where it may touch any text."""
        # What a trained pipeline says of a word would have to be asked of every text again.
        return None if self._dutch.trained else edit_between(old, self.codebook)

    def code(self, text: str) -> list[Coding]:
        """The codings of a text, sorted; at most one for each passage, code, partner and status."""
        best: dict[tuple[int, int, str, str, str], Coding] = {}
        read: list[Passage] = []
        for passage in passages(text, self._reader, self._dutch):
            read.append(passage)
            for finding in self._findings(text, passage, self._coding):
                if not finding.dropped and (key := sort_key(finding)) not in best:
                    best[key] = coding_of(text, finding)
        for passage in read:  # they know each other: without this they all wait for the garbage collector
            passage.around.clear()
            passage.following = passage.preceding = None
        return [best[key] for key in sorted(best)]

    def findings(self, text: str) -> Iterator[Finding]:
        """Everything that a keyword met, coded or dropped, in the order of the text."""
        for _, found in self.by_sentence(text):
            yield from found

    def by_sentence(self, text: str) -> Iterator[tuple[Sentence, list[Finding]]]:
        """The same for each sentence; headings and questions tell of no offer by themselves."""
        for passage in passages(text, self._reader, self._dutch):
            if passage.block.kind != "heading":
                yield passage.sentence, self._findings(text, passage, self._explaining)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end of every passage that may be coded, in order."""
        return spans(text, self._reader)

    def _findings(self, text: str, passage: Passage, selection: Selection) -> list[Finding]:
        if passage.block.kind == "heading":
            return []
        found = self._met(passage, selection)
        if self._experts:
            found.extend(self._experts.met(text, passage.sentence))
        if not found:
            return []
        if _asks(passage.sentence):
            asked = max(passage.sentence.labels, default=0)  # "… een gesprek over geld: wat is een begroting?"
            for finding in found:
                if not finding.dropped and min(finding.positions) >= asked:
                    finding.dropped = "question"
        return without_doubles(self._judge(passage, without_nested_partners(yielded(found))))

    def _met(self, passage: Passage, selection: Selection) -> list[Finding]:
        found: list[Finding] = []
        for number, matches in selection.matches(passage.hits):
            code, keyword = self._keywords[number]
            failed = _failed(selection.conditions(number), passage)
            masked = passage.once(self._masked).get(code.key) if code.unless else None
            for match in matches:
                why = "condition" if failed else "unless" if masked and not masked.isdisjoint(positions(match)) else ""
                found.append(Finding(code, keyword, passage.sentence, match, dropped=why))
        return found

    def _masked(self, passage: Passage) -> dict[tuple[str, str], set[int]]:
        """By code the positions of words that do not count for it."""
        found: dict[tuple[str, str], set[int]] = {}
        for number, matches in self._masking.matches(passage.hits):
            if not _failed(self._masking.conditions(number), passage):
                found.setdefault(self._unless[number], set()).update(*map(positions, matches))
        return found

    def _judge(self, passage: Passage, found: Sequence[Finding]) -> list[Finding]:
        """Give each finding its status, or the reason why there is none."""
        standing = [finding for finding in found if not finding.dropped]
        if not standing:
            return list(found)
        cues, clauses = passage.once(self._read)
        near = [(f, cue_for(f.match, cues, clauses, bool(f.code.partner)) if cues else None) for f in standing]
        if clauses.takes_over:
            named = frozenset().union(*(finding.positions for finding in standing))
            near = [(finding, _ours(finding, cue, cues, clauses, named)) for finding, cue in near]
        for finding, cue in near:
            sentence = passage.sentence
            if cue is None and cues:
                cue = _cue_of_another(finding, near, clauses)
            if cue is None and (told := passage.once(self._told_before)):
                cue, sentence = told
            if cue is None and (beside := passage.once(self._cue_beside)):
                cue, sentence = beside
            finding.status = finding.keyword.status or (cue.cue.effect if cue else self.codebook.default_status)
            finding.dropped = "" if finding.status else (cue.cue.kind if cue else "")
            finding.cue, finding.cue_sentence = cue, sentence
        return list(found)

    def _read(self, passage: Passage) -> tuple[list[CueMatch], Clauses]:
        """The cues of a passage and the clauses that end them."""
        return self._status.read(passage.sentence, passage.hits)

    def _told_before(self, passage: Passage) -> tuple[CueMatch, Sentence] | None:
        """The cue of somebody else in the sentences before, where this one goes on about them."""
        before = passage.preceding
        if before is None or not self._status.goes_on(passage.hits):
            return None
        if (cue := self._status.carried(*before.once(self._read))) is not None:
            return cue, before.sentence
        return before.once(self._told_before)

    def _cue_beside(self, passage: Passage) -> tuple[CueMatch, Sentence] | None:
        return self._cue_above(passage) or self._cue_asked(passage) or self._cue_after(passage)

    def _cue_above(self, passage: Passage) -> tuple[CueMatch, Sentence] | None:
        """A status cue in the heading or list introduction over a passage: "Wensen voor volgend jaar:"."""
        for above in reversed(passage.around):
            if above.block is not passage.block:
                cues, clauses = above.once(self._read)
                found = [cue for cue in cues if cue.cue.effect and cue.cue.scope != "comma"]
                if found and not clauses.borders:  # "Wat bleef, wat verdween" says nothing of a single item
                    return found[0], above.sentence
        return None

    def _cue_asked(self, passage: Passage) -> tuple[CueMatch, Sentence] | None:
        """A cue in a short question that the passage answers: "Onze droom? Een keuken waar buren koken." """
        before = passage.preceding
        if before is None or len(before.sentence.words) > _SHORT_QUESTION or not _asks(before.sentence):
            return None
        found = next((cue for cue in before.once(self._read)[0] if cue.cue.effect), None)
        return (found, before.sentence) if found else None

    def _cue_after(self, passage: Passage) -> tuple[CueMatch, Sentence] | None:
        """A cue in the next sentence, where that only points back: "We hadden een ouderkamer. Die is gestopt." """
        after = passage.following
        if (
            after
            and self._status.points_back(after.hits)
            and not any(not f.dropped for f in self._met(after, self._coding))
        ):
            for cue in after.once(self._read)[0]:
                return (cue, after.sentence) if cue.cue.effect else None
        return None


def _asks(sentence: Sentence) -> bool:
    return sentence.whole[sentence.start : sentence.end].rstrip("’”\"'").endswith("?")


def _ours(
    finding: Finding, cue: CueMatch | None, cues: Sequence[CueMatch], clauses: Clauses, named: frozenset[int]
) -> CueMatch | None:
    """The cue of a finding, unless somebody else's, which a later clause takes over."""
    if cue is None or cue.cue.scope != ACTOR:
        return cue
    if finding.code.partner:  # "DOCK kookt elders; bij ons begeleidt het de huiswerkklas"
        named = frozenset()
    ours = taken_over(finding.match, cues, clauses, named)
    return ours[0] if ours else cue


def _cue_of_another(
    finding: Finding, near: Sequence[tuple[Finding, CueMatch | None]], clauses: Clauses
) -> CueMatch | None:
    """The status cue of another mention of the code: "Wij dromen van een tafel, waar buren samen eten"."""
    for other, cue in near:
        if cue and cue.cue.effect and other.code.key == finding.code.key:
            own, its = finding.positions, other.positions
            if clauses.joints.isdisjoint(range(min(*own, *its) + 1, max(*own, *its) + 1)):
                return cue
    return None


def _failed(conditions: Sequence[Condition], passage: Passage) -> bool:
    for pattern, present, wide in conditions:
        if wide:
            found = any(pattern.present(around.hits) for around in passage.around)
        else:
            found = pattern.present(passage.hits)
        if found != present:
            return True
    return False
