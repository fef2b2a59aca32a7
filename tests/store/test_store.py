import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.errors import AanbodError
from aanbod.model import Coding, Evidence, Transcript
from aanbod.store import ImportDiff, Store, open_store

LINDE = Transcript("linde.txt", "Er is een ouderkamer.\nWe koken.", "b" * 64, ("Linde", "Esdoorn"), {"jaar": "2021"})
BEUK = Transcript("beuk.txt", "Café 😀 voor vaders.", "c" * 64, (), {})


def test_what_goes_in_comes_out(address: str) -> None:
    with open_store(address) as store:
        assert store.save_transcripts([LINDE, BEUK]) == ImportDiff(new=("linde.txt", "beuk.txt"))
    with open_store(address, create=False) as store:
        beuk, linde = store.transcripts()
        assert (linde.name, linde.cases, linde.variables) == ("linde.txt", ("Linde", "Esdoorn"), {"jaar": "2021"})
        assert (beuk.name, beuk.cases, beuk.variables) == ("beuk.txt", (), {})
        assert store.text("beuk.txt") == BEUK.text
        assert store.transcripts(["linde.txt"]) == [linde]


def test_saving_again_tells_what_changed(store: Store) -> None:
    store.save_transcripts([LINDE, BEUK])
    described = Transcript(BEUK.name, BEUK.text, BEUK.source_sha256, ("Beuk",), {"jaar": "2022"})
    longer = Transcript(LINDE.name, LINDE.text + " Ook soep.", "d" * 64, LINDE.cases, LINDE.variables)
    assert store.save_transcripts([LINDE, BEUK]) == ImportDiff(unchanged=("linde.txt", "beuk.txt"))
    assert store.save_transcripts([LINDE, described]) == ImportDiff(changed=("beuk.txt",), unchanged=("linde.txt",))
    assert store.save_transcripts([longer]) == ImportDiff(changed=("linde.txt",))
    beuk, linde = store.transcripts()
    assert (beuk.cases, beuk.variables, linde.cases) == (("Beuk",), {"jaar": "2022"}, ("Linde", "Esdoorn"))
    assert store.text("linde.txt").endswith("Ook soep.")


def test_another_source_with_the_same_text_is_no_change(store: Store) -> None:
    store.save_transcripts([BEUK])
    assert store.save_transcripts([Transcript(BEUK.name, BEUK.text, "e" * 64)]).unchanged == ("beuk.txt",)


def test_an_unknown_transcript_brings_the_nearest_name(store: Store) -> None:
    store.save_transcripts([LINDE])
    calls: list[Callable[[], object]] = [
        lambda: store.text("lindr.txt"),
        lambda: store.transcripts(["lindr.txt"]),
        lambda: store.pending("r1", ["lindr.txt"]),
        lambda: store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [("lindr.txt", [])]),
        lambda: store.codings(transcripts=["lindr.txt"]),
    ]
    for call in calls:
        with pytest.raises(AanbodError, match=r"no transcript 'lindr\.txt'\. Did you mean 'linde\.txt'\?"):
            call()
    with pytest.raises(AanbodError, match="Import it first"):
        store.text("xyz")


@pytest.mark.parametrize(
    ("transcript", "message"),
    [
        (Transcript("a.txt", "nul\0"), r"a\.txt: .* NUL character"),
        (Transcript("a.txt", "tekst", cases=("Linde", "Linde")), "'Linde' is named twice"),
    ],
)
def test_what_no_database_should_hold_is_refused_whole(store: Store, transcript: Transcript, message: str) -> None:
    with pytest.raises(AanbodError, match=message):
        store.save_transcripts([BEUK, transcript])
    assert store.transcripts() == []


def test_two_transcripts_with_one_name_are_refused(store: Store) -> None:
    with pytest.raises(AanbodError, match=r"Two transcripts are called 'beuk\.txt'"):
        store.save_transcripts([BEUK, BEUK])


def test_pending_follows_text_and_rules(store: Store, code: Callable[..., object]) -> None:
    store.save_transcripts([LINDE, BEUK])
    assert store.pending("r1") == ["beuk.txt", "linde.txt"]
    code("linde.txt")
    assert store.pending("r1") == ["beuk.txt"]
    assert store.pending("r1", ["linde.txt"]) == []
    assert store.pending("r2") == ["beuk.txt", "linde.txt"]
    store.save_transcripts([Transcript("linde.txt", "Nieuw.")])
    assert store.pending("r1", ["linde.txt"]) == ["linde.txt"]
    store.save_transcripts([LINDE])
    assert store.pending("r1", ["linde.txt"]) == ["linde.txt"]


def test_the_order_of_saving_does_not_show(tmp_path: Path, coding: Callable[..., Coding]) -> None:
    texts = {f"t{number}.txt": f"Ouderkamer {number}. Koken. Naaien." for number in range(4)}
    codings = {
        name: [
            coding(text, quote, code, partner=partner)
            for quote in ("Ouderkamer", "Koken", "Koken. Naaien")
            for code in ("ouder.kamer", "ouder.eten")
            for partner in ("", "Het Anker")
        ]
        for name, text in texts.items()
    }
    exports = []
    for seed in range(3):
        shuffled = random.Random(seed)
        names = list(texts)
        with open_store(tmp_path / f"{seed}.db") as store:
            shuffled.shuffle(names)
            store.save_transcripts([Transcript(name, texts[name]) for name in names])
            shuffled.shuffle(names)
            run = store.start_run("afs", "v1", "0.1")
            for name in names:
                shuffled.shuffle(codings[name])
            store.save_many(run, "r1", [(name, codings[name]) for name in names])
            exports.append(store.codings())
    assert len(exports[0]) == 48
    assert exports[0] == exports[1] == exports[2]
    keys = [(one.transcript, one.start, one.end, one.code, one.partner, one.status) for one in exports[0]]
    assert keys == sorted(keys)


