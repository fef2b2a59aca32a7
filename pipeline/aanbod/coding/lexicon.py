"""From a written word to the keyword words it meets, decided once per word type.

A lexeme is one word of a keyword with all of its forms; an atom is one place of a keyword: a set of lexemes, any of
which will do. Forms are expanded when the codebook is compiled, so that meeting a text is a look-up; wildcards are
tried once for each different word, not for each occurrence.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from aanbod.dutch.forms import SUFFIXES
from aanbod.dutch.spelling import fold
from aanbod.dutch.typos import SHORTEST, Neighbours

SHORTEST_PART = 3  # letters of a part that completes a compound
QUOTES = "'’‘`-!"
MOST_KNOWN = 20_000  # word types of which is remembered what they meet: then memory is flat however many texts

Table = Mapping[str, Sequence[int]]  # what is written: the lexemes that it meets


@dataclass(frozen=True)
class Tables:
    """Everything that decides which atoms a word meets, as plain data. What is large is text: numbers, or forms."""

    forms: Mapping[str, str]  # lexemes: the forms, folded, that meet just these
    heads: Sequence[int]  # lexemes in which compounds may end
    modifiers: Sequence[int]  # lexemes with which compounds may begin
    exact: Table
    exact_wildcards: Table
    prefixes: Table
    suffixes: Table
    infixes: Table
    circumfixes: Table  # "start*end", "start*middle*end"
    atoms_of: Sequence[str]  # the atoms of each lexeme


class Met:
    """The atoms that a word meets, as numbers and as the bits of one number."""

    __slots__ = ("atoms", "bits")

    def __init__(self, atoms: Iterable[int]) -> None:
        self.atoms = frozenset(atoms)
        self.bits = as_bits(self.atoms)


class Lexicon:
    """The words of a compiled codebook: which atoms a word meets. `Vocabulary` adds the words of a keyword."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.forms: dict[str, str] = {}
        for numbered, forms in tables.forms.items():
            self.forms |= dict.fromkeys(forms.split(" "), numbered)
        self._heads = frozenset(tables.heads)
        self._modifiers = frozenset(tables.modifiers)
        self._circumfixes: dict[str, list[tuple[str, str, Sequence[int]]]] = defaultdict(list)
        for key, lexemes in tables.circumfixes.items():
            start, _, rest = key.partition("*")
            middle, _, end = rest.rpartition("*")
            self._circumfixes[start].append((middle, end, lexemes))
        self._wildcards = [(_pattern(text), lexemes) for text, lexemes in tables.exact_wildcards.items()]
        self._met: dict[tuple[int, ...], Met] = {}

    @cached_property
    def _near_forms(self) -> Neighbours:
        return Neighbours(self.forms)

    @cached_property
    def _near_names(self) -> Neighbours:
        return Neighbours(self._tables.exact)

    def met_by(self, word: str) -> Met:
        """What a word of a text meets."""
        return self._known(self._lexemes(word))

    def met_by_form(self, key: str) -> Met:
        """What a form, folded, meets: no wildcards, compounds or errors."""
        return self._known(self._with_form(key))

    def _known(self, lexemes: Iterable[int]) -> Met:
        """One object for all words that meet the same: what is worked out for it is worked out once."""
        key = tuple(sorted(lexemes))
        if key not in self._met:
            if len(self._met) >= MOST_KNOWN:
                self._met.clear()
            self._met[key] = Met(atom for lexeme in key for atom in numbers(self._tables.atoms_of[lexeme]))
        return self._met[key]

    def _with_form(self, key: str) -> Sequence[int]:
        return numbers(self.forms[key]) if key in self.forms else ()

    def _lexemes(self, word: str) -> set[int]:
        tables = self._tables
        bare = word.strip(QUOTES)
        key = fold(bare)
        starts = [key[:cut] for cut in range(len(key) + 1)]
        found = {lexeme for start in starts for lexeme in tables.prefixes.get(start, ())}
        if word[-1] == "-":  # "ouder-" in "ouder- en kindteam" is half a word
            return found.union(self._with_form(key + "-"))
        found.update(self._with_form(key))
        for part in {bare, bare.rstrip("."), bare.replace(".", ""), *word.split("-")}:
            found.update(tables.exact.get(part, ()))
        for pattern, lexemes in self._wildcards:
            if pattern.fullmatch(word):
                found.update(lexemes)
        for start in starts:
            end = key[len(start) :]
            found.update(tables.suffixes.get(end, ()))
            if end in self.forms and len(start) >= SHORTEST_PART:  # a zomerfietscursus is a fietscursus
                found.update(self._heads.intersection(self._with_form(end)))
            if start in self.forms and len(end) >= SHORTEST_PART and end not in SUFFIXES:
                found.update(self._modifiers.intersection(self._with_form(start)))
            for middle, other_end, lexemes in self._circumfixes.get(start, ()):
                if end.endswith(other_end) and middle in end[: len(end) - len(other_end)]:
                    found.update(lexemes)
        for middle, lexemes in tables.infixes.items():
            if middle in key:
                found.update(lexemes)
        return found | self._misspelled(bare, key, found)

    def _misspelled(self, bare: str, key: str, found: set[int]) -> set[int]:
        """What a long word may be meant for; a name only where nothing else is met."""
        meant: set[int] = set()
        if key not in self.forms and len(key) >= SHORTEST and key.isalpha():
            meant.update(lexeme for form in self._near_forms.near(key) for lexeme in self._with_form(form))
        if not (found or meant) and bare[:1].isupper() and len(bare) >= SHORTEST and bare.isalpha():
            meant.update(lexeme for name in self._near_names.near(bare) for lexeme in self._tables.exact[name])
        return meant


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, text.split("*"))))


def as_bits(atoms: Iterable[int]) -> int:
    """A set of atoms as one number, a bit for each: to look for several at once is one operation."""
    bits = 0
    for atom in atoms:
        bits |= 1 << atom
    return bits


def numbers(text: str) -> list[int]:
    return [int(number) for number in text.split()]
