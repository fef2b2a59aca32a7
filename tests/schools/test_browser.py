"""The page in a real browser: filled in, saved by its button, by Ctrl-S and by the browser, opened and saved again."""

from collections.abc import Callable
from pathlib import Path

from aanbod.schools.overview import Overview
from aanbod.schools.returned import read_returned
from aanbod.schools.wording import Wording

from ..reviewpage.serving import chromium
from .conftest import keys


def test_a_page_keeps_what_is_filled_in(
    page: Callable[..., str], overview_of: Callable[..., Overview], wording: Wording, tmp_path: Path
) -> None:
    key = keys(overview_of())
    sent = tmp_path / "terugkoppeling.html"
    sent.write_text(page(), encoding="utf-8")
    saved = {way: tmp_path / f"{way}.html" for way in ("button", "keys", "browser", "again")}
    with chromium() as browser:
        tab = browser.new_page()
        faults: list[str] = []
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("console", lambda line: faults.append(line.text))
        tab.goto(sent.as_uri())
        tab.check(f'[name="yes:{key["Moestuin"]}"]')
        tab.check(f'[name="yes:{key["Kas"]}"]')
        tab.check(f'[name="no:{key["Kas"]}"]')
        tab.fill(f'[name="text:{key["3"]}"]', 'Schaken & "dammen"\n< 10 kinderen 🌱')
        saved["browser"].write_text(tab.content(), encoding="utf-8")
        for way, press in (
            ("button", lambda: tab.click(".save button")),
            ("keys", lambda: tab.keyboard.press("Control+s")),
        ):
            with tab.expect_download() as download:
                press()
            assert download.value.suggested_filename == "ingevuld.html"
            download.value.save_as(saved[way])
        tab.goto(saved["button"].as_uri())
        tab.check(f'[name="yes:{key["complete"]}"]')
        with tab.expect_download() as download:
            tab.click(".save button")
        download.value.save_as(saved["again"])
        assert faults == []
    for way, path in saved.items():
        found = read_returned(path, wording.signs()).fields
        boxes = {name: (found[key[name]].yes, found[key[name]].no) for name in ("Moestuin", "Kas", "complete")}
        assert boxes == {"Moestuin": (True, False), "Kas": (False, True), "complete": (way == "again", False)}
        assert found[key["3"]].text == 'Schaken & "dammen"\n< 10 kinderen 🌱'
