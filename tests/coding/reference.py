"""Matching as `codebook/README.md` explains it, word by word and slowly: what the engine's results are held against.

Nothing is indexed here: every word of a sentence is tried against every word of every keyword, and what follows
from every place. Forms of words, tokens and sentences are not what is at stake, so those come from the package.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from string import ascii_lowercase

from aanbod.codebook.keywords import Phrase, Word, WordGroups, parse_keyword
from aanbod.codebook.model import Codebook
from aanbod.coding.sentences import Sentence
from aanbod.dutch.forms import SUFFIXES, forms
from aanbod.dutch.spelling import fold
from aanbod.dutch.typos import DOUBLED, MISSED, WRONG
from aanbod.dutch.verbs import split_verb, verb_forms

Span = tuple[int, int]
Match = tuple[Span, ...]
QUOTES = "'’‘`-!"
LINKS = {"en", "of", "en/of", "/", "tot", "als"}
LONG_HEAD = 8  # letters of a word in which compounds may begin or end
LONG = 6  # letters of a written word that may be meant for another
LONG_PART = 7  # letters of what stands beside a wildcard and is a word too

Word_ = Word | frozenset[str]  # a word of a keyword, or forms that are complete as they stand
Place = frozenset[Word_]  # words of which any will do
Way = tuple[tuple[int, Place], ...]  # (words that may stand between, place)
Found = set[tuple[str, str, str, Match]]  # (code, partner, keyword, words)


class Reference:
    """The keywords of a codebook, tried one by one."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        groups = WordGroups(codebook.word_groups)
        queries = {keyword.text: parse_keyword(keyword.text, groups) for keyword in codebook.all_keywords()}
        self.phrases = {text: _ways(query.phrase) for text, query in queries.items()}
        self.conditions = {
            text: [(_ways(condition.phrase), condition.present, condition.wide) for condition in query.conditions]
            for text, query in queries.items()
        }
        asked = [ways for conditions in self.conditions.values() for ways, _, _ in conditions]
        every = [*self.phrases.values(), *asked]
        self.words = {word: _forms(word) for ways in every for way in ways for _, place in way for word in place}
        self.heads = {word: tuple(own) if _heads(word) else () for word, own in self.words.items()}
        self.forms = frozenset().union(*self.words.values())
        self.some_forms = sorted(self.forms)[::300]
        self._met: dict[str, frozenset[Word_]] = {}

    def found(self, sentence: Sentence, around: Sequence[Sentence]) -> Found:
        """All that the keywords meet in a sentence where conditions and `unless` allow it."""
        met = _Met(self, sentence)
        places = [met if other is sentence else _Met(self, other) for other in around]
        return {
            (code.id, code.partner, keyword.text, match)
            for code in self.codebook.codes
            for masked in [_positions(m for k in code.unless for m in self._matches(k.text, met, places))]
            for keyword in code.keywords
            if not keyword.spacy
            for match in self._matches(keyword.text, met, places)
            if not masked & _positions([match])
        }

    def _matches(self, keyword: str, met: "_Met", around: "Sequence[_Met]") -> set[Match]:
        found = met.phrase(self.phrases[keyword])
        for ways, present, wide in self.conditions[keyword] if found else ():
            if any(place.phrase(ways) for place in (around if wide else [met])) != present:
                return set()
        return found

    def met(self, written: str) -> frozenset[Word_]:
        """The words of keywords that a word of a text meets; each is tried once for each different word."""
        if written not in self._met:
            self._met[written] = frozenset(self._try(written))
        return self._met[written]

    def _try(self, written: str) -> set[Word_]:
        bare = written.strip(QUOTES)
        key = fold(bare)
        met = {word for word, own in self.words.items() if _meets(word, own, self.heads[word], written, bare, key)}
        if written[-1] != "-" and key not in self.forms and len(key) >= LONG and key.isalpha():
            meant = set(one_error_away(key)) & self.forms
            met |= {word for word, own in self.words.items() if meant & own} if meant else set()
        if written[-1] != "-" and not met and bare[:1].isupper() and len(bare) >= LONG and bare.isalpha():
            meant = set(one_error_away(bare))
            met |= {word for word in self.words if isinstance(word, Word) and word.exact and _name(word) in meant}
        return met


