import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aanbod.codebook.model import Codebook
from aanbod.errors import Fault
from aanbod.model import Transcript
from aanbod.transcripts.importing import read_transcripts
from aanbod.transcripts.spool import Spool

Write = Callable[[str, str | bytes], Path]
GOOD = "---\nschool: Het Kompas\njaar: 2024\nsoort: gesprek\n---\n"


def read(*arguments: Any, **named: Any) -> tuple[list[Transcript], list[Fault]]:
    with Spool() as spool:
        paths, *others = arguments
        faults = read_transcripts(paths, spool, *others, **named)
        return list(spool.transcripts()), faults


def fatal(faults: list[Fault]) -> list[tuple[str, int, str]]:
    return [(Path(fault.file).name, fault.line, fault.path) for fault in faults if fault.fatal]


def test_a_folder(write: Write, tmp_path: Path, codebook: Codebook) -> None:
    write("t/b.txt", GOOD + "Soep op vrijdag.")
    write("t/sub/a.md", GOOD.replace("2024", "2025") + "# Naailes\r\n")
    for litter in ("t/.verborgen.txt", "t/~$b.docx", "t/README.md", "t/LeesMij.txt", "t/.git/c.txt", "t/Thumbs.db"):
        write(litter, "geen transcript")
    write("t/foto.png", b"\x89PNG")
    transcripts, faults = read([tmp_path / "t"], codebook, require=True)
    assert [(t.name, t.text, t.cases, t.variables["year"]) for t in transcripts] == [
        ("a.md", "# Naailes", ("Het Kompas",), "2025"),
        ("b.txt", "Soep op vrijdag.", ("Het Kompas",), "2024"),
    ]
    assert transcripts[1].source_sha256 == hashlib.sha256((GOOD + "Soep op vrijdag.").encode()).hexdigest()
    assert [(Path(fault.file).name, fault.fatal) for fault in faults] == [("foto.png", False)]


def test_the_table_describes_files_of_any_kind(
    write: Write, tmp_path: Path, codebook: Codebook, make_pdf: Callable[..., bytes]
) -> None:
    write("t/a.pdf", make_pdf([["Soep op vrijdag."]]))
    write("t/b.txt", GOOD + "Naailes.")
    table = write(
        "t/tabel.csv",
        "document;scholen;jaar;Soort\na.pdf;De Waterlelie + Het Kompas;2023;Focusgroep\nb.txt;;2024;\nweg.txt;;;\n",
    )
    transcripts, faults = read([tmp_path / "t"], codebook, table, require=True)
    assert [(t.name, t.cases, dict(t.variables)) for t in transcripts] == [
        ("a.pdf", ("De Waterlelie", "Het Kompas"), {"year": "2023", "kind": "focusgroep"}),
        ("b.txt", ("Het Kompas",), {"year": "2024", "kind": "gesprek"}),
    ]
    assert fatal(faults) == []
    assert [(fault.line, fault.message) for fault in faults] == [(4, "not among the transcripts: weg.txt.")]


def test_everything_wrong_is_reported_in_one_go(write: Write, tmp_path: Path, codebook: Codebook) -> None:
    write("t/a.txt", "Zonder gegevens.")
    write("t/b.txt", "  \n ")
    write("t/c.docx", b"kapot")
    write("t/d.txt", GOOD.replace("Het Kompas", "Het Kompass") + "Tekst.")
    write("t/e.txt", "---\njaar: [\n---\nTekst.")
    write("t/goed.txt", GOOD + "Tekst.")
    table = write("tabel.csv", "document,jaar,jar\na.txt,2024,1\nd.txt,2025,\n")
    transcripts, faults = read([tmp_path / "t", tmp_path / "weg.txt"], codebook, table, require=True)
    assert [t.name for t in transcripts] == ["goed.txt"]
    found = fatal(faults)
    for expected in [
        ("a.txt", 0, ""),
        ("b.txt", 0, ""),
        ("c.docx", 0, ""),
        ("d.txt", 2, "school"),
        ("tabel.csv", 1, "jar"),
        ("tabel.csv", 3, "jaar"),
        ("weg.txt", 0, ""),
    ]:
        assert expected in found
    # The table says the year of a.txt; what e.txt says, and c.docx, can only be known once they can be read.
    lacking = {Path(fault.file).name: fault.message for fault in faults if "transcript has no" in fault.message}
    assert lacking == {"a.txt": "the transcript has no school and soort."}
    assert any(name == "e.txt" and line for name, line, _ in found)


