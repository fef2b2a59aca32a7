"""`aanbod discover`, at the shell."""

import csv
import io
import json
from pathlib import Path

from aanbod.store import open_store

from .conftest import Aanbod


def test_new_partners_are_listed_with_place_and_command(project: Path, aanbod: Aanbod, tmp_path: Path) -> None:
    folder = tmp_path / "verslagen"
    folder.mkdir()
    (folder / "a.txt").write_text("Wij werken samen met de Regelhut en het Buurtteam.\n", encoding="utf-8")
    (folder / "b.txt").write_text("Via de Regelhut kwam er een zeilmakerskast.\n", encoding="utf-8")
    told = aanbod("discover", folder)
    assert told.code == 0
    assert "1. Regelhut  2×, 2 transcripts" in told.out
    assert "(a.txt)" in told.out
    assert 'aanbod codebook add partner "Regelhut" --category CATEGORY' in told.out
    assert "partner.overig" in told.err
    assert 'aanbod codebook add keyword CODE "zeilmakerskast"' in aanbod("discover", folder, "--only", "offers").out


def test_the_store_as_json_and_csv(project: Path, aanbod: Aanbod) -> None:
    data = json.loads(aanbod("discover", "--format", "json", "--limit", 3).out)
    assert set(data) == {"organisations", "offers"}
    assert 0 < len(data["organisations"]) <= 3
    with open_store(project / "aanbod.db") as store:
        for proposal in data["organisations"]:
            assert proposal["cases"]
            for example in proposal["examples"]:
                text = store.text(example["transcript"])[example["start"] : example["end"]]
                assert " ".join(text.split()) == example["sentence"]
    rows = list(csv.DictReader(io.StringIO(aanbod("discover", "--format", "csv", "--only", "organisations").out)))
    assert [row["name"] for row in rows][:3] == [proposal["name"] for proposal in data["organisations"]]


def test_a_group_is_chosen_from_the_store_only(project: Path, aanbod: Aanbod, tmp_path: Path) -> None:
    assert aanbod("discover", "--where", "sector=vo", "--limit", 1).code == 0
    assert "did you mean `lichting`?" in aanbod("discover", "--where", "lichtign=x").err
    refused = aanbod("discover", tmp_path, "--year", "2024")
    assert (refused.code, "leave out the paths" in refused.err) == (1, True)
