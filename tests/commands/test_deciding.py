"""Deciding at the shell: changes, codings by hand, the log, and taking back."""

import json
import re
from pathlib import Path

import pytest

from .conftest import Aanbod
from .test_bad_input import assert_told


@pytest.fixture
def ids(aanbod: Aanbod, project: Path) -> list[str]:
    return [one["id"] for one in json.loads(aanbod("export", "codings", "--format", "json").out)]


def codings(aanbod: Aanbod) -> dict[str, dict[str, object]]:
    return {one["id"]: one for one in json.loads(aanbod("export", "codings", "--format", "json").out)}


def log(aanbod: Aanbod, *options: str) -> list[dict[str, object]]:
    return json.loads(aanbod("history", "--format", "json", *options).out)


def test_a_change_a_memo_and_their_undo(aanbod: Aanbod, ids: list[str]) -> None:
    before = codings(aanbod)
    was = before[ids[0]]
    status = "gepland" if was["status"] != "gepland" else "gewenst"
    done = aanbod("decide", ids[0][:12], "--status", status, "--memo", "Navragen.", "--by", "Noor")
    assert (done.code, done.out.split()[0]) == (0, "changed")
    after = codings(aanbod)
    assert after[ids[0]]["state"] == "rejected"
    (new,) = [one for key, one in after.items() if key not in before]
    assert (new["coder"], new["status"], new["state"], new["quote"]) == (
        "Noor",
        status,
        "accepted",
        was["quote"],
    )
    assert [entry["verdict"] for entry in log(aanbod, "--coder", "Noor")] == ["change", "add", "memo"]
    shown = aanbod("history", "--transcript", str(was["transcript"]))
    assert f"[{was['status']}]  → " in shown.out and f"[{status}]" in shown.out and "3 entries" in shown.err
    (session,) = {str(entry["session"]) for entry in log(aanbod)}
    dry = aanbod("undo", "--session", session[:8], "--dry-run")
    assert dry.out == shown.out and codings(aanbod) == after
    assert aanbod("undo", "--session", session[:8], "--by", "Noor").out == "taken back: 2\n"
    assert codings(aanbod) == before
    assert aanbod("history").out.count("taken back") == 3


def test_a_coding_by_hand(aanbod: Aanbod, ids: list[str]) -> None:
    was = codings(aanbod)[ids[0]]
    words, name = str(was["quote"]), str(was["transcript"])
    add = ("decide", "--add", "--transcript", name, "--code", "ouder.kennis.taallessen", "--by", "Noor")
    done = aanbod(*add, "--quote", "  ".join(words.split(" ")), "--status", "Gewenst", "--note", "in vivo")
    assert done.code == 0 and done.out.startswith("added  ")
    (new,) = [one for one in codings(aanbod).values() if one["coder"] == "Noor"]
    assert (new["quote"], new["start"], new["status"], new["state"]) == (words, was["start"], "gewenst", "accepted")
    assert aanbod(*add, "--start", "0", "--end", "4").code == 0
    assert_told(aanbod(*add, "--quote", "woorden die nergens staan"), "has no “woorden", "--start and --end")
    assert_told(aanbod(*add, "--quote", " "), "has no")
    assert_told(aanbod(*add, "--quote", "e"), "stand there", "--start ")
    assert_told(aanbod(*add, "--start", "0", "--end", "999999"), "does not fit")
    assert len(log(aanbod)) == 2


def test_misspelled_codes_and_statuses_are_not_guessed(aanbod: Aanbod, ids: list[str]) -> None:
    decide = ("decide", ids[0], "--by", "Noor")
    assert_told(aanbod(*decide, "--status", "geplant"), "no status `geplant`", "did you mean `gepland`")
    assert_told(aanbod(*decide, "--code", "ouder.kennis.taalesen"), "did you mean `ouder.kennis.taallessen`")
    assert_told(aanbod(*decide, "--partner", "Nergens"), "no partner `Nergens`")
    assert_told(aanbod("decide", "zz", "--accept"), "No coding has an id")
    assert log(aanbod) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("ID",), "say what you decide"),
        (("--accept",), "name the codings"),
        (("ID", "--accept", "--status", "gepland"), "a change is an answer by itself"),
        (("ID", "ID", "--start", "3"), "are for one coding"),
        (("ID", "--quote", "x", "--accept"), "go with --add"),
        (("--add", "--transcript", "x"), "--add needs"),
        (("--add", "--transcript", "x", "--code", "y", "--quote", "z", "--start", "1", "--end", "2"), "--add needs"),
    ],
)
def test_options_that_do_not_go_together(aanbod: Aanbod, ids: list[str], options: tuple[str, ...], said: str) -> None:
    assert_told(aanbod("decide", *(ids[0] if one == "ID" else one for one in options)), said)


def test_what_cannot_be_taken_back(aanbod: Aanbod, ids: list[str]) -> None:
    assert_told(aanbod("undo"), "say what to take back")
    assert_told(aanbod("undo", "7"), "no entry 7")
    assert_told(aanbod("undo", "--session", "ab"), "no sitting has")
    aanbod("decide", ids[0], "--code", "ouder.kennis.taallessen", "--by", "Noor")
    (new,) = [one for one in codings(aanbod).values() if one["coder"] == "Noor"]
    aanbod("decide", str(new["id"]), "--accept", "--by", "Daan")
    done = aanbod("undo", "1", "--by", "Noor")
    assert done.out == "taken back: 0\n" and "they stay: 1, 2" in done.err
    assert aanbod("undo", "--run", "1", "--by", "Noor").out == "taken back: 2\n"


def test_a_rerun_after_an_edit_of_the_codebook_changes_no_decision_and_shows_what_it_did(
    aanbod: Aanbod, project: Path, ids: list[str]
) -> None:
    first = codings(aanbod)
    aanbod("decide", *ids[:40], "--accept", "--by", "Noor")
    aanbod("decide", *ids[40:60], "--reject", "--by", "Noor")
    aanbod("decide", ids[60], "--code", "ouder.kennis.taallessen", "--by", "Noor")
    decided = decided_on(codings(aanbod))
    said = log(aanbod)
    drop_keywords(project, {str(first[key]["evidence"]["rule"]) for key in ids})  # type: ignore[index]
    done = aanbod("code", "--diff")
    coded, gone, kept = done.out.splitlines()[1], done.out.count("\n- "), re.search(r"(\d+) kept", done.out)
    assert kept and int(kept[1]) > 0 and f", {gone} gone" in coded, done.out
    now = codings(aanbod)
    assert decided_on(now) == decided
    assert log(aanbod) == said
    assert len(first) - gone == len(now.keys() & first.keys())


def decided_on(codings: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """All of them but their evidence, which explains the rules of today."""
    return {key: one | {"evidence": None} for key, one in codings.items() if one["state"] != "suggested"}


def drop_keywords(project: Path, rules: set[str]) -> None:
    """Takes these keywords out of the codebook; of each list the first one stays."""
    for path in project.glob("codebook/afs/*.yaml"):
        left: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().removeprefix("- ").strip("\"'") not in rules or not left[-1].strip().startswith("- "):
                left.append(line)
        path.write_text("\n".join(left) + "\n", encoding="utf-8")