def test_a_table_that_cannot_be_read_is_the_only_fault(write: Write, tmp_path: Path, codebook: Codebook) -> None:
    write("t/a.txt", "Zonder gegevens.")
    for content in ("", "document,jaar\na.txt,2024,te veel\n"):
        table = write("tabel.csv", content)
        _, faults = read([tmp_path / "t"], codebook, table, require=True)
        assert {name for name, _, _ in fatal(faults)} == {"tabel.csv"}


def test_without_require_any_text_will_do(write: Write, tmp_path: Path, codebook: Codebook) -> None:
    write("t/a.txt", "---\ntitel: x\ntags: [{a: b}]\n---\nTekst.")
    write("t/b.txt", "Nog een tekst.")
    for book in (None, codebook):
        transcripts, faults = read([tmp_path / "t"], book)
        assert [(t.name, t.text, t.cases) for t in transcripts] == [
            ("a.txt", "Tekst.", ()),
            ("b.txt", "Nog een tekst.", ()),
        ]
        assert fatal(faults) == []


def test_two_files_of_one_name(write: Write, tmp_path: Path) -> None:
    write("t/een/a.txt", "Tekst.")
    write("t/twee/a.txt", "Andere tekst.")
    transcripts, faults = read([tmp_path / "t"])
    assert [t.text for t in transcripts] == ["Tekst."]
    assert len(fatal(faults)) == 1
    assert str(Path("een") / "a.txt") in faults[0].message


def test_a_file_that_is_named_twice_is_read_once(write: Write, tmp_path: Path) -> None:
    path = write("t/a.txt", "Tekst.")
    transcripts, faults = read([path, tmp_path / "t", path])
    assert len(transcripts) == 1
    assert faults == []


def test_the_same_text_twice_is_a_warning(write: Write, tmp_path: Path) -> None:
    write("t/a.txt", "Tekst.")
    write("t/b.txt", "Tekst. \r\n")
    transcripts, faults = read([tmp_path / "t"])
    assert len(transcripts) == 2
    assert [(Path(fault.file).name, fault.fatal) for fault in faults] == [("b.txt", False)]


@pytest.mark.parametrize("name", [".hidden.txt", "foto.png"])
def test_a_folder_without_transcripts(write: Write, tmp_path: Path, name: str) -> None:
    write(f"t/{name}", "x")
    transcripts, faults = read([tmp_path / "t"])
    assert transcripts == []
    assert any("holds no transcripts" in fault.message and fault.fatal for fault in faults)


def test_a_name_in_decomposed_unicode_is_the_same_name(write: Write, tmp_path: Path, codebook: Codebook) -> None:
    write("t/e\u0301cole.txt", "Tekst.")
    table = write("tabel.csv", "document,school,jaar,soort\nécole.txt,Het Kompas,2024,gesprek\n")
    transcripts, faults = read([tmp_path / "t"], codebook, table, require=True)
    assert [t.name for t in transcripts] == ["école.txt"]
    assert faults == []


def test_progress(write: Write, tmp_path: Path) -> None:
    write("t/a.txt", "Een.")
    write("t/b.txt", "Twee.")
    seen: list[tuple[int, int, str]] = []
    read([tmp_path / "t"], progress=lambda number, count, path: seen.append((number, count, path.name)))
    assert seen == [(0, 2, "a.txt"), (1, 2, "b.txt")]


def test_a_table_that_cannot_be_read_does_not_hide_the_rest(write: Write, tmp_path: Path) -> None:
    write("t/a.docx", b"kapot")
    _, faults = read([tmp_path / "t"], table=tmp_path / "weg.csv")
    assert {name for name, _, _ in fatal(faults)} == {"a.docx", "weg.csv"}
