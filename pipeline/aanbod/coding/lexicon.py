"""From a written word to the keyword words it meets, decided once per word type.

A lexeme is one word of a keyword with all of its forms; an atom is one place of a keyword: a set of lexemes, any of
which will do. Forms are expanded when the codebook is compiled, so that meeting a text is a look-up; wildcards are
tried once for each different word, not for each occurrence.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from aanbod.codebook.keywords import Word
from aanbod.coding.sentences import Sentence
from aanbod.dutch.forms import forms
from aanbod.dutch.spelling import fold
from aanbod.dutch.typos import SHORTEST, SHORTEST_NAME, one_error_away

Span = tuple[int, int]  # positions of words in a sentence, half-open
_Key = TypeVar("_Key", str, tuple[str, str])

_LINKS = frozenset({"en", "of", "en/of", "/", "tot", "als"})
_SHORTEST_PART = 3
_SHORTEST_JOINED = 7
_SHORTEST_HEAD = 8  # letters of a word that compounds may end in: a weekendfietscursus is a fietscursus
_QUOTES = "'’‘`-!"
_FURTHEST_SHARED = 6  # words between "taal-" and the word that completes it


class Lexicon:
    """All words of a compiled codebook. Fill it with `atom`, then ask `hits` for each sentence."""

    def __init__(self) -> None:
        self.atoms: list[frozenset[int]] = []
        self.costs: list[int] = []  # how common an atom may be in texts: the lower, the better an anchor
        self._atoms: dict[frozenset[int], int] = {}
        self._lexemes: dict[Word | frozenset[str], int] = {}
        self._forms: dict[str, list[int]] = defaultdict(list)
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._exact_wildcards: list[tuple[re.Pattern[str], int]] = []
        self._prefixes: dict[str, list[int]] = defaultdict(list)
        self._suffixes: dict[str, list[int]] = defaultdict(list)
        self._heads: dict[str, list[int]] = defaultdict(list)
        self._infixes: dict[str, list[int]] = defaultdict(list)
        self._circumfixes: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._seen: dict[str, tuple[int, ...]] = {}

    def atom(self, words: Iterable[Word]) -> int:
        """The number of the atom for these alternative words of a keyword."""
        alternatives = sorted(set(words), key=lambda word: (word.text, word.exact, word.fixed))
        return self._atom([self._lexeme(word) for word in alternatives], [word.text for word in alternatives])

    def atom_of_forms(self, written: Iterable[str]) -> int:
        """The number of the atom for written forms that are complete as they stand."""
        key = frozenset(written)
        if key not in self._lexemes:
            self._lexemes[key] = len(self._lexemes)
            _add(self._forms, sorted(key), self._lexemes[key])
        return self._atom([self._lexemes[key]], key)

    def _atom(self, lexemes: Iterable[int], texts: Iterable[str]) -> int:
        key = frozenset(lexemes)
        if key not in self._atoms:
            self._atoms[key] = len(self.atoms)
            self.atoms.append(key)
            self.costs.append(sum(1000 if len(text) < 4 else 30 if len(text) < 6 else 1 for text in texts))
        return self._atoms[key]

    def _lexeme(self, word: Word) -> int:
        if word not in self._lexemes:
            self._lexemes[word] = len(self._lexemes)
            self._add_word(word, self._lexemes[word])
        return self._lexemes[word]

    def _add_word(self, word: Word, number: int) -> None:
        if word.exact:
            bare = word.text.strip(_QUOTES)
            if "*" in bare:
                self._exact_wildcards.append((re.compile(".*".join(map(re.escape, bare.split("*")))), number))
            else:
                _add(self._exact, [bare], number)
            return

        if word.text.endswith("-"):
            _add(self._forms, [fold(word.text) + "-"], number)
            return

        def shapes(part: str) -> Iterable[str]:
            return {part} if word.fixed else forms(part)

        match [fold(part) for part in word.text.split("*")]:
            case [whole]:
                _add(self._forms, shapes(whole), number)
                if not word.fixed and len(whole) >= _SHORTEST_HEAD:
                    _add(self._heads, shapes(whole), number)
            case [start, ""]:
                _add(self._prefixes, [start], number)
            case ["", end]:
                _add(self._suffixes, shapes(end), number)
            case ["", middle, ""]:
                _add(self._infixes, [middle], number)
            case [start, *_, end]:
                _add(self._circumfixes, [(start, form) for form in (shapes(end) if end else [""])], number)

    def resolve(self, word: str) -> tuple[int, ...]:
        """The lexemes that a word of the text meets."""
        if (known := self._seen.get(word)) is not None:
            return known
        bare = word.strip(_QUOTES)
        key = fold(bare)
        if word[-1] == "-":  # "ouder-" in "ouder- en kindteam" is half a word
            prefixes = [lexeme for cut in range(len(key) + 1) for lexeme in self._prefixes.get(key[:cut], ())]
            return (*self._forms.get(key + "-", ()), *prefixes)
        found = set(self._forms.get(key, ()))
        for part in {bare, bare.rstrip("."), bare.replace(".", ""), *word.split("-")}:
            found.update(self._exact.get(part, ()))
        found.update(lexeme for pattern, lexeme in self._exact_wildcards if pattern.fullmatch(word))
        for cut in range(len(key) + 1):
            found.update(self._prefixes.get(key[:cut], ()))
            found.update(self._suffixes.get(key[cut:], ()))
            if cut >= _SHORTEST_PART:
                found.update(self._heads.get(key[cut:], ()))
        for middle, lexemes in self._infixes.items():
            if middle in key:
                found.update(lexemes)
        for (start, end), lexemes in self._circumfixes.items():
            if key.startswith(start) and key.endswith(end) and len(key) >= len(start) + len(end):
                found.update(lexemes)
        if key not in self._forms and len(key) >= SHORTEST and key.isalpha():
            found.update(lexeme for meant in one_error_away(key) for lexeme in self._forms.get(meant, ()))
        if not found and bare[:1].isupper() and len(bare) >= SHORTEST_NAME and bare.isalpha():
            found.update(lexeme for meant in one_error_away(bare) for lexeme in self._exact.get(meant, ()))
        result = self._seen[word] = tuple(sorted(found))
        return result

    def hits(self, sentence: Sentence) -> "Hits":
        """Every lexeme that the sentence meets, with the positions of its words in order."""
        found: dict[int, list[Span]] = defaultdict(list)
        words = sentence.words
        for position, word in enumerate(words):
            for lexeme in self.resolve(word):
                found[lexeme].append((position, position + 1))
        apart = list(self._written_apart(words, {*sentence.breaks, *sentence.commas, *sentence.brackets}))
        apart += [((position, position + 1), fold(lemma)) for position, lemma in enumerate(sentence.lemmas)]
        for span, key in apart:
            for lexeme in self._forms.get(key, ()):
                if span not in found[lexeme]:
                    found[lexeme].append(span)
        return Hits(self.atoms, found)

    def _written_apart(self, words: Sequence[str], marks: Collection[int]) -> Iterator[tuple[Span, str]]:
        """Compounds in two words (`koffie ochtend`), or with a shared part (`taal- en fietslessen`, `of -lunch`)."""
        for position in range(len(words) - 1):
            left, right = words[position], words[position + 1]
            whole = len(left) >= _SHORTEST_PART and len(right) >= _SHORTEST_PART and left[-1] != "-"
            if whole and len(left) + len(right) >= _SHORTEST_JOINED and position + 1 not in marks:
                yield (position, position + 2), fold(left + right)
            if left[-1] == "-" and len(left) > 1:
                if right.casefold() not in _LINKS and right[0].islower() and position + 1 not in marks:
                    yield (position, position + 2), fold(left + right)  # a hyphen that a line wrap left
                yield from self._shared_end(words, position)
            if right[0] == "-" and len(right) > 1 and left.casefold() in _LINKS and position:
                yield from self._shared_start(words, position + 1)

    def _shared_end(self, words: Sequence[str], position: int) -> Iterator[tuple[Span, str]]:
        for other in range(position + 1, min(position + _FURTHEST_SHARED, len(words))):
            if words[other][-1] == "-" or words[other].casefold() in _LINKS:
                continue
            left, right = fold(words[position]), fold(words[other])
            for cut in range(1, len(right) - _SHORTEST_PART + 1):
                yield (position, position + 1), left + right[cut:]
            return

    def _shared_start(self, words: Sequence[str], position: int) -> Iterator[tuple[Span, str]]:
        left, right = fold(words[position - 2]), fold(words[position])
        for cut in range(_SHORTEST_PART, len(left)):
            yield (position, position + 1), left[:cut] + right


class Hits:
    """What a sentence meets: the spans of an atom are put together when they are asked for."""

    def __init__(self, atoms: Sequence[frozenset[int]], lexemes: dict[int, list[Span]]) -> None:
        self.lexemes = lexemes
        self.answers: dict[object, bool] = {}  # what patterns found out about this sentence
        self._atoms = atoms
        self._spans: dict[int, list[Span]] = {}

    def spans(self, atom: int) -> list[Span]:
        """Where the sentence has one of the atom's words, in order; empty where it has none."""
        known = self._spans.get(atom)
        if known is None:
            met = self.lexemes.keys() & self._atoms[atom]
            known = self._spans[atom] = sorted({span for lexeme in met for span in self.lexemes[lexeme]})
        return known


def _add(table: dict[_Key, list[int]], keys: Iterable[_Key], number: int) -> None:
    for key in keys:
        table[key].append(number)
