"""The words of keywords, numbered while a codebook is compiled, with all forms in which texts may have them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from aanbod.codebook.keywords import Word
from aanbod.coding.lexicon import QUOTES, Tables, as_text
from aanbod.dutch.forms import forms
from aanbod.dutch.spelling import fold
from aanbod.dutch.typos import back_to_front

_SHORTEST_PART = 7  # letters of a wildcard's part that is a word by itself
_SHORTEST_COMPOUNDING = 8  # letters of a word that compounds may begin or end in: weekendfietscursus, verteltassenkast

_Lexemes = dict[str, list[int]]


class Vocabulary:
    """Fill it with `atom`, then ask for its `tables`. A lexeme is a word with its forms, an atom any of several."""

    def __init__(self, first: int = 0) -> None:
        """`first` is the number of the first lexeme."""
        self._first = first
        self.atoms: list[list[int]] = []  # the lexemes of each
        self._atoms: dict[frozenset[int], int] = {}
        self._lexemes: dict[Word | frozenset[str], int] = {}
        self._heads: list[int] = []
        self._modifiers: list[int] = []
        self._forms: _Lexemes = defaultdict(list)
        self._exact: _Lexemes = defaultdict(list)
        self._exact_wildcards: _Lexemes = defaultdict(list)
        self._prefixes: _Lexemes = defaultdict(list)
        self._suffixes: _Lexemes = defaultdict(list)
        self._infixes: _Lexemes = defaultdict(list)
        self._circumfixes: _Lexemes = defaultdict(list)

    def tables(self, order: Sequence[int], first: int = 0) -> Tables:
        """What meets what, with the atoms numbered in this order."""
        atoms_of: list[list[int]] = [[] for _ in self._lexemes]
        for number, atom in enumerate(order, first):
            for lexeme in self.atoms[atom]:
                atoms_of[lexeme - self._first].append(number)
        return Tables(
            forms={form: as_text(self._forms[form]) for form in sorted(self._forms)},
            backwards=sorted(back_to_front(self._forms)),
            heads=self._heads,
            modifiers=self._modifiers,
            exact=self._exact,
            exact_wildcards=self._exact_wildcards,
            prefixes=self._prefixes,
            suffixes=self._suffixes,
            infixes=self._infixes,
            circumfixes=self._circumfixes,
            atoms_of=[as_text(atoms) for atoms in atoms_of],
            lexemes_of=[as_text(self.atoms[atom]) for atom in order],
        )

    def atom(self, words: Iterable[Word]) -> int:
        """The number of the atom for these alternative words of a keyword."""
        alternatives = sorted(set(words), key=lambda word: (word.text, word.exact, word.fixed))
        return self._atom(self._lexeme(word) for word in alternatives)

    def atom_of_forms(self, written: Iterable[str]) -> int:
        """The number of the atom for written forms that are complete as they stand."""
        key = frozenset(written)
        if key not in self._lexemes:
            self._lexemes[key] = self._next()
            _add(self._forms, sorted(key), self._lexemes[key])
        return self._atom([self._lexemes[key]])

    def any_of(self, atoms: Sequence[int]) -> int:
        """The number of the atom that is met wherever one of these is."""
        return self._atom(lexeme for atom in atoms for lexeme in self.atoms[atom])

    def _atom(self, lexemes: Iterable[int]) -> int:
        key = frozenset(lexemes)
        if key not in self._atoms:
            self._atoms[key] = len(self.atoms)
            self.atoms.append(sorted(key))
        return self._atoms[key]

    def _next(self) -> int:
        return self._first + len(self._lexemes)

    def _lexeme(self, word: Word) -> int:
        if word not in self._lexemes:
            number = self._lexemes[word] = self._next()
            if word.exact:
                bare = word.text.strip(QUOTES)
                table, key = (self._exact_wildcards, bare) if "*" in bare else (self._exact, bare.rstrip("."))
                _add(table, [key], number)
            else:
                self._add_word(word, number)
        return self._lexemes[word]

    def _add_word(self, word: Word, number: int) -> None:
        def shapes(part: str) -> Iterator[str]:
            yield from sorted({part} if word.fixed else forms(part))

        if word.text.endswith("-"):
            _add(self._forms, [fold(word.text) + "-"], number)
            return
        match [fold(part) for part in word.text.split("*")]:
            case [whole]:
                _add(self._forms, shapes(whole), number)
                if not word.fixed and len(whole) >= _SHORTEST_COMPOUNDING:
                    self._heads.append(number)
                    if not whole.endswith(
                        "en"
                    ):  # an infinitive is no part of a compound: onderwijzen, onderwijssysteem
                        self._modifiers.append(number)
            case [start, ""]:
                _add(self._prefixes, [start], number)
                self._add_part(start, shapes, number)
            case ["", end]:
                _add(self._suffixes, shapes(end), number)
                self._add_part(end, shapes, number)
            case ["", middle, ""]:
                _add(self._infixes, [middle], number)
            case [start, *middle, end]:
                for form in shapes(end) if end else [""]:
                    _add(self._circumfixes, ["*".join((start, *middle, form))], number)

    def _add_part(self, part: str, shapes: Callable[[str], Iterable[str]], number: int) -> None:
        """A long part beside a wildcard is a word too: it may be written apart, or with an error."""
        if len(part) >= _SHORTEST_PART:
            _add(self._forms, shapes(part), number)


def _add(table: _Lexemes, keys: Iterable[str], number: int) -> None:
    for key in keys:
        table[key].append(number)
