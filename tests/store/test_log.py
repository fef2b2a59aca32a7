"""What people say besides accept and reject: changes, codings by hand, memos, undo, and what schools answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord, Evidence, LogEntry, Transcript, Words
from aanbod.store import CodingDiff, StaleError, Store

TEXT = "Een ouderkamer komt er. Samen koken.\nEen naaiclub.\n"
KAMER, KOKEN, NAAIEN = "Een ouderkamer komt er.", "Samen koken.", "Een naaiclub."
Put = Callable[..., tuple[CodingRecord, ...]]
Code = Callable[..., CodingDiff]
Make = Callable[..., Coding]


@pytest.fixture(autouse=True)
def coded(put: Put, code: Code) -> None:
    put(TEXT)
    code("linde.txt", KAMER, KOKEN)


def of(store: Store, quote: str, coder: str = "rules") -> CodingRecord:
    return next(one for one in store.codings() if (one.quote, one.coder) == (quote, coder))


def like(one: CodingRecord, **changed: object) -> Coding:
    was = Coding(one.start, one.end, one.code, one.partner, one.status, one.evidence)
    return replace(was, **changed)  # type: ignore[arg-type]


def found(store: Store) -> set[tuple[str, str, str, str]]:
    """Quote, status, coder and state of every coding that a reader sees."""
    return {(one.quote, one.status, one.coder, one.state) for one in store.codings()}


def entries(store: Store, **about: str) -> list[LogEntry]:
    return [entry for entry in store.history(**about) if entry.verdict != "undo"]  # type: ignore[arg-type]


BOTH_OPEN = {(KAMER, "gerealiseerd", "rules", "suggested"), (KOKEN, "gerealiseerd", "rules", "suggested")}
REPLACED = {
    (KAMER, "gerealiseerd", "rules", "rejected"),
    (KAMER, "gepland", "Roos", "accepted"),
    (KOKEN, "gerealiseerd", "rules", "suggested"),
}


def test_a_change_puts_a_coding_of_that_person_in_the_place_of_the_old_one(store: Store) -> None:
    was = of(store, KAMER)
    made = store.change(was, like(was, status="gepland"), "Roos", "komt er nog", session="s1")
    assert (made.coder, made.status, made.quote, made.state) == ("Roos", "gepland", KAMER, "accepted")
    assert found(store) == REPLACED
    change, add = store.history(coder="Roos")
    assert (change.verdict, change.coding, change.result, change.note) == ("change", was.id, made.id, "komt er nog")
    assert (add.verdict, add.coding, add.session, add.transcript) == ("add", made.id, "s1", "linde.txt")
    assert {(view.coding.quote, view.coding.status) for view in store.views(["Roos"])} == {(KAMER, "gepland")}
    assert [(said.coding, said.verdict) for said in store.decisions()] == [(was.id, "reject"), (made.id, "accept")]


def test_the_evidence_of_a_change_is_what_of_the_old_one_still_tells_why(store: Store) -> None:
    text = store.text("linde.txt")
    at = text.index("komt er")
    cue = (Words(at, at + 7, "komt er"),)
    one = Coding(
        0, len(KAMER), "a", "", "gepland", Evidence("kamer", (Words(4, 14, "ouderkamer"),), "gepland:komt", cue)
    )
    store.save_many(store.start_run("afs", "v2", "0.1"), "r2", [("linde.txt", [one])])
    (was,) = store.codings()
    shorter = store.change(was, like(was, end=14), "Roos")
    assert (shorter.quote, shorter.evidence) == ("Een ouderkamer", one.evidence)
    no_word = store.change(shorter, like(shorter, start=0, end=3), "Roos")
    assert no_word.evidence == replace(one.evidence, words=())
    other_status = store.change(no_word, like(no_word, status="gewenst"), "Roos")
    assert other_status.evidence == Evidence("kamer")
    assert store.change(other_status, like(other_status, code="b"), "Roos").evidence == Evidence("")


def test_a_change_that_changes_nothing_or_does_not_fit_is_refused(store: Store) -> None:
    was = of(store, KAMER)
    with pytest.raises(AanbodError, match="Nothing differs"):
        store.change(was, like(was), "Roos")
    for start, end in ((-1, 4), (4, 4), (0, len(TEXT) + 1), (len(KAMER), len(KAMER) + 1)):
        with pytest.raises(AanbodError, match="does not fit linde"):
            store.change(was, like(was, start=start, end=end), "Roos")
    store.decide([was.id], "reject", "Daan")
    with pytest.raises(AanbodError, match="rejected or changed already"):
        store.change(was, like(was, status="gepland"), "Roos")  # the record says suggested; the store knows better
    assert len(store.history()) == 1


def test_a_change_can_be_changed_and_taken_back_step_by_step(store: Store) -> None:
    was = of(store, KAMER)
    first = store.change(was, like(was, status="gepland"), "Roos")
    second = store.change(first, like(first, status="gewenst"), "Daan")
    assert (KAMER, "gepland", "Roos", "rejected") in found(store)
    (one,) = [entry.id for entry in entries(store) if entry.result == first.id]
    (two,) = [entry.id for entry in entries(store) if entry.result == second.id]
    assert store.undo([one], "Roos") == (0, [one, one + 1])  # Daan built on it
    assert store.undo([two], "Roos") == (1, [])
    assert found(store) == REPLACED
    assert store.undo([one + 1], "Roos") == (1, [])  # either half names the whole
    assert found(store) == BOTH_OPEN
    assert store.undo([one, two], "Roos") == (0, [])


def test_what_stays_keeps_what_it_builds_on(store: Store) -> None:
    was = of(store, KAMER)
    first = store.change(was, like(was, status="gepland"), "Roos", session="s1")
    second = store.change(first, like(first, status="gewenst"), "Roos", session="s1")
    store.decide([second.id], "accept", "Daan")
    before = found(store)
    assert store.undo(store.standing(session="s1"), "Roos") == (0, store.standing(session="s1")[::-1])
    assert found(store) == before


def test_a_coding_by_hand_is_accepted_and_can_be_withdrawn(store: Store, coding: Make) -> None:
    by_hand = ("linde.txt", coding(TEXT, NAAIEN))
    (made,) = store.add_codings([by_hand], "Roos", "in vivo", session="s1")
    assert (made.coder, made.state, made.quote, made.transcript) == ("Roos", "accepted", NAAIEN, "linde.txt")
    assert store.add_codings([by_hand], "Roos") == [made]
    (entry,) = entries(store)
    assert (entry.verdict, entry.note, entry.code) == ("add", "in vivo", made.code)
    assert store.undo([entry.id], "Roos") == (1, [])
    assert found(store) == BOTH_OPEN
    assert store.add_codings([by_hand], "Roos") == [made]
    store.decide([made.id], "reject", "Daan")
    assert (NAAIEN, "gerealiseerd", "Roos", "rejected") in found(store)
    store.decide([made.id], "reject", "Roos")
    assert found(store) == BOTH_OPEN  # who made it gives it up
    store.decide([made.id], "accept", "Daan")
    assert (NAAIEN, "gerealiseerd", "Roos", "accepted") in found(store)


def test_codings_by_hand_that_do_not_fit_are_refused_all_together(store: Store, coding: Make) -> None:
    good = ("linde.txt", coding(TEXT, NAAIEN))
    with pytest.raises(AanbodError, match="holds no transcript 'eik"):
        store.add_codings([good, ("eik.txt", good[1])], "Roos")
    with pytest.raises(AanbodError, match="does not fit"):
        store.add_codings([good, ("linde.txt", replace(good[1], end=9999))], "Roos")
    assert store.history() == [] and found(store) == BOTH_OPEN


@pytest.mark.parametrize("again", [False, True])
def test_changes_and_codings_by_hand_move_along_with_their_quotes(
    store: Store, put: Put, code: Code, coding: Make, again: bool
) -> None:
    was = of(store, KAMER)
    store.change(was, like(was, status="gepland"), "Roos", session="s1")
    store.add_codings([("linde.txt", coding(TEXT, NAAIEN))], "Daan")
    store.add_memo("Navragen.", "Daan", coding=was.id)
    before, log = found(store), len(store.history())
    assert put("Voorwoord 😀.\n" + TEXT) == ()
    if again:
        code("linde.txt", KAMER, KOKEN, rules_version="r2")
        put(TEXT + "Slot.\n")
    assert found(store) == before
    assert all(store.text("linde.txt")[one.start : one.end] == one.quote for one in store.codings())
    history = store.history()
    assert len(history) == log
    now = of(store, KAMER)
    assert {entry.verdict for entry in history if entry.coding == now.id} == {"change", "memo"}
    assert next(entry.result for entry in history if entry.verdict == "change") == of(store, KAMER, "Roos").id
    assert store.undo(store.standing(session="s1"), "Roos") == (1, [])
    assert found(store) == {(NAAIEN, "gerealiseerd", "Daan", "accepted"), *BOTH_OPEN}


def test_a_decision_on_the_newer_text_builds_on_a_change_in_the_older_one(store: Store, put: Put) -> None:
    was = of(store, KAMER)
    store.change(was, like(was, status="gepland"), "Roos", session="s1")
    put("Vooraf. " + TEXT)
    store.decide([of(store, KAMER, "Roos").id], "accept", "Daan")
    before = found(store)
    number, stayed = store.undo(store.standing(session="s1"), "Roos")
    assert (number, len(stayed)) == (0, 2)
    assert found(store) == before


def test_a_coding_by_hand_whose_quote_is_gone_is_lost_until_it_is_back(store: Store, put: Put, coding: Make) -> None:
    store.add_codings([("linde.txt", coding(TEXT, NAAIEN))], "Roos")
    (lost,) = put(f"{KAMER} {KOKEN}\n")
    assert (lost.quote, lost.coder, store.lost()) == (NAAIEN, "Roos", [lost])
    assert put(TEXT) == ()
    assert store.lost() == [] and (NAAIEN, "gerealiseerd", "Roos", "accepted") in found(store)


def test_an_undo_is_of_a_sitting_a_run_or_single_entries(store: Store, code: Code, coding: Make) -> None:
    kamer, koken = of(store, KAMER).id, of(store, KOKEN).id
    store.decide([kamer], "reject", "Roos", session="s1")
    store.decide([kamer, koken], "accept", "Roos", session="s2")
    store.call_done(["linde.txt"], "Roos", session="s2")
    code("linde.txt", KAMER, KOKEN, rules_version="r2")
    store.add_codings([("linde.txt", coding(TEXT, NAAIEN))], "Roos", session="s2")
    assert [entry.run for entry in store.history()] == [1, 1, 1, 1, 2]
    assert store.undo(store.standing(session="s2"), "Daan", "verkeerd schrift") == (4, [])
    assert found(store) == {(KAMER, "gerealiseerd", "rules", "rejected"), (KOKEN, "gerealiseerd", "rules", "suggested")}
    assert store.standing(session="s2") == [] and store.standing(run=2) == []
    undos = [entry for entry in store.history(transcript="linde.txt") if entry.verdict == "undo"]
    assert {(entry.coder, entry.note) for entry in undos} == {("Daan", "verkeerd schrift")}
    assert sorted(entry.undoes or 0 for entry in undos) == [2, 3, 4, 5]  # that of the whole transcript too
    assert [entry.id for entry in entries(store) if entry.undone] == [2, 3, 4, 5]
    assert store.undo(store.standing(run=1), "Roos") == (1, [])
    assert found(store) == BOTH_OPEN
    with pytest.raises(AanbodError, match="no entry 99"):
        store.undo([99], "Roos")
    with pytest.raises(AanbodError, match="is an undo itself"):
        store.undo([undos[0].id], "Roos")


def test_whoever_decides_on_what_he_has_not_seen_is_told(store: Store) -> None:
    was = of(store, KAMER)
    store.decide([was.id], "accept", "Daan")
    for decide in (
        lambda seen: store.decide([was.id], "reject", "Roos", seen=seen),
        lambda seen: store.change(was, like(was, status="gepland"), "Roos", seen=seen),
    ):
        with pytest.raises(StaleError) as stale:
            decide({was.id: 0})
        assert stale.value.codings == (was.id,)
    assert found(store) == {(KAMER, "gerealiseerd", "rules", "accepted"), (KOKEN, "gerealiseerd", "rules", "suggested")}
    seen = store.last_entries([was.id])
    store.add_memo("Een memo is geen besluit.", "Daan", coding=was.id)
    assert store.last_entries([was.id]) == seen
    store.decide([was.id], "reject", "Roos", seen=seen)
    undone = store.undo([store.last_entries([was.id])[was.id]], "Roos")
    assert undone == (1, [])
    with pytest.raises(StaleError):  # an undo is news too
        store.decide([was.id], "reject", "Roos", seen=seen)


def test_whoever_speaks_later_counts_whatever_the_clocks_say(store: Store) -> None:
    kamer = of(store, KAMER).id
    ahead = datetime.now(UTC) + timedelta(hours=1)
    store.decide([kamer], "accept", "Daan", at=ahead)
    store.decide([kamer], "reject", "Roos")
    assert of(store, KAMER).state == "rejected"
    assert [entry.coder for entry in store.history()] == ["Daan", "Roos"]
    store.decide([kamer], "accept", "Els", at=ahead - timedelta(days=9))  # said elsewhere, before either
    assert of(store, KAMER).state == "rejected"


def test_what_a_school_answers_stands_beside_and_settles_nothing(store: Store) -> None:
    kamer, koken = of(store, KAMER).id, of(store, KOKEN).id
    store.decide([kamer], "accept", "Roos")
    assert store.answer([kamer, koken], "reject", "Basisschool De Linde", "nooit gehad") == 2
    assert found(store) == {(KAMER, "gerealiseerd", "rules", "accepted"), (KOKEN, "gerealiseerd", "rules", "suggested")}
    assert store.last_words([kamer, koken]) == {
        kamer: {"Roos": "accept", "Basisschool De Linde": "reject"},
        koken: {"Basisschool De Linde": "reject"},
    }
    assert [said.coder for said in store.decisions()] == ["Roos"]
    assert store.coders() == {"rules": "rules", "Roos": "person", "Basisschool De Linde": "school"}
    with pytest.raises(AanbodError, match="known as a school"):
        store.decide([kamer], "accept", "Basisschool De Linde")


def test_what_the_rules_drop_is_withdrawn_once_nobody_speaks_for_it(store: Store, code: Code) -> None:
    kamer = of(store, KAMER).id
    store.decide([kamer], "accept", "Roos", session="s1")
    (kept,) = code("linde.txt", KOKEN, rules_version="r2").kept
    assert (kept.id, of(store, KAMER).state) == (kamer, "accepted")
    assert store.undo(store.standing(session="s1"), "Roos") == (1, [])
    assert [one.quote for one in store.codings()] == [KOKEN]
    assert {view.coding.quote for view in store.views(["rules"])} == {KOKEN}
    assert store.counts().suggested == 1
    code("linde.txt", KAMER, KOKEN, rules_version="r3")
    assert found(store) == BOTH_OPEN
    code("linde.txt", KOKEN, rules_version="r4")  # undone words keep the row, and it is withdrawn again
    assert [one.quote for one in store.codings()] == [KOKEN]
    assert len(store.history(transcript="linde.txt")) == 2


def test_a_rerun_of_other_rules_changes_nothing_that_people_said(store: Store, code: Code, coding: Make) -> None:
    was = of(store, KAMER)
    store.change(was, like(was, status="gepland"), "Roos")
    store.add_codings([("linde.txt", coding(TEXT, NAAIEN))], "Daan")
    store.decide([of(store, KOKEN).id], "reject", "Daan")
    before, said, log = found(store), store.decisions(), store.history()
    for version, quotes in (("r2", ()), ("r3", (NAAIEN,)), ("r4", (KAMER, KOKEN))):
        diff = code("linde.txt", *quotes, rules_version=version)
        assert not {one.id for one in diff.gone} & {entry.coding for entry in log}
        assert {one for one in found(store) if one[3] != "suggested"} == before
        assert (store.decisions(), store.history()) == (said, log)


def test_memos_are_on_a_coding_a_transcript_a_code_or_the_project(store: Store) -> None:
    kamer = of(store, KAMER)
    store.add_memo("Over deze.", "Roos", coding=kamer.id)
    store.add_memo("Over het gesprek.", "Roos", transcript="linde.txt")
    store.add_memo("Over de code.", "Daan", code="ouder.kamer", session="s1")
    store.add_memo("Over alles.", "Daan")
    assert [(memo.coding, memo.transcript, memo.code) for memo in store.memos()] == [
        (kamer.id, "linde.txt", "ouder.kamer"),
        ("", "linde.txt", ""),
        ("", "", "ouder.kamer"),
        ("", "", ""),
    ]
    assert of(store, KAMER).state == "suggested"
    store.undo(store.standing(session="s1"), "Daan")
    assert [memo.note for memo in store.memos()] == ["Over deze.", "Over het gesprek.", "Over alles."]
    assert [entry.verdict for entry in store.history(code="ouder")] == ["memo", "memo", "undo"]
    with pytest.raises(AanbodError, match="needs words"):
        store.add_memo(" ", "Roos")
    with pytest.raises(AanbodError, match="no transcript"):
        store.add_memo("Hm.", "Roos", transcript="eik.txt")


def test_the_log_is_read_by_what_it_is_about(store: Store, coding: Make) -> None:
    store.save_transcripts([Transcript("beuk.txt", "Eten bij de buurvrouw.")])
    store.add_codings(
        [("beuk.txt", coding("Eten bij de buurvrouw.", "Eten", "partner", partner="De Buurvrouw"))], "Roos"
    )
    store.decide([of(store, KAMER).id], "accept", "Daan", at=datetime(2024, 5, 1, tzinfo=UTC), session="s1")
    second, first = store.history()  # the oldest first, whenever it was stored
    assert (second.coder, second.at.year) == ("Daan", 2024)
    assert store.history(transcript="beuk.txt") == store.history(code="partner") == [first]
    assert store.history(code="De Buurvrouw") == store.history(coder="Roos") == [first]
    assert store.history(code="ouder") == store.history(session="s1") == store.history(coding=second.coding) == [second]
    assert store.history(code="oud") == store.history(run=7) == []
    with pytest.raises(AanbodError, match="no transcript 'eik"):
        store.history(transcript="eik.txt")


def test_a_sample_is_worked_through(store: Store) -> None:
    assert store.assign(["linde.txt"], "Roos", "15%") == 1
    assert store.worked(["Roos", "rules"]) == {"Roos": set(), "rules": {"linde.txt"}}
    (given,) = store.assignments()
    assert (given.transcript, given.coder, given.sample, given.done) == ("linde.txt", "Roos", "15%", False)
    store.call_done(["linde.txt"], "Roos", session="s1")
    assert store.assignments()[0].done and store.worked(["Roos"]) == {"Roos": {"linde.txt"}}
    store.undo(store.standing(session="s1"), "Roos")
    assert not store.assignments()[0].done and store.worked(["Roos"]) == {"Roos": set()}
