from collections.abc import Callable, Iterator, Sequence

import pytest
from sqlalchemy import text as sql

from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord, Transcript
from aanbod.store import CodingDiff, Store
from aanbod.store import store as store_module

TEXT = "Een ouderkamer. Samen koken. Een naaiclub."


@pytest.fixture(autouse=True)
def linde(store: Store) -> None:
    store.save_transcripts([Transcript("linde.txt", TEXT)])


def quotes(records: Sequence[CodingRecord]) -> list[str]:
    return [record.quote for record in records]


def test_a_rerun_tells_new_gone_and_unchanged(code: Callable[..., CodingDiff], store: Store) -> None:
    first = code("linde.txt", "Samen koken.", "Een ouderkamer.")
    assert (quotes(first.new), first.gone, first.unchanged, first.kept) == (
        ["Een ouderkamer.", "Samen koken."],
        (),
        0,
        (),
    )
    assert list(first.new) == store.codings()
    again = code("linde.txt", "Een ouderkamer.", "Samen koken.")
    assert again == CodingDiff(unchanged=2)
    other = code("linde.txt", "Een ouderkamer.", "Een naaiclub.")
    assert (quotes(other.new), quotes(other.gone), other.unchanged) == (["Een naaiclub."], ["Samen koken."], 1)
    assert quotes(store.codings()) == ["Een ouderkamer.", "Een naaiclub."]


def test_what_somebody_decided_on_is_kept(code: Callable[..., CodingDiff], store: Store) -> None:
    code("linde.txt", "Een ouderkamer.", "Samen koken.", "Een naaiclub.")
    kamer, koken, _ = store.codings()
    store.decide([kamer.id], "accept", "Roos")
    store.decide([koken.id], "reject", "Roos")
    diff = code("linde.txt")
    assert quotes(diff.gone) == ["Een naaiclub."]
    assert [(one.quote, one.state) for one in diff.kept] == [
        ("Een ouderkamer.", "accepted"),
        ("Samen koken.", "rejected"),
    ]
    assert list(diff.kept) == store.codings()
    assert code("linde.txt", "Een ouderkamer.", "Samen koken.") == CodingDiff(unchanged=2)
    assert [one.state for one in store.codings()] == ["accepted", "rejected"]


def test_a_run_leaves_the_codings_of_people_alone(code: Callable[..., CodingDiff], store: Store) -> None:
    code("linde.txt", "Een ouderkamer.")
    with store._writing() as connection:
        connection.execute(sql("INSERT INTO coder (name, kind) VALUES ('Roos', 'person')"))
        connection.execute(
            sql(
                "INSERT INTO coding SELECT 'aa', text_version_id, start, \"end\", code, partner, status, "
                "(SELECT id FROM coder WHERE name = 'Roos'), NULL, evidence, is_lost FROM coding"
            )
        )
    assert code("linde.txt").gone[0].coder == "rules"
    assert [one.coder for one in store.codings()] == ["Roos"]


def test_the_evidence_is_that_of_todays_rules(store: Store, coding: Callable[..., Coding]) -> None:
    run = store.start_run("afs", "v1", "0.1")
    store.save_codings(run, "linde.txt", "r1", [coding(TEXT, "Samen koken.", rule="koken")])
    diff = store.save_codings(run, "linde.txt", "r2", [coding(TEXT, "Samen koken.", rule="samen koken")])
    assert diff == CodingDiff(unchanged=1)
    assert store.codings()[0].evidence.rule == "samen koken"


def test_evidence_comes_back_whole(store: Store, coding: Callable[..., Coding]) -> None:
    proposed = coding(TEXT, "Samen koken.", rule='"samen" & é')
    (new,) = store.save_codings(store.start_run("afs", "v1", "0.1"), "linde.txt", "r1", [proposed]).new
    assert new.evidence == proposed.evidence == store.codings()[0].evidence


def test_codings_of_another_text_are_refused(store: Store, coding: Callable[..., Coding]) -> None:
    run = store.start_run("afs", "v1", "0.1")
    shifted, beyond = "Kop. " + TEXT, "x" * 100 + TEXT
    for text in (shifted, beyond):
        with pytest.raises(AanbodError, match=r"text of linde\.txt changed while it was being coded"):
            store.save_codings(run, "linde.txt", "r1", [coding(text, "Samen koken.")])
    assert store.pending("r1") == ["linde.txt"]


@pytest.mark.parametrize(("limit", "size"), [("BATCH_TRANSCRIPTS", 2), ("BATCH_CODINGS", 3)])
def test_a_run_that_breaks_off_leaves_whole_transcripts(
    store: Store, coding: Callable[..., Coding], monkeypatch: pytest.MonkeyPatch, limit: str, size: int
) -> None:
    monkeypatch.setattr(store_module, limit, size)
    names = [f"{number}.txt" for number in range(5)]
    store.save_transcripts(Transcript(name, TEXT) for name in names)

    def proposals() -> Iterator[tuple[str, list[Coding]]]:
        for name in names[:3]:
            # Nothing is locked while the rules are at work.
            assert store.text(name) == TEXT
            store.start_run("afs", "v1", "0.1")
            yield name, [coding(TEXT, "Samen koken."), coding(TEXT, "Een naaiclub.")]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.save_many(store.start_run("afs", "v1", "0.1"), "r1", proposals())
    assert [one.transcript for one in store.codings()] == ["0.txt", "0.txt", "1.txt", "1.txt"]
    assert store.pending("r1") == ["2.txt", "3.txt", "4.txt", "linde.txt"]
