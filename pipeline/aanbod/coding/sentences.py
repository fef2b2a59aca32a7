"""The sentences of a block as words with their offsets: what keywords are matched on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from aanbod.coding.blocks import Block
from aanbod.coding.language import Dutch

_ENDS = frozenset(".!?…") | {"...", "..", "?!", "!!", "!?"}
_CLOSERS = frozenset("'\"’”)»]‘`")
_BULLETS = frozenset("●•▪‣")
_LABEL_MARKS = frozenset(":–—-")
_BREAKS = _LABEL_MARKS | {";"}
_BRACKETS = frozenset("()")
_LONGEST_LABEL = 6  # words before a colon or dash that name what the rest tells of
_ABBREVIATIONS = frozenset(
    f"{word}."
    for word in (
        *("bijv", "blz", "bv", "ca", "dhr", "dr", "drs", "dwz", "enz", "etc", "evt", "excl", "incl", "ing", "ir", "jl"),
        *("max", "mevr", "min", "mr", "mw", "nl", "nr", "nrs", "pag", "prof", "resp", "st", "tel", "vgl", "vnl", "zgn"),
        *("jan", "feb", "mrt", "apr", "aug", "sep", "sept", "okt", "nov", "dec"),
    )
)
_ABBREVIATION = 3  # letters


@dataclass(frozen=True)
class Sentence:
    """Words of one sentence; `starts` and `ends` are offsets in the whole text, `lemmas` is empty without a model.

    `breaks` are the positions of words that follow on a strong mark (; : –), `commas` those after a comma, `brackets`
    those after a bracket.
    """

    start: int
    end: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    breaks: tuple[int, ...]
    commas: tuple[int, ...]
    brackets: tuple[int, ...] = ()
    lemmas: tuple[str, ...] = ()


def sentences(text: str, block: Block, dutch: Dutch) -> Iterator[Sentence]:
    """The sentences of a block, in order; together they hold every word of it."""
    piece = text[block.start : block.end]
    doc = dutch.nlp(piece) if dutch.trained else dutch.nlp.make_doc(piece)
    tokens = [(token.text, block.start + token.idx) for token in doc]
    lemmas = [token.lemma_ for token in doc] if dutch.trained else []
    first = 0
    attached = [start == before + len(word) for (word, before), (_, start) in pairwise(tokens)]
    for last in _boundaries([word for word, _ in tokens], [False, *attached]):
        if sentence := _sentence(tokens[first:last], lemmas[first:last]):
            yield sentence
        first = last


def _boundaries(words: list[str], attached: list[bool]) -> Iterator[int]:
    """Where sentences end: after a final mark and its closing quotes, before a capital, digit or opening quote.

    A straight quote closes what it is attached to; behind a space it opens the next sentence.
    """
    position, size = 0, len(words)
    while position < size:
        word = words[position]
        position += 1
        if word in _BULLETS and position > 1:
            yield position - 1
        elif (word in _ENDS and not (word == "." and _abbreviates(words, position - 2))) or _ends_in_point(word):
            while position < size and words[position] in _CLOSERS and attached[position]:
                position += 1
            if position < size and _may_begin(words[position]):
                yield position
    yield size


def _ends_in_point(word: str) -> bool:
    """A word whose point the tokenizer took for that of an abbreviation: `po.`, `dat.`, `best.` end sentences here."""
    return word[-1] == "." and word.count(".") == 1 and len(word) > 1 and word.casefold() not in _ABBREVIATIONS


def _abbreviates(words: list[str], before: int) -> bool:
    """An initial ("J. Bos"), or a short word before a number ("kl. 2")."""
    if before < 0:
        return False
    word, following = words[before], words[before + 2 : before + 3]
    numbered = bool(following) and following[0][0].isdigit() and len(word) <= _ABBREVIATION and word.islower()
    return numbered or (len(word) == 1 and word.isupper())


def _may_begin(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit() or word[0] in "‘“\"'(-–[" or word.isspace() or word in _BULLETS


def _sentence(tokens: list[tuple[str, int]], lemmas: list[str]) -> Sentence | None:
    words: list[str] = []
    starts: list[int] = []
    kept: list[str] = []
    breaks: list[int] = []
    commas: list[int] = []
    brackets: list[int] = []
    for number, (word, start) in enumerate(tokens):
        if any(letter.isalnum() for letter in word) or word == "&":
            words.append(word)
            starts.append(start)
            kept.extend(lemmas[number : number + 1])
        elif word in _BREAKS:
            # "Ouderkamer: gestopt" and "Bijles – gestopt – geen docenten" are one clause
            if word not in _LABEL_MARKS or len(words) > _LONGEST_LABEL:
                breaks.append(len(words))
        elif word in _BRACKETS:
            brackets.append(len(words))
        elif word == ",":
            commas.append(len(words))
    if not words:
        return None
    solid = [(word, start) for word, start in tokens if not word.isspace()]
    while solid and solid[0][0] in _BULLETS:
        solid.pop(0)
    return Sentence(
        start=solid[0][1],
        end=solid[-1][1] + len(solid[-1][0]),
        words=tuple(words),
        starts=tuple(starts),
        ends=tuple(start + len(word) for word, start in zip(words, starts, strict=True)),
        breaks=tuple(breaks),
        commas=tuple(commas),
        brackets=tuple(brackets),
        lemmas=tuple(kept),
    )
