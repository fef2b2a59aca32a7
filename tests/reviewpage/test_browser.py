"""The page in a real Chromium, by keyboard, mouse and touch; what it leaves is read from the store."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aanbod.cli import cli

from ..conftest import STUDY
from .conftest import EVIL, SENTENCE
from .serving import Server, Tab, chromium, make_project, serving

LONG = SENTENCE * 60 + "\n\nAan het eind komt het Bloemenhof langs.\n"
SHORT = f"Verslag {EVIL} 😀 van de tuin.\n" + SENTENCE * 3


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def server(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    names = ("borders.txt", "busy.txt", "hostile.txt", "mouse.txt", "narrow.txt", "tabs.txt")
    with serving(make_project(tmp_path_factory.mktemp("page") / "study", STUDY, *names, text=SHORT)) as found:
        yield found


@pytest.fixture(scope="module")
def first(browser: Any, server: Server) -> Tab:
    """The tab that was opened by the link; others share its cookie."""
    return Tab(browser, server.link)


@pytest.fixture
def tab(first: Tab, server: Server, request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A page on the transcript that is called like the test."""
    found = Tab(first.context, f"{server.address}/?queue=all&transcript={request.node.name.removeprefix('test_')}.txt")
    yield found
    found.page.close()
    assert [fault for fault in found.faults if "409" not in fault and "503" not in fault] == []


def test_a_day_of_reviewing(browser: Any, tmp_path: Path) -> None:
    """A hundred decisions by keyboard, new borders, a coding by hand, an undo; closed, opened, and all is there."""
    project = make_project(tmp_path / "study", STUDY, "lang.txt", text=LONG)
    before = _table(project)
    with serving(project) as server:
        tab = Tab(browser, server.link)
        assert "token" not in tab.page.url
        asked = [tab.current]
        for number in range(100):
            asked.append(tab.press("r" if number % 4 == 3 else "a"))
        changed = asked.pop()
        tab.press("}", "}", "]", "Shift+ArrowLeft", "{")
        tab.page.keyboard.press("Enter")
        tab.said("Gewijzigd")
        borders = tab.current
        tab.press("n", "e")
        while "Bloemenhof" not in tab.page.inner_text("#text .draft"):
            tab.press("ArrowDown")
        tab.page.keyboard.press("Enter")
        tab.page.keyboard.type("bloemen")
        tab.press("Enter")
        tab.said("Codering toegevoegd")
        by_hand = tab.current
        tab.press("n", "x", "u")
        tab.said("Ongedaan gemaakt: 1")
        undone, progress = tab.current, tab.page.inner_text("#progress")
        tab.close()
        assert server.stop() == 0
        assert tab.faults == []
    with serving(project) as server, server.store() as store:
        again = Tab(browser, server.link)
        assert again.current == undone
        assert (
            again.page.inner_text("#progress").partition(",")[0] == progress.partition(",")[0] == "101 van 120 besloten"
        )
        flags = {
            flag.get_attribute("data-coding"): flag.get_attribute("class")
            for flag in again.page.query_selector_all("#text .flag")
        }
        again.close()
        states = {coding.id: coding.state for coding in store.codings()}
        assert [states[key] for key in asked] == ["rejected" if n % 4 == 3 else "accepted" for n in range(100)]
        assert all(("accepted" in flags[key]) if states[key] == "accepted" else key not in flags for key in asked)
        assert (states[changed], states[undone]) == ("rejected", "suggested")
        new, made = store.coding(borders), store.coding(by_hand)
        assert (new.quote, new.coder, new.state) == ("de tuin gaan ze snoeien e", "Noor", "accepted")
        assert (made.quote, made.partner, made.coder) == (
            "Aan het eind komt het Bloemenhof langs.",
            "Bloemenhof",
            "Noor",
        )
        assert len([entry for entry in store.history() if entry.verdict in ("accept", "reject")]) == 101
    assert before != _table(project)


def _table(project: Path) -> str:
    found = CliRunner().invoke(
        cli, ["tables", "1", "--reviewed", "--format", "csv", "--project", str(project)], catch_exceptions=False
    )
    assert found.exit_code == 0
    return found.output


