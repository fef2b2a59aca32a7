"""Forms of offer that the codebook lacks: recurring nouns that end as such a word does, where nothing was coded."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import log2

from aanbod.codebook.model import Codebook
from aanbod.discovering.lines import Line
from aanbod.discovering.proposals import OFFER, Proposal, examples, spread
from aanbod.discovering.wording import Words
from aanbod.dutch.forms import forms
from aanbod.dutch.spelling import fold

_VERB = 1.0  # points for verbs of offering in the same sentence
_SHORTEST_STEM = 3  # letters before the head of a compound: schaakles


@dataclass
class _Noun:
    """What is known of one noun group in all of the texts."""

    lines: list[Line] = field(default_factory=list)
    written: Counter[str] = field(default_factory=Counter)
    offered: int = 0  # of them, those with a verb of offering


def offers(lines: Sequence[Line], codebook: Codebook) -> list[Proposal]:
    """Noun groups in sentences without any code that look like a form of offer, most widespread first."""
    finder = _Finder(codebook)
    nouns: dict[str, _Noun] = defaultdict(_Noun)
    for line in (line for line in lines if not line.coded):
        offered = any(word in finder.verbs for word in line.words)
        for start, end in finder.groups(line):
            noun = nouns[finder.key(line.words[start:end])]
            noun.lines.append(line)
            noun.written[line.written(start, end).lower()] += 1
            noun.offered += offered
    proposals = [_proposal(noun) for noun in nouns.values()]
    return sorted(proposals, key=lambda proposal: (-proposal.score, -proposal.count, proposal.name))


class _Finder:
    """Where a line has a noun group that ends as an offer does."""

    def __init__(self, codebook: Codebook) -> None:
        words = codebook.discover
        self._heads = Words(words.offer_heads, inflected=True)
        self._kinds = Words(words.offer_kinds, inflected=True)
        self._other = Words(words.other_offers, inflected=True)
        self._small_words = Words((*words.function_words, *words.articles, *words.links))
        self.verbs = Words(words.offer_verbs, inflected=True)
        self._base: dict[str, str] = {}

    def groups(self, line: Line) -> Iterator[tuple[int, int]]:
        """A compound (`schaakles`), or a word for a kind of offer with the word that names it (`cursus haken`)."""
        for position, word in enumerate(line.words):
            if word in self._kinds:
                if self._names_it(line, position + 1):
                    yield position, position + 2
            elif position in line.met or not word.replace("-", "").isalpha() or word.endswith("-"):
                continue
            elif word in self._heads and word not in self._other and len(self._heads.stem(word)) >= _SHORTEST_STEM:
                yield position, position + 1

    def _names_it(self, line: Line, position: int) -> bool:
        if position >= len(line.words) or position in line.met or not line.gap(position).isspace():
            return False
        word = line.words[position]
        noun = word.isalpha() and word.islower() and len(word) > _SHORTEST_STEM
        return noun and word not in self._small_words and word not in self.verbs

    def key(self, words: Sequence[str]) -> str:
        """One key for all inflections: the first written form that another was met by."""
        whole = " ".join(fold(word) for word in words)
        if whole not in self._base:
            for form in {" ".join((*map(fold, words[:-1]), form)) for form in forms(words[-1])} | {whole}:
                self._base.setdefault(form, whole)
        return self._base[whole]


def _proposal(noun: _Noun) -> Proposal:
    documents, cases = spread(noun.lines)
    shown = max(noun.written, key=lambda text: (noun.written[text], -len(text), text))
    places = max(len(documents), len(cases))
    return Proposal(
        kind=OFFER,
        name=shown,
        count=len(noun.lines),
        documents=documents,
        cases=cases,
        score=round(log2(1 + places) + log2(len(noun.lines)) / 2 + _VERB * noun.offered / len(noun.lines), 2),
        variants=tuple(text for text, _ in noun.written.most_common()),
        why=(),
        examples=examples(noun.lines),
    )
