"""The coder: what the rules of a codebook find in a text, and why it counts or does not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from aanbod.codebook.keywords import KeywordError
from aanbod.codebook.model import Code, Codebook, Keyword
from aanbod.coding.blocks import Block, blocks
from aanbod.coding.experts import ExpertRules
from aanbod.coding.findings import Finding, coding_of, without_doubles, without_nested_partners, yielded
from aanbod.coding.language import Dutch
from aanbod.coding.lexicon import Hits, Lexicon
from aanbod.coding.patterns import Compiler, Rule, RuleIndex
from aanbod.coding.sentences import Sentence, sentences
from aanbod.coding.status import CueMatch, StatusRules, cue_for
from aanbod.errors import Fault, FaultsError
from aanbod.model import Coding


class _Passage:
    """A sentence with what it meets, and the sentences around it that conditions may look at."""

    def __init__(self, sentence: Sentence, block: Block, hits: Hits) -> None:
        self.sentence = sentence
        self.block = block
        self.hits = hits
        self.around: list[_Passage] = []
        self.following: _Passage | None = None


class RuleCoder:
    """Codes texts by the keywords of a codebook. Compile once, use for many texts."""

    def __init__(self, codebook: Codebook, dutch: Dutch) -> None:
        self.codebook = codebook
        self._dutch = dutch
        self._lexicon = Lexicon()
        compiler = Compiler(self._lexicon, codebook.word_groups)
        _refuse_unusable(codebook, compiler)
        self._status = StatusRules(codebook, compiler)
        self._unless = {
            code.key: [compiler.rule(keyword.text) for keyword in code.unless] for code in codebook.codes if code.unless
        }
        self._rules: list[tuple[Code, Keyword, Rule]] = []
        self._index = RuleIndex()
        for code in codebook.codes:
            for keyword in (keyword for keyword in code.keywords if not keyword.spacy):
                rule = compiler.rule(keyword.text)
                self._index.add(rule)
                self._rules.append((code, keyword, rule))
        self._experts = ExpertRules(codebook.codes, dutch)

    @property
    def pipeline_name(self) -> str:
        """The spaCy pipeline and its version, as it stands in the record of a run."""
        meta = self._dutch.nlp.meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}" if self._dutch.trained else "blank"

    def code(self, text: str) -> list[Coding]:
        """The codings of a text, sorted; at most one for each passage, code, partner and status."""
        best: dict[tuple[int, int, str, str, str], Coding] = {}
        for finding in self.findings(text):
            if not finding.dropped:
                coding = coding_of(text, finding)
                best.setdefault(coding.sort_key, coding)
        return [best[key] for key in sorted(best)]

    def findings(self, text: str) -> Iterator[Finding]:
        """Everything that a keyword met, coded or dropped, in the order of the text."""
        for _, found in self.by_sentence(text):
            yield from found

    def by_sentence(self, text: str) -> Iterator[tuple[Sentence, list[Finding]]]:
        """The same for each sentence; headings and questions tell of no offer by themselves."""
        for passage in self._passages(text):
            if passage.block.kind != "heading":
                found = [*self._met(passage), *self._experts.met(text, passage.sentence)]
                if text[passage.sentence.start : passage.sentence.end].rstrip("’”\"'").endswith("?"):
                    found = [replace(finding, dropped=finding.dropped or "question") for finding in found]
                judged = list(self._judge(passage, without_nested_partners(yielded(found))))
                yield passage.sentence, without_doubles(judged)

    def _passages(self, text: str) -> list[_Passage]:
        found: list[_Passage] = []
        by_block: list[list[_Passage]] = []
        for block in blocks(text):
            own = [_Passage(s, block, self._lexicon.hits(s)) for s in sentences(text, block, self._dutch)]
            above = [by_block[number] for number in (block.heading, block.intro) if number is not None]
            around = [passage for group in (*above, own) for passage in group]
            for passage in own:
                passage.around = around
            for passage, following in pairwise(own):
                passage.following = following
            by_block.append(own)
            found.extend(own)
        return found

    def _met(self, passage: _Passage) -> list[Finding]:
        found: list[Finding] = []
        for number in self._index.candidates(passage.hits):
            code, keyword, rule = self._rules[number]
            if matches := list(rule.pattern.matches(passage.hits)):
                failed = _failed_condition(rule, passage)
                masks = self._masks(code, passage.hits)
                for match in matches:
                    finding = Finding(code, keyword, passage.sentence, match)
                    if failed:
                        finding = replace(finding, dropped="condition")
                    elif any(finding.positions & mask for mask in masks):
                        finding = replace(finding, dropped="unless")
                    found.append(finding)
        return found

    def _masks(self, code: Code, hits: Hits) -> list[frozenset[int]]:
        return [
            frozenset(position for start, end in match for position in range(start, end))
            for rule in self._unless.get(code.key, ())
            for match in rule.pattern.matches(hits)
        ]

    def _judge(self, passage: _Passage, found: Sequence[Finding]) -> Iterator[Finding]:
        """Give each finding its status, or the reason why there is none."""
        cues: list[CueMatch] | None = None
        borders: frozenset[int] = frozenset()
        for finding in found:
            if finding.dropped:
                yield finding
                continue
            if cues is None:
                cues = self._status.cues(passage.hits)
                borders = self._status.borders(passage.sentence, passage.hits)
            cue, cue_sentence = cue_for(finding.match, cues, borders, passage.sentence.commas), passage.sentence
            if cue is None and (beside := self._cue_above(passage) or self._cue_after(passage)):
                cue, cue_sentence = beside
            status = finding.keyword.status or (cue.cue.effect if cue else self.codebook.default_status)
            dropped = "" if status else (cue.cue.kind if cue else "")
            yield replace(finding, status=status, cue=cue, cue_sentence=cue_sentence, dropped=dropped)

    def _cue_above(self, passage: _Passage) -> tuple[CueMatch, Sentence] | None:
        """A status cue in the heading or list introduction over a passage: "Wensen voor volgend jaar:"."""
        for above in reversed(passage.around):
            introduces = above.block is not passage.block
            if introduces and (cues := [cue for cue in self._status.cues(above.hits) if cue.cue.effect]):
                return cues[0], above.sentence
        return None

    def _cue_after(self, passage: _Passage) -> tuple[CueMatch, Sentence] | None:
        """A cue in the next sentence, where that only points back: "We hadden een ouderkamer. Die is gestopt." """
        after = passage.following
        if after and self._status.points_back(after.hits) and not any(not f.dropped for f in self._met(after)):
            for cue in self._status.cues(after.hits):
                return (cue, after.sentence) if cue.cue.effect else None
        return None


def _refuse_unusable(codebook: Codebook, compiler: Compiler) -> None:
    """Keywords that read well may still match everything or multiply too far: FaultsError names them all."""
    faults = []
    for keyword in codebook.all_keywords():
        try:
            compiler.rule(keyword.text)
        except KeywordError as error:
            message = f"keyword `{keyword.text}`: {error}"
            faults.append(Fault(keyword.file, keyword.line, "", message, "see codebook/README.md for the syntax"))
    if faults:
        raise FaultsError("the codebook has keywords that cannot be used", faults)


def _failed_condition(rule: Rule, passage: _Passage) -> bool:
    for pattern, present, wide in rule.conditions:
        places = [around.hits for around in passage.around] if wide else [passage.hits]
        if any(pattern.present(hits) for hits in places) != present:
            return True
    return False
