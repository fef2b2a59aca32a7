"""The syntax of a keyword, as `codebook/README.md` explains it to analysts, read into a small tree.

keyword  = phrase { ("&" | "!" | "&&" | "!!") phrase }
phrase   = [ "=" ] step { [ ".." | "..." ] step }
step     = word | "@" group | "(" phrase { "|" phrase } ")"
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

NEAR_GAP = 4  # words that `..` may skip
FAR_GAP = 200  # `...`: anything within the sentence

_TOKEN = re.compile(r"\(|\)\??|\||\.{2,3}(?=\s|$)|&&?(?=\s)|!!?(?=\s)|[^\s()|]+")
_MARKS = "=~"
_OPERATORS = ("&", "!", "&&", "!!")


class KeywordError(ValueError):
    """A keyword that cannot be read; the message says what is wrong in it."""


class Word(NamedTuple):
    """One word of a keyword: `*` stands for any letters. `fixed` takes no inflection; `exact` counts capitals too."""

    text: str
    exact: bool = False
    fixed: bool = False


class Step(NamedTuple):
    """The alternatives at one place of a phrase, and how many words may stand before it."""

    gap: int
    options: "tuple[Word | Phrase, ...]"


class Phrase(NamedTuple):
    steps: tuple[Step, ...]


class Condition(NamedTuple):
    """What must (or must not: `present=False`) stand in the same sentence, or (`wide`) around the same passage."""

    phrase: Phrase
    present: bool
    wide: bool


class Query(NamedTuple):
    """A keyword, read."""

    phrase: Phrase
    conditions: tuple[Condition, ...]


class WordGroups:
    """The word groups of a codebook, each read once however many keywords call it."""

    def __init__(self, texts: Mapping[str, Sequence[str]]) -> None:
        self._texts = texts
        self._options: dict[str, tuple[Word | Phrase, ...]] = {}
        self._open: list[str] = []

    def options(self, name: str) -> "tuple[Word | Phrase, ...]":
        """What a group stands for. KeywordError: there is none, or it calls itself, or it cannot be read."""
        if name not in self._options:
            if name not in self._texts:
                raise KeywordError(f"there is no word group `@{name}`")
            if name in self._open:
                raise KeywordError(f"the word group `@{name}` calls itself")
            self._open.append(name)
            try:
                self._options[name] = tuple(option for text in self._texts[name] for option in self._read(name, text))
            finally:
                self._open.pop()
        return self._options[name]

    def _read(self, name: str, text: str) -> "tuple[Word | Phrase, ...]":
        query = parse_keyword(text, self)
        if query.conditions:
            raise KeywordError(f"the word group `@{name}` holds a condition (& or !)")
        single = len(query.phrase.steps) == 1
        return query.phrase.steps[0].options if single else (query.phrase,)


def calls(text: str) -> set[str]:
    """The word groups that a keyword calls by name."""
    return {token[1:] for token in _TOKEN.findall(text) if token[0] == "@"} if "@" in text else set()


def parse_keyword(text: str, groups: WordGroups) -> Query:
    """Read a keyword; `groups` holds what `@name` may call. KeywordError says what is wrong."""
    return _Parser(text, groups).query()


class _Parser:
    def __init__(self, text: str, groups: WordGroups) -> None:
        self.tokens = _TOKEN.findall(text)
        self.groups = groups
        self.position = 0
        if not self.tokens:
            raise KeywordError("the keyword is empty")

    def query(self) -> Query:
        phrase = self.phrase()
        conditions = []
        while (operator := self.take()) is not None:
            if operator not in _OPERATORS:
                raise KeywordError(f"`{operator}` has no place here: a bracket or bar too many?")
            conditions.append(Condition(self.phrase(), operator[0] == "&", len(operator) == 2))
        return Query(phrase, tuple(conditions))

    def take(self) -> str | None:
        token = self.peek()
        self.position += 1
        return token

    def peek(self) -> str | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def phrase(self, mark: str = "", inside: bool = False) -> Phrase:
        """A phrase up to its end; between brackets (`inside`) & and ! are words, and nothing may stand there."""
        steps: list[Step] = []
        gap = 0
        ends = (")", ")?", "|") if inside else (")", ")?", "|", *_OPERATORS)
        while (token := self.peek()) is not None and token not in ends:
            self.take()
            if token in ("..", "..."):
                if not steps or gap:
                    raise KeywordError(f"`{token}` must stand between two words")
                gap = NEAR_GAP if token == ".." else FAR_GAP
                continue
            mark = mark or (token[0] if token[0] in _MARKS else "")
            if token in ("=", "~") and self.peek() == "(":
                continue
            for number, options in enumerate(self.options(token, mark)):
                steps.append(Step(0 if number else gap, options))
            gap = 0
        if gap:
            raise KeywordError("a gap must stand between two words")
        if not steps and not inside:
            raise KeywordError("a word is missing" + (f" before `{token}`" if token else " at the end"))
        return Phrase(tuple(steps))

    def options(self, token: str, mark: str) -> "list[tuple[Word | Phrase, ...]]":
        """The steps that one token stands for: mostly one, several for words joined by a slash."""
        if token == "(":
            return [self.alternatives(mark)]
        if token.startswith("@"):
            return [self.groups.options(token[1:])]
        words = [part for part in token.lstrip(_MARKS).split("/") if part]
        if not words or any(not re.search(r"\w|&", word) for word in words):
            raise KeywordError(f"`{token}` is not a word")
        for word in words:
            self.check_wildcard(word)
        return [(Word(word, mark == "=", mark == "~"),) for word in words]

    def check_wildcard(self, word: str) -> None:
        if "*" in word and len(word.replace("*", "")) < 3:
            raise KeywordError(f"`{word}` matches nearly everything: a wildcard needs three letters beside it")
        if word.count("*") > 2 or (word.startswith("*") and word.count("*") == 2 and not word.endswith("*")):
            raise KeywordError(f"`{word}` has too many wildcards: write *x, x*, *x*, x*y or x*y*z")

    def alternatives(self, mark: str) -> "tuple[Word | Phrase, ...]":
        options: list[Word | Phrase] = []
        while True:
            phrase = self.phrase(mark, inside=True)
            options.extend(phrase.steps[0].options if len(phrase.steps) == 1 else (phrase,))
            closing = self.take()
            if closing == ")?":
                return (*options, Phrase(()))
            if closing == ")":
                if all(isinstance(option, Phrase) and not option.steps for option in options):
                    raise KeywordError("there is nothing between the brackets")
                return tuple(options)
            if closing != "|":
                raise KeywordError("a bracket is not closed")
