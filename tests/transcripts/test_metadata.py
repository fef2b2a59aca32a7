from dataclasses import replace

import pytest

from aanbod.codebook.model import Codebook
from aanbod.transcripts.entries import Entry, Value
from aanbod.transcripts.metadata import Describer, Description


def entry(file: str = "a.txt", line: int = 1, **values: str | list[str]) -> Entry:
    def value(number: int, given: str | list[str]) -> Value:
        items = given if isinstance(given, list) else [given]
        return Value(number, number, ", ".join(items), tuple(items))

    return Entry(file, line, {key: value(line + n, given) for n, (key, given) in enumerate(values.items(), start=1)})


def test_names_as_people_write_them(codebook: Codebook) -> None:
    describer = Describer(codebook, require=True)
    for given in (
        entry(school="de waterlelie", jaar="2024", soort="Voortgangsgesprek", datum="31-05-2024", plek="De hal"),
        entry(
            SCHOLEN="WATERLELIE", Year="2024", kind="gesprek", date="2024-5-31", **{"Plaats van het gesprek": "De hal"}
        ),
    ):
        description, faults = describer.describe("a.txt", [given])
        assert faults == []
        assert description == Description(
            ("De Waterlelie",), {"year": "2024", "kind": "gesprek", "date": "2024-05-31", "plek": "De hal"}
        )


def test_several_schools_and_a_name_with_a_separator(codebook: Codebook) -> None:
    describer = Describer(codebook, require=False)
    several = entry(scholen=["Het Kompas", "De Waterlelie", "het kompas"])
    assert describer.describe("a.txt", [several])[0].cases == ("Het Kompas", "De Waterlelie")
    name = "ecole zonneweg + dependance"
    whole = Entry("t.csv", 2, {"school": Value(1, 2, name, tuple(name.split(" + ")))})
    assert describer.describe("a.txt", [whole])[0].cases == ("École Zonneweg + Dependance",)


def test_all_that_is_missing_is_named(codebook: Codebook) -> None:
    _, faults = Describer(codebook, require=True).describe("a.txt", [])
    assert [(fault.file, fault.line, fault.fatal) for fault in faults] == [("a.txt", 0, True)]
    assert faults[0].message == "the transcript has no school, jaar and soort."
    assert "`school: ...`, `jaar: ...` and `soort: ...` (gesprek, focusgroep) to its front matter" in faults[0].remedy


def test_every_fault_has_its_place_and_the_nearest_name(codebook: Codebook) -> None:
    given = entry(
        schol="Het Kompas", school="De Waterlilie", jaar="24", soort="vortgangsgesprek", datum="31-02-2024", sector="po"
    )
    _, faults = Describer(codebook, require=True).describe("a.txt", [given])
    remedies = {fault.path: (fault.line, fault.remedy) for fault in faults}
    assert remedies["schol"] == (2, "Did you mean school?")
    assert remedies["school"][0] == 3
    assert "Did you mean De Waterlelie?" in remedies["school"][1]
    assert "four digits" in remedies["jaar"][1]
    assert "Did you mean gesprek?" in remedies["soort"][1]
    assert "2024-05-31" in remedies["datum"][1]
    assert "codebook" in remedies["sector"][1]
    assert len(faults) == 6  # what is given wrongly is not missing as well


def test_an_unlike_name_gets_the_list(codebook: Codebook) -> None:
    _, faults = Describer(codebook, require=False).describe("a.txt", [entry(school="Zzz", qqq="x")])
    assert "Known are: De Waterlelie, Het Kompas, École Zonneweg + Dependance." in faults[0].remedy
    assert "Known are: school, jaar, soort, datum, plek." in faults[1].remedy


def test_without_require_faults_are_warnings(codebook: Codebook) -> None:
    description, faults = Describer(codebook, require=False).describe(
        "a.txt", [entry(titel="x", school="Zzz", jaar="2024")]
    )
    assert description == Description((), {"year": "2024"})
    assert len(faults) == 2
    assert not any(fault.fatal for fault in faults)


def test_front_matter_and_table_must_agree(codebook: Codebook) -> None:
    describer = Describer(codebook, require=True)
    first = entry(scholen=["Het Kompas", "De Waterlelie"], jaar="2024", soort="gesprek")
    same = entry("t.csv", 7, school=["De Waterlelie", "Het Kompas"], Soort="Voortgangsgesprek", datum="2024-01-02")
    description, faults = describer.describe("a.txt", [first, same])
    assert faults == []
    assert description.variables["date"] == "2024-01-02"
    other = entry("t.csv", 7, school="Het Kompas", jaar="2025")
    _, faults = describer.describe("a.txt", [first, other])
    assert [(fault.file, fault.line, fault.path) for fault in faults] == [("t.csv", 8, "school"), ("t.csv", 9, "jaar")]
    assert "a.txt:3" in faults[1].message


def test_two_values_for_one_variable_are_no_known_value(codebook: Codebook) -> None:
    _, faults = Describer(codebook, require=False).describe("a.txt", [entry(jaar=["2024", "2025"])])
    assert "'2024, 2025' is no known value" in faults[0].message


def test_a_study_without_list_of_schools_takes_any_name(codebook: Codebook) -> None:
    free = replace(codebook, cases=())
    description, faults = Describer(free, require=True).describe(
        "a.txt", [entry(school="Nieuwe school", jaar="2024", soort="gesprek")]
    )
    assert faults == []
    assert description.cases == ("Nieuwe school",)
    assert Describer(free, require=True).describe("a.txt", [entry(jaar="2024", soort="gesprek")])[1] == []


@pytest.mark.parametrize("require", [True, False])
def test_without_a_codebook_nothing_is_asked(require: bool) -> None:
    assert Describer(None, require=require).describe("a.txt", [entry(titel="x")]) == (Description(), [])
