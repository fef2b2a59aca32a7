"""Bad input is normal input: one message with file, place and remedy, exit code 1, nothing lost."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from aanbod import cli

from ..fulldisk import no_room_for_more
from .conftest import Aanbod


def assert_told(outcome: object, *words: str) -> None:
    assert outcome.code == 1
    err = outcome.err
    assert "Traceback" not in err
    assert err.count("Error: ") == 1
    for word in words:
        assert word in err, err


def test_no_project_here(aanbod: Aanbod) -> None:
    assert_told(aanbod("run"), "no project", "aanbod init")


def test_a_folder_that_is_not_empty(aanbod: Aanbod, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    assert_told(aanbod("init", tmp_path), "not empty")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("name", ["nieuw", "leeg"])
def test_a_project_for_which_there_is_no_room(aanbod: Aanbod, tmp_path: Path, name: str) -> None:
    """Nothing is left of it, and with room it can be made."""
    (tmp_path / "leeg").mkdir()
    with no_room_for_more(20_000):
        assert_told(aanbod("init", tmp_path / name), f"{tmp_path / name} cannot be made", "make room")
    assert [path.name for path in tmp_path.rglob("*")] == ["leeg"]
    assert aanbod("init", tmp_path / name).code == 0


def test_no_room_for_temporary_files(aanbod: Aanbod, garden: Path) -> None:
    aanbod("tables", "6.1", "--pseudonyms")  # who had none has a pseudonym now
    with no_room_for_more(40_000):  # the -shm file of SQLite has room
        assert_told(aanbod("tables", "6.1", "--pseudonyms"), "without names", "the disk")


def test_a_missing_file_and_an_unknown_school(aanbod: Aanbod, garden: Path) -> None:
    before = [aanbod("export", "codings").out, aanbod("status").out]
    assert_told(aanbod("import", "nergens.txt"), "nergens.txt")
    head = "---\ntuin: De Lindde\njaar: 2026\n---\n\n"
    (garden / "transcripts" / "nieuw.md").write_text(head + "Er is een kas.\n", encoding="utf-8")
    assert_told(aanbod("run"), "nieuw.md:2", "De Lindde", "De Linde")
    assert [aanbod("export", "codings").out, aanbod("status").out] == before


def test_a_file_that_is_gone_or_renamed_is_told_each_time(aanbod: Aanbod, garden: Path) -> None:
    """Its transcript stays in the store, with what was decided in it, and counts: perhaps twice."""
    gone, renamed, _ = sorted(path for path in (garden / "transcripts").iterdir() if path.suffix != ".csv")
    assert "no file any more" not in aanbod("run").err
    gone.rename(garden / gone.name)
    renamed.rename(renamed.with_stem("anders"))
    table = garden / "transcripts" / "transcripts.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(renamed.stem, "anders"), encoding="utf-8")
    for _ in range(2):  # the second time nothing is read
        err = " ".join(aanbod("run").err.split())
        assert f"{gone.name}, {renamed.name} (its text is now anders{renamed.suffix}: was it renamed?)" in err
    assert "no file any more" not in aanbod("code", "transcripts").err  # files that are named are not all there are
    (garden / gone.name).rename(gone)
    renamed.with_stem("anders").rename(renamed)
    table.write_text(table.read_text(encoding="utf-8").replace("anders", renamed.stem), encoding="utf-8")
    assert "anders" in aanbod("run").err  # the store has it under that name too


def test_all_broken_transcripts_are_named_at_once(aanbod: Aanbod, garden: Path) -> None:
    (garden / "transcripts" / "leeg.txt").write_bytes(b"")
    (garden / "transcripts" / "kapot.docx").write_bytes(b"PK\x03\x04 broken")
    (garden / "transcripts" / "scan.pdf").write_bytes(b"%PDF-1.4\n")
    assert_told(aanbod("code"), "leeg.txt", "kapot.docx", "scan.pdf")


def test_a_codebook_with_faults(aanbod: Aanbod, garden: Path) -> None:
    (garden / "codebook" / "tuin" / "extra.yaml").write_text(
        "categories:\n  - {id: x.y, labell: X}\n", encoding="utf-8"
    )
    assert_told(aanbod("code"), "extra.yaml:2", "did you mean `label`?")
    assert aanbod("codebook", "check").code == 1


def test_a_setting_that_is_unknown(aanbod: Aanbod, garden: Path) -> None:
    with (garden / "aanbod.yaml").open("a", encoding="utf-8") as file:
        file.write("codeboek: x\n")
    assert_told(aanbod("status"), "aanbod.yaml", "did you mean `codebook`?")


def test_a_locked_store(aanbod: Aanbod, garden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from aanbod.store import engine

    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1, raising=True)
    with sqlite3.connect(garden / "aanbod.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert_told(aanbod("code", "--all"), "aanbod.db")
        other.execute("ROLLBACK")


def test_what_is_no_store_and_where_there_is_none(aanbod: Aanbod, garden: Path) -> None:
    (garden / "no.db").write_text("geen database, gewoon tekst", encoding="utf-8")
    assert_told(aanbod("status", "--store", "no.db"), "no.db")
    assert_told(aanbod("status", "--store", "nothing.db"), "nothing.db")
    assert not (garden / "nothing.db").exists()


def test_what_is_written_to_a_folder_and_a_transcript_that_is_misspelt(aanbod: Aanbod, garden: Path) -> None:
    for folder in (".", "..", garden):
        assert_told(aanbod("export", "codings", "-o", folder), "this is a folder")
    name = next(path.name for path in (garden / "transcripts").iterdir() if path.suffix != ".csv")
    assert_told(aanbod("history", "--transcript", name[:-1]), f"Did you mean '{name}'?")
    assert_told(aanbod("decide", "--done", "--transcript", name[:-1], "--by", "Noor"), f"Did you mean '{name}'?")


def test_an_unknown_command_option_or_code(aanbod: Aanbod, garden: Path) -> None:
    assert_told(aanbod("tabels"), "No such command")
    assert_told(aanbod("tables", "--by"), "requires an argument")
    assert_told(aanbod("passages", "--code", "tuin.groen.moestuinen"), "did you mean `tuin.groen.moestuin`?")
    assert_told(aanbod("tables", "9.9"), "9.9")
    assert_told(aanbod("tables", "--where", "sector"), "VARIABLE=VALUE")


@pytest.mark.parametrize("command", [[], *([name] for name in cli.COMMANDS)])
def test_help_has_examples_and_loads_nothing_heavy(command: list[str], tmp_path: Path) -> None:
    probe = (
        "import sys\nfrom aanbod.__main__ import main\n"
        f"sys.argv = ['aanbod', *{command!r}, '--help']\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    code = stop.code\n"
        "heavy = {'spacy', 'sqlalchemy', 'pydantic', 'numpy'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy), 'exit:', code or 0)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=os.environ | {"PYTHONUTF8": "1"}
    ).stdout
    assert "heavy: [] exit: 0" in said
    assert "Examples:" in said or command in (["codebook"], ["export"])


@pytest.mark.parametrize(("command", "code", "said"), [("--version", 0, "aanbod"), ("tabels", 1, "No such command")])
def test_a_process_ends_with_its_code_and_with_all_that_it_said(command: str, code: int, said: str) -> None:
    run = subprocess.run([sys.executable, "-m", "aanbod", command], capture_output=True, text=True, check=False)
    assert run.returncode == code
    assert said in run.stdout + run.stderr
