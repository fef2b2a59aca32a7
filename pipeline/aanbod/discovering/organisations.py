"""Organisations that the codebook lacks: what speaks for and against each name, and how they are ranked."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise
from math import log2

from aanbod.codebook.model import Codebook
from aanbod.discovering.lines import Line
from aanbod.discovering.names import NameReader, Span
from aanbod.discovering.proposals import ORGANISATION, Proposal, examples, spread
from aanbod.discovering.wording import Words
from aanbod.dutch.forms import forms
from aanbod.dutch.spelling import fold

# What a name's form says by itself, and what a clue beside it adds: once, and less for each further time.
_FORMS = {"own-capitals": 2.0, "capitals": 1.5, "quoted": 1.0, "capital": 0.0, "noun": 0.75}
_CLUES = {"cue": 2.0, "company": 1.5, "kind": 2.0, "article": 0.6, "verb": 0.5, "weak cue": 0.4}
# What is taken away where all mentions read as something else; less where some do.
_AGAINST = {"place": 4.0, "case": 5.0, "code": 0.5}
_MOST_PEOPLE = 0.4  # share of its mentions above which a name is that of a person
_MOST_COMMON = 0.4  # share of a word's occurrences without a capital, above which it is no name
_LEAST = 0.55  # points below which a name is not proposed
_MOST_BETWEEN = 4  # words between two names of one list
_SHORTEST = 5  # letters of a name that may be part of a school's name, or have a plural
_SAME = 0.86  # how alike two names must be to be taken for one


@dataclass
class _Name:
    """What is known of one name in all of the texts."""

    spans: list[Span] = field(default_factory=list)
    clues: Counter[str] = field(default_factory=Counter)
    against: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    known: int = 0  # mentions that the codebook meets already

    def add(self, other: "_Name") -> None:
        self.spans += other.spans
        self.clues += other.clues
        self.against += other.against
        self.why += other.why
        self.known += other.known


def organisations(lines: Sequence[Line], codebook: Codebook) -> list[Proposal]:
    """The organisations that the codebook does not meet, likeliest first."""
    finder = _Finder(lines, codebook)
    names: dict[str, _Name] = defaultdict(_Name)
    for line in lines:
        finder.read(line, names)
    partners = {_joined(code.partner): code.partner for code in codebook.codes if code.partner}
    found = [
        _proposal(name, finder.score(name), partners)
        for name in _grouped(names, finder.reader.bodies).values()
        if name.known < len(name.spans)
    ]
    return sorted(
        (proposal for proposal in found if proposal.score >= _LEAST),
        key=lambda proposal: (-proposal.score, proposal.name.casefold()),
    )


class _Finder:
    """Reads the lines of all texts for names, and what stands beside them."""

    def __init__(self, lines: Sequence[Line], codebook: Codebook) -> None:
        words = codebook.discover
        self.reader = NameReader(lines, words)
        self._articles = Words(words.articles)
        self._links = Words((*words.links, *words.articles))
        self._cues = Words(words.cues)
        self._weak_cues = Words(words.weak_cues)
        self._verbs = Words(words.verbs)
        self._case_cues = Words(words.case_cues, inflected=True)
        self._place_cues = Words(words.place_cues)
        self._belongs = Words(word for word in words.inside if fold(word) != fold("&"))  # "Samira van het Buurthuis"
        self._other = Words(words.other_names)
        called = (name for case in codebook.cases for name in (case.id, *case.also))
        self._cases = {_joined(name) for name in called}

    def read(self, line: Line, names: Mapping[str, _Name]) -> None:
        """Add what one line says of each name in it."""
        spans = [span for span in self.reader.spans(line) if not self._is_other(span)]
        company = self._company(line, spans)
        for span in spans:
            name = names[span.key]
            if self._is_known(span):
                name.known += 1
                continue
            clues = {kind: clue for kind, clue in self._clues(span) if clue}
            if cue := next((text for kind, text in company.get(span, ()) if kind == "cue"), ""):
                clues.setdefault("cue", cue)
            if partner := next((text for kind, text in company.get(span, ()) if kind == "company"), ""):
                clues["company"] = partner
            if (
                not span.sure
                and not self.reader.is_sure(span)
                and not clues.keys() & {"cue", "kind", "company", "verb"}
            ):
                continue  # the capital of a sentence's beginning
            name.spans.append(span)
            name.clues.update(clues.keys())
            name.against.update(self._against(span))
            name.why.update(clue for kind, clue in clues.items() if kind in ("cue", "company"))

    def score(self, name: _Name) -> float:
        """How likely a name is an organisation that the study wants to know of; a few points."""
        if not name.spans:
            return 0.0
        mentions = len(name.spans)
        if name.against["person"] / mentions > _MOST_PEOPLE:
            return 0.0
        points = max(_FORMS[span.form] for span in name.spans)
        points += sum(weight * log2(1 + name.clues[clue]) for clue, weight in _CLUES.items() if name.clues[clue])
        documents, cases = spread(span.line for span in name.spans)
        against = {clue: name.against[clue] / mentions for clue in _AGAINST}
        if all(span.form == "capital" for span in name.spans) and name.spans[0].words[0] not in self.reader.bodies:
            common = self.reader.small[name.spans[0].key]
            if common / (common + mentions) > _MOST_COMMON:
                return 0.0
        points -= sum(_AGAINST[clue] * share for clue, share in against.items())
        return points * (1 + log2(max(len(documents), len(cases))) / 4 + log2(mentions) / 8)

    def _is_other(self, span: Span) -> bool:
        words = span.words
        return self._other.at(words, 0) == len(words) or all(word in self._other for word in words)

    def _is_known(self, span: Span) -> bool:
        """Whether the name is part of a known partner's, of a school's, or of a code's label."""
        line, key = span.line, span.key
        own = set(range(span.start, span.end))
        beside = span.start - 1 if span.start and line.gap(span.start).isspace() else -1
        if any(own & met or (beside in met and span.form != "noun") for met, _ in line.partners):
            return True
        names = [word for word in span.words if word[0].isupper()]
        for label, keyword in (texts for met, texts in line.codes if own & met and span.form != "noun"):
            if all(name in label for name in names) or _joined(keyword) == key:
                return True
        return key in self._cases or (
            len(key) >= _SHORTEST and any(key in case or case in key for case in self._cases if len(case) >= _SHORTEST)
        )

    def _clues(self, span: Span) -> Iterator[tuple[str, str]]:
        """What stands beside a name and speaks for an organisation, with the words that say so."""
        line, words = span.line, span.line.words
        yield "cue", self._cue(line, span.noun)
        if span.form != "noun":
            kind = [word for word in words[span.noun : span.end] if word in self.reader.bodies]
            behind = self._behind_article(line, span.end)
            if not kind and span.end < len(words) and line.gap(span.end).strip() == "," and behind > span.end:
                kind = [word for word in words[behind : behind + 1] if word in self.reader.bodies]
            yield "kind", "".join(kind[:1])
            yield (
                "article",
                "".join(words[span.noun - 1 : span.noun])
                if span.sure and span.noun and words[span.noun - 1] in self._articles
                else "",
            )
        weak = self._weak_cues.before(words, span.noun)
        yield "weak cue", words[span.noun - 1] if weak and span.form != "noun" else ""
        beside = (words[span.end : span.end + 1], words[: self._before_article(line, span.noun)][-1:])
        yield "verb", next((word for side in beside for word in side if word in self._verbs), "")

    def _cue(self, line: Line, position: int) -> str:
        """The cue that ends right before a position, or before the article and adjective there."""
        words = line.words
        before = self._before_article(line, position)
        places = [before]
        if position > 1 and words[position - 1][0].islower() and words[position - 2] in self._articles:
            places.append(position - 2)
        for place in places:
            if size := self._cues.before(words, place):
                return " ".join(words[place - size : place])
            person = place - self._belongs.before(words, place)
            belongs = place < position and 0 < person < place and words[person].islower()
            if belongs and words[person - 1] in self.reader.people:
                return " ".join(words[person - 1 : place])
        return ""

    def _before_article(self, line: Line, position: int) -> int:
        while position > 0 and line.words[position - 1] in self._articles:
            position -= 1
        return position

    def _behind_article(self, line: Line, position: int) -> int:
        while position < len(line.words) and line.words[position] in self._articles:
            position += 1
        return position

    def _against(self, span: Span) -> Iterator[str]:
        words = span.line.words
        if self.reader.is_person(span):
            yield "person"
        if span.form != "noun" and any(met == set(range(span.start, span.end)) for met, _ in span.line.codes):
            yield "code"
        if self._place_cues.before(words, span.start):
            yield "place"
        if self._case_cues.before(words, self._before_article(span.line, span.noun)):
            yield "case"

    def _company(self, line: Line, spans: Sequence[Span]) -> dict[Span, list[tuple[str, str]]]:
        """For each name in a list what the names beside it say: one is a known partner, or a cue stands before."""
        items: list[tuple[int, int, str, Span | None]] = [
            (min(met), max(met) + 1, partner, None) for met, partner in line.partners
        ]
        taken = {position for met, _ in line.partners for position in met}
        items += [(s.noun, s.end, "", s) for s in spans if not taken & set(range(s.start, s.end))]
        items.sort(key=lambda item: item[:2])
        found: dict[Span, list[tuple[str, str]]] = defaultdict(list)
        for group in self._lists(line, items):
            partners = [partner for _, _, partner, _ in group if partner]
            cues = [cue for start, _, _, _ in group if (cue := self._cue(line, start))]
            for span in (span for _, _, _, span in group if span):
                found[span] += [("company", partner) for partner in partners]
                found[span] += [("cue", cue) for cue in cues[:1]]
        return found

    def _lists(
        self, line: Line, items: Sequence[tuple[int, int, str, Span | None]]
    ) -> Iterator[list[tuple[int, int, str, Span | None]]]:
        group = list(items[:1])
        for left, right in pairwise(items):
            between = range(left[1], right[0])
            linked = len(between) <= _MOST_BETWEEN and all(line.words[n] in self._links for n in between)
            gaps = "".join(line.gap(n) for n in range(left[1], right[0] + 1))
            parted = bool(between) or "," in gaps or "/" in gaps
            if left[1] <= right[0] and linked and parted and not set(gaps) & set(".:;!?"):
                group.append(right)
            else:
                yield group
                group = [right]
        yield group


