"""A study of neighbourhood kitchens, made up to be small enough to count by hand, and hostile where texts come in."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, fields
from typing import Any

import pytest

from aanbod.codebook.model import Case, Category, Code, Codebook, Status, TableSpec, Variable
from aanbod.model import CodingRecord, Evidence, TranscriptRecord, Words
from aanbod.store import Store
from aanbod.store.snapshot import Snapshot

from .stored import snapshot_of

EVIL = "<script>alert(1)</script>"


@dataclass(frozen=True)
class Study:
    codebook: Codebook
    transcripts: list[TranscriptRecord]
    codings: list[CodingRecord]
    stored: Callable[[list[TranscriptRecord], list[CodingRecord]], Snapshot]

    @property
    def material(self) -> tuple[Codebook, Snapshot]:
        """The codebook, and a store that holds the transcripts and codings as they are now."""
        return self.codebook, self.stored(self.transcripts, self.codings)


def _partners(category: str, *names: str) -> tuple[Code, ...]:
    return tuple(Code(category, name, category, partner=name) for name in names)


def _codebook() -> Codebook:
    # What makes codings is of no interest to tables and reports.
    unused: dict[str, Any] = {field.name: () for field in fields(Codebook)}
    used = {
        "default_where": {},
        "small_group": 0,
        "passages_shown": 100,
        "id": "keukens",
        "title": "Buurtkeukens",
        "version": "0123456789abcdef",
        "case_label": "keuken",
        "case_label_plural": "keukens",
        "statuses": (Status("loopt", "Loopt", "is er"), Status("straks", "Straks"), Status("droom", "Droom")),
        "variables": (
            Variable("wijk", "Wijk", "case", {"noord": "Noord", "zuid": "Zuid"}),
            Variable("beheer", "Beheer", "case"),
            Variable("jaar", "Jaar", "transcript"),
        ),
        "cases": (
            Case("Het Vuur", (), {"wijk": "zuid", "beheer": "@stichting"}),
            Case("De Pan", (), {"wijk": "noord"}),
            Case("'t Hoekje", (), {"wijk": "zuid"}),
            Case("=SUM(1;2)", (), {"wijk": "noord"}),
        ),
        "categories": (
            Category(
                "koken",
                "Koken",
                "a",
                (Code("koken.soep", "Soep/bouillon", "koken"), Code("koken.brood", "Brood", "koken")),
            ),
            Category("vrij", "Gevonden", "", (Code("vrij.moestuin", "Moestuin", "vrij"),)),
            Category(
                "winkel",
                "Winkels",
                "a",
                _partners("winkel", "Zuivelboer", "'t Molentje", "Ábel", "bakker"),
                "Winkels kort",
            ),
            Category("dienst", "Diensten", "b", _partners("dienst", "Vervoerder")),
        ),
        "tables": (
            TableSpec("2.1", "Wat er is", "codes", ("koken", "vrij")),
            TableSpec("3.1", "Met wie", "categories", ("winkel", "dienst"), note="Een noot."),
            TableSpec("bijlage A", "De keukens", "cases", (), ("wijk", "beheer")),
            TableSpec("bijlage B", "Wie dat zijn", "partners"),
        ),
        "groups": ("wijk",),
        "texts": {"total": "Alles", "suggested": "voorstel", "accepted": "goed"},
        "word_groups": {},
    }
    return Codebook(**unused | used)


def _coding(
    identity: str,
    transcript: str,
    code: str,
    status: str,
    quote: str,
    *,
    partner: str = "",
    state: str = "suggested",
    coder: str = "rules",
    words: str = "",
    cue: str = "",
) -> CodingRecord:
    start = 100 * int(identity[1:])

    def found(text: str) -> tuple[Words, ...]:
        at = start + quote.find(text)
        return (Words(at, at + len(text), text),) if text else ()

    evidence = Evidence(words, found(words), cue, found(cue))
    return CodingRecord(
        identity, transcript, start, start + len(quote), quote, code, partner, status, coder, state, evidence
    )


@pytest.fixture
def stored(make_store: Callable[[], Store]) -> Iterator[Callable[..., Snapshot]]:
    with ExitStack() as opened:
        yield lambda *records: opened.enter_context(snapshot_of(make_store(), *records))


@pytest.fixture
def study(stored: Callable[..., Snapshot]) -> Study:
    transcripts = [
        TranscriptRecord(1, "p1.txt", ("De Pan",), {"jaar": "2024"}),
        TranscriptRecord(2, "p2.txt", ("De Pan", "Het Vuur"), {"jaar": "2024"}),
        TranscriptRecord(3, "v1.txt", ("Het Vuur",), {"jaar": "2025"}),
        TranscriptRecord(4, "s1.txt", ("=SUM(1;2)",), {"jaar": "2025"}),
    ]
    codings = [
        _coding("k1", "p1.txt", "koken.soep", "loopt", f"Er is soep | {EVIL} & meer", words="soep"),
        _coding("k2", "p2.txt", "koken.soep", "straks", "Straks komt er soep", words="soep", cue="Straks"),
        _coding("k3", "v1.txt", "koken.brood", "droom", '=HYPERLINK("x")', coder="anna", state="accepted"),
        _coding("k4", "s1.txt", "winkel", "loopt", "De bakker brengt brood", partner="bakker", words="bakker"),
        _coding("k5", "p2.txt", "winkel", "droom", "Wij dromen van de bakker", partner="bakker", words="bakker"),
        _coding("k6", "p1.txt", "winkel", "loopt", "Meel van 't Molentje", partner="'t Molentje"),
        _coding("k7", "v1.txt", "winkel", "straks", "Abel komt", partner="Ábel"),
        _coding("k8", "p1.txt", "dienst", "loopt", "Geen vervoer", partner="Vervoerder", state="rejected"),
        _coding("k9", "v1.txt", "vrij.moestuin", "loopt", "De tuin bloeit"),
        _coding("k10", "s1.txt", "extra.kas", "loopt", "Een kas", coder="anna", state="accepted"),
        _coding("k11", "p2.txt", "winkel", "loopt", "De Nieuwe Hoeve levert", partner="Nieuwe Hoeve", coder="anna"),
    ]
    return Study(_codebook(), transcripts, codings, stored)
