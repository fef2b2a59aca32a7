"""What a reviewer says is stored before it is answered; a page that shows an older state is told so."""

import sqlite3
from typing import Any

import pytest

from aanbod.reviewpage.shaping import text_id
from aanbod.store import Store, engine

from .conftest import SENTENCE, Open, Page, put


def states(store: Store) -> dict[str, str]:
    return {coding.id: coding.state for coding in store.codings()}


def test_a_decision_brings_the_next_suggestion(page: Page, store: Store) -> None:
    first = page.view()
    assert first["progress"]["text"] == "0 van 16 besloten"
    second = page.decide(first).get_json()
    assert states(store)[first["key"]] == "accepted"
    assert second["key"] not in ("", first["key"])
    assert second["progress"]["done"] == 1
    third = page.decide(second, "reject").get_json()
    assert states(store)[second["key"]] == "rejected"
    assert {first["key"], second["key"], third["key"]} == set(list(dict.fromkeys(states(store)))[:3])
    entries = store.history()
    assert [(entry.verdict, entry.coder) for entry in entries] == [("accept", "Noor"), ("reject", "Noor")]
    assert {entry.session for entry in entries} == {page.sitting.session}


def test_a_text_that_the_page_has_is_not_sent_again(page: Page) -> None:
    first = page.view()
    text = first["transcript"]["text"]
    assert first["transcript"]["id"] == text_id(text)
    again = page.view(has=first["transcript"]["id"])
    assert "text" not in again["transcript"]
    assert again["key"] == first["key"]


def test_to_the_end_and_skipping(page: Page, store: Store) -> None:
    first = view = page.view()
    view = page.view(at=view["key"])  # skipped
    while view["key"] != first["key"]:
        view = page.decide(view).get_json()
    assert view["progress"] == {"done": 15, "total": 16, "text": view["progress"]["text"]}
    view = page.decide(view).get_json()
    assert view["key"] == ""
    assert view["transcript"] is None
    assert set(states(store).values()) == {"accepted"}
    put(store, "drie.txt")  # somebody codes more meanwhile
    assert page.view()["transcript"]["name"] == "drie.txt"


def test_one_goes_back(page: Page) -> None:
    first = page.view()
    second = page.decide(first).get_json()
    assert page.view(at=second["key"], to="previous")["key"] == first["key"]
    assert "error" in page.view(at=first["key"], to="previous")


def test_after_a_look_elsewhere_one_goes_on_where_one_was(page: Page) -> None:
    first = page.view()
    other = first["codings"][2]["id"]
    follows = page.decide(first, key=other).get_json()
    assert follows["key"] == first["codings"][3]["id"]
    made = page.post("change", _changed(page, first, status="gepland")).get_json()
    assert made["key"] not in {coding["id"] for coding in first["codings"]}
    again = page.decide(made | {"codings": made["codings"]}).get_json()
    assert again["key"]  # the anchor of `made` is unknown to the queue: the next open one


def _changed(page: Page, view: dict[str, Any], **fields: Any) -> dict[str, Any]:
    coding = next(one for one in view["codings"] if one["id"] == view["key"])
    kept = {name: coding[name] for name in ("start", "end", "code", "partner", "status")}
    return page.about(view) | kept | fields


def test_a_change_takes_the_place(page: Page, store: Store) -> None:
    first = page.view()
    old = store.coding(first["key"])
    view = page.post("change", _changed(page, first, end=old.end - 8, status="gewenst")).get_json()
    new = store.coding(view["key"])
    assert (new.start, new.end, new.code, new.status) == (old.start, old.end - 8, old.code, "gewenst")
    assert (new.coder, new.state) == ("Noor", "accepted")
    assert states(store)[old.id] == "rejected"
    view = page.post("change", _changed(page, view, code="partner.groen", partner="Bloemenhof")).get_json()
    assert store.coding(view["key"]).partner == "Bloemenhof"
    view = page.post("undo", {"asked": {"queue": "all"}}).get_json()["view"]
    assert store.coding(view["key"]) == new
    view = page.post("undo", {"asked": {"queue": "all"}}).get_json()["view"]
    assert view["key"] == old.id
    assert states(store)[old.id] == "suggested"
    assert view["progress"]["done"] == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"code": "tuin.werk.wieden"},
        {"status": "misschien"},
        {"partner": "Niemand"},
        {"start": 5, "end": 5},
        {"end": 10**6},
        {},
    ],
)
def test_a_change_to_what_is_not_there(page: Page, store: Store, fields: dict[str, Any]) -> None:
    answer = page.post("change", _changed(page, page.view(), **fields))
    assert answer.status_code == 400
    assert answer.get_json()["error"]
    assert store.history() == []


