"""Sittings that are broken off by `kill -9`, of the server or of the browser, and what the store holds then."""

import http.client
import json
import random
import re
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aanbod.store import open_store

from .serving import Server

DECIDED = ("accept", "reject")


@dataclass
class Said:
    """Decisions as the reviewer's side knows them: (coding, verdict), as they were answered."""

    answered: list[tuple[str, str]] = field(default_factory=list)


def check(project: Path, said: Said) -> int:
    """Every answered decision is in the store once, and nothing else but the one that was under way, if any; how many
    of those."""
    with open_store(project / "aanbod.db", create=False) as store:
        stored = [(entry.coding, entry.verdict) for entry in store.history() if entry.verdict in DECIDED]
        states = {coding.id: coding.state for coding in store.codings()}
        with store._reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert stored[: len(said.answered)] == said.answered
    under_way = len(stored) - len(said.answered)
    assert under_way in (0, 1), (stored[-3:], said.answered[-3:])
    assert all(states[coding] == f"{verdict}ed" for coding, verdict in stored)
    assert sum(state != "suggested" for state in states.values()) == len(stored)
    return under_way


def decide_until_killed(server: Server, seconds: float) -> Said:
    """Decides as fast as the server answers, and kills it after this time."""
    said, client = Said(), Client(server.link)
    timer = threading.Timer(seconds, server.kill)
    timer.start()
    try:
        client.decide_all(said)
    except (OSError, http.client.HTTPException):
        pass
    finally:
        timer.join()
    return said


class Client:
    """The requests of the page, without a browser."""

    def __init__(self, link: str) -> None:
        found = re.fullmatch(r"http://([^/]+)(/.*)", link)
        assert found
        self._host = found[1]
        self._headers = {"Cookie": "", "X-Aanbod-Page": "", "Content-Type": "application/json"}
        self._headers["Cookie"] = str(self._ask("GET", found[2])[0]["Set-Cookie"]).partition(";")[0]
        page = self._ask("GET", "/")[1]
        key = re.search(r'data-page="([^"]+)"', page)
        start = re.search(r'id="start">(.*?)</script>', page, re.DOTALL)
        assert key and start
        self._headers["X-Aanbod-Page"] = key[1]
        self.view: dict[str, Any] = json.loads(start[1])["view"]

    def decide_all(self, said: Said) -> None:
        while self.view["key"]:
            coding = next(one for one in self.view["codings"] if one["id"] == self.view["key"])
            verdict = random.choice(DECIDED)
            sent = {"asked": {"queue": "all"}, "anchor": "", "transcript": self.view["transcript"]["name"]}
            sent |= {"coding": coding["id"], "seen": coding["seen"], "verdict": verdict}
            self.view = json.loads(self._ask("POST", "/api/decide", json.dumps(sent))[1])
            said.answered.append((coding["id"], verdict))

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[http.client.HTTPMessage, str]:
        connection = http.client.HTTPConnection(self._host, timeout=20)
        try:
            connection.request(method, path, body, self._headers)
            answer = connection.getresponse()
            assert answer.status in (200, 303)
            return answer.headers, answer.read().decode()
        finally:
            connection.close()


def press_until_killed(tab: Any, said: Said, seconds: float, kill: Any) -> None:
    """The same in a browser, by keys; `kill` ends the server or the browser, and the rest of the keys find nobody."""

    def answered(response: Any) -> None:
        if response.url.endswith("/api/decide") and response.status == 200:
            sent = response.request.post_data_json
            said.answered.append((sent["coding"], sent["verdict"]))

    tab.page.on("response", answered)
    timer = threading.Timer(seconds, kill)
    timer.start()
    until = time.monotonic() + seconds + 0.3
    while time.monotonic() < until:
        tab.page.keyboard.press(random.choice("ar"))
        tab.page.wait_for_timeout(5)
    timer.join()