class _Met:
    """A sentence, and what its words meet."""

    def __init__(self, reference: Reference, sentence: Sentence) -> None:
        self.words = [reference.met(written) for written in sentence.words]
        self.apart = [
            (span, frozenset(word for word, own in reference.words.items() if key in own))
            for span, key in apart(sentence)
            if key in reference.forms
        ]
        self.apart += [(span, reference.met(whole)) for span, whole in wrapped(sentence)]
        self._spans: dict[Place, list[Span]] = {}

    def phrase(self, ways: Iterable[Way]) -> set[Match]:
        """For each way to read the phrase and each word it may begin with: the nearest words that follow."""
        found = set()
        for way in ways:
            for first in self.spans(way[0][1]):
                if (rest := self.follow(way[1:], first[1])) is not None:
                    found.add((first, *rest))
        return found

    def follow(self, way: Way, end: int) -> Match | None:
        if not way:
            return ()
        gap, place = way[0]
        for span in self.spans(place):
            if end <= span[0] <= end + gap and (rest := self.follow(way[1:], span[1])) is not None:
                return (span, *rest)
        return None

    def spans(self, place: Place) -> list[Span]:
        """Where one place of a keyword finds one of its words, alone or in two."""
        if place not in self._spans:
            alone = {(number, number + 1) for number, met in enumerate(self.words) if met & place}
            self._spans[place] = sorted(alone | {span for span, met in self.apart if met & place})
        return self._spans[place]


def _heads(word: Word_) -> bool:
    """Whether compounds may begin or end in a word of a keyword: weekendfietscursus, verteltassenkast."""
    plain = isinstance(word, Word) and not (word.exact or word.fixed or "*" in word.text or word.text[-1] == "-")
    return plain and len(fold(word.text)) >= LONG_HEAD


def _meets(word: Word_, own: frozenset[str], heads: tuple[str, ...], written: str, bare: str, key: str) -> bool:
    """Whether a word of a text, well spelled, meets a word of a keyword with its own forms."""
    if not isinstance(word, Word):
        return key in own and written[-1] != "-"
    if word.exact:
        if written[-1] == "-":
            return False
        if "*" in word.text:
            return any(pattern.fullmatch(written) for pattern in _patterns(word))
        return _name(word) in {bare, bare.rstrip("."), bare.replace(".", ""), *written.split("-")}
    if "*" in word.text:
        half = written[-1] == "-"
        return _meets_wildcard(word, key, half) or (key in own and not half)
    if written[-1] == "-":  # half a word: "ouder-" in "ouder- en kindteam"
        return key + "-" in own
    if key in own:
        return True
    if key.endswith(heads) and any(key.endswith(form) and len(key) - len(form) >= 3 for form in heads):
        return True
    if not key.startswith(heads) or _ends_in_en(word):  # no heads: nothing begins so
        return False
    rests = (key.removeprefix(form) for form in heads if key.startswith(form))
    return any(len(rest) >= 3 and rest not in SUFFIXES for rest in rests)


def _meets_wildcard(word: Word, key: str, half: bool) -> bool:
    parts = _folded_parts(word)
    if len(parts) == 2 and not parts[1]:
        return key.startswith(parts[0])
    if half:
        return False
    if len(parts) == 3 and not parts[0] and not parts[2]:
        return parts[1] in key
    return any(pattern.fullmatch(key) for pattern in _patterns(word))


@cache
def _ends_in_en(word: Word) -> bool:
    return fold(word.text).endswith("en")


@cache
def _folded_parts(word: Word) -> list[str]:
    return [fold(part) for part in word.text.split("*")]


@cache
def _patterns(word: Word) -> tuple[re.Pattern[str], ...]:
    """What a word with wildcards matches: an exact one as written, another in the forms of its last part."""
    if word.exact:
        return (re.compile(".*".join(map(re.escape, word.text.strip(QUOTES).split("*")))),)
    parts = [fold(part) for part in word.text.split("*")]
    ends = [parts[-1]] if word.fixed or not parts[-1] else sorted(forms(parts[-1]))
    return tuple(re.compile(".*".join(map(re.escape, [*parts[:-1], end]))) for end in ends)


def _name(word: Word) -> str:
    return "" if "*" in word.text else word.text.strip(QUOTES).rstrip(".")


def _positions(matches: Iterable[Match]) -> set[int]:
    return {position for match in matches for span in match for position in range(*span)}


