"""Wrong worlds: other hosts, other sites, no token, hostile texts. Nothing is told, and nothing is changed."""

import json
import re
from typing import Any

import pytest

from aanbod.reviewpage.guard import MAX_BODY
from aanbod.store import Store

from .conftest import EVIL, HOST, Open, Page

HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
PAGES = ("/", "/queues", "/transcripts", "/changes", "/api/item?queue=all", "/static/review.js", "/nothing")


def entries(store: Store) -> int:
    return len(store.history())


@pytest.mark.parametrize("host", ["http://evil.example", "http://127.0.0.1:9999", "http://evil.example:8370"])
def test_another_host_is_refused(page: Page, host: str) -> None:
    for path in PAGES:
        answer = page.client.get(path, base_url=host, headers={"Cookie": f"aanbod-8370={page.keys.cookie}"})
        assert answer.status_code == 403
        assert "een.txt" not in answer.text


def test_without_the_cookie_nothing_is_told(page: Page) -> None:
    fresh = page.client.application.test_client()
    for path in PAGES:
        for cookie in ("", "wrong", page.keys.link, page.keys.page):
            answer = fresh.get(path, base_url=HOST, headers={"Cookie": f"aanbod-8370={cookie}"} if cookie else {})
            assert answer.status_code == 403
            assert "een.txt" not in answer.text


def test_the_link_is_exchanged_for_a_cookie(page: Page) -> None:
    fresh = page.client.application.test_client()
    assert fresh.get("/?token=wrong", base_url=HOST).status_code == 403
    assert fresh.get("/?token=", base_url=HOST).status_code == 403
    answer = fresh.get(f"/?token={page.keys.link}", base_url=HOST)
    assert answer.headers["Location"] == "/"
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert page.keys.link not in cookie
    assert fresh.get("/", base_url=HOST).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-Aanbod-Page": ""},
        {"X-Aanbod-Page": "wrong"},
    ],
)
def test_another_site_changes_nothing(page: Page, store: Store, headers: dict[str, str]) -> None:
    sent = page.about(page.view()) | {"verdict": "accept"}
    answer = page.post("decide", sent, **headers)
    assert answer.status_code == 403
    assert entries(store) == 0


def test_another_site_reads_nothing(page: Page) -> None:
    for path in PAGES:
        assert page.get(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_form_of_another_site_changes_nothing(page: Page, store: Store) -> None:
    """A form can send text/plain that reads as JSON; a browser asks nobody for that."""
    sent = json.dumps(page.about(page.view()) | {"verdict": "accept"})
    headers = {"X-Aanbod-Page": page.keys.page}
    answer = page.client.post("/api/decide", data=sent, content_type="text/plain", headers=headers, base_url=HOST)
    assert answer.status_code == 415
    assert entries(store) == 0


def test_every_answer_has_the_headers(page: Page) -> None:
    for path in PAGES:
        for answer in (page.get(path), page.client.get(path, base_url="http://evil.example")):
            for name, value in HEADERS.items():
                assert value in answer.headers[name]
            policy = answer.headers["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy


def test_no_page_has_a_script_of_its_own(page: Page) -> None:
    """The policy allows scripts and styles from files only; so nothing of the page may need another."""
    for path in PAGES[:4]:
        html = page.get(path).text
        assert re.findall(r"<script(?! type=\"(?:module\" src=\"/static|application/json\"))[^>]*>", html) == []
        assert not re.search(r"<style|\sstyle=|\son\w+=\"", html)


def test_texts_are_text(page: Page) -> None:
    """A transcript, its name, the codebook and a memo hold scripts; a page holds none of them as HTML."""
    view = page.view()
    words = f"memo {EVIL}"
    assert page.post("memo", page.about(view) | {"about": "coding", "words": words}).status_code == 200
    assert page.decide(view).status_code == 200
    for path in PAGES[:4]:
        html = page.get(path).text
        assert "een.txt" in html or path == "/queues"
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "</script><img" not in html


def test_json_of_texts_is_json(page: Page) -> None:
    answer = page.get("/api/item?queue=all")
    assert answer.mimetype == "application/json"
    assert EVIL in answer.get_json()["transcript"]["text"]


def test_a_body_that_is_too_long(page: Page, store: Store) -> None:
    sent = page.about(page.view()) | {"about": "coding", "words": "x" * MAX_BODY}
    assert page.post("memo", sent).status_code == 413
    assert entries(store) == 0


@pytest.mark.parametrize("name", ["decide", "change", "add", "memo", "done", "bulk"])
def test_what_is_no_request_of_ours(page: Page, store: Store, name: str) -> None:
    strange: list[Any] = [[], "text", 3, {}, {"coding": 3}, {"asked": [], "coding": "x", "transcript": "een.txt"}]
    for sent in strange:
        assert page.post(name, sent).status_code in (400, 404)
    assert entries(store) == 0


def test_get_changes_nothing(open_page: Open, store: Store) -> None:
    page = open_page()
    view = page.view()
    held = store.codings(), store.history()
    for name in ("decide", "change", "add", "memo", "done", "undo", "bulk", "code"):
        sent = page.about(view) | {"verdict": "accept", "asked": "all"}
        assert page.get(f"/api/{name}", query_string=sent).status_code == 405
    for path in PAGES:
        page.get(path)
    page.get("/api/detail", query_string={"transcript": view["transcript"]["name"], "coding": view["key"]})
    assert (store.codings(), store.history()) == held


def test_what_is_unknown(page: Page) -> None:
    view = page.view()
    sent = page.about(view) | {"verdict": "accept"}
    assert page.post("decide", sent | {"coding": "0" * 32}).status_code == 404
    assert page.post("decide", sent | {"transcript": "drie.txt"}).status_code == 404
    assert page.post("decide", sent | {"asked": {"queue": "none"}, "seen": 0}).status_code == 404
    assert page.post("nothing", {}).status_code == 404
    assert page.post("undo", {"entry": 99}).status_code == 404
    for path in ("/nothing", "/static/../guard.py", "/static/nothing.js", "/?queue=none", "/?queue=rule"):
        assert page.get(path).status_code == 404
    assert page.get("/api/detail?transcript=een.txt&coding=none").status_code == 404
