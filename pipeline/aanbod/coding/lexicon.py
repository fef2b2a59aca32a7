"""From a written word to the keyword words it meets, decided once per word type.

A lexeme is one word of a keyword with all of its forms; an atom is one place of a keyword: a set of lexemes, any of
which will do. Forms are expanded when the codebook is compiled, so that meeting a text is a look-up; wildcards are
tried once for each different word, not for each occurrence.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import islice, takewhile
from operator import or_
from types import MappingProxyType

from aanbod.coding.recent import Recent
from aanbod.dutch.forms import SUFFIXES
from aanbod.dutch.spelling import VOWELS, fold
from aanbod.dutch.typos import SHORTEST, Neighbours

SHORTEST_PART = 3  # letters of a part that completes a compound
SHORTEST_CUT = 4  # letters that a point leaves of a word
QUOTES = "'’‘`-!"

Table = Mapping[str, Sequence[int]]  # what is written: the lexemes that it meets
_NONE: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Tables:
    """Everything that decides which atoms a word meets, as plain data. What is large is text: numbers."""

    forms: Mapping[str, str]  # form, folded: the lexemes that it meets
    backwards: Sequence[str]  # the forms that may be meant by a typing error, from back to front, sorted
    heads: Sequence[int]  # lexemes in which compounds may end
    modifiers: Sequence[int]  # lexemes with which compounds may begin
    exact: Table
    exact_wildcards: Table
    prefixes: Table
    suffixes: Table
    infixes: Table
    circumfixes: Table  # "start*end", "start*middle*end"
    atoms_of: Sequence[str]  # the atoms of each lexeme
    lexemes_of: Sequence[str]  # the lexemes of each atom


class Met:
    """What a word meets: a bit for each atom, as octets and as one number, and the atoms for which rules wait.

    One octet is asked for one atom; to take the atoms of several words together is one operation on their numbers.
    """

    __slots__ = ("awaited", "bits", "octets")

    def __init__(self, bits: int, octets: bytes, awaited: Sequence[int]) -> None:
        self.bits = bits
        self.octets = octets
        self.awaited = awaited


class Lexicon:
    """The words of a compiled codebook: which atoms a word meets. `Vocabulary` adds the words of a keyword."""

    def __init__(
        self, tables: Tables, waiting: Sequence[str], abbreviations: Mapping[str, Sequence[str]] = _NONE
    ) -> None:
        """`waiting` is not empty where rules wait for an atom; `abbreviations` are those of the codebook."""
        self._tables = tables
        # Folded, with its point where it must have one.
        self.abbreviations = {fold(short) + "." * short.endswith("."): words for short, words in abbreviations.items()}
        self._awaited = frozenset([atom for atom, rules in enumerate(waiting) if rules])
        self.octets = len(tables.lexemes_of) // 8 + 1  # in which every atom has a bit, and one is left: the last
        self.forms = tables.forms
        self._heads = frozenset(tables.heads)
        self._modifiers = frozenset(tables.modifiers)
        self._circumfixes: dict[str, list[tuple[str, str, Sequence[int]]]] = defaultdict(list)
        for key, lexemes in tables.circumfixes.items():
            start, _, rest = key.partition("*")
            middle, _, end = rest.rpartition("*")
            self._circumfixes[start].append((middle, end, lexemes))
        self._wildcards = [(_pattern(text), lexemes) for text, lexemes in tables.exact_wildcards.items()]
        self._any_wildcard = re.compile("|".join(map(_as_regex, tables.exact_wildcards)) or "(?!)")
        self._met: Recent[tuple[int, ...], Met] = Recent(self._meet)
        self._numbers: Recent[str, list[int]] = Recent(numbers)
        self._atoms: Recent[int, tuple[int, list[int]]] = Recent(self._atoms_with)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.forms)

    @cached_property
    def _near_forms(self) -> Neighbours:
        return Neighbours(self._sorted, self._tables.backwards)

    @cached_property
    def _starts(self) -> list[str]:
        return sorted(start for start in self._tables.prefixes if start)

    @cached_property
    def _near_names(self) -> Neighbours:
        return Neighbours(self._tables.exact)

    def met_by(self, word: str) -> Met:
        """What a word of a text meets."""
        return self._met[tuple(sorted(self._lexemes(word)))]

    def met_by_form(self, key: str) -> Met:
        """What a form, folded, meets: no wildcards, compounds or errors."""
        return self._met[tuple(sorted(self._with_form(key)))]

    def atoms_met_by(self, word: str) -> set[int]:
        """The atoms of which a word of a text has one of the words."""
        return {atom for lexeme in self._lexemes(word) for atom in numbers(self._tables.atoms_of[lexeme])}

    def begins_form(self, key: str) -> bool:
        """Whether a form, folded, begins with this and goes on."""
        place = bisect_left(self._sorted, key + "!")  # comes before every letter and digit
        return place < len(self._sorted) and self._sorted[place].startswith(key)

    def _meet(self, lexemes: tuple[int, ...]) -> Met:
        """One object for all words that meet the same: what is worked out for it is worked out once."""
        atoms = [self._atoms[lexeme] for lexeme in lexemes]
        bits = reduce(or_, [bits for bits, _ in atoms], 0)
        return Met(bits, bits.to_bytes(self.octets, "little"), [*{atom for _, awaited in atoms for atom in awaited}])

    def _atoms_with(self, lexeme: int) -> tuple[int, list[int]]:
        """The atoms of a lexeme: a bit for each, and those for which rules wait."""
        octets = bytearray(self.octets)
        atoms = numbers(self._tables.atoms_of[lexeme])
        for atom in atoms:
            octets[atom >> 3] |= 1 << (atom & 7)
        return int.from_bytes(octets, "little"), [atom for atom in atoms if atom in self._awaited]

    def _with_form(self, key: str) -> Sequence[int]:
        return self._numbers[self.forms[key]] if key in self.forms else ()

    def _lexemes(self, word: str) -> set[int]:
        tables, forms = self._tables, self.forms
        bare = word.strip(QUOTES)
        key = fold(bare)
        cuts = range(len(key) + 1)
        starts = [key[:cut] for cut in cuts]
        found = {lexeme for start in tables.prefixes.keys() & starts for lexeme in tables.prefixes[start]}
        if word[-1] == "-":  # "ouder-" in "ouder- en kindteam" is half a word
            return found.union(self._with_form(key + "-"))
        found.update(self._with_form(key))
        parts = {bare.rstrip("."), bare.replace(".", ""), *word.split("-")} if "." in word or "-" in word else ()
        for part in (bare, *parts):
            found.update(tables.exact.get(part, ()))
        if self._any_wildcard.fullmatch(word):
            for pattern, lexemes in self._wildcards:
                if pattern.fullmatch(word):
                    found.update(lexemes)
        ends = [key[cut:] for cut in cuts]
        for end in tables.suffixes.keys() & ends:
            found.update(tables.suffixes[end])
        for end in forms.keys() & ends[SHORTEST_PART:]:  # a zomerfietscursus is a fietscursus
            found.update(self._heads.intersection(self._with_form(end)))
        for start in forms.keys() & starts[: max(len(starts) - SHORTEST_PART, 0)]:
            if key[len(start) :] not in SUFFIXES:
                found.update(self._modifiers.intersection(self._with_form(start)))
        for start in self._circumfixes.keys() & starts:
            end = key[len(start) :]
            for middle, other_end, lexemes in self._circumfixes[start]:
                if end.endswith(other_end) and middle in end[: len(end) - len(other_end)]:
                    found.update(lexemes)
        for middle, lexemes in tables.infixes.items():
            if middle in key:
                found.update(lexemes)
        for meant in self._in_full(word, key):
            found |= self._lexemes(meant)
        return found.union(self._misspelled(bare, key, found))

    def _in_full(self, word: str, key: str) -> Iterator[str]:
        """What an abbreviation of the codebook stands for, also before a hyphen; or a word that a point cuts off."""
        short = self.abbreviations
        full = [*short.get(key, ()), *(short.get(key + ".", ()) if word[-1] == "." else ())]
        first, hyphen, rest = word.partition("-")
        if hyphen and rest:
            full += [meant + rest for meant in short.get(fold(first), ())]
            full += [first + meant for meant in short.get(fold(rest), ())]
        if full:
            yield from full
        elif "." in word and key not in self.forms:
            start, _, end = word.rpartition(".")
            yield from self._cut_off(fold(start), fold(end))

    def _cut_off(self, start: str, end: str) -> list[str]:
        """The words that begin and end so, cut between a consonant and a vowel, unless they are too different."""
        if len(start) < SHORTEST_CUT or not start.isalpha() or start[-1] in VOWELS:
            return []
        begin_so = (*_beginning(self._sorted, start), *_beginning(self._starts, start))
        found = {w for w in begin_so if len(w) > len(start) + 2 and w[len(start)] in VOWELS and w.endswith(end)}
        return sorted(found) if len({word[len(start)] for word in found}) == 1 else []

    def _misspelled(self, bare: str, key: str, found: set[int]) -> Iterator[int]:
        """What a long word may be meant for; a name only where nothing else is met."""
        meant = False
        if key not in self.forms and len(key) >= SHORTEST and key.isalpha():
            for form in self._near_forms.near(key):
                meant = True
                yield from self._with_form(form)
        if not (found or meant) and bare[:1].isupper() and len(bare) >= SHORTEST and bare.isalpha():
            for name in self._near_names.near(bare):
                yield from self._tables.exact[name]


def _beginning(words: Sequence[str], start: str) -> Iterator[str]:
    """Those of sorted words that begin so."""
    return takewhile(lambda word: word.startswith(start), islice(words, bisect_left(words, start), None))


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(_as_regex(text))


def _as_regex(text: str) -> str:
    return ".*".join(map(re.escape, text.split("*")))


def numbers(text: str) -> list[int]:
    return [*map(int, text.split())]


def as_text(found: Iterable[int]) -> str:
    """Numbers as `numbers` reads them."""
    return " ".join(map(str, found))
