from collections.abc import Callable, Iterator, Sequence

import pytest
from sqlalchemy import text as sql

from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord, Transcript
from aanbod.store import CodingDiff, Store, records
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
                "(SELECT id FROM coder WHERE name = 'Roos'), NULL, evidence, is_lost, state, is_proposed FROM coding"
            )
        )
    assert code("linde.txt").gone[0].coder == "rules"
    assert [one.coder for one in store.codings()] == ["Roos"]


def test_the_evidence_is_that_of_todays_rules(store: Store, coding: Callable[..., Coding]) -> None:
    run = store.start_run("afs", "v1", "0.1")
    store.save_many(run, "r1", [("linde.txt", [coding(TEXT, "Samen koken.", rule="koken")])])
    diff = store.save_many(run, "r2", [("linde.txt", [coding(TEXT, "Samen koken.", rule="samen koken")])])
    assert diff == CodingDiff(unchanged=1)
    assert store.codings()[0].evidence.rule == "samen koken"


def test_what_the_rules_found_may_stand_under_another_version_too(store: Store, coding: Callable[..., Coding]) -> None:
    store.save_transcripts([Transcript("eik.txt", TEXT), Transcript("beuk.txt", TEXT), Transcript("esp.txt", TEXT)])
    found = [coding(TEXT, "Samen koken.")]
    run = store.start_run("afs", "v1", "0.1")
    store.save_many(run, "r1", [("linde.txt", found), ("eik.txt", found)])
    store.save_many(run, "r0", [("beuk.txt", found)])
    assert store.coded_under(["beuk.txt", "eik.txt", "esp.txt"]) == {"r0": ["beuk.txt"], "r1": ["eik.txt"]}
    held = store.codings()
    store.pass_on(["beuk.txt", "eik.txt"], "r1", "r2")
    assert store.pending("r2") == ["beuk.txt", "esp.txt", "linde.txt"]
    assert store.codings() == held


def test_evidence_comes_back_whole(store: Store, coding: Callable[..., Coding]) -> None:
    proposed = coding(TEXT, "Samen koken.", rule='"samen" & é')
    (new,) = store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [("linde.txt", [proposed])]).new
    assert new.evidence == proposed.evidence == store.codings()[0].evidence


def test_codings_of_another_text_are_refused(store: Store, coding: Callable[..., Coding]) -> None:
    run = store.start_run("afs", "v1", "0.1")
    shifted, beyond = "Kop. " + TEXT, "x" * 100 + TEXT
    for text in (shifted, beyond):
        with pytest.raises(AanbodError, match=r"text of linde\.txt changed while it was being coded"):
            store.save_many(run, "r1", [("linde.txt", [coding(text, "Samen koken.")])])
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


def test_each_batch_is_told_as_soon_as_it_is_stored(
    store: Store, coding: Callable[..., Coding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "BATCH_TRANSCRIPTS", 2)
    names = [f"{number}.txt" for number in range(5)]
    store.save_transcripts(Transcript(name, TEXT) for name in names)
    asked: list[str] = []

    def proposals() -> Iterator[tuple[str, list[Coding]]]:
        for name, text in store.texts(names):
            asked.append(name)
            yield name, [coding(text, "Samen koken.")]

    changes = store.save_each(store.start_run("afs", "v1", "0.1"), "r1", proposals())
    assert [one.transcript for one in next(changes).new] == asked == names[:2]
    assert [one.transcript for one in store.each_coding()] == names[:2]
    assert [len(diff.new) for diff in changes] == [2, 1]


def test_texts_come_in_the_order_that_is_asked(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "READ_TRANSCRIPTS", 2)
    texts = {f"{number}.txt": f"Tekst {number}." for number in range(5)}
    store.save_transcripts(Transcript(name, text) for name, text in texts.items())
    backwards = dict(reversed(texts.items()))
    assert list(store.texts(backwards)) == list(backwards.items())
    with pytest.raises(AanbodError, match=r"no transcript '9\.txt'"):
        list(store.texts(["0.txt", "9.txt"]))


def test_codings_are_read_in_one_order_however_many_at_a_time(
    store: Store, coding: Callable[..., Coding], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["é.txt", "B.txt", "a.txt", "a b.txt"]
    store.save_transcripts(Transcript(name, TEXT) for name in names)
    both = [coding(TEXT, "Een naaiclub."), coding(TEXT, "Een ouderkamer.")]
    store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [(name, both) for name in names])
    whole = store.codings()
    assert [one.transcript for one in whole[::2]] == ["B.txt", "a b.txt", "a.txt", "é.txt"]
    monkeypatch.setattr(records, "READ_TRANSCRIPTS", 1)
    assert list(store.each_coding()) == whole
    assert list(store.each_coding(transcripts=["é.txt", "a.txt"])) == whole[4:]


def test_ids_that_an_older_program_made_stay(store: Store, code: Callable[..., CodingDiff]) -> None:
    """People note ids: the same coding keeps the one it has."""
    code("linde.txt", "Een ouderkamer.", "Samen koken.")
    with store._writing() as connection:
        connection.execute(sql("UPDATE coding SET id = 'ff00' || substr(id, 5, 28) WHERE start = 0"))
    before = store.codings()
    assert before[0].id.startswith("ff00")
    store.decide([before[0].id], "accept", "Roos")
    assert code("linde.txt", "Een ouderkamer.", "Samen koken.") == CodingDiff(unchanged=2)
    store.save_transcripts([Transcript("linde.txt", "Kop. " + TEXT)])
    store.save_transcripts([Transcript("linde.txt", TEXT)])
    assert [(one.id, one.state) for one in store.codings()] == [(before[0].id, "accepted"), (before[1].id, "suggested")]


def test_the_codings_of_a_text_lie_together(store: Store, code: Callable[..., CodingDiff]) -> None:
    """What keeps a store of millions as fast to write as a new one."""
    store.save_transcripts([Transcript("beuk.txt", TEXT)])
    linde = {one.id[:4] for one in code("linde.txt", "Een ouderkamer.", "Samen koken.", "Een naaiclub.").new}
    beuk = {one.id[:4] for one in code("beuk.txt", "Een ouderkamer.", "Samen koken.").new}
    assert len(linde) == len(beuk) == 1 and linde != beuk
