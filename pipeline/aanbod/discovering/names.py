"""Where names stand: runs of words with a capital, names between quotes, words for a kind of organisation."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aanbod.codebook.model import DiscoveryWords
from aanbod.discovering.lines import Line
from aanbod.discovering.wording import Words
from aanbod.dutch.spelling import fold

_POSSESSIVE = re.compile(r"['’`]s$|-$")
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.)+")
_ROMAN = re.compile(r"[IVXLC]+")
_QUOTED = re.compile(r"(?<![\w’'])[‘'“\"]([^\W\d_][^‘’'“”\".,:;!?]{1,50})[’'”\"](?!\w)")
_LONGEST_QUOTED = 6  # words
_INTRODUCED = 0.25  # share of its mentions that say that a name is a person's


@dataclass(frozen=True, eq=False)
class Span:
    """Words of a line that may be a name. `form` says why: own-capitals, capitals, capital, quoted, noun.

    `noun` is the position of a word for a kind of organisation right before it ("buurthuis De Brug"), or `start`;
    `sure` says that the capital is not that of a sentence's beginning; `article` is one with a capital, within a
    sentence.
    """

    line: Line
    start: int
    end: int
    form: str
    noun: int
    sure: bool = True
    article: str = ""

    @property
    def written(self) -> str:
        """The name as it stands there, with an article that has a capital of its own: De Brug."""
        return " ".join((self.article, *self.words)).strip()

    @property
    def words(self) -> tuple[str, ...]:
        words = self.line.words[self.start : self.end]
        return (*words[:-1], name_part(words[-1]))

    @property
    def key(self) -> str:
        """What writings of one name share: `Sport-Noord`, `sport noord` and `SportNoord` are one."""
        return "".join(fold(word) for word in self.words)


def name_part(word: str) -> str:
    """The name in `Wijkwerk's` and `ABC-docent`."""
    bare = _POSSESSIVE.sub("", word).rstrip(".")
    head, hyphen, tail = bare.rpartition("-")
    return head if hyphen and tail.islower() and has_own_capitals(head) else bare


def has_own_capitals(word: str) -> bool:
    """Capitals that no beginning of a sentence asks for: JSW, J.S.W., JoU, SportClub, iZi."""
    parts = (part.replace("IJ", "Ij") for part in word.replace(".", "").split("-") if part and part[0].isalpha())
    return any(any(letter.isupper() for letter in part[1:]) and not _ROMAN.fullmatch(part) for part in parts)


class NameReader:
    """Finds spans in lines. It first learns from all lines which words are common and which are people."""

    def __init__(self, lines: Sequence[Line], words: DiscoveryWords) -> None:
        self._articles = Words(words.articles)
        self._inside = Words(words.inside)
        self._function_words = Words((*words.function_words, *words.articles))
        self.bodies = Words(words.bodies, inflected=True)
        self._common_names = Words(words.common_names, inflected=True)
        self.titles = Words(words.titles, inflected=True)
        self._people_verbs = Words(words.people_verbs)
        self._first_names = frozenset(words.first_names)
        self._other_quotes = Words(words.other_quotes)
        self.small: Counter[str] = Counter()
        for line in lines:
            self.small.update(fold(word) for word in line.words if word[0].islower())
        runs = [list(self._runs(line)) for line in lines]
        self._sure = {span.key for found in runs for span in found if span.sure}
        self.people = self._introduced(span for found in runs for span in found)
        self._runs_of = {id(line): found for line, found in zip(lines, runs, strict=True)}
        self._phrases = self._long_names(runs)

    def _introduced(self, spans: Iterable[Span]) -> frozenset[str]:
        """Words that are people's names: a good part of their mentions say so."""
        mentions: Counter[str] = Counter()
        introduced: Counter[str] = Counter()
        for span in spans:
            names = [word for word in span.words if word[0].isupper() and not self.small[fold(word)]]
            mentions.update(names)
            if self._is_introduced_as_person(span):
                introduced.update(names)
        return frozenset(word for word in introduced if introduced[word] / mentions[word] >= _INTRODUCED)

    def spans(self, line: Line) -> list[Span]:
        """Everything in a line that may be a name, in order; of two on the same words the longer."""
        found = [*self._runs_of[id(line)], *self._quoted(line), *self._nouns(line), *self._as_elsewhere(line)]
        found.sort(key=lambda span: (span.noun - span.end, span.form == "noun"))
        taken: set[int] = set()
        kept = []
        for span in found:
            own = set(range(span.noun, span.end))
            if not own & taken:
                taken |= own
                kept.append(span)
        return sorted(kept, key=lambda span: span.start)

    def is_sure(self, span: Span) -> bool:
        """Whether a name has its capitals within a sentence somewhere."""
        return span.key in self._sure

    def is_person(self, span: Span) -> bool:
        """A first name, somebody who was introduced elsewhere, or who speaks here."""
        if span.form not in ("capital", "capitals") or span.noun < span.start - bool(span.article):
            return False
        words = span.words
        known = words[0] in self._first_names or words[0] in self.people or set(words) <= self.people
        known = known or bool(_INITIALS.fullmatch(words[0]))
        return known or self._is_introduced_as_person(span)

    def _is_introduced_as_person(self, span: Span) -> bool:
        """A title before the name, a verb of speaking beside it, "Naam:" before what is said, "Naam, de kok"."""
        line, start, end = span.line, span.start, span.end
        if span.form not in ("capital", "capitals") or any(word in self.bodies for word in span.words):
            return False
        before = start - bool(span.article)
        if self.titles.before(line.words, before) and line.gap(before).isspace():
            return True
        behind = end + int(end < len(line.words) and line.words[end] in self._articles)
        if self.titles.at(line.words, behind) and line.gap(end).strip() in (",", "(", "–"):
            return True
        speaks = end < len(line.words) and line.words[end] in self._people_verbs and line.gap(end).isspace()
        spoken = start > 0 and line.words[start - 1] in self._people_verbs and line.gap(start).isspace()
        label = start in line.initial and self._opens_speech(line, end) and not self.small[fold(span.words[0])]
        return speaks or spoken or label

    def _opens_speech(self, line: Line, position: int) -> bool:
        """A colon, and behind it a quote or a capital: "Sanne: We zijn begonnen", not "Zwemclub: gestopt"."""
        if position >= len(line.words) or not line.gap(position).lstrip().startswith(":"):
            return False
        return line.words[position][0].isupper() or line.gap(position).strip() != ":"

    def _runs(self, line: Line) -> Iterator[Span]:
        """Runs of words with a capital, cut at words of which a capital makes no name."""
        words = line.words
        position = 0
        while position < len(words):
            if not _is_capital(words[position]):
                position += 1
                continue
            end = position + 1
            while (more := self._continues(line, position, end)) > end:
                end = more
            yield from self._trimmed(line, position, end)
            position = end

    def _continues(self, line: Line, start: int, end: int) -> int:
        """Where a run goes on to: behind the next word of the name; `end` where it stops."""
        words = line.words
        joined = end < len(words) and line.gap(end).isspace()
        if not joined:
            return end
        if _is_capital(words[end]) or (words[end].isdigit() and len(words[end]) < 3):
            return end + 1 if words[end] not in self._articles else end
        size = 1 if words[end] == "&" else self._inside.at(words, end)
        behind = end + size
        if not size or behind >= len(words) or not _is_capital(words[behind]) or words[behind] in self._function_words:
            return end
        if any(not line.gap(number).isspace() for number in range(end, behind + 1)):
            return end
        if words[start] in self._first_names or self.titles.before(words, start):
            return end
        if words[end] != "&" and start in line.initial and self.small[fold(words[start])]:
            return end
        lists = fold(words[end]) == fold("&") and words[end] != "&"  # `en` joins the names of a list, too
        if lists and not self._is_of_two_parts(words[start], words[behind]):
            return end
        return behind + 1

    def _is_of_two_parts(self, first: str, last: str) -> bool:
        """Whether `en` belongs to a name, as in "Centrum Zorg en Welzijn" and "Sportfonds Kunst en Cultuur"."""
        named = self.bodies.exactly(first) and not has_own_capitals(last)
        return named or (first in self.bodies and self._is_common(last))

    def _trimmed(self, line: Line, start: int, end: int) -> Iterator[Span]:
        words = line.words
        while start < end and (
            (words[start] in self._function_words and (start in line.initial or end - start == 1))
            or words[start] in self._articles
            or (end - start > 1 and words[start] in self.titles and _is_capital(words[start + 1]))
            or (start in line.initial and end - start > 1 and self._is_common(words[start]))
        ):
            start += 1
        while start < end and words[end - 1] in self._function_words and not self.bodies.exactly(words[start]):
            end -= 1
        if start == end or not any(_is_capital(word) for word in words[start:end]):
            return
        if all(_ROMAN.fullmatch(word) or len(name_part(word)) < 2 for word in words[start:end]):
            return
        if not _is_capital(words[start]):  # what joined it to a word that fell off
            yield from self._trimmed(line, start + 1, end)
            return
        elsewhere = start in line.initial and all(self._is_common(word) for word in words[start + 1 : end])
        initials = end - start > 1 and _INITIALS.fullmatch(words[start])  # a person's
        if end - start == 1 and self.bodies.exactly(words[start]) and not has_own_capitals(words[start]):
            return
        own = not initials and any(has_own_capitals(name_part(word)) for word in words[start:end])
        several = sum(_is_capital(word) for word in words[start:end]) > 1
        form = "own-capitals" if own else "capitals" if several else "capital"
        first = start - 1 if start and self._is_own_article(line, start - 1) else start
        noun = first
        if first and line.gap(first).isspace() and words[first - 1] in self.bodies and words[first - 1][0].islower():
            noun = first - 1
        sure = start not in line.initial or own
        if several and elsewhere:  # a heading without a point before a sentence
            return
        yield Span(line, start, end, form, noun, sure, words[first] if first < start else "")

    def _is_own_article(self, line: Line, position: int) -> bool:
        word = line.words[position]
        joined = line.gap(position + 1).isspace() and position not in line.initial
        return joined and word in self._articles and word[0].isupper()

    def _is_common(self, word: str) -> bool:
        return not has_own_capitals(word) and word not in self.bodies and self.small[fold(word)] > 0

    def _quoted(self, line: Line) -> Iterator[Span]:
        """A few words between quotes that are no speech and no title of something that is read."""
        quote, offset = line.quote, line.sentence.start
        for match in _QUOTED.finditer(quote):
            inside = [
                number
                for number, start in enumerate(line.sentence.starts)
                if match.start(1) + offset <= start < match.end(1) + offset
            ]
            if not inside or len(inside) > _LONGEST_QUOTED or len(inside) >= len(line.words) - 2:
                continue
            start, end = inside[0], inside[-1] + 1
            speech = start == 0 or ":" in line.gap(start) or "," in line.gap(end)
            named = _is_capital(line.words[start]) and line.words[start] not in self._function_words
            if named and not speech and not self._other_quotes.before(line.words, start):
                yield Span(line, start, end, "quoted", start)

    def _nouns(self, line: Line) -> Iterator[Span]:
        """Words for a kind of organisation, without a name."""
        position = 0
        while position < len(line.words):
            size = self._common_names.at(line.words, position)
            if size and line.words[position][0].islower():
                yield Span(line, position, position + size, "noun", position)
            position += size or 1

    def _long_names(self, runs: Sequence[Sequence[Span]]) -> dict[str, set[tuple[str, ...]]]:
        """Names of several words by their first, folded, to meet them where they have no capitals."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for span in (span for spans in runs for span in spans if span.sure and span.form == "capitals"):
            folded = tuple(fold(word) for word in span.words)
            found.setdefault(folded[0], set()).add(folded)
        return found

    def _as_elsewhere(self, line: Line) -> Iterator[Span]:
        """A name of several words that has its capitals elsewhere: "de brede buurt", "Al Amal kwam langs"."""
        folded = [fold(name_part(word)) for word in line.words]
        for position, word in enumerate(folded):
            for name in self._phrases.get(word, ()):
                end = position + len(name)
                if tuple(folded[position:end]) == name:
                    capitals = all(_is_capital(written) for written in line.words[position:end])
                    span = Span(line, position, end, "capitals" if capitals else "noun", position)
                    yield replace(span, sure=not capitals or position not in line.initial)


def _is_capital(word: str) -> bool:
    return word[0].isupper() or has_own_capitals(word)
