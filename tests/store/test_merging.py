"""Two copies of one store, worked on apart and made one again."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aanbod.commands.export import codings_bytes
from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord, Evidence, Transcript
from aanbod.store import Store, open_store

QUOTES = ("Een ouderkamer.", "Samen koken.", "Een naaiclub.", "Ook sport.")
TEXT = " ".join(QUOTES)
NAMES = ("beuk.txt", "linde.txt")
START = datetime(2024, 5, 1, tzinfo=UTC)
Open = Callable[[], Store]
Step = tuple[int, str, int, int]


def coding(quote: str, code: str = "a.b", status: str = "gepland", text: str = TEXT) -> Coding:
    start = text.index(quote)
    return Coding(start, start + len(quote), code, "", status, Evidence("regel"))


@pytest.fixture(scope="session")
def begun(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that was coded once, before anybody copied it."""
    path = tmp_path_factory.mktemp("begun") / "begun.db"
    shutil.copy(empty_store, path)
    with open_store(path) as store:
        store.save_transcripts([Transcript(name, TEXT, "", (name[:-4],), {"jaar": "2024"}) for name in NAMES])
        found = [coding(quote) for quote in QUOTES[:3]]
        store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [(name, found) for name in NAMES])
        store.decide([store.codings()[0].id], "reject", "Noor", at=START)
    return path


@pytest.fixture
def copy(begun: Path, tmp_path: Path) -> Iterator[Open]:
    """Opens one more copy of it."""
    with ExitStack() as opened:

        def make() -> Store:
            path = tmp_path / f"{uuid4().hex}.db"
            shutil.copy(begun, path)
            return opened.enter_context(open_store(path))

        yield make


def of(store: Store, quote: str, name: str = "linde.txt", coder: str = "rules") -> CodingRecord:
    return next(one for one in store.codings() if (one.quote, one.transcript, one.coder) == (quote, name, coder))


def exported(store: Store) -> str:
    return codings_bytes(store.codings(), "csv").decode()


def said(store: Store) -> list[tuple[object, ...]]:
    """What the log says, without numbers, and without the moments of undo, which are now."""
    return sorted(
        (
            one.verdict,
            one.coder,
            "" if one.verdict == "undo" else one.at.isoformat(),
            one.note,
            one.transcript,
            one.code,
        )
        for one in store.history()
    )


def do(store: Store, side: int, number: int, step: Step) -> None:
    """One step of one of the two, who are the same on every store; nobody changes what the other decides on."""
    _, kind, place, more = step
    name, at, coder, session = (
        NAMES[more % 2],
        START + timedelta(minutes=number + 1),
        ("Noor", "Daan")[side],
        f"s{side}",
    )
    one = of(store, QUOTES[place % 3], name)
    if kind == "decide" and place % 3 < 2:
        store.decide([one.id], "accept" if more % 3 else "reject", coder, f"{number}", at=at, session=session)
    elif kind == "change" and place % 3 == 2 and more % 2 == side:
        if one.state in ("suggested", "accepted"):
            changed = Coding(one.start, one.end, f"c{number}", "", one.status, one.evidence)
            store.change(one, changed, coder, at=at, session=session)
    elif kind == "add":
        made = coding(QUOTES[place % 4], f"n{more}", text=store.text(name))
        store.add_codings([(name, made)], coder, at=at, session=session)
    elif kind == "memo":
        store.add_memo(f"memo {number}", coder, transcript=name, at=at, session=session)
    elif kind == "text" and side == 0:
        new = f"Deel {more}. {TEXT}"
        if store.text(name) != new:
            store.save_transcripts([Transcript(name, new, "", (name[:-4],), {"jaar": "2024"})])
    elif kind == "undo":
        store.undo(store.standing(session=session)[:1], coder, session=session)


KINDS = ["decide", "decide", "decide", "change", "add", "memo", "undo", "text"]
STEPS = st.tuples(st.integers(0, 1), st.sampled_from(KINDS), st.integers(0, 3), st.integers(0, 3))


@given(st.lists(STEPS, max_size=14))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_log_split_over_two_copies_comes_to_the_same_as_one(copy: Open, steps: list[Step]) -> None:
    whole, first, second = copy(), copy(), copy()
    for number, step in enumerate(steps):
        for store in (whole, (first, second)[step[0]]):
            do(store, step[0], number, step)
    back = copy()
    back.merge(first)
    assert (exported(back), said(back)) == (exported(first), said(first))
    first.merge(second)
    second.merge(back)
    assert exported(first) == exported(second) == exported(whole)
    assert said(first) == said(second) == said(whole)
    for one, other in ((first, second), (second, first), (first, back)):
        before = exported(one), said(one)
        merged = one.merge(other)
        assert (merged.added, (exported(one), said(one))) == ({}, before)


def test_what_is_missing_is_added_on_a_server_too(store: Store, copy: Open) -> None:
    base, other = copy(), copy()
    base.copy_to(store, lambda _: None)
    other.save_transcripts([Transcript("eik.txt", TEXT, "", ("eik",), {"jaar": "2025"})])
    other.save_many(other.start_run("afs", "v2", "0.1"), "r2", [("eik.txt", [coding(QUOTES[0])])])
    other.decide([of(other, QUOTES[0], "eik.txt").id], "accept", "Daan")
    other.answer([of(other, QUOTES[1]).id], "reject", "De Linde")
    other.assign(["eik.txt"], "Els", "15%")
    dry = store.merge(other, dry_run=True)
    assert exported(store) == exported(base)
    assert store.merge(other) == dry
    assert {key: dry.added[key] for key in ("transcript", "text_version", "coder", "run", "coding", "decision")} == {
        "transcript": 1,
        "text_version": 1,
        "coder": 3,
        "run": 1,
        "coding": 1,
        "decision": 3,
    }
    assert exported(store) == exported(other)
    assert [replace(one, id=0) for one in store.transcripts()] == [replace(one, id=0) for one in other.transcripts()]
    assert store.assignments() == other.assignments()
    assert store.pending("r2", ["eik.txt"]) == [] and store.coders()["De Linde"] == "school"
    assert store.merge(other).added == {}
    store.decide([of(store, QUOTES[2]).id], "accept", "Els")  # numbers go on after those that were added
    other.merge(store)
    assert exported(store) == exported(other)


