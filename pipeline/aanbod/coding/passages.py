"""A text as passages: sentences with what they meet, and the sentences around them that conditions look at."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from aanbod.coding.blocks import Block, blocks
from aanbod.coding.hits import Asked, Hits, Reader
from aanbod.coding.language import Dutch
from aanbod.coding.sentences import Sentence, sentences


class Passage(Asked):
    """A sentence of a block. `around` are the passages of its block, and of the heading and introduction over it."""

    __slots__ = ("_hits", "_reader", "around", "block", "following", "preceding", "sentence")

    def __init__(self, sentence: Sentence, block: Block, reader: Reader) -> None:
        super().__init__()
        self.sentence = sentence
        self.block = block
        self.around: list[Passage] = []
        self.following: Passage | None = None
        self.preceding: Passage | None = None
        self._reader = reader
        self._hits: Hits | None = None

    @property
    def hits(self) -> Hits:
        if self._hits is None:
            self._hits = self._reader.hits(self.sentence)
        return self._hits


def passages(text: str, reader: Reader, dutch: Dutch) -> Iterator[Passage]:
    """The passages of a text, in order."""
    by_block: list[list[Passage]] = []
    for block in blocks(text):
        found = sentences(text, block.start, block.end, _lemmas(text, block, dutch), reader.abbreviations)
        own = [Passage(sentence, block, reader) for sentence in found]
        above = [by_block[number] for number in (block.heading, block.intro) if number is not None]
        around = [passage for group in (*above, own) for passage in group]
        for passage in own:
            passage.around = around
        for passage, following in pairwise(own):
            passage.following = following
            following.preceding = passage
        by_block.append(own)
        yield from own


def spans(text: str, reader: Reader) -> list[tuple[int, int]]:
    """Start and end of every passage that may be coded, in order: a heading tells of no offer by itself."""
    return [
        (sentence.start, sentence.end)
        for block in blocks(text)
        if block.kind != "heading"
        for sentence in sentences(text, block.start, block.end, None, reader.abbreviations)
    ]


def _lemmas(text: str, block: Block, dutch: Dutch) -> Mapping[int, str]:
    """The lemma of each word by its offset, where a trained pipeline tells."""
    if not dutch.trained:
        return {}
    return {block.start + token.idx: token.lemma_ for token in dutch.nlp(text[block.start : block.end])}
