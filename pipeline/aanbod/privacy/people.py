"""Names of people in Dutch prose, by the words that stand around them: no model, every find has a reason.

A name begins with a capital: behind a title ("mevrouw de Wit", "juf Karin"), a role ("directeur Karin"), a phrase that
names ("genaamd"), as a known first name, beside what people do ("zegt Karin"), with an age behind it, as the speaker of
a turn, or in a list of who was there. What is found so is a name wherever the text has it.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection

from aanbod.dutch.spelling import fold
from aanbod.privacy.finds import NAME, Find
from aanbod.privacy.prose import WORD, PeopleWords, Prose, Stretches

_AGE = re.compile(r" ?\((?:[4-9]|[1-9]\d)(?: jaar)?\)|, (?:[4-9]|[1-9]\d) jaar\b")
_TURN = re.compile(r"(?m)(?:^|(?<=[.!?] ))(?:\*\*)?([^\W\d_][^:.!?|\n]{0,39}?)(?: \([^)\n]{1,30}\))?:(?:\*\*)?(?=\s)")
_QUOTE = re.compile(r"[:* ]*[\"“„‘'«]")
_JOINED = re.compile(r", | en | & ")
_LONG = 10  # letters; a longer word before "vindt" is rather a noun that opens a sentence
_TURNS = 3  # how often somebody speaks who is known by nothing else


class People:
    """Finds names. `protected` gives the stretches of a text that name something else: schools, partners, places."""

    def __init__(self, words: PeopleWords, protected: Callable[[str], Stretches]) -> None:
        self._words = words
        self._protected = protected
        said = "|".join(sorted((re.escape(label) for label in words.lists), key=len, reverse=True))
        self._list = re.compile(rf"(?im)(?<!\w)(?:{said})(?:\*\*)?:(?:\*\*)? *(?=\S)(.+)$") if said else None

    def find(self, text: str, known: Collection[str] = ()) -> list[Find]:
        """The names in a text, in its order; `known` are words that are part of names elsewhere in the study."""
        listed = [match.span(1) for match in self._list.finditer(text)] if self._list else []
        return _Names(text, self._words, self._protected(text), listed).finds(known)


def name_words(name: str) -> set[str]:
    """The words by which a name is known again: "Karin" and "Wit" of "Karin de Wit"."""
    return {word for word in WORD.findall(name) if len(word) > 2 and word[0].isupper() and "." not in word}


class _Names(Prose):
    """The names in one text, by the number of their first word: the number behind their last, and the reason."""

    def __init__(self, text: str, lists: PeopleWords, barred: Stretches, listed: Stretches) -> None:
        super().__init__(text, lists, barred)
        self._listed = self._numbers(listed)
        self._turns = {match.start(1): match.end(1) for match in _TURN.finditer(text)}
        self._spoken = Counter(text[start:end] for start, end in self._turns.items())
        self._found: dict[int, tuple[int, str]] = {}

    def finds(self, known: Collection[str]) -> list[Find]:
        number = 0
        while number < len(self._words):
            end, reason = self._name_at(number)
            if reason and self._is_person(number, end):
                self._found[number] = (end, reason)
                number = self._with_others(end)
            else:
                number += 1
        self._again({fold(word) for word in known})
        found = sorted(self._found.items())
        return [Find(self._starts[first], self._ends[end - 1], NAME, reason) for first, (end, reason) in found]

    def _name_at(self, number: int) -> tuple[int, str]:
        """The number behind the last word of a name that begins here, and why it is one; '' if it is none."""
        lists, words = self._lists, self._words
        is_capital = self._is_capital(number)
        is_particle = fold(words[number]) in lists.particles
        if not (is_capital or is_particle):
            return number, ""
        titled = self._stands_before(lists.titles, number)
        role = self._stands_before(lists.roles, number)
        if is_particle and (titled or (role and is_capital)):
            behind = self._behind_particles(number)
            return (self._end(behind), titled or role) if behind else (number, "")
        if not is_capital or self._is_title_of_next(number):
            return number, ""
        end = self._end(number)
        if titled:
            return end, titled
        if role:
            return (end, role) if not self._is_common(number) or self._is_first_name(number) else (number, "")
        if named := self._stands_before(lists.naming, number):
            return end, named
        return end, self._reason(number, end)

    def _reason(self, number: int, end: int) -> str:
        """Why a run of words with capitals is a name, though nothing that stands right before it says so."""
        lists, words = self._lists, self._words
        is_sure = self._is_sure(number)
        if self._is_first_name(number) and is_sure:
            return "a known first name"
        if self._speaks(number, end):
            return "the speaker of a turn"
        if number in self._listed and self._opens_item(number) and not self._is_common(number):
            return "in a list of people"
        if self._is_common(number):
            return ""
        if _AGE.match(self._text, self._ends[end - 1]):
            return "an age behind it"
        if self._stands_before(lists.verbs, number):
            return f"behind “{words[number - 1]}”"
        if "." in words[number] and end > number + 1 and (len(words[number]) > 2 or not self._opens(number)):
            return "behind initials"
        if self._does(number, end):
            return f"before “{words[end]}”"
        if end < len(words) and self._gap(end) in (", ", " (") and lists.roles.at(words, self._behind_article(end)):
            return f"before “{words[self._behind_article(end)]}”"
        is_apart = number and self._gap(number) in (", ", " (") and self._text[self._ends[end - 1]] in ",)"
        if is_apart and lists.roles.before(words, number):
            return f"behind “{words[number - 1]}”"
        return ""

    def _does(self, number: int, end: int) -> bool:
        """Whether a person's verb follows: "Kiano vindt", not "Eerst dacht ik"."""
        words = self._words
        if end >= len(words) or words[end] not in self._lists.verbs or self._gap(end) != " ":
            return False
        if number and words[number - 1] in self._lists.articles and self._gap(number) == " ":
            return False
        if not self._opens(number):
            return True
        is_inverted = end + 1 < len(words) and fold(words[end + 1]) in self._lists.pronouns
        return not is_inverted and len(words[number]) <= _LONG

    def _is_title_of_next(self, number: int) -> bool:
        """ "Mevrouw" of "Mevrouw Aartsma": the name begins behind it."""
        lists = self._lists
        is_title = self._words[number] in lists.titles or self._words[number] in lists.roles
        return is_title and number + 1 < len(self._words) and bool(self._stands_before(lists.either, number + 1))

    def _with_others(self, end: int) -> int:
        """Adds the names that follow one in a list ("Karin, Aya en Sem"); the number behind the last."""
        while end < len(self._words):
            start = end + 1 if fold(self._words[end]) == "en" else end
            joined = start < len(self._words) and _JOINED.fullmatch(
                self._text[self._ends[end - 1] : self._starts[start]]
            )
            if not joined or not self._is_capital(start) or self._is_common(start):
                return end
            more = self._end(start)
            if not self._is_person(start, more):
                return end
            self._found[start] = (more, "in a list with a name")
            end = more
        return end

    def _again(self, known: Collection[str]) -> None:
        """Adds the places where words of names that were found stand without anything around them that says so."""
        again = set(known)
        for first, (end, _) in self._found.items():
            again |= {fold(word) for number in range(first, end) for word in name_words(self._words[number])}
        again -= self._lists.function_words
        taken = {number for first, (end, _) in self._found.items() for number in range(first, end)}
        words, particles = self._words, self._lists.particles
        number = 0
        while number < len(self._words):
            word = fold(words[number])
            is_again = word in again or (word.endswith("s") and word[:-1] in again)  # "Nadirs"
            is_met = is_again and number not in taken and self._is_capital(number)
            if is_met and (self._is_sure(number) or self._is_subject(number)):
                end = self._end(number)
                if number and fold(words[number - 1]) in particles and words[number - 1][0].isupper():
                    number -= self._gap(number) == " "  # "Van Loon"
                if not self._is_other(number) and self._is_person(number, end) and taken.isdisjoint(range(number, end)):
                    self._found[number] = (end, "a name elsewhere")
                    number = end
                    continue
            number += 1

    def _is_person(self, number: int, end: int) -> bool:
        lists = self._lists
        inner = range(number, end)
        words = [self._words[one] for one in inner]
        if not self._barred.isdisjoint(inner) or any(
            word in lists.bodies or word in lists.case_words for word in words
        ):
            return False
        return not self._text.startswith(" &", self._ends[end - 1]) and not self._is_of_other(number, end)

    def _is_of_other(self, number: int, end: int) -> bool:
        """Whether a word follows that makes it another kind of name: "Anne Frankschool", "Jan van Galenstraat"."""
        lists, words = self._lists, self._words
        if end >= len(words) or self._gap(end) != " ":
            return False
        if self._is_capital(end) and (words[end] in lists.bodies or words[end] in lists.case_words):
            return True
        if self._is_listed_first_name(number) and not (number and words[number - 1] in lists.articles):
            return False  # "Marjolein Terpstraat" is a person, unless one is in "de Jan van Galenstraat"
        behind = end if self._is_capital(end) else self._behind_particles(end)
        return (
            behind is not None and words[behind] in lists.other_names and not lists.other_names.exactly(words[behind])
        )

    def _is_subject(self, number: int) -> bool:
        """Whether a name that is a word too, at the start of a sentence, is the name: "Roos gelooft", not "Wil je"."""
        word, behind = fold(self._words[number]), number + 1
        if word not in self._lists.ordinary or word in self._small or behind >= len(self._words):
            return False
        following = fold(self._words[behind])
        return self._gap(behind) == " " and following not in self._lists.pronouns | self._lists.function_words

    def _speaks(self, number: int, end: int) -> bool:
        """Whether a turn begins with the name and a colon; not "Interviewer:", "Ouder 2:" or "Wensen:"."""
        start, behind = self._starts[number], self._ends[end - 1]
        if self._turns.get(start) != behind or self._is_common(number):
            return False
        if any(word in self._lists.labels for word in self._words[number:end]):
            return False
        return _QUOTE.match(self._text, behind) is not None or self._spoken[self._text[start:behind]] >= _TURNS

    def _opens_item(self, number: int) -> bool:
        """Whether an item of a list of people begins here."""
        before = self._text[max(0, self._starts[number] - 4) : self._starts[number]]
        return number - 1 not in self._listed or before.endswith((", ", "; ", " en ", "/ ", "/", "("))

    def _behind_article(self, number: int) -> int:
        return number + (self._words[number] in self._lists.articles)
