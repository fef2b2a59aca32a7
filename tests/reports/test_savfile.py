"""A matrix for SPSS, and the same in plain lines. Read back with the reader of pyreadstat."""

from datetime import date
from pathlib import Path
from typing import Any

import pyreadstat
import pytest

from aanbod.counting import CASE, TRANSCRIPT
from aanbod.errors import AanbodError
from aanbod.reports.matrixlines import code_lines, matrix_lines
from aanbod.reports.savfile import LABEL, NAME, sav_bytes, shortened, spss_name
from aanbod.tables.matrix import matrix

from ..fulldisk import no_room_for_more


def read(study: Any, folder: Path, unit: str, presence: bool) -> tuple[dict[str, dict[str, Any]], Any]:
    """The rows by unit, and what the file says of its variables."""
    codebook, snapshot = study.material
    (folder / "m.sav").write_bytes(sav_bytes(codebook, matrix(codebook, snapshot, unit), presence))
    frame, about = pyreadstat.read_sav(folder / "m.sav")
    return {row[unit]: row for row in frame.to_dict("records")}, about


def test_cases_with_zeros_and_ones(study: Any, tmp_path: Path) -> None:
    rows, about = read(study, tmp_path, CASE, presence=True)
    assert {name: row["koken.soep"] for name, row in rows.items()} == {"De Pan": 1, "Het Vuur": 1, "=SUM(1;2)": 0}
    assert rows["=SUM(1;2)"]["winkel.bakker"] == 1
    assert about.column_names_to_labels["koken.soep"] == "Koken: Soep/bouillon"
    assert about.column_names_to_labels["case"] == "keuken"
    assert about.variable_value_labels["koken.soep"] == {0: "absent", 1: "present"}
    assert about.variable_value_labels["wijk"] == {1: "Noord", 2: "Zuid"}
    assert about.variable_measure["koken.soep"] == about.variable_measure["wijk"] == "nominal"
    assert about.original_variable_types["koken.soep"] == "F1.0"
    assert (rows["Het Vuur"]["wijk"], rows["Het Vuur"]["beheer"], rows["De Pan"]["beheer"]) == (2, "@stichting", "")
    assert about.file_label == "Buurtkeukens"


def test_transcripts_with_numbers_years_and_dates(study: Any, tmp_path: Path) -> None:
    year = study.codebook.variables[2]
    object.__setattr__(year, "form", "year")
    rows, about = read(study, tmp_path, TRANSCRIPT, presence=False)
    assert rows["p1.txt"]["koken.soep"] == 1
    assert (rows["v1.txt"]["jaar"], about.original_variable_types["jaar"]) == (2025, "F4.0")
    assert about.variable_measure["jaar"] == "ordinal"
    assert about.variable_measure["koken.soep"] == "scale"
    assert rows["p2.txt"]["cases"] == "De Pan; Het Vuur"
    # What two cases are together is a value of its own.
    assert about.variable_value_labels["wijk"] == {1: "Noord", 2: "Zuid", 3: "Noord; Zuid"}
    assert rows["p2.txt"]["wijk"] == 3
    object.__setattr__(year, "form", "date")
    for record in study.transcripts:
        object.__setattr__(record, "variables", {"jaar": "2024-04-09"} if record.name == "p1.txt" else {})
    rows, about = read(study, tmp_path, TRANSCRIPT, presence=False)
    assert rows["p1.txt"]["jaar"] == date(2024, 4, 9)
    assert rows["p2.txt"]["jaar"] != rows["p2.txt"]["jaar"] or rows["p2.txt"]["jaar"] is None  # missing


def test_long_texts_are_cut_where_spss_ends(study: Any, tmp_path: Path) -> None:
    label = "é" * 200
    object.__setattr__(study.codebook.codes[0], "label", label)
    object.__setattr__(study.codebook.cases[0], "variables", {"beheer": "ë" * 20_000})
    rows, about = read(study, tmp_path, CASE, presence=True)
    assert len(about.column_names_to_labels["koken.soep"].encode()) in (LABEL - 1, LABEL)
    assert about.column_names_to_labels["koken.soep"].startswith("Koken: ééé")
    assert len(rows["Het Vuur"]["beheer"]) == 16_383


def test_the_same_matrix_gives_the_same_bytes(study: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    codebook, snapshot = study.material
    made = matrix(codebook, snapshot, CASE)
    first = sav_bytes(codebook, made, True)
    assert b"01 Jan 8000:00:00" in first[:200]
    assert sav_bytes(codebook, made, True) == first


def test_no_room_for_it(study: Any) -> None:
    made = matrix(study.material[0], study.material[1], CASE)
    with no_room_for_more(100), pytest.raises(AanbodError, match=r"the folder for temporary files, .*\n.*TMPDIR"):
        sav_bytes(study.codebook, made, True)


def test_nothing_coded_and_nobody_there(study: Any, tmp_path: Path) -> None:
    study.codings.clear()
    rows, _ = read(study, tmp_path, CASE, presence=True)
    assert {row["koken.soep"] for row in rows.values()} == {0}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ouder.kennis.extra-lessen", "ouder.kennis.extra_lessen"),
        ("partner.'t Molentje (Ábel)", "partner._t_molentje_abel"),
        ("with", "v_with"),
        ("2024", "v_2024"),
        ("...", "v"),
        ("日本", "v"),
        ("a" * 70, "a" * NAME),
    ],
)
def test_names_that_spss_takes(text: str, name: str) -> None:
    assert spss_name(text, set()) == name


def test_names_are_unique() -> None:
    taken: set[str] = set()
    names = [spss_name(text, taken) for text in ("a b", "a-b", "A_B", "x" * 70, "x" * 71)]
    assert names == ["a_b", "a_b_2", "a_b_3", "x" * 64, "x" * 62 + "_2"]


def test_texts_are_cut_between_characters() -> None:
    assert shortened("aé", 2) == "a"
    assert shortened("aé", 3) == "aé"


def test_the_same_as_lines(study: Any) -> None:
    codebook, snapshot = study.material
    made = matrix(codebook, snapshot, TRANSCRIPT)
    heads, *lines = matrix_lines(codebook, made, presence=True)
    assert heads[:6] == ["transcript", "keukens", "Wijk", "Beheer", "Jaar", "koken.soep"]
    assert lines[1][:6] == ["p2.txt", "De Pan; Het Vuur", "Noord; Zuid", "@stichting", "2024", 1]
    heads, *codes = code_lines(codebook, made)
    assert heads == ["code", "category", "row", "transcripts"]
    assert codes[0] == ["koken.soep", "Koken", "Soep/bouillon", 2]
    assert [sum(line[5 + place] for line in lines) for place in range(len(codes))] == [line[3] for line in codes]
