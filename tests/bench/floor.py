"""The floor: what no program that finds words and stores rows can go under.

A bare Aho-Corasick scan of the lower-cased text for the codebook's plain words, and an executemany of as many rows as
our run stored: no sentences, no inflection, no conditions, no status.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from aanbod.codebook.keywords import Phrase, Word, WordGroups, parse_keyword
from aanbod.codebook.model import Codebook

Row = tuple[str, int, int, str, str]


def literals(codebook: Codebook) -> list[str]:
    """Every word of a keyword that has no wildcard, in lower case."""
    groups = WordGroups(codebook.word_groups)
    found = {
        word.text.lower()
        for keyword in codebook.all_keywords()
        for word in _words(parse_keyword(keyword.text, groups).phrase)
        if "*" not in word.text
    }
    return sorted(found)


def scan_files(words: list[str], paths: list[Path], rows: list[Row], store: Path) -> None:
    """Scan the files and write the rows to a SQLite table."""
    import ahocorasick_rs

    automaton = ahocorasick_rs.AhoCorasick(words)
    for path in paths:
        automaton.find_matches_as_indexes(path.read_text(encoding="utf-8").lower(), overlapping=True)
    with sqlite3.connect(store) as database:
        database.execute("CREATE TABLE coding (name TEXT, first INTEGER, last INTEGER, code TEXT, passage TEXT)")
        database.executemany("INSERT INTO coding VALUES (?, ?, ?, ?, ?)", rows)


def _words(phrase: Phrase) -> Iterator[Word]:
    for step in phrase.steps:
        for option in step.options:
            if isinstance(option, Word):
                yield option
            else:
                yield from _words(option)
