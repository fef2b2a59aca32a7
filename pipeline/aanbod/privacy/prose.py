"""A Dutch text as words with what stands between them, and what their capitals mean."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from aanbod.discovering.wording import Words
from aanbod.dutch.spelling import fold

WORD = re.compile(r"(?:[^\W\d_]\.)+|['’]?[^\W\d_]+(?:[-'’](?!s\b)[^\W\d_]+)*(?!█)")  # of "Farida's" the name; no mask
_OPENS = re.compile(r"(?:^|[\n.!?:…|>\"“”„‘«([]|(?:^|\n)\d+[.)])[\s\"“”„‘'«(*#-]*$")
_LOOK_BACK = 12  # characters before a word that tell whether it opens a sentence
_LONGEST = 5  # words of a name, particles not counted

Stretches = list[tuple[int, int]]


@dataclass(frozen=True)
class PeopleWords:
    """The lists that names are found by: those of `privacy:` and `discover:`, see codebook/README.md."""

    titles: Words
    roles: Words
    either: Words  # titles and roles
    dotted: frozenset[str]  # titles that a point may follow ("mw. Bos"), folded
    naming: Words
    verbs: Words
    lists: tuple[str, ...]
    first_names: frozenset[str]  # folded, as are the next three
    particles: frozenset[str]
    ordinary: frozenset[str]
    function_words: frozenset[str]
    labels: Words
    other_names: Words
    not_people: frozenset[str]  # other names that are written with a capital, as they stand
    bodies: Words
    case_words: Words
    articles: Words
    pronouns: frozenset[str]  # folded


class Prose:
    """One text. Its words go by number; `barred` are stretches that no name of a person can be part of."""

    def __init__(self, text: str, lists: PeopleWords, barred: Stretches) -> None:
        self._text = text
        self._lists = lists
        matches = list(WORD.finditer(text))
        self._starts = [match.start() for match in matches]
        self._ends = [match.end() for match in matches]
        self._words = [match[0] for match in matches]
        self._barred = self._numbers(barred)

    def _gap(self, number: int) -> str:
        """What stands right before a word."""
        return self._text[self._ends[number - 1] : self._starts[number]]

    def _numbers(self, stretches: Stretches) -> frozenset[int]:
        """The numbers of the words that begin in these stretches."""
        places = [(bisect_left(self._starts, start), bisect_left(self._starts, end)) for start, end in stretches]
        return frozenset(number for first, behind in places for number in range(first, behind))

    @cached_property
    def _small(self) -> frozenset[str]:
        """The words that stand somewhere in the text without a capital."""
        words = (word for number, word in enumerate(self._words) if number not in self._barred)
        return frozenset(fold(word) for word in words if word[:1].islower())

    def _opens(self, number: int) -> bool:
        """Whether a sentence, a quote, a line or a cell begins here."""
        start = self._starts[number]
        return _OPENS.search(self._text[max(0, start - _LOOK_BACK) : start]) is not None

    def _is_capital(self, number: int) -> bool:
        """A capital and small letters behind it, or initials."""
        word = self._words[number].lstrip("'’")
        if "." in word:
            return word.isupper()
        return (word[:1].isupper() and not word.isupper()) or (len(word) == 1 and word.isupper())

    def _is_sure(self, number: int) -> bool:
        """Whether a capital means something: not at the start of a sentence, unless the word has it everywhere."""
        word = fold(self._words[number])
        lists = self._lists
        is_word = word in self._small or word in lists.ordinary or word in lists.function_words
        return not is_word or not self._opens(number)

    def _is_common(self, number: int) -> bool:
        """Whether a capital may be that of an ordinary word, an abbreviation or another kind of name."""
        word = fold(self._words[number])
        return word in self._lists.function_words or word in self._small or self._is_other(number) or len(word) < 2

    def _is_other(self, number: int) -> bool:
        """Whether a word is listed as a place, a language, a feast. A first name goes before all but a listed capital:
        `Frans` is the language, but `Christ*` is not Christa."""
        word = self._words[number]
        if word in self._lists.not_people:
            return True
        return word in self._lists.other_names and not self._is_listed_first_name(number)

    def _is_listed_first_name(self, number: int) -> bool:
        word = fold(self._words[number].partition("-")[0])
        return word in self._lists.first_names and word not in self._lists.ordinary

    def _is_first_name(self, number: int) -> bool:
        return not self._is_other(number) and fold(self._words[number].partition("-")[0]) in self._lists.first_names

    def _stands_before(self, entries: Words, number: int) -> str:
        """The reason, where one of the entries stands right before a word: "mw. Bos", not "mevrouw, Bos"."""
        if not number or self._gap(number) not in (" ", ". "):
            return ""
        size = entries.before(self._words, number)
        if not size or (self._gap(number) != " " and fold(self._words[number - 1]) not in self._lists.dotted):
            return ""
        return f"behind “{' '.join(self._words[number - size : number])}”"

    def _end(self, number: int) -> int:
        """The number behind the last word of a run of capitals with particles between: "Soraya el Hadi"."""
        end = number + 1
        size = 1
        while end < len(self._words) and size < _LONGEST and self._goes_on(end):
            following = end if self._is_capital(end) else self._behind_particles(end)
            if following is None or not self._is_name_word(following):
                break
            end = following + 1
            size += 1
        return end

    def _behind_particles(self, number: int) -> int | None:
        """The number of the word with a capital that the particles from here on belong to, if there is one."""
        following = number
        while following < len(self._words) and fold(self._words[following]) in self._lists.particles:
            following += 1
            if following >= len(self._words) or not self._goes_on(following):
                return None
        return following if following < len(self._words) and self._is_capital(following) else None

    def _goes_on(self, number: int) -> bool:
        gap = self._gap(number)
        return gap == " " or (gap == "" and "." in self._words[number - 1])

    def _is_name_word(self, number: int) -> bool:
        """Whether a word with a capital can go on a name; a school, a place or an organisation cannot."""
        return number not in self._barred and not self._is_other(number)
