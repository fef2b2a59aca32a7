"""What a sentence meets: for each of its words the atoms of the codebook, looked up once per word type."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import compress, pairwise
from operator import or_
from typing import Any, NamedTuple, Self, TypeVar

from aanbod.coding.lexicon import SHORTEST_PART, Lexicon, Met
from aanbod.coding.recent import Recent
from aanbod.coding.sentences import Sentence
from aanbod.dutch.spelling import fold

Span = tuple[int, int]  # positions of words in a sentence, half-open
_Answer = TypeVar("_Answer")

_LINKS = frozenset({"en", "of", "en/of", "/", "tot", "als"})
_SHORTEST_JOINED = 7
_FURTHEST_SHARED = 6  # words between "taal-" and the word that completes it
_MOST_TYPES = 16_000  # small, and costly to work out
_MANY = 100  # words
_SPANS: list[Span] = [*pairwise(range(_MANY + 1))]  # made once
_HAS_BIT = [bytes(octet >> bit & 1 for octet in range(256)) for bit in range(8)]  # for `bytes.translate`


class _Type(NamedTuple):
    """A word type: what it meets, and its key where it may be half of a compound that is written apart, else ''."""

    met: Met
    left: str
    right: str


class Reader:
    """Reads sentences; knows every word type that it has read lately."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.abbreviations = frozenset(lexicon.abbreviations)
        self._types: Recent[str, _Type] = Recent(self._type, _MOST_TYPES)

    def hits(self, sentence: Sentence) -> "Hits":
        """What the sentence meets, word by word and in words taken together."""
        known = self._types
        met, lefts, rights = zip(*[known[word] for word in sentence.words], strict=True)
        apart: list[tuple[Met, Span]] = []
        if sentence.whole.find("-", sentence.start, sentence.end) >= 0:
            positions: Iterable[int] = range(len(met) - 1)
        else:
            forms = self._lexicon.forms
            halves = enumerate(zip(lefts, rights[1:], strict=False))
            positions = [position for position, (left, right) in halves if left and right and left + right in forms]
        for position in positions:
            apart.extend(self._apart(sentence, position))
        for position, lemma in enumerate(sentence.lemmas):
            apart.append((self._lexicon.met_by_form(fold(lemma)), (position, position + 1)))
        return Hits(met, apart, self._lexicon.octets)

    def _type(self, word: str) -> _Type:
        part = fold(word) if len(word) >= SHORTEST_PART else ""
        left = part if part and word[-1] != "-" and self._lexicon.begins_form(part) else ""
        return _Type(self._lexicon.met_by(word), left, part)

    def _apart(self, sentence: Sentence, position: int) -> Iterator[tuple[Met, Span]]:
        for span, key in _written_apart(sentence, position):
            if key in self._lexicon.forms:
                yield self._lexicon.met_by_form(key), span
        if _wrapped(sentence, position):
            whole = sentence.words[position][:-1] + sentence.words[position + 1]
            yield self._types[whole].met, (position, position + 2)


class Asked:
    """Something of which many rules ask the same: each answer is worked out once."""

    __slots__ = ("_answers",)

    def __init__(self) -> None:
        self._answers: dict[object, Any] = {}

    def once(self, question: "Callable[[Self], _Answer]") -> _Answer:
        """What the question, a function or method, says of this."""
        answers = self._answers
        if question not in answers:
            answers[question] = question(self)
        answer: _Answer = answers[question]
        return answer


class Hits(Asked):
    """What a sentence meets. `octets` has a bit for each of its atoms; where they stand is worked out when asked."""

    __slots__ = ("_apart", "_known", "_rows", "_spans", "octets", "words")

    def __init__(self, words: Sequence[Met], apart: list[tuple[Met, Span]], octets: int) -> None:
        super().__init__()
        spans = _SPANS if len(words) <= _MANY else [*pairwise(range(len(words) + 1))]
        self._apart = bool(apart)
        if apart:
            spans = [*spans[: len(words)], *(span for _, span in apart)]
            words = [*words, *(met for met, _ in apart)]
        self.words = words
        always = 128 << 8 * (octets - 1)  # the last bit is no atom's: it stands for those that a rule does not need
        self.octets = reduce(or_, [met.bits for met in words], always).to_bytes(octets, "little")
        self._spans = spans
        self._rows = b""  # the octets of each word, one after the other
        self._known: dict[int, list[Span]] = {}

    def spans(self, atom: int) -> list[Span]:
        """Where the sentence has one of the words of an atom, in order."""
        known = self._known.get(atom)
        if known is None:
            if not self._rows:
                self._rows = b"".join([met.octets for met in self.words])
            column = self._rows[atom >> 3 :: len(self.octets)].translate(_HAS_BIT[atom & 7])
            known = [*compress(self._spans, column)]
            self._known[atom] = known = sorted({*known}) if self._apart else known
        return known


def _written_apart(sentence: Sentence, position: int) -> Iterator[tuple[Span, str]]:
    """Compounds in two words (`koffie ochtend`), or with a shared part (`taal- en fietslessen`, `of -lunch`)."""
    words = sentence.words
    left, right = words[position], words[position + 1]
    whole = len(left) >= SHORTEST_PART and len(right) >= SHORTEST_PART and left[-1] != "-"
    if whole and len(left) + len(right) >= _SHORTEST_JOINED and not _marked(sentence, position + 1):
        yield (position, position + 2), fold(left + right)
    if left[-1] == "-" and len(left) > 1:
        yield from _shared_end(words, position)
    if right[0] == "-" and len(right) > 1 and left.casefold() in _LINKS and position:
        yield from _shared_start(words, position + 1)


def _wrapped(sentence: Sentence, position: int) -> bool:
    """Whether a line wrap left a hyphen in a word: "ouderka- mer"."""
    left, right = sentence.words[position], sentence.words[position + 1]
    broken = len(left) > 1 and left[-1] == "-" and right[0].islower() and right.casefold() not in _LINKS
    return broken and not _marked(sentence, position + 1)


def _marked(sentence: Sentence, position: int) -> bool:
    return position in sentence.commas or position in sentence.breaks or position in sentence.brackets


def _shared_end(words: Sequence[str], position: int) -> Iterator[tuple[Span, str]]:
    for other in range(position + 1, min(position + _FURTHEST_SHARED, len(words))):
        if words[other][-1] == "-" or words[other].casefold() in _LINKS:
            continue
        left, right = fold(words[position]), fold(words[other])
        for cut in range(1, len(right) - SHORTEST_PART + 1):
            yield (position, position + 1), left + right[cut:]
        return


def _shared_start(words: Sequence[str], position: int) -> Iterator[tuple[Span, str]]:
    left, right = fold(words[position - 2]), fold(words[position])
    for cut in range(SHORTEST_PART, len(left)):
        yield (position, position + 1), left[:cut] + right
