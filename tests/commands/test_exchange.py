"""REFI-QDA from the shell: out, back in, and what another program makes of it in between."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.model import Coding, Evidence
from aanbod.store import SchoolMemo, open_store

from ..refi.conftest import check_valid
from .conftest import Aanbod


def work(store_path: Path) -> None:
    """What people do in a study: decide, change, code by hand, and write memos."""
    with open_store(store_path) as store:
        codings = store.codings()
        store.decide([coding.id for coding in codings[::5]], "accept", "Anna", "ja,\ndit klopt")
        store.decide([coding.id for coding in codings[1::7]], "reject", "Bert")
        first = next(coding for coding in codings if coding.state == "suggested" and coding.status != "gewenst")
        other = Coding(first.start, first.end, first.code, first.partner, "gewenst", Evidence(""))
        store.change(first, other, "Anna", "anders bedoeld")
        (made,) = store.add_codings([(first.transcript, other)], "Bert")
        store.decide([made.id], "reject", "Anna")
        new = Coding(first.start, first.end, "partner.nieuw", "", "gepland", Evidence(""))
        store.add_codings([(first.transcript, new)], "Bert")
        for coding in codings[::20]:
            store.add_memo(f"Zie ook bladzijde {coding.start} 🎉", "Bert", coding=coding.id)
        store.add_memo("Bij het gesprek", "Anna", transcript=first.transcript)
        store.add_memo("Bij de code", "Anna", code=first.code)
        store.add_memo("Bij het project", "Anna")
        store.add_memo("Bij de code in het gesprek", "Anna", transcript=first.transcript, code=first.code)
        missing = SchoolMemo("Er is ook een bijenkast", transcript=first.transcript, code="feedback.missing.5-6")
        receipt = SchoolMemo("Volledig", transcript=first.transcript, code="feedback.complete.yes.0123456789ab")
        store.take_answers("De Lelie", [], [missing], receipt)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def codings(aanbod: Aanbod, store: str) -> str:
    outcome = aanbod("export", "codings", "--store", store)
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_the_sample_study_comes_back(aanbod: Aanbod, study: Path) -> None:
    work(study / "aanbod.db")
    assert aanbod("export", "project", "een.qdpx").code == 0
    check_valid(parts_of(study / "een.qdpx")["project.qde"])
    assert aanbod("import", "een.qdpx", "--store", "leeg.db").code == 0
    assert codings(aanbod, "leeg.db") == codings(aanbod, "aanbod.db")
    assert aanbod("export", "project", "twee.qdpx", "--store", "leeg.db").code == 0
    assert (study / "twee.qdpx").read_bytes() == (study / "een.qdpx").read_bytes()
    with open_store("aanbod.db") as old, open_store("leeg.db") as new:
        described = [
            [(record.name, record.cases, record.variables) for record in store.transcripts()] for store in (old, new)
        ]
        assert described[0] == described[1]
        memos = [
            sorted((memo.note, memo.coder, memo.at, memo.transcript, memo.code) for memo in store.memos())
            for store in (old, new)
        ]
        assert memos[0] == memos[1]
        assert new.coders()["De Lelie"] == "school"
        assert [coding.evidence for coding in new.codings()] == [coding.evidence for coding in old.codings()]


def test_a_second_import_changes_nothing(aanbod: Aanbod, project: Path) -> None:
    work(project / "aanbod.db")
    aanbod("export", "project", "een.qdpx")
    said = aanbod("import", "een.qdpx").out
    assert said == "imported een.qdpx: 0 transcripts new, 0 codings, 0 decisions and 0 memos\n"
    aanbod("export", "project", "twee.qdpx")
    assert (project / "twee.qdpx").read_bytes() == (project / "een.qdpx").read_bytes()


def test_another_program_in_between(aanbod: Aanbod, project: Path) -> None:
    """It gives everything new identifiers, keeps one code to a selection, and drops our lines of JSON."""
    work(project / "aanbod.db")
    before = codings(aanbod, "aanbod.db")
    aanbod("export", "project", "een.qdpx", "--newlines", "crlf")
    parts = parts_of(project / "een.qdpx")
    xml = parts["project.qde"].decode().replace('origin="aanbod', 'origin="Ander')
    xml = re.sub(r"\s*<Description>aanbod: [^<]*</Description>", "", xml)
    xml = re.sub(r"\n\naanbod: [^<]*</Description>", "</Description>", xml)
    xml = re.sub(r"(<PlainTextSelection [^>]*>)(.*?)</PlainTextSelection>", _split, xml, flags=re.DOTALL)
    new: dict[str, str] = {}
    guids = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\")")
    xml = guids.sub(lambda match: "{" + new.setdefault(match[0], str(uuid4())).upper() + "}", xml)
    rewrite(project / "een.qdpx", parts | {"project.qde": xml.encode()})
    outcome = aanbod("import", "een.qdpx", "--store", "leeg.db")
    assert outcome.code == 0, outcome.err
    assert codings(aanbod, "leeg.db") == before
    with open_store("aanbod.db") as old, open_store("leeg.db") as back:
        assert len(back.memos()) == len(old.memos())
    # Into the study itself it brings nothing that was not there.
    again = aanbod("import", "een.qdpx")
    assert "0 transcripts new, 0 codings, 0 decisions" in again.out
    assert codings(aanbod, "aanbod.db") == before


def _split(match: re.Match[str]) -> str:
    inside = re.findall(r"<Coding .*?</Coding>|<NoteRef [^>]*>", match[2], re.DOTALL)
    opened = [re.sub(r'guid="[^"]*"', f'guid="{uuid4()}"', match[1], count=1) for _ in inside]
    return "".join(f"{head}{one}</PlainTextSelection>" for head, one in zip(opened, inside, strict=True))


def test_a_text_that_changed_over_there(aanbod: Aanbod, project: Path) -> None:
    aanbod("export", "project", "een.qdpx")
    with open_store("aanbod.db") as store:
        name = store.transcripts()[0].name
        text = store.text(name)
        quote = store.codings(transcripts=[name])[-1]
    parts = parts_of(project / "een.qdpx")
    source = next(part for part, content in parts.items() if content == text.encode())
    identity = source.removeprefix("sources/").removesuffix(".txt")
    code = uuid4()
    selection = (
        f'<PlainTextSelection guid="{uuid4()}" startPosition="{quote.start + 10}" endPosition="{quote.end + 10}">'
        f'<Coding guid="{uuid4()}"><CodeRef targetGUID="{code}"/></Coding></PlainTextSelection>'
    )
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="Ander"><CodeBook><Codes>'
        f'<Code guid="{code}" name="nieuw"/></Codes></CodeBook><Sources><TextSource guid="{identity}" name="{name}" '
        f'plainTextPath="internal://{identity}.txt">{selection}</TextSource></Sources></Project>'
    )
    rewrite(project / "een.qdpx", {"project.qde": xml.encode(), source: ("Ingevoegd\n" + text).encode()})
    outcome = aanbod("import", "een.qdpx", "--coder", "Carla")
    assert "0 transcripts new, 1 codings" in outcome.out, outcome.err
    assert "1 codings have no status there: they are `gerealiseerd`" in outcome.err
    with open_store("aanbod.db") as store:
        assert store.text(name) == text
        (made,) = store.codings(coder="Carla")
    assert "the codebook lacks codes that are used there: nieuw (1)" in outcome.err
    assert (made.start, made.end, made.quote, made.state) == (quote.start, quote.end, quote.quote, "accepted")


def test_a_codebook(aanbod: Aanbod, project: Path) -> None:
    assert aanbod("export", "codebook", "boek.qdc").code == 0
    check_valid((project / "boek.qdc").read_bytes(), "Codebook.xsd")
    before = load_codebook(project / "codebook" / "afs")
    assert aanbod("import", "boek.qdc").code == 0
    assert load_codebook(project / "codebook" / "afs") == before


def test_codes_that_our_codebook_lacks(aanbod: Aanbod, project: Path) -> None:
    aanbod("export", "codebook", "boek.qdc")
    xml = (project / "boek.qdc").read_text(encoding="utf-8")
    new = (
        f'<Code guid="{uuid4()}" name="Buren" isCodable="true"><Code guid="{uuid4()}" name="Burendag" isCodable="true">'
        f"<Description>Een dag.\n+ feest op straat\n- markt</Description></Code></Code>"
        f'<Code guid="{uuid4()}" name="Losse code" isCodable="true" />'
    )
    xml = xml.replace("</Codes>", f"{new}</Codes>")
    under = re.search(r'name="Bevorderen kennis, vaardigheden en loopbaan ouders".*?\n', xml)
    partners = re.search(r'name="Leesonderwijs".*?\n', xml)
    assert under
    assert partners
    for place, name in ((partners, "Zwaluwnest"), (under, "Zwemles")):
        at = xml.index("</Description>", place.end()) + len("</Description>")
        xml = xml[:at] + f'<Code guid="{uuid4()}" name="{name}" isCodable="true" />' + xml[at:]
    (project / "Onze codes.qdc").write_text(xml, encoding="utf-8")
    outcome = aanbod("import", "Onze codes.qdc")
    assert outcome.code == 0, outcome.err
    assert "4 codes new" in outcome.out
    book = load_codebook(project / "codebook" / "afs")
    found = {code.key: code for code in book.codes}
    assert found["ouder.kennis.zwemles", ""].label == "Zwemles"
    assert [keyword.text for keyword in found["partner.leesonderwijs", "Zwaluwnest"].keywords] == ["=Zwaluwnest"]
    burendag = found["buren.burendag", ""]
    assert (burendag.label, burendag.definition) == ("Burendag", "Een dag.")
    assert (burendag.use_for, burendag.not_for) == (("feest op straat",), ("markt",))
    assert found["onze-codes.losse-code", ""].label == "Losse code"
    assert (project / "codebook" / "afs" / "onze-codes.yaml").is_file()
    assert "0 codes new" in aanbod("import", "Onze codes.qdc").out


@pytest.mark.parametrize(("what", "name"), [("project", "studie.zip"), ("codebook", "boek.xml")])
def test_endings(aanbod: Aanbod, project: Path, what: str, name: str) -> None:
    outcome = aanbod("export", what, name)
    assert outcome.code == 1
    assert "other programs know this kind of file by its ending" in outcome.err
    assert not (project / name).exists()


def test_a_broken_file(aanbod: Aanbod, project: Path) -> None:
    (project / "kapot.qdpx").write_bytes(b"kapot")
    outcome = aanbod("import", "kapot.qdpx")
    assert outcome.code == 1
    assert outcome.err.count("kapot.qdpx") == 1
    assert "Traceback" not in outcome.err
