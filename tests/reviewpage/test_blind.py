"""A blind reviewer gets nothing of what others coded or decided, in no answer."""

import json

from aanbod.reviewpage.shaping import text_id
from aanbod.store import Store

from .conftest import Open


def test_nothing_of_others_is_in_any_answer(open_page: Open, store: Store) -> None:
    noor = open_page("Noor")
    view = noor.view()
    noor.post("memo", noor.about(view) | {"about": "coding", "words": "geheime memo"})
    changed = {"start": 0, "end": 7, "code": "tuin.werk.zaaien", "partner": "", "status": "uitgevallen"}
    noor.post("change", noor.about(noor.view()) | changed)
    noor.decide(noor.view(), "reject")
    keys = [coding.id for coding in store.codings()]

    sam = open_page("Sam", blind=True)
    asked = {"queue": "uncoded", "transcript": "een.txt"}
    seen = sam.view(**asked)
    passage = seen["passage"] | {"code": "tuin.werk.snoeien", "partner": "", "status": "gewenst"}
    text = {"transcript": "een.txt", "text": text_id(store.text("een.txt"))}
    made = sam.post("add", {"asked": asked, **text, **passage}).get_json()
    own = made["key"]
    told = [
        json.dumps(seen),
        json.dumps(made),
        sam.get("/api/item", query_string={"queue": "all"}).text,
        sam.get("/api/item", query_string={"queue": "disagree"}).text,
        sam.get("/api/item", query_string={**asked, "at": own}).text,
        sam.get("/api/detail", query_string={"transcript": "een.txt", "coding": own}).text,
        *(sam.get("/api/detail", query_string={"transcript": "een.txt", "coding": key}).text for key in keys),
        *(sam.get(f"/?queue=all&open={key}&in=een.txt").text for key in keys[:2]),
        *(sam.get(path).text for path in ("/", "/queues", "/transcripts", "/changes")),
        sam.post("undo", {"entry": store.history(coder="Noor")[-1].id}).text,
        sam.post("decide", noor.about(view) | {"verdict": "accept"}).text,
        sam.post(
            "bulk", {"code": "tuin.werk.snoeien", "partner": "", "rule": "snoeien", "verdict": "accept", "open": 6}
        ).text,
    ]
    for answer in told:
        for secret in ("Noor", "geheime memo", "0123456789ab", *keys):
            assert secret not in answer
    assert [coding["id"] for coding in made["codings"]] == [own]
    assert made["codings"][0]["said"] == [{"coder": "Sam", "verdict": "add"}]
    assert len(store.history(coder="Sam")) == 1


def test_a_blind_reviewer_decides_on_her_own_codings(open_page: Open, store: Store) -> None:
    sam = open_page("Sam", blind=True)
    asked = {"asked": {"queue": "uncoded"}, "transcript": "een.txt"}
    text = {"text": text_id(store.text("een.txt")), "start": 0, "end": 7}
    made = sam.post("add", asked | text | {"code": "tuin.werk.zaaien", "partner": "", "status": "gepland"}).get_json()
    # Another speaks of it: of that she must not hear, not even as a refusal.
    store.decide([made["key"]], "reject", "Noor", "niet over de tuin")
    store.add_memo("en dit al helemaal niet", "Noor", coding=made["key"])
    again = sam.view(queue="uncoded", transcript="een.txt")
    assert again["codings"] == made["codings"]
    detail = sam.get("/api/detail", query_string={"transcript": "een.txt", "coding": made["key"]}).get_json()
    assert [(entry["coder"], entry["what"]) for entry in detail["story"]] == [("Sam", "codeerde dit")]
    assert "Noor" not in sam.get("/transcripts").text
    assert sam.post("decide", sam.about(made) | asked | {"verdict": "reject"}).status_code == 200
    # In another tab of her own it would be.
    assert sam.post("decide", sam.about(made) | asked | {"verdict": "accept"}).status_code in (404, 409)
