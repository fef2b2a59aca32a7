"""The sentences of transcripts, with what the codebook already knows of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from aanbod.coding.coder import RuleCoder
from aanbod.coding.sentences import Sentence
from aanbod.model import Transcript

_NOT_MET = ("condition", "unless")  # the words are there, but not what the keyword asks around them
_OPENS = re.compile(r"[:‘“\"«?!.…–]|(?:^|\s)['`]")


@dataclass(frozen=True, eq=False)
class Line:
    """A sentence of a transcript. Positions are those of its words.

    `partners` are the words of each known partner, `codes` those of each other code, with its label and
    keyword;
    `met` are all words that any
    keyword met, coded or not; `coded` says whether any coding stands.
    """

    transcript: Transcript
    sentence: Sentence
    partners: tuple[tuple[frozenset[int], str], ...]
    codes: tuple[tuple[frozenset[int], tuple[str, str]], ...]
    met: frozenset[int]
    coded: bool

    @cached_property
    def initial(self) -> frozenset[int]:
        """Positions where a capital says nothing: where the sentence or a quote begins."""
        found: set[int] = set()
        for number in range(len(self.words)):
            behind_number = number - 1 in found and not self.words[number - 1][0].isalpha()
            if number == 0 or behind_number or _OPENS.search(self.gap(number)):
                found.add(number)
        return frozenset(found)

    @property
    def words(self) -> list[str]:
        return self.sentence.words

    @property
    def quote(self) -> str:
        return self.transcript.text[self.sentence.start : self.sentence.end]

    def gap(self, position: int) -> str:
        """What stands right before a word, from the word before it (or the sentence's beginning) on."""
        left = self.sentence.ends[position - 1] if position else self.sentence.start
        right = self.sentence.starts[position] if position < len(self.words) else self.sentence.end
        return self.transcript.text[left:right]

    def written(self, start: int, end: int) -> str:
        """The words from one position to another as the text has them."""
        return " ".join(self.transcript.text[self.sentence.starts[start] : self.sentence.ends[end - 1]].split())


def read_lines(transcript: Transcript, coder: RuleCoder) -> Iterator[Line]:
    """The sentences of a transcript, but for headings; sentences all in capitals are left out."""
    for sentence, findings in coder.by_sentence(transcript.text):
        if not any(letter.islower() for word in sentence.words for letter in word):
            continue
        standing = [finding for finding in findings if finding.dropped not in _NOT_MET]
        yield Line(
            transcript=transcript,
            sentence=sentence,
            partners=tuple((f.positions, f.code.partner) for f in standing if f.code.partner),
            codes=tuple((f.positions, (f.code.label, f.keyword.text)) for f in standing if not f.code.partner),
            met=frozenset(position for finding in findings for position in finding.positions),
            coded=any(not finding.dropped for finding in findings),
        )
