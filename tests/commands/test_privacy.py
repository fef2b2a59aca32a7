"""`aanbod privacy`, and masks that are put on when texts come in."""

import csv
import io
import json
from pathlib import Path

import pytest

from aanbod.cli import cli
from aanbod.privacy.finds import KINDS
from aanbod.store import open_store

from .conftest import Aanbod

ABOUT = "---\nschool: De Klimboom\njaar: 2024\nsoort: focusgroep\n---\n"
TEXT = """# Gesprek

Juf Zwaantje Quispel (06-12345678) geeft taalles aan moeders.

- Mail: z.quispel@school.example.nl, BSN 111222333.

Zwaantje: Er is ook een ouderkamer. Ik heet trouwens Zwaantje."""


@pytest.fixture
def file(project: Path) -> Path:
    path = project / "transcripts" / "gesprek.md"
    path.write_text(ABOUT + TEXT, encoding="utf-8")
    return path


@pytest.fixture
def text(file: Path, aanbod: Aanbod) -> str:
    """Its text in the store, coded."""
    aanbod("code")
    return stored(file)


def stored(file: Path) -> str:
    with open_store("aanbod.db") as store:
        return store.text(file.name)


def rows(aanbod: Aanbod, *arguments: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(aanbod("privacy", *arguments, "--format", "csv").out)))


def test_every_find_stands_in_its_text_with_a_reason(file: Path, text: str, aanbod: Aanbod) -> None:
    found = rows(aanbod, file.name)
    assert [row["kind"] for row in found] == ["name", "phone", "email", "bsn", "name", "name"]
    assert all(text[int(row["start"]) : int(row["end"])] == row["text"] and row["reason"] for row in found)
    assert {row["document"] for row in found} == {file.name}


def test_the_forms_say_the_same(file: Path, text: str, aanbod: Aanbod) -> None:
    outcome = aanbod("privacy", file.name)
    assert outcome.code == 0
    assert "together  6" in outcome.out
    assert "Quispel" in outcome.out
    data = json.loads(aanbod("privacy", file.name, "--format", "json").out)
    assert data["counts"] == {"bsn": 1, "email": 1, "name": 3, "phone": 1}
    assert [[str(value) for value in one.values()] for one in data["found"]] == [
        list(row.values()) for row in rows(aanbod, file.name)
    ]
    assert [row["kind"] for row in rows(aanbod, file.name, "--kind", "phone")] == ["phone"]


def test_files_are_read_before_they_are_imported(file: Path, aanbod: Aanbod) -> None:
    found = rows(aanbod, file)
    assert len(found) == 6
    assert len(rows(aanbod)) > 20  # all of the store, in which it is not
    assert not any(row["document"] == file.name for row in rows(aanbod))


def test_an_unknown_transcript_has_a_remedy(project: Path, aanbod: Aanbod) -> None:
    outcome = aanbod("privacy", "2024-de-klimbom.md")
    assert outcome.code == 1
    assert "no transcript" in outcome.err


def test_masks_are_put_on_and_kept_on(file: Path, aanbod: Aanbod) -> None:
    assert "imported: 1 new" in aanbod("import", "--mask").out
    text = stored(file)
    assert text == TEXT.replace("Zwaantje Quispel", "P███████ ███████").replace("06-12345678", "T█-████████").replace(
        "z.quispel@school.example.nl", "E.███████@██████.███████.██"
    ).replace("111222333", "B████████").replace("Zwaantje", "P███████")
    assert rows(aanbod) == []
    assert "0 new, 0 changed, 11 unchanged" in aanbod("import").out
    file.write_text(ABOUT + TEXT + " Quispel lacht.", encoding="utf-8")
    assert "0 new, 1 changed, 10 unchanged" in aanbod("code").out  # another command, which says nothing of masks
    assert stored(file) == f"{text} P██████ lacht."


def test_what_people_decided_stays_when_a_mask_comes_over_it(file: Path, text: str, aanbod: Aanbod) -> None:
    before = json.loads(aanbod("passages", "--transcript", file.name, "--json").out)
    [one] = [coding for coding in before if "Quispel" in coding["quote"]]
    aanbod("decide", one["id"], "--accept", "--by", "Noor")
    outcome = aanbod("import", "--mask", "all")
    assert "covered: what is personal in" in outcome.out
    assert "0 new, 0 changed, 11 unchanged" in outcome.out
    aanbod("code")
    after = json.loads(aanbod("passages", "--transcript", file.name, "--json").out)
    kept = {key: value for key, value in one.items() if key not in ("quote", "evidence", "state")}
    [same] = [coding for coding in after if coding["id"] == one["id"]]
    assert kept.items() <= same.items()
    assert same["state"] == "accepted"
    assert same["quote"] == "Juf P███████ ███████ (T█-████████) geeft taalles aan moeders."
    assert [(coding["start"], coding["code"]) for coding in after] == [(c["start"], c["code"]) for c in before]


def test_the_store_holds_no_trace_of_what_is_covered(file: Path, text: str, aanbod: Aanbod) -> None:
    file.write_text(ABOUT + TEXT + " Zwaantje lacht.", encoding="utf-8")
    aanbod("code")  # so that there is an older text too
    aanbod("tables", "6.1", "--pseudonyms")  # and names have numbers
    assert b"Quispel" in Path("aanbod.db").read_bytes()
    aanbod("import", "--mask")
    assert all(b"Quispel" not in path.read_bytes() for path in Path().glob("aanbod.db*"))


def test_only_some_kinds_and_none(file: Path, aanbod: Aanbod) -> None:
    aanbod("import", "--mask", "phone,bsn")
    assert stored(file) == TEXT.replace("06-12345678", "T█-████████").replace("111222333", "B████████")
    aanbod("import", "--mask", "none")
    assert stored(file) == TEXT
    aanbod("import")
    assert stored(file) == TEXT
    aanbod("import", "--mask", "phone,bsn")
    assert "111222333" not in stored(file)


def test_workers_mask_the_same(file: Path, aanbod: Aanbod) -> None:
    aanbod("import", "--mask", "--workers", "2")
    with open_store("aanbod.db") as store:
        many = dict(store.texts([record.name for record in store.transcripts()]))
    aanbod("import", "--mask", "none")
    aanbod("import", "--mask")
    with open_store("aanbod.db") as store:
        assert dict(store.texts(many)) == many


def test_a_project_of_another_program_is_masked_as_well(file: Path, text: str, aanbod: Aanbod, tmp_path: Path) -> None:
    aanbod("export", "project", tmp_path / "p.qdpx")
    Path("aanbod.db").unlink()
    file.unlink()
    aanbod("import", "--mask", "phone")
    assert aanbod("import", tmp_path / "p.qdpx").code == 0
    assert stored(file) == TEXT.replace("06-12345678", "T█-████████")


def test_an_unknown_kind_names_the_known(project: Path, aanbod: Aanbod) -> None:
    outcome = aanbod("import", "--mask", "faces")
    assert outcome.code == 1
    assert all(kind in outcome.err for kind in KINDS)


def test_what_changes_the_store_takes_no_pseudonyms(project: Path, aanbod: Aanbod) -> None:
    names = ("import", "code", "decide", "undo", "review", "sample")
    for name in names:
        assert "pseudonyms" not in {param.name for param in cli.get_command(None, name).params}, name
