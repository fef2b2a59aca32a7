"""One finder for a study: every kind of find, by the words of its codebook."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from aanbod.codebook.model import Codebook
from aanbod.discovering.wording import Words
from aanbod.dutch.spelling import fold
from aanbod.privacy import numbers
from aanbod.privacy.cases import CaseNames, case_names
from aanbod.privacy.finds import ADDRESS, BIRTHDATE, BSN, EMAIL, IBAN, KINDS, NAME, PHONE, Find, apart
from aanbod.privacy.people import People
from aanbod.privacy.prose import PeopleWords

_LONG = 5  # letters of a kind of school that also ends a name: "Frankschool", but not "Pinasso"
_EXACT = re.compile(r"=([^\W\d_][^|()&!\[\]=~@]*)")  # what a keyword wants exactly as it is written


class Finder:
    """Finds what looks personal; `kinds` says which of it."""

    def __init__(self, codebook: Codebook, kinds: Collection[str] = KINDS) -> None:
        self.kinds = tuple(kind for kind in KINDS if kind in kinds)
        self._codebook = codebook

    def find(self, text: str, known: Collection[str] = ()) -> list[Find]:
        """The finds in a text, none over another; `known` are words that are part of names elsewhere in the study.

        AanbodError: python-stdnum is needed and not installed.
        """
        found: list[Find] = []
        for kind in self.kinds:
            found += self.people.find(text, known) if kind == NAME else self._numbers[kind](text)
        return apart(found)

    @property
    def words(self) -> str:
        """All that decides what is found, as text."""
        book = self._codebook
        partners = self._partners.pattern if self._partners else ""
        return repr((book.privacy, book.discover, [(case.id, case.also) for case in book.cases], partners))

    @cached_property
    def people(self) -> People:
        privacy, discover = self._codebook.privacy, self._codebook.discover
        particles = _folded(privacy.particles)
        other = (*privacy.other_names, *discover.other_names)
        kinds = [word for word in privacy.case_words if fold(word) not in particles]
        words = PeopleWords(
            titles=Words(privacy.titles),
            roles=Words(privacy.roles),
            either=Words((*privacy.titles, *privacy.roles)),
            dotted=_folded(title for title in privacy.titles if title.endswith(".")),
            naming=Words(privacy.naming),
            verbs=Words((*privacy.verbs, *discover.people_verbs)),
            lists=privacy.lists,
            first_names=_folded((*privacy.first_names, *discover.first_names)),
            particles=particles,
            ordinary=_folded(privacy.ordinary),
            function_words=_folded(discover.function_words),
            labels=Words((*privacy.labels, *privacy.roles)),
            other_names=Words(other),
            not_people=frozenset(name for name in other if name[0].isupper()),
            bodies=Words(discover.bodies),
            case_words=Words(f"*{word}" if len(word) >= _LONG else word for word in kinds),
            articles=Words(discover.articles),
            pronouns=_folded(privacy.pronouns),
        )
        return People(words, self._other_names)

    @cached_property
    def _numbers(self) -> dict[str, Callable[[str], Iterator[Find]]]:
        privacy = self._codebook.privacy
        letters = Words((*privacy.other_names, *self._codebook.discover.other_names))
        return {
            IBAN: numbers.ibans,
            EMAIL: numbers.emails,
            BSN: numbers.bsns,
            PHONE: numbers.phones,
            ADDRESS: numbers.Addresses(privacy.streets, letters.__contains__),
            BIRTHDATE: numbers.BirthDates(privacy.birth),
        }

    def _other_names(self, text: str) -> list[tuple[int, int]]:
        """Where schools and partners of the codebook are named, and where the words are those of an address."""
        found = [(start, end) for start, end, _ in self._cases.find(text)]
        found += [(find.start, find.end) for find in numbers.emails(text)]
        return found + [match.span() for match in self._partners.finditer(text)] if self._partners else found

    @cached_property
    def _cases(self) -> CaseNames:
        return case_names(self._codebook)

    @cached_property
    def _partners(self) -> re.Pattern[str] | None:
        """Names of partners, and what their keywords want with capitals, as they are written."""
        names: set[str] = set()
        for code in self._codebook.codes:
            if code.partner:
                names.add(code.partner)
                names |= {found.strip() for keyword in code.keywords for found in _EXACT.findall(keyword.text)}
        return _any_of(name for name in names if len(name) > 1 and name != name.lower())


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    listed = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)") if listed else None