def _grouped(names: Mapping[str, _Name], bodies: Words) -> dict[str, _Name]:
    """Singular with plural, and `Stichting Zon` with `Zon`; the more frequent name takes the other in."""
    grouped = {key: name for key, name in names.items() if name.spans or name.known}
    for key in sorted(grouped, key=lambda key: (len(grouped[key].spans), key)):
        name = grouped[key]
        twins = set(forms(key)) if len(key) >= _SHORTEST else set()
        if name.spans and len(words := name.spans[0].words) > 1 and words[0] in bodies:
            twins.add("".join(fold(word) for word in words[1:]))
        twin = next((twin for twin in sorted(twins) if twin != key and twin in grouped), "")
        if twin:
            grouped[twin].add(grouped.pop(key))
    return grouped


def _proposal(name: _Name, score: float, partners: Mapping[str, str]) -> Proposal:
    written = Counter(span.written for span in name.spans)
    best = max(_FORMS[span.form] for span in name.spans)
    called = Counter(span.written for span in name.spans if _FORMS[span.form] == best)
    shown = max(called, key=lambda text: (called[text], text))
    near = get_close_matches(_joined(shown), partners, 1, _SAME)
    documents, cases = spread(span.line for span in name.spans)
    return Proposal(
        kind=ORGANISATION,
        name=shown,
        count=len(name.spans),
        documents=documents,
        cases=cases,
        score=round(score, 2),
        variants=tuple(text for text, _ in written.most_common()),
        why=tuple(text for text, _ in name.why.most_common()),
        examples=examples(span.line for span in name.spans),
        near=partners[near[0]] if near else "",
    )


def _joined(name: str) -> str:
    """A name as `Span.key` has it."""
    return "".join(fold(word) for word in re.findall(r"\w+|&", name))
