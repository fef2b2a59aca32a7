"""The names of the cases (schools) as people write them: in full, in short, in a file name or an address."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from aanbod.codebook.model import Codebook

_WORDS = re.compile(r"\w+")
_BETWEEN = r"(?:[\s_.'’-]|%20)*"  # between the words of a name: De Bonte Kade, de-bonte-kade, DeBonteKade
_LONG = 5  # letters of a name of one word that may also begin a compound: "Klimboomouders"


class CaseNames:
    """Meets every name of every case.

    What a name holds besides articles and words for a kind of school (`kinds`) is enough: "Bonte Kade" for
    "basisschool De Bonte Kade". Several words are met with any capitals and with anything or nothing between them; a
    single word only with a capital, or where it is part of a file name or an address.
    """

    def __init__(self, cases: Mapping[str, Iterable[str]], kinds: Iterable[str]) -> None:
        folded = frozenset(kind.casefold() for kind in kinds)
        cores: dict[tuple[str, ...], tuple[str, set[str]]] = {}  # by the words that count: the case, what may follow
        for case, names in cases.items():
            for name in names:
                core, behind = _parts(name, folded)
                if core:
                    cores.setdefault(core, (case, set()))[1].add(behind)
        longest_first = sorted(cores, key=lambda core: (-len("".join(core)), core))
        self._cases = [cores[core][0] for core in longest_first]
        self._words = [[_folded(word) for word in core] for core in longest_first]
        self._named = [f"({_pattern(core)}{_followed(cores[core][1])})" for core in longest_first]
        before = "|".join(sorted(map(re.escape, folded), key=lambda kind: (-len(kind), kind)))
        self._kind = rf"(?:(?i:{before}){_BETWEEN})*" if before else ""

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and case of each mention."""
        # Only the few names are looked for of which every word stands in the text, which is asked quickly.
        folded = _folded(text)
        there = [number for number, words in enumerate(self._words) if all(word in folded for word in words)]
        if there:
            named = "|".join(self._named[number] for number in there)
            for match in re.finditer(rf"(?<![^\W_]){self._kind}(?:{named})", text):
                assert match.lastindex
                yield match.start(), match.end(), self._cases[there[match.lastindex - 1]]


def case_names(codebook: Codebook) -> CaseNames:
    """The names of the cases of a codebook."""
    return CaseNames({case.id: (case.id, *case.also) for case in codebook.cases}, codebook.privacy.case_words)


@lru_cache(1)  # many look for their names in the same text
def _folded(text: str) -> str:
    """Two texts that `re` takes for the same where capitals do not count are the same here: for it, ı is an i too."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def _parts(name: str, kinds: frozenset[str]) -> tuple[tuple[str, ...], str]:
    """The words of a name without the kinds around them (all of them if nothing else is left), and the kinds behind."""
    words = _WORDS.findall(name)
    start, end = 0, len(words)
    while start < end and words[start].casefold() in kinds:
        start += 1
    while end > start and words[end - 1].casefold() in kinds:
        end -= 1
    return (tuple(words[start:end]), " ".join(words[end:])) if start < end else (tuple(words), "")


def _pattern(words: tuple[str, ...]) -> str:
    if len(words) > 1:
        return rf"(?i:{_BETWEEN.join(map(re.escape, words))})(?![^\W_])"
    word = re.escape(words[0])
    capital = re.escape(words[0][:1].upper())
    rest = re.escape(words[0][1:])
    after = "" if len(words[0]) >= _LONG else r"(?![^\W_])"
    named = rf"{capital}(?:{rest}|{re.escape(words[0][1:].upper())}){after}"
    in_file = rf"(?i:(?<=[-_./@]){word}|{word}(?=[-_/@]|\.[^\W\d_]))"
    return rf"(?:{named}|{in_file})"


def _followed(behind: set[str]) -> str:
    kinds = sorted((kind for kind in behind if kind), key=lambda kind: (-len(kind), kind))
    said = "|".join(_BETWEEN.join(map(re.escape, kind.split())) for kind in kinds)
    return rf"(?:{_BETWEEN}(?i:{said})(?![^\W_]))?" if said else ""
