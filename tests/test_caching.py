"""What is kept between runs is data that proves itself, and does no harm where it is damaged, old or cannot be kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from aanbod import caching
from aanbod.codebook.cache import cached_codebook
from aanbod.codebook.load import load_codebook

PARTS = [b"een", b"twee"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(caching, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


def made(parts: list[bytes] = PARTS, read: Any = tuple) -> tuple[tuple[int, ...], bool]:
    """What the cache hands over, and whether it had to be made."""
    calls = []

    def make() -> tuple[int, ...]:
        calls.append(1)
        return (1, 2)

    return caching.cached("thing", parts, make, read), bool(calls)


def test_it_is_made_once_and_read_afterwards(folder: Path) -> None:
    assert made() == ((1, 2), True)
    assert made() == ((1, 2), False)
    assert made([b"een", b"drie"]) == ((1, 2), True)


@pytest.mark.parametrize("damage", [b"", b"x", b"\n[3]", b'{"__reduce__": "os.system"}', b"\xff" * 100])
def test_a_damaged_entry_is_made_anew(folder: Path, damage: bytes) -> None:
    made()
    [entry] = folder.iterdir()
    entry.write_bytes(damage)
    assert made() == ((1, 2), True)
    assert made() == ((1, 2), False)


def test_a_cut_off_entry_is_made_anew(folder: Path) -> None:
    made()
    [entry] = folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:-1])
    assert made() == ((1, 2), True)


def test_an_entry_of_another_make_is_made_anew(folder: Path) -> None:
    made()
    assert made(read=lambda plain: (plain["no such"],)) == ((1, 2), True)


def test_without_a_place_to_keep_it_all_goes_on(folder: Path) -> None:
    folder.write_text("a file where the folder should be", encoding="utf-8")
    assert made() == ((1, 2), True)


def test_only_the_newest_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "_KEPT", 8)
    for number in range(20):
        made([str(number).encode()])
    assert len(list(folder.iterdir())) == 8
    assert json.loads(sorted(folder.iterdir())[0].read_bytes().partition(b"\n")[2]) == [1, 2]


def test_the_cached_codebook_is_the_codebook(folder: Path) -> None:
    study = Path(__file__).parents[1] / "codebook" / "afs"
    expected = load_codebook(study)
    assert cached_codebook(study) == expected
    assert len(list(folder.glob("codebook-*.json"))) == 1
    assert cached_codebook(study) == expected