def test_codings_are_chosen_by_code_status_state_transcript_and_coder(
    store: Store, coding: Callable[..., Coding]
) -> None:
    store.save_transcripts([LINDE, BEUK])
    run = store.start_run("afs", "v1", "0.1")
    kamer = coding(LINDE.text, "ouderkamer", "ouder.kamer")
    koken = coding(LINDE.text, "We koken.", "ouder.kamer_x.koken", status="gewenst")
    store.save_many(run, "r1", [("linde.txt", [kamer, koken]), ("beuk.txt", [coding(BEUK.text, "Café", "Ouder.cafe")])])

    def codes(**chosen: object) -> list[str]:
        return [one.code for one in store.codings(**chosen)]  # type: ignore[arg-type]

    assert codes() == ["Ouder.cafe", "ouder.kamer", "ouder.kamer_x.koken"]
    assert codes(codes=["ouder"]) == ["ouder.kamer", "ouder.kamer_x.koken"]
    assert codes(codes=["ouder.kamer"]) == ["ouder.kamer"]
    assert codes(codes=["ouder.kamer_x", "Ouder.cafe"]) == ["Ouder.cafe", "ouder.kamer_x.koken"]
    assert codes(codes=[]) == []
    assert codes(statuses=["gewenst"]) == ["ouder.kamer_x.koken"]
    assert codes(transcripts=["beuk.txt"]) == ["Ouder.cafe"]
    assert codes(coder="rules", transcripts=[]) == []
    assert codes(coder="Roos") == []
    store.decide([store.codings()[1].id], "reject", "Roos")
    assert codes(states=["rejected"]) == ["ouder.kamer"]
    assert codes(states=["suggested", "accepted"]) == ["Ouder.cafe", "ouder.kamer_x.koken"]
    with pytest.raises(AanbodError, match=r"no state 'done'\. Choose from suggested, accepted, rejected"):
        codes(states=["done"])


def test_quotes_count_code_points(store: Store, coding: Callable[..., Coding]) -> None:
    store.save_transcripts([BEUK])
    store.save_many(store.start_run("afs", "v1", "0.1"), "r1", [("beuk.txt", [coding(BEUK.text, "voor vaders")])])
    (found,) = store.codings()
    assert (found.start, found.end, found.quote) == (7, 18, "voor vaders")


def test_a_coding_is_found_by_the_beginning_of_its_id(store: Store, code: Callable[..., object]) -> None:
    store.save_transcripts([LINDE])
    code("linde.txt", "ouderkamer", "We koken.")
    first, second = store.codings()
    assert store.coding(first.id) == first
    assert store.coding(second.id[:8].upper()) == second
    with pytest.raises(AanbodError, match="No coding has an id that begins with 'zz'"):
        store.coding("zz")
    with pytest.raises(AanbodError, match="All codings have an id that begins with ''"):
        store.coding("")


def test_ids_follow_from_content(store: Store, code: Callable[..., object]) -> None:
    """Pinned: another way of making ids would orphan the ids in people's notes and exports."""
    store.save_transcripts([BEUK])
    code("beuk.txt", "voor vaders")
    assert [one.id for one in store.codings()] == ["3ca163d36b93a5f3a1c131f9d4bef9a4"]


def test_counts(store: Store, code: Callable[..., object]) -> None:
    empty = store.counts()
    assert (empty.transcripts, empty.suggested, empty.decisions, empty.last_run) == (0, 0, 0, None)
    store.save_transcripts([LINDE, BEUK])
    code("linde.txt", "Er is", "ouderkamer", "We koken.")
    first, second, _ = store.codings()
    store.decide([first.id], "reject", "Roos")
    store.decide([first.id, second.id], "accept", "Roos")
    run = store.start_run("afs", "v2", "0.2")
    counts = store.counts()
    assert (counts.transcripts, counts.suggested, counts.accepted, counts.rejected) == (2, 1, 2, 0)
    assert (counts.decisions, counts.lost) == (3, 0)
    assert counts.last_run is not None
    assert (counts.last_run.id, counts.last_run.codebook_version, counts.last_run.finished_at) == (run, "v2", None)
    store.finish_run(run)
    last = store.counts().last_run
    assert last is not None and last.finished_at is not None
    assert last.finished_at >= last.started_at and last.started_at.utcoffset() is not None
    with pytest.raises(LookupError):
        store.finish_run(99)


def test_ten_thousand_codings_are_saved_and_read_fast(store: Store) -> None:
    text = "ouderkamer " * 100
    codings = [
        Coding(11 * place, 11 * place + 10, "ouder.kamer", "", "gerealiseerd", Evidence("kamer"))
        for place in range(100)
    ]
    names = [f"{number:03}.txt" for number in range(100)]
    begun = time.perf_counter()
    store.save_transcripts(Transcript(name, text) for name in names)
    run = store.start_run("afs", "v1", "0.1")
    assert len(store.save_many(run, "r1", ((name, codings) for name in names)).new) == 10_000
    assert len(store.codings()) == 10_000
    assert time.perf_counter() - begun < 5  # about 0.6 on a small machine
