"""A plain spaCy pipeline over the same codebook: what one would write without this program.

Tokenizer, sentencizer, lookup lemmatizer; a PhraseMatcher for keywords of plain words, a Matcher for gaps, alternatives
and wildcards. It is spared much that our run does: conditions, status, negation, spelling variants.
"""

import re
import sqlite3
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any

from aanbod.codebook.keywords import FAR_GAP, Phrase, Word, WordGroups, parse_keyword
from aanbod.codebook.model import Codebook

_MOST_PATTERNS = 40  # alternatives of one keyword that are spelled out; the rest is left out, in spaCy's favour

Token = dict[str, Any]


class PlainCoder:
    """The pipeline, compiled."""

    def __init__(self, codebook: Codebook) -> None:
        import spacy
        from spacy.matcher import Matcher, PhraseMatcher

        self._nlp = spacy.blank("nl")
        self._nlp.add_pipe("sentencizer")
        self._nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
        self._nlp.initialize()
        self._phrases = PhraseMatcher(self._nlp.vocab, attr="LEMMA")
        self._matcher = Matcher(self._nlp.vocab)
        groups = WordGroups(codebook.word_groups)
        for code in codebook.codes:
            name = code.partner or code.id
            for keyword in code.keywords:
                phrase = parse_keyword(keyword.text, groups).phrase
                if _is_plain(phrase):
                    self._phrases.add(name, [self._nlp(" ".join(_words(phrase)))])
                else:
                    self._matcher.add(name, list(islice(_patterns(phrase), _MOST_PATTERNS)))

    def code(self, text: str) -> list[tuple[int, int, str, str]]:
        """Rows of start, end, code, passage; one for each code and sentence."""
        doc = self._nlp(text)
        found = {}
        for key, start, end in (*self._phrases(doc), *self._matcher(doc)):
            sentence = doc[start:end].sent
            found[sentence.start_char, key] = (
                sentence.start_char,
                sentence.end_char,
                self._nlp.vocab.strings[key],
                sentence.text,
            )
        return list(found.values())


def _is_plain(phrase: Phrase) -> bool:
    return all(
        not step.gap and len(step.options) == 1 and isinstance(word := step.options[0], Word) and "*" not in word.text
        for step in phrase.steps
    )


def _words(phrase: Phrase) -> Iterator[str]:
    for step in phrase.steps:
        for word in step.options:
            assert isinstance(word, Word)
            yield word.text


def _patterns(phrase: Phrase) -> Iterator[list[Token]]:
    places = [[(step.gap, way) for way in _ways(step.options)] for step in phrase.steps]
    for chosen in product(*places):
        pattern: list[Token] = []
        for gap, way in chosen:
            if gap:
                pattern.append({"OP": "*"} if gap == FAR_GAP else {"OP": f"{{0,{gap}}}"})
            pattern.extend(way)
        if any("OP" not in token for token in pattern):
            yield pattern


def _ways(options: "tuple[Word | Phrase, ...]") -> Iterator[list[Token]]:
    words = [option for option in options if isinstance(option, Word)]
    if lemmas := [word.text.lower() for word in words if not word.exact and "*" not in word.text]:
        yield [{"LEMMA": {"IN": lemmas}}]
    if exact := [word.text for word in words if word.exact and "*" not in word.text]:
        yield [{"ORTH": {"IN": exact}}]
    if wild := [re.escape(word.text.lower()).replace(r"\*", r"\w*") for word in words if "*" in word.text]:
        yield [{"LOWER": {"REGEX": f"^(?:{'|'.join(wild)})$"}}]
    for option in options:
        if isinstance(option, Phrase):
            yield from _patterns(option) if option.steps else iter([[]])


def code_files(coder: PlainCoder, paths: list[Path], store: Path) -> None:
    """Code the files into a SQLite table."""
    with sqlite3.connect(store) as database:
        database.execute("CREATE TABLE coding (name TEXT, first INTEGER, last INTEGER, code TEXT, passage TEXT)")
        for path in paths:
            rows = [(path.name, *row) for row in coder.code(path.read_text(encoding="utf-8"))]
            database.executemany("INSERT INTO coding VALUES (?, ?, ?, ?, ?)", rows)