def test_of_two_words_the_later_one_counts_and_both_are_told(copy: Open) -> None:
    first, second = copy(), copy()
    for store, verdict, coder, minute in ((first, "accept", "Noor", 9), (second, "reject", "Daan", 5)):
        store.decide([of(store, QUOTES[1]).id], verdict, coder, at=START + timedelta(minutes=minute))  # type: ignore[arg-type]
        store.decide([of(store, QUOTES[2]).id], "accept", coder)
    agreed = first.merge(second)
    assert agreed.conflicts == (
        (
            "linde.txt",
            "“Samen koken.” (a.b): Noor accepts it here, Daan rejects it there; the later word counts: Noor accepts it",
        ),
    )
    assert of(first, QUOTES[1]).state == "accepted"
    assert [item.id for item in first.queue("disagree").items] == [of(first, QUOTES[1]).id]
    assert second.merge(first).conflicts == ()  # there it was told, and it knows all that is here
    assert exported(first) == exported(second)


def test_a_newer_text_stays_and_what_was_said_on_the_older_one_comes_along(copy: Open) -> None:
    first, second = copy(), copy()
    first.save_transcripts(
        [Transcript("linde.txt", f"Voorop. {QUOTES[0]} {QUOTES[2]}", "", ("linde",), {"jaar": "2024"})]
    )
    ids = [of(second, quote).id for quote in QUOTES[:3]]
    second.decide(ids, "accept", "Daan")
    second.add_codings([("linde.txt", coding(QUOTES[3]))], "Daan")
    (koken, sport) = first.merge(second).conflicts
    assert "“Ook sport.” (a.b) does not stand in its current text" in koken[1] + sport[1]
    assert {one.quote for one in first.lost()} == {QUOTES[1], QUOTES[3]}
    assert of(first, QUOTES[0]).state == of(first, QUOTES[2]).state == "accepted"
    assert first.text("linde.txt").startswith("Voorop.")
    second.merge(first)
    assert exported(first) == exported(second) and second.text("linde.txt") == first.text("linde.txt")
    assert first.pending("r1") == ["linde.txt"]
    assert (first.merge(second).added, second.merge(first).added) == ({}, {})


def test_two_changed_texts_are_told_and_come_to_the_same_both_ways(copy: Open) -> None:
    first, second = copy(), copy()
    for number, store in enumerate((first, second)):
        store.save_transcripts([Transcript("linde.txt", f"Deel {number}. {TEXT}", "", ("linde",), {"jaar": "2024"})])
        store.decide([of(store, QUOTES[number + 1]).id], "accept", "Noor")
    whole, told = first.merge(second), second.merge(first)
    assert {what.partition(";")[0] for _, what in (*whole.conflicts, *told.conflicts)} == {
        "its text was changed in both"
    }
    assert exported(first) == exported(second)
    assert [of(first, quote).state for quote in QUOTES[1:3]] == ["accepted", "accepted"]


def test_rules_that_differ_are_kept_both_until_the_next_run(copy: Open) -> None:
    first, second = copy(), copy()
    second.save_many(second.start_run("afs", "v2", "0.1"), "r2", [("linde.txt", [coding(QUOTES[3])])])
    first.decide([of(first, QUOTES[1]).id], "accept", "Noor")
    first.merge(second)
    second.merge(first)
    assert exported(first) == exported(second)
    assert {one.quote for one in first.codings(transcripts=["linde.txt"])} == set(QUOTES)
    assert first.pending("r1") == first.pending("r2", ["linde.txt"]) == ["linde.txt"]
    first.save_many(first.start_run("afs", "v2", "0.1"), "r2", [("linde.txt", [coding(QUOTES[3])])])
    assert {one.quote: one.state for one in first.codings(transcripts=["linde.txt"])} == {
        QUOTES[1]: "accepted",
        QUOTES[3]: "suggested",
    }


def test_what_is_known_of_a_transcript_stays_and_what_differs_is_told(copy: Open) -> None:
    first, second = copy(), copy()
    second.save_transcripts([Transcript("linde.txt", TEXT, "", ("beuk",), {"jaar": "2025"})])
    before = first.transcripts()
    assert [what for _, what in first.merge(second).conflicts] == [
        "its cases are not the same there; those of this store stay",
        "its variables are not the same there; those of this store stay",
    ]
    assert first.transcripts() == before


def test_a_store_is_not_merged_with_itself_or_with_one_that_is_masked_otherwise(copy: Open) -> None:
    first, second = copy(), copy()
    with pytest.raises(AanbodError, match="same store twice"):
        first.merge(first)
    second.set_masks(["name"])
    with pytest.raises(AanbodError, match="not masked for the same"):
        first.merge(second)


def test_a_merge_that_fails_leaves_everything_as_it_was(copy: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = copy(), copy()
    second.decide([of(second, QUOTES[1]).id], "accept", "Daan")
    before = exported(first), said(first)

    def fails(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("aanbod.store.merging.settle", fails)
    with pytest.raises(RuntimeError, match="power cut"):
        first.merge(second)
    assert (exported(first), said(first)) == before