@cache
def _forms(one: Word_) -> frozenset[str]:
    """The written forms of a word of a keyword, folded: of a wildcard those of its part, none of an exact word."""
    if isinstance(one, frozenset):
        return one
    if one.exact:
        return frozenset()
    if "*" in one.text:
        parts = [fold(part) for part in one.text.split("*")]
        part = max(parts, key=len)
        if len(parts) > 2 or all(parts) or len(part) < LONG_PART:
            return frozenset()
        return frozenset({part}) if one.fixed else forms(part)
    if one.text.endswith("-"):
        return frozenset({fold(one.text) + "-"})
    return frozenset({fold(one.text)}) if one.fixed else forms(fold(one.text))


def _parts(word: Word) -> tuple[frozenset[str], ...]:
    """The forms of a separable verb's two parts: finite, infinitive, particle."""
    if word.exact or word.fixed or "*" in word.text or not (parts := split_verb(word.text.casefold())):
        return ()
    return verb_forms(parts[1]), frozenset({parts[1]}), frozenset({parts[0]})


def _ways(phrase: Phrase) -> list[Way]:
    """Every sequence of places that the phrase may be, its brackets written out."""
    return [way for way in _all_ways(phrase) if way]


def _all_ways(phrase: Phrase) -> list[Way]:
    found: list[Way] = [()]
    for step in phrase.steps:
        words = [option for option in step.options if isinstance(option, Word)]
        options: list[Way] = [((0, frozenset(words)),)] if words else []
        for word in words:
            if parts := _parts(word):
                finite, infinitive, particle = (frozenset({part}) for part in parts)
                options.append(((0, finite), (12, particle)))
                options.append(((0, particle), (2, infinitive)))
        for option in step.options:
            if isinstance(option, Phrase):
                options.extend(_all_ways(option))
        here = [((step.gap, way[0][1]), *way[1:]) if way else () for way in options]
        found = [(*before, *way) for before in found for way in here]
    return found


def apart(sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """Words that two words of the sentence are together, or share a part of."""
    words = sentence.words
    marks = {*sentence.commas, *sentence.breaks, *sentence.brackets}
    for position, (left, right) in enumerate(pairwise(words)):
        together = (position, position + 2), fold(left + right)
        long = min(len(left), len(right)) >= 3 and len(left) + len(right) >= 7
        if long and position + 1 not in marks and left[-1] != "-":
            yield together
        if left[-1] == "-" and len(left) > 1:
            whole = [w for w in words[position + 1 : position + 6] if w[-1] != "-" and w.casefold() not in LINKS][:1]
            for shared in map(fold, whole):
                for cut in range(1, len(shared) - 2):
                    yield (position, position + 1), fold(left) + shared[cut:]
        if right[0] == "-" and len(right) > 1 and left.casefold() in LINKS and position:
            before = fold(words[position - 1])
            for cut in range(3, len(before)):
                yield (position + 1, position + 2), before[:cut] + fold(right)


def wrapped(sentence: Sentence) -> Iterator[tuple[Span, str]]:
    """Words in which a line wrap left a hyphen."""
    marks = {*sentence.commas, *sentence.breaks, *sentence.brackets}
    for position, (left, right) in enumerate(pairwise(sentence.words)):
        broken = len(left) > 1 and left[-1] == "-" and right.casefold() not in LINKS and right[0].islower()
        if broken and position + 1 not in marks:
            yield (position, position + 2), left[:-1] + right


def one_error_away(word: str) -> Iterator[str]:
    """Every word that this one may be meant for: a letter too few, too many, wrong, or two changed about.

    The first letter is trusted, and a wrong letter is not looked for in the last two: there it makes another form.
    """
    size = len(word)
    for place in range(1, size + 1):
        before, after = word[:place], word[place:]
        for letter in (
            ascii_lowercase if size + 1 >= MISSED else {before[-1], *after[:1]} if size + 1 >= DOUBLED else ()
        ):
            yield before + letter + after
        if after and size - 1 >= (DOUBLED if after[0] in (before[-1], after[1:2]) else MISSED):
            yield before + after[1:]
        if len(after) > 1 and size >= DOUBLED:
            yield before + after[1] + after[0] + after[2:]
        if len(after) > 2 and size >= WRONG:
            for letter in ascii_lowercase:
                yield before + letter + after[1:]
