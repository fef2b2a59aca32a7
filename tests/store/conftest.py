"""An empty store of its own for every test, and short ways to make what goes into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aanbod.model import Coding, CodingRecord, Evidence, Transcript, Words
from aanbod.store import CodingDiff, Store, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "afs.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


@pytest.fixture
def coding() -> Callable[..., Coding]:
    """Makes a coding of a quote in a text; its evidence is the quote's first word."""

    def make(
        text: str,
        quote: str,
        code: str = "ouder.kamer",
        *,
        partner: str = "",
        status: str = "gerealiseerd",
        nth: int = 1,
        rule: str = "kamer",
    ) -> Coding:
        start = -1
        for _ in range(nth):
            start = text.index(quote, start + 1)
        first = quote.split()[0]
        words = (Words(start, start + len(first), first),)
        return Coding(start, start + len(quote), code, partner, status, Evidence(rule, words))

    return make


@pytest.fixture
def code(store: Store, coding: Callable[..., Coding]) -> Callable[..., CodingDiff]:
    """Lets the rules code quotes of a transcript: whole passages of its current text."""

    def save(name: str, *quotes: str, rules_version: str = "r1") -> CodingDiff:
        text = store.text(name)
        proposed = [coding(text, quote) for quote in quotes]
        return store.save_codings(store.start_run("afs", "v1", "0.1"), name, rules_version, proposed)

    return save


@pytest.fixture
def put(store: Store) -> Callable[..., tuple[CodingRecord, ...]]:
    """Saves one transcript and returns the codings lost by that."""

    def save(text: str, name: str = "linde.txt") -> tuple[CodingRecord, ...]:
        return store.save_transcripts([Transcript(name, text)]).lost

    return save
