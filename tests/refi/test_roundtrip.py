"""A project written here comes back whole, and is the same file the second time."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aanbod.errors import AanbodError
from aanbod.model import Evidence, Transcript, Words
from aanbod.refi.codesxml import codebook_xml
from aanbod.refi.complete import complete
from aanbod.refi.exchange import (
    Coder,
    Decided,
    Exchange,
    ExchangeCase,
    ExchangeCode,
    ExchangeCoding,
    ExchangeStatus,
    ExchangeVariable,
    Memo,
)
from aanbod.refi.package import project_bytes
from aanbod.refi.reading import read_codebook, read_project

from .conftest import check_valid

AT = datetime(2025, 3, 1, 12, 30, 15, 5, tzinfo=UTC)
TEXT = "Ouders leren 🎉 fietsen.\nVolgend jaar zwemmen zij, café én thee erbij."
EVIDENCE = Evidence("fiets* & @ouders", (Words(15, 22, "fietsen"),), "leren", (Words(7, 12, "leren"),))
PROJECT = Exchange(
    "Tuin & <thee>",
    coders=(Coder("rules", "rules"), Coder("Anna"), Coder("De Lelie", "school")),
    codes=(
        ExchangeCode("ouder", "Ouders", is_codable=False, description="Wat ouders doen\n+ fietsen\n- zwemmen"),
        ExchangeCode("ouder.fiets", "Fietsen", parent=("ouder", ""), colour="#aabbcc"),
        ExchangeCode("partner.zorg", "Zorg", is_codable=False),
        ExchangeCode("partner.zorg", "Dok", "Dok", ("partner.zorg", "")),
    ),
    statuses=(ExchangeStatus("gerealiseerd", "het is er"), ExchangeStatus("gepland"), ExchangeStatus("gewenst")),
    variables=(
        ExchangeVariable("year", "Jaar", "Integer"),
        ExchangeVariable("date", "Datum", "Date"),
        ExchangeVariable("lichting", "Lichting", description="eerste: Eerste lichting"),
    ),
    cases=(ExchangeCase("Noord", {"lichting": "eerste"}), ExchangeCase("Zuid")),
    transcripts=(
        Transcript("b.txt", TEXT, "", ("Zuid", "Noord"), {"year": "2024", "date": "2024-02-29"}),
        Transcript("a.txt", "Niets.", "", (), {"year": "geen"}),
    ),
    codings=(
        ExchangeCoding("b.txt", 0, 23, "ouder.fiets", "", "gerealiseerd", "rules", "accepted", EVIDENCE, None,
                       Decided("Anna", AT, "ja,\n“mooi”")),
        ExchangeCoding("b.txt", 0, 23, "partner.zorg", "Dok", "gepland", "rules"),
        ExchangeCoding("b.txt", 0, 23, "partner.zorg", "Dok", "gerealiseerd", "rules", "rejected",
                       decided=Decided("Anna", AT)),
        ExchangeCoding("b.txt", 24, 36, "ouder.fiets", "", "gepland", "Anna", moment=AT),
        ExchangeCoding("b.txt", 24, 36, "nergens", "", "", "Anna", moment=AT),
        ExchangeCoding("b.txt", 24, 36, "ouder.fiets", "", "gewenst", "Bert", moment=AT),
    ),
    memos=(
        Memo("Op het project.\n\nIn twee alinea's.", "Anna", AT),
        Memo("Op de code", "Anna", AT, code="ouder.fiets"),
        Memo("Op de tekst", "Bert", AT, transcript="a.txt"),
        Memo("Over thee", "Bert", AT, transcript="a.txt", code="ouder.fiets"),
        Memo("Over Dok", "Bert", AT, transcript="b.txt", code="partner.zorg", partner="Dok"),
        Memo("Op de groep", "Bert", AT, transcript="b.txt", code="ouder"),
        Memo("Er ontbreekt een bijenkast", "De Lelie", AT, transcript="b.txt", code="feedback.missing.5-6"),
        Memo("Op de passage", "Bert", AT, "b.txt", 2, 5),
        Memo("Op de codering", "Bert", AT, "b.txt", 24, 36, "ouder.fiets", "", "gepland", "Anna"),
        Memo("Op de tweede", "Bert", AT, "b.txt", 0, 23, "partner.zorg", "Dok", "gerealiseerd", "rules"),
    ),
)  # fmt: skip


def written(tmp_path: Path, exchange: Exchange, newline: str = "\n") -> Path:
    path = tmp_path / "uit.qdpx"
    path.write_bytes(project_bytes(exchange, newline=newline))
    return path


def test_everything_comes_back(tmp_path: Path) -> None:
    path = written(tmp_path, PROJECT)
    received = read_project(path)
    assert (received.lost, received.remarks) == ((), ())
    whole = complete(PROJECT)
    # A value that is no number makes text of its variable.
    year = replace(whole.variables[0], kind="Text")
    assert received.exchange == replace(whole, variables=(year, *whole.variables[1:]))
    assert project_bytes(received.exchange) == path.read_bytes()


def test_the_order_of_what_is_given_does_not_matter(tmp_path: Path) -> None:
    turned = replace(
        PROJECT,
        coders=PROJECT.coders[::-1],
        cases=PROJECT.cases[::-1],
        transcripts=PROJECT.transcripts[::-1],
        codings=PROJECT.codings[::-1],
        memos=PROJECT.memos[::-1],
    )
    assert project_bytes(turned) == project_bytes(PROJECT)


def test_it_is_valid(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path, PROJECT)) as archive:
        check_valid(archive.read("project.qde"))
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())


def test_a_project_of_nothing_is_valid(tmp_path: Path) -> None:
    path = written(tmp_path, Exchange("Leeg"))
    with zipfile.ZipFile(path) as archive:
        check_valid(archive.read("project.qde"))
    assert read_project(path).exchange == Exchange("Leeg")


def test_lines_that_end_as_on_windows(tmp_path: Path) -> None:
    path = written(tmp_path, PROJECT, "\r\n")
    with zipfile.ZipFile(path) as archive:
        texts = [archive.read(name) for name in archive.namelist() if name.endswith(".txt")]
    assert TEXT.replace("\n", "\r\n").encode() in texts
    assert read_project(path).exchange == read_project(written(tmp_path, PROJECT)).exchange


def test_what_was_merged_comes_back_too(tmp_path: Path) -> None:
    """Another program may make one selection of several on the same passage, and drop what it does not know."""
    import re

    path = written(tmp_path, PROJECT)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["project.qde"].decode()
    xml = re.sub(r"\s*<Description>aanbod: [^<]*</Description>", "", xml)
    held = re.compile(r'<PlainTextSelection guid="[^"]*"( name="[^"]*" startPosition="0" endPosition="23")[^>]*>(.*?)'
                      r"</PlainTextSelection>", re.DOTALL)  # fmt: skip
    together = "".join(match[2] for match in held.finditer(xml))
    first = held.search(xml)
    assert first
    merged = f'<PlainTextSelection guid="{"0" * 8}-0000-0000-0000-{"0" * 12}"{first[1]}>{together}</PlainTextSelection>'
    xml = held.sub("", xml).replace('endPosition="5"', 'endPosition="5"', 1)
    at = xml.index("<PlainTextSelection")
    xml = (xml[:at] + merged + xml[at:]).replace('origin="aanbod', 'origin="Ander')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {"project.qde": xml.encode()}).items():
            archive.writestr(name, content)
    known = (*PROJECT.codes, ExchangeCode("nergens", "nergens"))
    found = read_project(path, known).exchange.codings
    kept = {(coding.sort_key, coding.state) for coding in complete(PROJECT).codings}
    assert {(coding.sort_key, coding.state) for coding in found} == kept


def test_a_codebook(tmp_path: Path) -> None:
    xml = codebook_xml(PROJECT.codes, PROJECT.statuses)
    check_valid(xml, "Codebook.xsd")
    path = tmp_path / "boek.qdc"
    path.write_bytes(xml)
    received = read_codebook(path)
    assert (received.exchange.codes, received.exchange.statuses) == (PROJECT.codes, PROJECT.statuses)
    assert received.lost == ()


def test_a_codebook_without_codes() -> None:
    with pytest.raises(AanbodError, match="no codes to export"):
        codebook_xml(())


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
NAMES = st.sampled_from(["Anna", "Bert", "rules"])
WORDS = st.sampled_from(["gepland", "gewenst"])


@st.composite
def projects(draw: st.DrawFn) -> Exchange:
    text = draw(st.text(st.sampled_from("ab é🎉\n"), min_size=2, max_size=20))
    codings = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, 1))
        end = draw(st.integers(start + 1, min(start + 2, len(text))))
        state = draw(st.sampled_from(["suggested", "accepted", "rejected"]))
        decided = Decided("Carla", AT) if state != "suggested" else None
        code, partner = draw(st.sampled_from([("a", ""), ("b", ""), ("b", "Dok, de")]))
        place = ("t", start, end, code, partner, draw(WORDS), draw(NAMES), state)
        codings.append(ExchangeCoding(*place, decided=decided))
    unique = {coding.sort_key: coding for coding in codings}.values()
    memos = [Memo(draw(TEXTS), "Bert", AT, *coding.sort_key) for coding in unique if draw(st.booleans())]
    return Exchange("p", transcripts=(Transcript("t", text),), codings=tuple(unique), memos=tuple(memos))


@given(projects())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_codings_come_back(tmp_path: Path, exchange: Exchange) -> None:
    path = written(tmp_path, exchange)
    received = read_project(path)
    assert received.exchange.codings == complete(exchange).codings
    assert received.exchange.memos == complete(exchange).memos
    assert project_bytes(received.exchange) == path.read_bytes()