def test_a_coding_by_hand(page: Page, store: Store) -> None:
    view = page.view()
    text = store.text("een.txt")
    start = text.index("😀")
    sent = {"asked": {"queue": "all"}, "transcript": "een.txt", "text": text_id(text), "anchor": view["key"]}
    sent |= {"start": start, "end": start + 1, "code": "partner.groen", "partner": "Bloemenhof", "status": "gepland"}
    made = page.post("add", sent).get_json()
    coding = store.coding(made["key"])
    assert (coding.quote, coding.partner, coding.state) == ("😀", "Bloemenhof", "accepted")
    assert page.view(at=made["key"], anchor=view["key"])["key"] == view["key"]
    assert page.post("undo", {}).get_json()["undone"] == 1
    assert made["key"] not in states(store)


def test_a_coding_by_hand_on_a_text_that_changed(page: Page, store: Store) -> None:
    view = page.view()
    sent = {"asked": {"queue": "all"}, "transcript": "een.txt", "text": view["transcript"]["id"], "start": 0, "end": 7}
    put(store, "een.txt", text="Een ander verslag. " + SENTENCE)
    answer = page.post("add", sent | {"code": "tuin.werk.zaaien", "partner": "", "status": "gepland"})
    assert answer.status_code == 409
    assert answer.get_json()["view"]["transcript"]["text"].startswith("Een ander verslag.")
    assert store.history() == []


def test_memos(page: Page, store: Store) -> None:
    view = page.view()
    for about in ("coding", "transcript", "code", "project"):
        view = page.post("memo", page.about(view) | {"about": about, "words": f"bij {about}"}).get_json()
    found = [(memo.note, bool(memo.coding), memo.transcript, memo.code) for memo in store.memos()]
    assert found == [
        ("bij coding", True, "een.txt", "tuin.werk.snoeien"),
        ("bij transcript", False, "een.txt", ""),
        ("bij code", False, "", "tuin.werk.snoeien"),
        ("bij project", False, "", ""),
    ]
    assert page.decide(view).status_code == 200  # a memo of one's own makes the page no older


def test_done(page: Page, store: Store) -> None:
    assert page.post("done", page.about(page.view())).status_code == 200
    assert [(entry.verdict, entry.transcript) for entry in store.history()] == [("done", "een.txt")]
    assert "✓ ja" in page.get("/transcripts").text
    assert page.post("undo", {}).get_json()["undone"] == 1
    assert "✓ ja" not in page.get("/transcripts").text


def test_two_tabs(page: Page, store: Store) -> None:
    """The second tab shows what was there before the first decided: it is told, and nothing is stored over it."""
    one, other = page.view(), page.view()
    assert page.decide(one, "reject").status_code == 200
    answer = page.decide(other, "accept")
    assert answer.status_code == 409
    told = answer.get_json()
    assert "intussen" in told["error"]
    now = next(coding for coding in told["view"]["codings"] if coding["id"] == other["key"])
    assert (now["state"], now["said"]) == ("rejected", [{"coder": "Noor", "verdict": "reject"}])
    assert [entry.verdict for entry in store.history()] == ["reject"]
    assert page.decide(told["view"], "accept").status_code == 200  # now that it was seen
    assert states(store)[other["key"]] == "accepted"


