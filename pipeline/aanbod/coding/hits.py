"""What a sentence meets: for each of its words the atoms of the codebook, looked up once per word type."""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from itertools import compress, pairwise
from operator import or_
from typing import Any, Self, TypeVar

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


class _Type:
    """A word type: what it meets, and its key where a form is written with it to the left of others, else ''."""

    __slots__ = ("hyphen", "left", "met", "right")

    def __init__(self, word: str, lexicon: Lexicon) -> None:
        part = fold(word) if len(word) >= SHORTEST_PART else ""
        self.met = lexicon.met_by(word)
        self.left = part if part and word[-1] != "-" and lexicon.begins_form(part) else ""
        self.right = part
        self.hyphen = len(word) > 1 and "-" in (word[0], word[-1])


class Reader:
    """Reads sentences; knows every word type that it has read lately."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.abbreviations = frozenset(lexicon.abbreviations)
        self._types: Recent[str, _Type] = Recent(lambda word: _Type(word, lexicon), _MOST_TYPES)

    def hits(self, sentence: Sentence) -> "Hits":
        """What the sentence meets, word by word and in words taken together."""
        known, forms = self._types, self._lexicon.forms
        types = [known[word] for word in sentence.words]
        apart: list[tuple[Met, Span]] = []
        for position, (left, right) in enumerate(pairwise(types)):
            if (left.left and right.right and left.left + right.right in forms) or left.hyphen or right.hyphen:
                apart.extend(self._apart(sentence, position))
        for position, lemma in enumerate(sentence.lemmas):
            apart.append((self._lexicon.met_by_form(fold(lemma)), (position, position + 1)))
        return Hits([known.met for known in types], apart, self._lexicon.octets)

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

    __slots__ = ("_apart", "_known", "_rows", "_spans", "octets", "places")

    def __init__(self, words: list[Met], apart: list[tuple[Met, Span]], octets: int) -> None:
        super().__init__()
        spans = _SPANS if len(words) <= _MANY else [*pairwise(range(len(words) + 1))]
        self._apart = bool(apart)
        if apart:
            spans = [*spans[: len(words)], *(span for _, span in apart)]
            words = [*words, *(met for met, _ in apart)]
        self.places = [*zip(words, spans, strict=False)]  # what is met, and where
        self.octets = reduce(or_, [met.bits for met in words], 0).to_bytes(octets, "little")
        self._spans = spans
        self._rows: list[bytes] = []  # the octets of each word
        self._known: dict[int, list[Span]] = {}

    def spans(self, atom: int) -> list[Span]:
        """Where the sentence has one of the words of an atom, in order."""
        known = self._known.get(atom)
        if known is None:
            if not self._rows:
                self._rows = [met.octets for met, _ in self.places]
            octet, value = atom >> 3, 1 << (atom & 7)
            known = [*compress(self._spans, [row[octet] & value for row in self._rows])]
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
