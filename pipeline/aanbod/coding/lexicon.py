"""From a written word to the keyword words it meets, decided once per word type.

An atom is one place of a keyword: a set of alternative words. Their forms are expanded when the codebook is compiled,
so that meeting a text is a look-up; wildcards are tried once for each different word, not for each occurrence.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from aanbod.codebook.keywords import Word
from aanbod.coding.sentences import Sentence
from aanbod.dutch.forms import forms
from aanbod.dutch.spelling import fold

Span = tuple[int, int]  # positions of words in a sentence, half-open
Hits = dict[int, list[Span]]
_Key = TypeVar("_Key", str, tuple[str, str])

_LINKS = frozenset({"en", "of", "en/of", "/", "tot", "als"})
_SHORTEST_PART = 3
_SHORTEST_JOINED = 7
_QUOTES = "'’‘`-!"


class Lexicon:
    """All atoms of a compiled codebook. Fill it with `atom`, then ask `hits` for each sentence."""

    def __init__(self) -> None:
        self._atoms: dict[frozenset[Word] | frozenset[str], int] = {}
        self._forms: dict[str, list[int]] = defaultdict(list)
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._exact_wildcards: list[tuple[re.Pattern[str], int]] = []
        self._prefixes: dict[str, list[int]] = defaultdict(list)
        self._suffixes: dict[str, list[int]] = defaultdict(list)
        self._infixes: dict[str, list[int]] = defaultdict(list)
        self._circumfixes: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._seen: dict[str, tuple[int, ...]] = {}
        self.sizes: list[int] = []  # how many forms an atom has: the fewer, the better an anchor

    def atom(self, words: Iterable[Word]) -> int:
        """The number of the atom for these alternative words of a keyword."""
        key = frozenset(words)
        number, new = self._number(key)
        if new:
            for word in sorted(key, key=lambda word: (word.text, word.exact)):
                self._add_word(word, number)
        return number

    def atom_of_forms(self, written: Iterable[str]) -> int:
        """The number of the atom for written forms that are complete as they stand."""
        key = frozenset(written)
        number, new = self._number(key)
        if new:
            self._add(self._forms, sorted(key), number)
        return number

    def _number(self, key: frozenset[Word] | frozenset[str]) -> tuple[int, bool]:
        if key in self._atoms:
            return self._atoms[key], False
        number = self._atoms[key] = len(self._atoms)
        self.sizes.append(0)
        return number, True

    def _add_word(self, word: Word, number: int) -> None:
        if word.exact:
            bare = word.text.strip(_QUOTES)
            if "*" in bare:
                self._exact_wildcards.append((re.compile(".*".join(map(re.escape, bare.split("*")))), number))
            else:
                self._add(self._exact, [bare], number)
            return
        parts = [fold(part) for part in word.text.split("*")]
        match parts:
            case [whole]:
                self._add(self._forms, forms(whole), number)
            case [start, ""]:
                self._add(self._prefixes, [start], number)
            case ["", end]:
                self._add(self._suffixes, forms(end), number)
            case ["", middle, ""]:
                self._add(self._infixes, [middle], number)
            case [start, *_, end]:
                ends = forms(end) if end else [""]
                self._add(self._circumfixes, [(start, form) for form in ends], number)

    def _add(self, table: dict[_Key, list[int]], keys: Iterable[_Key], number: int) -> None:
        for key in keys:
            if number not in table[key]:
                table[key].append(number)
                self.sizes[number] += 1

    def resolve(self, word: str) -> tuple[int, ...]:
        """The atoms that a word of the text meets."""
        if (known := self._seen.get(word)) is not None:
            return known
        key = fold(word)
        found = set(self._forms.get(key, ()))
        for part in {word.strip(_QUOTES), *word.split("-")}:
            found.update(self._exact.get(part, ()))
        found.update(atom for pattern, atom in self._exact_wildcards if pattern.fullmatch(word))
        for cut in range(len(key) + 1):
            found.update(self._prefixes.get(key[:cut], ()))
            found.update(self._suffixes.get(key[cut:], ()))
        for middle, atoms in self._infixes.items():
            if middle in key:
                found.update(atoms)
        for (start, end), atoms in self._circumfixes.items():
            if key.startswith(start) and key.endswith(end) and len(key) >= len(start) + len(end):
                found.update(atoms)
        result = self._seen[word] = tuple(sorted(found))
        return result

    def hits(self, sentence: Sentence) -> Hits:
        """Every atom that the sentence meets, with the positions of its words in order."""
        found: dict[int, set[Span]] = defaultdict(set)
        words = sentence.words
        for position, word in enumerate(words):
            for atom in self.resolve(word):
                found[atom].add((position, position + 1))
        for position, lemma in enumerate(sentence.lemmas):
            for atom in self._forms.get(fold(lemma), ()):
                found[atom].add((position, position + 1))
        for span, key in self._written_apart(words):
            for atom in self._forms.get(key, ()):
                found[atom].add(span)
        return {atom: sorted(spans) for atom, spans in found.items()}

    def _written_apart(self, words: Sequence[str]) -> Iterable[tuple[Span, str]]:
        """Compounds in two words (`koffie ochtend`), or with a shared part (`taal- en fietslessen`, `of -lunch`)."""
        for position in range(len(words) - 1):
            left, right = words[position], words[position + 1]
            if len(left) >= _SHORTEST_PART and len(right) >= _SHORTEST_PART and left[-1] != "-":
                key = fold(left + right)
                if len(key) >= _SHORTEST_JOINED:
                    yield (position, position + 2), key
            if left[-1] == "-" and len(left) > 1:
                yield from self._shared_end(words, position)
            if right[0] == "-" and len(right) > 1 and left.casefold() in _LINKS and position:
                yield from self._shared_start(words, position + 1)

    def _shared_end(self, words: Sequence[str], position: int) -> Iterable[tuple[Span, str]]:
        for other in range(position + 1, min(position + 6, len(words))):
            if words[other][-1] == "-" or words[other].casefold() in _LINKS:
                continue
            left, right = fold(words[position]), fold(words[other])
            for cut in range(1, len(right) - _SHORTEST_PART + 1):
                yield (position, position + 1), left + right[cut:]
            return

    def _shared_start(self, words: Sequence[str], position: int) -> Iterable[tuple[Span, str]]:
        left, right = fold(words[position - 2]), fold(words[position])
        for cut in range(_SHORTEST_PART, len(left)):
            yield (position, position + 1), left[:cut] + right
