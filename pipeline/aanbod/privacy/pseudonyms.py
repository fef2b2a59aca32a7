"""Names of schools and people replaced by pseudonyms, the same everywhere: "School 07", "Codeur B", "Persoon 12".

The numbers are given from outside, for they must stay the same when names come and go.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import PurePath
from typing import Any

from aanbod.codebook.model import Case, Codebook
from aanbod.privacy.cases import CaseNames
from aanbod.privacy.finding import Finder
from aanbod.privacy.finds import NAME, Find
from aanbod.privacy.people import name_words
from aanbod.privacy.pieces import Piece, replaced

CASE, PERSON, CODER, TRANSCRIPT = "case", "person", "coder", "transcript"
_DIGITS = {CASE: 2, PERSON: 2, TRANSCRIPT: 3}
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")

Numbers = Mapping[tuple[str, str], int]


class Roster:
    """Who has to have a pseudonym: goes through texts twice, for a name that is found in one is a name in all."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._finder = Finder(codebook)
        self._known: set[str] = set()
        self._found: dict[bytes, list[Find]] = {}  # by the hash of a text, for it is asked for again

    def learn(self, texts: Iterable[str]) -> None:
        """First: which words are part of names."""
        people = self._finder.people
        for text in texts:
            for find in people.find(text):
                self._known |= name_words(text[find.start : find.end])

    def find(self, text: str) -> list[Find]:
        """What is personal in a text."""
        found = self._found.get(_digest(text))
        return self._finder.find(text, self._known) if found is None else found

    def names(self, texts: Iterable[str], others: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
        """Then: all names by kind, those in the texts and the codebook, and `others`."""
        book = self.codebook
        found = {kind: set(names) for kind, names in others.items()}
        found.setdefault(CASE, set()).update(case.id for case in book.cases)
        people = found.setdefault(PERSON, set())
        for text in texts:
            self._found[_digest(text)] = finds = self.find(text)
            people |= {person_of(text, find) for find in finds if find.kind == NAME}
        for variable in book.privacy.variables:
            values = {case.variables[variable] for case in book.cases if case.variables.get(variable)}
            found[variable_kind(variable)] = values
        return found


class Pseudonyms:
    """Replaces names; `numbers` has one for every name, by kind and name."""

    def __init__(self, roster: Roster, numbers: Numbers) -> None:
        book = roster.codebook
        self._roster = roster
        self._numbers = numbers
        self._words = book.privacy.pseudonyms
        self._case_label = book.case_label.capitalize()
        self._labels = {variable.id: variable.label for variable in book.variables}
        called: dict[str, Iterable[str]] = {name: (name,) for kind, name in numbers if kind == CASE}
        called |= {case.id: (case.id, *case.also) for case in book.cases}
        self._cases = CaseNames(called, book.privacy.case_words)
        self._values = {
            (kind, name): CaseNames({name: (name, _PARENTHESIS.sub("", name))}, ())
            for kind, name in numbers
            if kind.startswith(_VARIABLE)
        }

    def name(self, kind: str, name: str) -> str:
        """The pseudonym of a whole name. A transcript's keeps the ending of its file."""
        number = self._numbers.get((kind, name), 0)
        word = self._word(kind)
        if kind == CODER:
            return f"{word} {_letters(number)}".rstrip()
        ending = PurePath(name).suffix if kind == TRANSCRIPT else ""
        return f"{word} {number:0{_DIGITS.get(kind, 2)}}{ending}" if number else f"{word}{ending}"

    def known(self, name: str) -> str:
        """The pseudonym of a school, a coder or a transcript with this name; any other text as it is."""
        kinds = (kind for kind in (TRANSCRIPT, CODER, CASE) if (kind, name) in self._numbers)
        kind = next(kinds, None)
        return self.name(kind, name) if kind else name

    def pieces(self, text: str) -> list[Piece]:
        """What is replaced in a text: people, numbers and addresses that point at them, and schools."""
        found: list[Piece] = []
        for find in self._roster.find(text):
            new = self.name(PERSON, person_of(text, find)) if find.kind == NAME else self._word(find.kind)
            found.append((find.start, find.end, new))
        taken = [(start, end) for start, end, _ in found]
        found += [piece for piece in self._case_pieces(text) if _is_free(piece, taken)]
        return sorted(found)

    def prose(self, text: str) -> str:
        """What somebody wrote of the work, with its names replaced, those of coders too."""
        pieces = self.pieces(text)
        taken = [(start, end) for start, end, _ in pieces]
        for kind, name in self._numbers:
            if kind == CODER:
                found = re.finditer(rf"(?i)(?<!\w){re.escape(name)}(?!\w)", text)
                coders = [(match.start(), match.end(), self.name(CODER, name)) for match in found]
                pieces += [piece for piece in coders if _is_free(piece, taken)]
        return replaced(text, sorted(pieces))

    def wording(self, text: str) -> str:
        """A text of the codebook with the names of schools replaced; a first name in it is part of a keyword."""
        return replaced(text, sorted(self._case_pieces(text)))

    def codebook(self) -> Codebook:
        """The codebook as those may see it who may not know the names."""
        book = self._roster.codebook
        cases = []
        for case in book.cases:
            variables = {
                name: self.name(variable_kind(name), value) if name in book.privacy.variables and value else value
                for name, value in case.variables.items()
            }
            cases.append(Case(self.name(CASE, case.id), (), variables))
        shown: Codebook = replace(book, cases=())
        if self._case_pieces("\0".join(_texts(shown))):  # hardly any codebook names its schools elsewhere
            shown = self._shown(shown)
        # By pseudonym, so that the order says no more than the number does.
        return replace(shown, cases=tuple(sorted(cases, key=lambda case: case.id)))

    def key(self) -> list[tuple[str, str, str]]:
        """Kind, pseudonym and name of everybody and everything that has a pseudonym, in that order."""
        rows = [(kind, self.name(kind, name), name) for kind, name in self._numbers]
        return sorted(rows)

    def _case_pieces(self, text: str) -> list[Piece]:
        found = [(start, end, self.name(CASE, case)) for start, end, case in self._cases.find(text)]
        for (kind, name), pattern in self._values.items():
            taken = [(start, end) for start, end, _ in found]
            pieces = [(start, end, self.name(kind, name)) for start, end, _ in pattern.find(text)]
            found += [piece for piece in pieces if _is_free(piece, taken)]
        return found

    def _word(self, kind: str) -> str:
        if kind.startswith(_VARIABLE):
            variable = kind.removeprefix(_VARIABLE)
            return self._labels.get(variable, variable)
        usual = (
            self._case_label if kind == CASE else kind.capitalize() if kind in _DIGITS or kind == CODER else f"[{kind}]"
        )
        return self._words.get(kind, usual)

    def _shown(self, value: Any) -> Any:
        """The same value, all texts in it with the names of schools replaced."""
        if isinstance(value, str):
            return self.wording(value)
        if isinstance(value, Mapping):
            return {key: self._shown(inner) for key, inner in value.items()}
        if isinstance(value, tuple):
            return tuple(self._shown(inner) for inner in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{field.name: self._shown(getattr(value, field.name)) for field in fields(value)})
        return value


_VARIABLE = "variable:"


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, tuple):
        yield from (text for inner in value for text in _texts(inner))
    elif is_dataclass(value):
        yield from (text for field in fields(value) for text in _texts(getattr(value, field.name)))


def variable_kind(variable: str) -> str:
    """The kind of the names that a variable of schools holds."""
    return f"{_VARIABLE}{variable}"


def person_of(text: str, find: Find) -> str:
    """Under which name somebody has a pseudonym: as the text has it, on one line."""
    return " ".join(text[find.start : find.end].split())


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _letters(number: int) -> str:
    """A, B, … Z, AA, AB, …; '' for 0."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _is_free(piece: Piece, taken: Sequence[tuple[int, int]]) -> bool:
    return all(piece[1] <= start or end <= piece[0] for start, end in taken)
