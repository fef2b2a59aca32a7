"""A small study about gardens, made up, coded without rules: three statuses of one store, with hostile texts in it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from aanbod.codebook.load import load_codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.model import Coding, Evidence, Transcript, Words
from aanbod.reviewpage.app import create_app
from aanbod.reviewpage.guard import Keys
from aanbod.reviewpage.sitting import Sitting, Study
from aanbod.reviewpage.worklist import Asked
from aanbod.store import Store

PORT = 8370
HOST = f"http://127.0.0.1:{PORT}"
EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>"
CODES = """\
categories:
  - id: tuin.werk
    label: Werk
    codes:
      - id: tuin.werk.snoeien
        label: Snoeien
        definition: "Takken weghalen. <script>alert('codebook')</script>"
        use_for: [heggen]
        not_for: [haren]
        keywords: [snoeien]
        examples: {coded: ["De buurman gaat snoeien."]}
      - id: tuin.werk.zaaien
        label: Zaaien
        keywords: [zaaien]
  - id: partner.groen
    label: Groen
    partners:
      - name: "Bloemenhof"
        keywords: [bloemenhof]
tables:
  - {number: "1", title: Werk in de tuin, rows: codes, categories: [tuin.werk]}
"""
SENTENCE = "In de tuin gaan ze snoeien en zaaien. "
TEXT = f"Verslag {EVIL} 😀 van de tuin.\n" + SENTENCE * 4


def suggestions(text: str) -> list[Coding]:
    """Two codings of every sentence, by the words `snoeien` and `zaaien`."""
    found = []
    for word in ("snoeien", "zaaien"):
        at = text.find(word)
        while at >= 0:
            start = text.rindex("In de tuin", 0, at)
            evidence = Evidence(word, (Words(at, at + len(word), word),))
            found.append(Coding(start, start + len(SENTENCE) - 1, f"tuin.werk.{word}", "", "gerealiseerd", evidence))
            at = text.find(word, at + 1)
    return found


def put(store: Store, *names: str, text: str = TEXT) -> None:
    """Saves transcripts of this text, coded."""
    store.save_transcripts([Transcript(name, text, cases=(f"Tuin {name}",)) for name in names])
    run = store.start_run("tuin", "0123456789abcdef", "0.1")
    store.save_many(run, "r1", [(name, suggestions(text)) for name in names])
    store.finish_run(run)


@pytest.fixture
def store(make_store: Callable[[], Store]) -> Store:
    found = make_store()
    put(found, "een.txt", f"twee {EVIL}.txt")
    return found


@pytest.fixture
def study(write_codebook: Callable[..., Path]) -> Study:
    folder = write_codebook(CODES)

    def add_code(label: str, category: str, definition: str) -> tuple[str, str]:
        raise AssertionError("no test of the page adds codes; tests/reviewpage/test_command.py does")

    return Study(lambda: load_codebook(folder), lambda: RuleCoder(load_codebook(folder), load_dutch()), add_code)


@dataclass
class Page:
    """A page of one reviewer, as its JavaScript would use it."""

    client: FlaskClient
    sitting: Sitting
    keys: Keys

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, base_url=HOST, buffered=True, **more)

    def post(self, path: str, sent: object, **headers: str) -> TestResponse:
        usual = {"X-Aanbod-Page": self.keys.page, "Origin": HOST, "Sec-Fetch-Site": "same-origin"}
        kept = {name: value for name, value in (usual | headers).items() if value}
        return self.client.post(f"/api/{path}", json=sent, headers=kept, base_url=HOST)

    def view(self, **asked: str) -> dict[str, Any]:
        """What the page shows first."""
        found: dict[str, Any] = self.get("/api/item", query_string={"queue": "all", **asked}).get_json()
        return found

    def about(self, view: dict[str, Any], key: str = "") -> dict[str, Any]:
        """What every change says of the coding under decision."""
        coding = next(one for one in view["codings"] if one["id"] == (key or view["key"]))
        sent = {"asked": {"queue": "all"}, "anchor": view["key"], "transcript": view["transcript"]["name"]}
        return sent | {"coding": coding["id"], "seen": coding["seen"]}

    def decide(self, view: dict[str, Any], verdict: str = "accept", key: str = "") -> TestResponse:
        return self.post("decide", self.about(view, key) | {"verdict": verdict})


Open = Callable[..., Page]


@pytest.fixture
def open_page(store: Store, study: Study) -> Open:
    """Opens the page by its link, for a reviewer."""

    def opened(coder: str = "Noor", **more: Any) -> Page:
        keys = Keys()
        sitting = Sitting(more.pop("store", store), study, coder, asked=Asked(), **more)
        page = Page(create_app(sitting, keys, PORT).test_client(), sitting, keys)
        assert page.get(f"/?token={keys.link}").status_code == 303
        return page

    return opened


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page()
