"""Reviewing at the shell: keys in, decisions in the store."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from aanbod.commands import keyboard
from aanbod.commands.desk import Desk
from aanbod.commands.review_terminal import review_in_terminal
from aanbod.project import find_project

from .conftest import Aanbod

Type = Callable[..., str]
RIGHT = "\x1b[C"


@pytest.fixture
def review(project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Type:
    """Reviews with these keys, then with Ctrl-D; what was printed."""

    def call(keys: Iterable[str], **options: object) -> str:
        left = iter(keys)

        def getchar() -> str:
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr(keyboard.click, "getchar", getchar)
        capfd.readouterr()
        review_in_terminal(Desk(find_project(project), None, None), by="Noor", **options)  # type: ignore[arg-type]
        assert list(left) == []
        printed = capfd.readouterr()
        return printed.out + printed.err

    return call


@pytest.fixture
def log(aanbod: Aanbod) -> Callable[[], list[tuple[str, str]]]:
    """Verdict and coding of every entry that stands."""

    def read() -> list[tuple[str, str]]:
        entries = json.loads(aanbod("history", "--format", "json").out)
        return [(one["verdict"], one["coding"]) for one in entries if not one["undone"] and one["verdict"] != "undo"]

    return read


def codings(aanbod: Aanbod) -> list[dict[str, object]]:
    return json.loads(aanbod("export", "codings", "--format", "json").out)


def test_one_key_is_one_decision_and_progress_is_told(review: Type, aanbod: Aanbod, log: Callable[[], object]) -> None:
    ids = [one["id"] for one in codings(aanbod)]
    told = review("yn ra")
    verdicts = ("accept", "reject", "reject", "accept")
    assert log() == list(zip(verdicts, (ids[0], ids[1], ids[3], ids[4]), strict=True))
    assert [int(n) for n in re.findall(r"(\d+) of \d+ decided", told)] == [0, 1, 2, 2, 3, 4, 4]
    assert f"of {len(ids)} decided" in told and "4 entries by Noor" in told
    assert "\x1b" not in told  # no colours where nobody sees them
    told = review("")
    assert f"4 of {len(ids)} decided" in told and "y accept" in told


def test_it_shows_why_between_the_sentences_around_it(review: Type, aanbod: Aanbod) -> None:
    first = codings(aanbod)[0]
    evidence = first["evidence"]
    told = review("q")
    assert f"[{first['status']}]" in told and str(first["code"]) in told
    assert f"meets “{' … '.join(word['text'] for word in evidence['words'])}”" in told  # type: ignore[index]
    assert str(first["quote"]) in told and told.count("\n  ") >= 3


def test_another_status_code_and_borders_and_each_taken_back(review: Type, aanbod: Aanbod) -> None:
    before = codings(aanbod)
    told = review(["s", "2", "c", *"taallessen", "\r", "1", "b", ".", RIGHT, "\r", "m", *"Hmx", "\x7f", "m", "\r"])
    assert "noted" in told
    (made,) = [one for one in codings(aanbod) if one["coder"] == "Noor" and one["state"] == "accepted"]
    assert (made["code"], made["status"]) == ("ouder.kennis.taallessen", "gepland")
    assert made["start"] > before[0]["start"] and made["end"] > before[0]["end"]  # type: ignore[operator]
    entries = json.loads(aanbod("history", "--format", "json").out)
    assert [entry["verdict"] for entry in entries] == ["change", "add"] * 3 + ["memo"]
    assert entries[-1]["note"] == "Hmm"
    assert aanbod("undo", "--session", entries[0]["session"], "--by", "Noor").out == "taken back: 4\n"
    assert codings(aanbod) == before


def test_undo_goes_back_to_what_it_was_about(review: Type, aanbod: Aanbod, log: Callable[[], object]) -> None:
    before = codings(aanbod)
    told = review(["y", "y", "s", "2", "u", "u", "u", "u", "n"])
    assert told.count("taken back") == 3 and "nothing of this sitting is left" in told
    assert log() == [("reject", before[0]["id"])]


def test_a_passage_without_a_code_gets_one(review: Type, aanbod: Aanbod) -> None:
    told = review(
        ["y", "b", RIGHT, "\x1b", " ", "c", *"taallessen", "\r", "1", "s", "2", " ", "p", "u", "u"], queue="uncoded"
    )
    assert "nothing is suggested here" in told and "left as it was" in told
    assert [one for one in codings(aanbod) if one["coder"] == "Noor"] == []
    review([" ", "c", *"taallessen", "\r", "1"], queue="uncoded")
    (made,) = [one for one in codings(aanbod) if one["coder"] == "Noor"]
    assert (made["state"], made["code"]) == ("accepted", "ouder.kennis.taallessen")


def test_who_is_blind_sees_no_suggestion(review: Type) -> None:
    told = review(["q"], blind=True)
    assert "0 of " in told and "meets" not in told


def test_what_somebody_else_decided_meanwhile_is_not_overruled(
    review: Type, aanbod: Aanbod, monkeypatch: pytest.MonkeyPatch, log: Callable[[], object]
) -> None:
    ids = [str(one["id"]) for one in codings(aanbod)]

    def keys() -> Iterable[str]:
        aanbod("decide", ids[0], ids[1], "--reject", "--by", "Daan")
        yield "y"
        yield " "
        yield "y"

    assert "decided on this meanwhile" in review(keys())
    assert log() == [("reject", ids[0]), ("reject", ids[1]), ("accept", ids[2])]


def test_the_queue_ends(review: Type, aanbod: Aanbod) -> None:
    rule = str(codings(aanbod)[0]["evidence"]["rule"])  # type: ignore[index]
    told = review("y", queue="rule", rule=rule, code=str(codings(aanbod)[0]["code"]))
    assert "decided" in told
    assert "nothing more to decide" in review("", queue="disagree")
