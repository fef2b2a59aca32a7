"""Nothing that leaves under pseudonyms names a school or a person, whichever command makes it."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest

from aanbod.cli import COMMANDS, cli
from aanbod.codebook.model import Codebook
from aanbod.model import Coding, Evidence, Transcript
from aanbod.store import open_store

from ..conftest import MakeOnce
from .conftest import Aanbod
from .naming import files, named

CODERS = ("Noortje Tuinman", "Bram-Jan Eik")
NOTE = "Gebeld met mevrouw Quispel (06-12345678) van de Klimboom; Noortje Tuinman weet meer."
YEAR = {"year": "2025", "kind": "voortgangsgesprek"}
PERSONAL = (*CODERS, "Quispel", "06-12345678")
# Every command that takes --pseudonyms, with its arguments; {} is a folder for what it writes.
CALLS = {
    "run": [[]],  # html, md, csv, xlsx and docx of reports, comparisons, partners and the network
    "tables": [["6.1", "--per-case", "--format", "md"], ["6.1", "-o", "{}/t.docx"]],
    "compare": [["sector", "--format", "csv"]],
    "change": [["year", "2024", "2025", "--table", "6.1", "-o", "{}/c.html"]],
    "partners": [["--format", "csv"]],
    "network": [["-o", "{}/n.graphml"]],
    "passages": [[], ["--json"]],
    "history": [[], ["--format", "json"]],
    "feedback": [["--completeness", "--format", "md"], ["--completeness", "-o", "{}/f.xlsx"]],
    "agreement": [[*CODERS, "--disagreements"], [CODERS[0], "rules", "-o", "{}/a.csv"]],
    "export codings": [["--format", "json"], ["-o", "{}/c.csv"]],
    "export quotes": [["-o", "{}/q.xlsx"]],
    "export matrix": [["-o", "{}/m.csv"], ["-o", "{}/m.sav"]],
    "export project": [["{}/p.qdpx"]],
    "export codebook": [["{}/c.qdc"]],
    "codebook report": [["-o", "{}/r.xlsx"]],
}


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield " ".join(path), command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner
        yield from leaves(inner, (*path, name))


@pytest.fixture(scope="module")
def made_told(made_project: Path, make_once: MakeOnce) -> Path:
    def make(folder: Path) -> None:
        shutil.copytree(made_project, folder, dirs_exist_ok=True)
        tell(folder / "aanbod.db")

    return make_once("told", make)


@pytest.fixture
def told(made_told: Path, place: Path) -> Path:
    """The small project, with all that people can say of it: decisions, a memo, codings by hand."""
    return shutil.copytree(made_told, place, dirs_exist_ok=True)


def tell(path: Path) -> None:
    with open_store(path) as store:
        codings = store.codings()
        for coder, chosen in zip(CODERS, (codings[:30], codings[10:40]), strict=True):
            store.decide([one.id for one in chosen], "accept", coder, NOTE)
        text = store.text(codings[0].transcript)
        mine = Coding(0, len(text), "ouder.kennis.taallessen", "", "gewenst", Evidence(""))
        store.add_codings([(codings[0].transcript, mine)], CODERS[1], NOTE)
        store.add_memo(NOTE, CODERS[0])
        later = Transcript(
            "2025-de-klimboom.txt", "Op De Klimboom geeft juf Ineke taalles.", "", ("De Klimboom",), YEAR
        )
        store.save_transcripts([later])
        store.add_codings([(later.name, replace(mine, end=len(later.text)))], CODERS[1], NOTE)


def test_every_command_that_takes_pseudonyms_is_tried() -> None:
    taking = {name for name, command in leaves(cli) if any(param.name == "pseudonyms" for param in command.params)}
    assert set(COMMANDS) >= {name.split()[0] for name in taking}
    assert taking == set(CALLS)


@pytest.mark.parametrize("command", CALLS)
def test_nothing_that_leaves_names_anybody(
    told: Path, tmp_path: Path, aanbod: Aanbod, afs: Codebook, command: str
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    for call in CALLS[command]:
        outcome = aanbod(*command.split(), *(argument.format(made) for argument in call), "--pseudonyms")
        assert outcome.code == 0, outcome.err
        # What `run` says at the shell is for the one who runs it.
        assert command == "run" or named(outcome.out + outcome.err, afs, PERSONAL) == set()
    written = [*files(made), *files(told / "reports" / "out-pseudonyms")]
    assert {str(path.name): found for path in written if (found := named(path.read_bytes(), afs, PERSONAL))} == {}
    assert all(not named(path.name, afs, PERSONAL) for path in written)
    if command == "run":  # to a folder of its own, where no older file with names lies
        plain = {path.name for path in files(told / "reports" / "out")}
        assert {path.name for path in files(told / "reports" / "out-pseudonyms")} == plain
        assert "coded 0 transcripts" in aanbod("run", "--pseudonyms").out


def test_the_same_without_pseudonyms_names_them(told: Path, aanbod: Aanbod, afs: Codebook) -> None:
    """What the test above looks for can be found."""
    found = named(aanbod("passages", "--json").out + aanbod("history").out, afs, PERSONAL)
    assert {"De Klimboom", *CODERS, "Quispel"} & found
    assert len(found) > 5


def test_quotes_stand_in_the_texts_of_the_same_export(told: Path, aanbod: Aanbod) -> None:
    """Offsets count in the texts with pseudonyms."""
    import zipfile

    aanbod("export", "project", "p.qdpx", "--pseudonyms")
    texts = {}
    with zipfile.ZipFile("p.qdpx") as archive:
        project = archive.read("project.qde").decode()
        for name, path in re.findall(
            r'<TextSource[^>]*? name="([^"]*)"[^>]*?plainTextPath="internal://([^"]*)"', project
        ):
            [inside] = [part for part in archive.namelist() if part.endswith(path)]
            texts[name] = archive.read(inside).decode("utf-8-sig")
    assert texts
    rows = list(csv.DictReader(io.StringIO(aanbod("export", "codings", "--pseudonyms").out)))
    assert len(rows) > 200
    for row in rows:
        quote = texts[row["document"]][int(row["start"]) : int(row["end"])]
        assert row["text"] in (quote, f"'{quote}"), row  # a spreadsheet would run "- " as a formula
    evidence = json.loads(aanbod("export", "codings", "--format", "json", "--pseudonyms").out)
    for coding in evidence:
        for word in coding["evidence"]["words"]:
            assert texts[coding["transcript"]][word["start"] : word["end"]] == word["text"]


def test_pseudonyms_stay_and_tables_count_the_same(told: Path, aanbod: Aanbod) -> None:
    first = aanbod("export", "codings", "--pseudonyms").out
    assert aanbod("export", "codings", "--pseudonyms").out == first
    aanbod("tables", "6.1", "-o", "plain.csv")
    aanbod("tables", "6.1", "-o", "shown.csv", "--pseudonyms")
    assert Path("plain.csv").read_bytes() == Path("shown.csv").read_bytes()
    plain = list(csv.DictReader(io.StringIO(aanbod("export", "codings").out)))
    shown = list(csv.DictReader(io.StringIO(first)))
    fields = ("code", "partner", "status", "state")
    assert sorted([*map(row.get, fields)] for row in plain) == sorted([*map(row.get, fields)] for row in shown)


def key_of(path: Path) -> dict[tuple[str, str], str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["kind"], row["name"]): row["pseudonym"] for row in csv.DictReader(file)}


def test_the_key_is_written_on_request_and_new_schools_change_no_pseudonym(told: Path, aanbod: Aanbod) -> None:
    aanbod("tables", "--pseudonyms")
    assert not list(told.glob("*.csv"))
    assert aanbod("tables", "6.1", "--pseudonym-key", "sleutel.csv").code == 0
    before = key_of(told / "sleutel.csv")
    assert len(set(before.values())) == len(before)
    assert re.fullmatch(r"School \d\d", before["case", "De Klimboom"])
    assert {before["coder", coder] for coder in CODERS} == {"Codeur A", "Codeur B"}
    schools = told / "codebook" / "afs" / "schools.yaml"
    new = "  - {id: Aadorp College, variables: {lichting: eerste-lichting, sector: vo, bestuur: Het Bestuur}}\n"
    schools.write_text(schools.read_text(encoding="utf-8") + new, encoding="utf-8")
    with open_store(told / "aanbod.db") as store:
        text = "Juf Zwaantje van Aadorp deed mee."
        store.save_transcripts([Transcript("aadorp.txt", text, "", ("Aadorp College",), {"year": "2024"})])
    aanbod("tables", "6.1", "--pseudonym-key", "sleutel.csv")
    after = key_of(told / "sleutel.csv")
    assert before.items() <= after.items()
    assert {("case", "Aadorp College"), ("person", "Zwaantje"), ("transcript", "aadorp.txt")} <= after.keys()
    assert len(set(after.values())) == len(after)


def test_the_order_of_the_alphabet_gives_nothing_away(told: Path, aanbod: Aanbod) -> None:
    """Of 41 schools dealt out at random hardly ever all stand in the order of their names."""
    aanbod("tables", "6.1", "--pseudonym-key", "sleutel.csv")
    schools = sorted(
        (name, pseudonym) for (kind, name), pseudonym in key_of(told / "sleutel.csv").items() if kind == "case"
    )
    assert len(schools) == 41
    assert [pseudonym for _, pseudonym in schools] != sorted(pseudonym for _, pseudonym in schools)


def test_one_may_ask_by_name(told: Path, aanbod: Aanbod) -> None:
    with open_store(told / "aanbod.db") as store:
        name = store.transcripts()[0].name
    shown = json.loads(aanbod("passages", "--transcript", name, "--json", "--pseudonyms").out)
    assert len(shown) == len(json.loads(aanbod("passages", "--transcript", name, "--json").out)) > 0
    assert {coding["transcript"] for coding in shown} == {shown[0]["transcript"]} != {name}


def test_every_text_of_the_sample_study_leaves_without_names(tmp_path: Path, aanbod: Aanbod, afs: Codebook) -> None:
    aanbod("init", tmp_path / "whole")
    aanbod("import", "--project", tmp_path / "whole")
    assert aanbod("export", "project", tmp_path / "p.qdpx", "--project", tmp_path / "whole").code == 0
    assert len(named((tmp_path / "p.qdpx").read_bytes(), afs)) > 150
    assert aanbod("export", "project", tmp_path / "s.qdpx", "--project", tmp_path / "whole", "--pseudonyms").code == 0
    assert named((tmp_path / "s.qdpx").read_bytes(), afs) == set()