def test_hostile(tab: Tab) -> None:
    """A script in a text is text; nothing is asked of any other address."""
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    tab.page.reload()
    tab.page.wait_for_selector("#text .flag")
    assert EVIL in tab.page.inner_text("#text")
    assert tab.page.query_selector("#text script, #text img") is None
    assert {url.split("/")[2] for url in asked} == {tab.page.url.split("/")[2]}


def test_borders(tab: Tab, server: Server) -> None:
    """A border is dragged with the mouse, beside an emoji, which a browser counts as two."""
    handle = tab.page.locator("[data-edge=end]")
    target = tab.page.locator("#text .hit").bounding_box()
    box = handle.bounding_box()
    assert target and box
    tab.page.mouse.move(box["x"], box["y"] + 8)
    tab.page.mouse.down()
    tab.page.mouse.move(target["x"] + target["width"] - 1, target["y"] + 8, steps=4)
    tab.page.mouse.up()
    tab.page.focus("#text .flag")  # there Enter stores too
    tab.page.keyboard.press("Enter")
    tab.said("Gewijzigd")
    with server.store() as store:
        assert store.coding(tab.current).quote == "In de tuin gaan ze snoeien"


def test_mouse(tab: Tab, server: Server) -> None:
    """Words are selected and coded by hand, with a new code of those words; a click on a mark chooses its coding."""
    line = tab.page.locator("#text .line").first
    box = line.bounding_box()
    assert box
    tab.page.mouse.dblclick(box["x"] + 20, box["y"] + box["height"] / 2)
    tab.page.click("[data-do=add]")
    assert "Verslag" in tab.page.inner_text("#codes-for")
    tab.page.click("#new-code")
    assert tab.page.input_value("#new-label") == "Verslag"
    tab.page.select_option("#new-category", "tuin.werk")
    tab.page.click("#making button[type=submit]")
    tab.said("Codering toegevoegd")
    with server.store() as store:
        made = store.coding(tab.current)
    assert (made.quote, made.code, made.status) == ("Verslag", "tuin.werk.verslag", "gerealiseerd")
    assert "tuin.werk.verslag" in (server.project / "codebook" / "codes.yaml").read_text(encoding="utf-8")
    tab.page.locator("#text mark.suggested0").first.click()
    assert tab.current != made.id
    tab.page.keyboard.press("s")
    tab.page.keyboard.press("3")
    tab.said("Gewijzigd")
    with server.store() as store:
        assert store.coding(tab.current).status == "gewenst"


def test_tabs(tab: Tab, server: Server) -> None:
    """A second tab that shows what was there before is told how it is now."""
    other = Tab(tab.context, tab.page.url)
    key = tab.current
    tab.press("r")
    other.page.keyboard.press("a")
    other.said("intussen")
    assert other.current == key
    assert "verworpen" in other.page.inner_text("#suggestion .state").lower()
    other.page.close()
    with server.store() as store:
        assert store.coding(key).state == "rejected"


def test_busy(tab: Tab, server: Server) -> None:
    """While another program writes, a decision waits, and goes on by itself."""
    key = tab.current
    with sqlite3.connect(server.project / "aanbod.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        tab.page.keyboard.press("a")
        tab.said("Bezig met bewaren")
        assert tab.current == key
        other.execute("ROLLBACK")
    other.close()
    tab.said("Geaccepteerd")
    assert tab.current != key
    with server.store() as store:
        assert store.coding(key).state == "accepted"


def test_narrow(browser: Any, server: Server) -> None:
    """On a phone nothing is wider than the screen, and the decision stays in sight; the focus stays where it was."""
    tab = Tab(browser, server.link, viewport={"width": 390, "height": 844}, has_touch=True)
    for path in ("/queues", "/transcripts", "/changes", "/?queue=all&transcript=narrow.txt"):
        tab.page.goto(f"{server.address}{path}")
        assert tab.page.evaluate("document.documentElement.scrollWidth") == 390
    accept = tab.page.locator("[data-do=accept]")
    box = accept.bounding_box()
    assert box and box["y"] + box["height"] <= 844
    accept.focus()
    before = tab.current
    accept.tap()
    tab.page.wait_for_function("before => document.body.dataset.current !== before", arg=before)
    assert tab.page.evaluate("document.activeElement.dataset.do") == "accept"
    tab.close()
    assert tab.faults == []
