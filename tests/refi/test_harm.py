"""Files that would do harm, or are broken: one clear message."""

import zipfile
from pathlib import Path

import pytest

from aanbod.refi.reading import read_codebook, read_project
from aanbod.transcripts.unreadable import UnreadableError

from .conftest import SOURCE, Write, selection, text_source

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'


def refused(path: Path, message: str) -> None:
    with pytest.raises(UnreadableError, match=message) as caught:
        read_project(path)
    assert str(caught.value).startswith(f"{path}: ")


def package(tmp_path: Path, **parts: bytes) -> Path:
    path = tmp_path / "kwaad.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def test_what_is_no_package(tmp_path: Path) -> None:
    refused(tmp_path / "niets.qdpx", "there is no such file")
    refused(tmp_path, "no zip file")
    path = tmp_path / "tekst.qdpx"
    path.write_bytes(b"tekst")
    refused(path, "no zip file")
    refused(package(tmp_path, tekst__txt=b"tekst"), "holds no project")
    refused(package(tmp_path, project__qde=b"<a/>"), "holds no project but 'a'")
    refused(package(tmp_path, project__qde=b"<Project><a>"), "its XML is broken")
    refused(package(tmp_path, project__qde=b'<?xml version="1.0" encoding="klingon"?><Project/>'), "its XML is broken")


def test_a_package_that_is_cut_off(tmp_path: Path) -> None:
    path = package(tmp_path, project__qde=b"<Project/>" * 100)
    path.write_bytes(path.read_bytes()[:-30])
    refused(path, "no zip file")


def test_a_part_with_a_wrong_checksum(tmp_path: Path) -> None:
    path = package(tmp_path, project__qde=b"<Project>" + b"a" * 100 + b"</Project>")
    data = path.read_bytes()
    at = data.index(b"project.qde") + 15
    path.write_bytes(data[:at] + b"\xff\xff" + data[at + 2 :])
    refused(path, "cannot be unpacked")


def test_a_package_with_a_password(tmp_path: Path) -> None:
    path = package(tmp_path, project__qde=b"<Project/>")
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    refused(path, "protected by a password")


def test_a_zip_bomb(tmp_path: Path) -> None:
    refused(package(tmp_path, project__qde=b" " * 30_000_000), "would unpack to 30 MB")


def test_a_bomb_beside_the_project_is_not_unpacked(write_project: Write) -> None:
    path = write_project(files={"sources/film.mp4": b"0" * 30_000_000})
    assert read_project(path).exchange.name == "Proef"


def test_a_text_that_is_a_bomb(write_project: Write) -> None:
    sources = f"<Sources>{text_source('')}</Sources>"
    refused(write_project(sources, files={f"sources/{SOURCE}.txt": b"a" * 30_000_000}), "would unpack to 30 MB")


@pytest.mark.parametrize("laughs", [LAUGHS, '<!DOCTYPE a SYSTEM "file:///etc/passwd">'])
def test_entities(tmp_path: Path, laughs: str) -> None:
    refused(package(tmp_path, project__qde=f"{laughs}<Project>&c;</Project>".encode()), "declares XML entities")
    path = tmp_path / "boek.qdc"
    path.write_text(f"{laughs}<CodeBook/>", encoding="utf-8")
    with pytest.raises(UnreadableError, match="declares XML entities"):
        read_codebook(path)


def test_what_is_no_codebook(tmp_path: Path) -> None:
    path = tmp_path / "boek.qdc"
    path.write_text("<Project/>", encoding="utf-8")
    with pytest.raises(UnreadableError, match="this is no codebook: it begins with 'Project'"):
        read_codebook(path)


@pytest.mark.parametrize(
    ("path", "base"),
    [
        ("internal://../geheim.txt", ""),
        ("relative://../geheim.txt", ""),
        ("relative:///geheim.txt", ".."),
        ("relative://C:/geheim.txt", ""),
        ("internal://..%2Fgeheim.txt", ""),
        ("relative:///%2e%2e/geheim.txt", ""),
        ("../geheim.txt", ""),
        ("..\\geheim.txt", ""),
    ],
)
def test_paths_that_leave_the_folder(write_project: Write, tmp_path: Path, path: str, base: str) -> None:
    (tmp_path / "geheim.txt").write_text("Geheim.", encoding="utf-8")
    (tmp_path / "map").mkdir()
    source = text_source(selection(0, 3), path=f'plainTextPath="{path}"')
    written = write_project(f"<Sources>{source}</Sources>", attributes=f'basePath="{base}"')
    received = read_project(written.rename(tmp_path / "map" / "ander.qdpx"))
    assert received.exchange.transcripts == ()
    assert "its path leads out of the package" in str(received.lost[0])


def test_a_link_out_of_the_folder(write_project: Write, tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("Geheim.", encoding="utf-8")
    (tmp_path / "map").mkdir()
    try:
        (tmp_path / "map" / "bron.txt").symlink_to(tmp_path / "geheim.txt")
    except OSError:
        pytest.skip("no links here")
    source = text_source(selection(0, 3), path='plainTextPath="relative:///bron.txt"')
    written = write_project(f"<Sources>{source}</Sources>")
    received = read_project(written.rename(tmp_path / "map" / "ander.qdpx"))
    assert received.exchange.transcripts == ()