def test_two_reviewers_at_once(open_page: Open, store: Store) -> None:
    noor, sam = open_page("Noor"), open_page("Sam")
    hers, his = noor.view(), sam.view()
    assert hers["key"] == his["key"]
    assert noor.decide(hers).status_code == 200
    answer = sam.post("change", _changed(sam, his, status="gewenst"))
    assert answer.status_code == 409
    assert {entry.coder for entry in store.history()} == {"Noor"}
    # What Noor decided meanwhile is passed over, also where Sam's page has not heard of it.
    second = sam.view(at=his["key"])
    noor.decide(noor.view())
    assert sam.view(at=his["key"])["key"] != second["key"]
    assert sam.view()["progress"]["done"] == 2


def test_a_store_that_is_in_use(page: Page, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    view = page.view()
    with sqlite3.connect(store.address, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = page.decide(view)
        assert answer.status_code == 503
        assert page.view()["key"] == view["key"]  # reading goes on
        other.execute("ROLLBACK")
    other.close()
    assert store.history() == []
    assert page.decide(view).status_code == 200
    assert len(store.history()) == 1


def test_all_suggestions_of_a_rule(page: Page, store: Store) -> None:
    view = page.decide(page.view()).get_json()
    detail = page.get("/api/detail", query_string={"transcript": "een.txt", "coding": view["key"]}).get_json()
    assert detail["proof"]["open"] == 8  # of `zaaien`
    rule = {"code": "tuin.werk.snoeien", "partner": "", "rule": "snoeien", "verdict": "accept"}
    told = page.post("bulk", rule | {"open": 8}).get_json()
    assert (told["decided"], told["open"]) == (0, 7)  # one was decided since: nothing happens, and it is told
    assert "7" in told["error"]
    assert page.post("bulk", rule | {"open": 7}).get_json()["decided"] == 7
    assert [state for key, state in states(store).items() if store.coding(key).code.endswith("snoeien")] == [
        "accepted"
    ] * 8
    assert page.view()["progress"]["done"] == 8
    assert page.post("undo", {}).get_json()["undone"] == 7
    assert page.view()["progress"]["done"] == 1
    assert page.post("undo", {}).get_json()["undone"] == 1
    assert page.post("undo", {}).get_json()["undone"] == 0


def test_the_history_of_a_coding(open_page: Open, store: Store) -> None:
    noor, sam = open_page("Noor"), open_page("Sam")
    view = noor.view()
    noor.decide(view, "reject")
    told = sam.get("/api/detail", query_string={"transcript": "een.txt", "coding": view["key"]}).get_json()["story"]
    assert [(entry["coder"], entry["what"], entry["mine"]) for entry in told] == [("Noor", "verwierp", False)]
    assert sam.post("undo", {"entry": told[0]["id"]}).status_code == 404  # it is Noor's to take back
    assert noor.post("undo", {"entry": told[0]["id"]}).get_json()["undone"] == 1
    assert states(store)[view["key"]] == "suggested"


def test_a_queue_of_disagreements(open_page: Open, store: Store) -> None:
    noor, sam = open_page("Noor"), open_page("Sam")
    view = noor.view()
    noor.decide(view, "accept")
    sam.decide({**sam.view(at=view["key"]), "key": view["key"]}, "reject")
    asked = {"queue": "disagree"}
    found = noor.view(**asked)
    assert found["key"] == view["key"]
    sent = noor.about(found) | {"asked": asked, "verdict": "reject"}
    assert noor.post("decide", sent).get_json()["key"] == ""


def test_passages_without_a_code(page: Page, store: Store) -> None:
    asked = {"queue": "uncoded", "transcript": "een.txt"}
    view = page.view(**asked)
    passage = view["passage"]
    assert store.text("een.txt")[passage["start"] : passage["end"]].startswith("Verslag")
    sent = {"asked": asked, "transcript": "een.txt", "text": view["transcript"]["id"], "anchor": view["key"], **passage}
    made = page.post("add", sent | {"code": "tuin.werk.zaaien", "partner": "", "status": "gepland"}).get_json()
    assert made["progress"]["done"] == view["progress"]["done"] + 1
    assert page.view(**asked, at=made["key"], anchor=view["key"])["key"] != view["key"]
