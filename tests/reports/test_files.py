"""Writing in one go, on a real disk."""

import errno
import os
from pathlib import Path

import pytest

from aanbod.errors import AanbodError
from aanbod.reports.files import write_file


def test_a_file_is_written_with_the_folders_above_it(tmp_path: Path) -> None:
    write_file(tmp_path / "out" / "deep" / "a.csv", b"1")
    write_file(tmp_path / "out" / "deep" / "a.csv", b"2")
    assert (tmp_path / "out" / "deep" / "a.csv").read_bytes() == b"2"
    assert [path.name for path in (tmp_path / "out" / "deep").iterdir()] == ["a.csv"]


def _fail(monkeypatch: pytest.MonkeyPatch, name: str, error: OSError) -> None:
    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr(os if name == "fsync" else Path, name, failing)


def test_a_full_disk_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    _fail(monkeypatch, "fsync", OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(AanbodError, match=r"a\.csv cannot be written: No space.*\n    the disk is full"):
        write_file(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.csv", b"old")]


def test_a_file_that_is_open_elsewhere_is_said_to_be_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    _fail(monkeypatch, "replace", PermissionError(errno.EACCES, "Access is denied"))  # what Windows says
    with pytest.raises(AanbodError, match="close it if it is open in another program"):
        write_file(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_folder_that_one_may_not_write_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail(monkeypatch, "open", PermissionError(errno.EACCES, "Permission denied"))
    with pytest.raises(AanbodError, match="you may not write in"):
        write_file(tmp_path / "a.csv", b"new")


def test_names_that_are_folders_or_lie_in_files(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(AanbodError, match="this is a folder: add the name of a file"):
        write_file(tmp_path / "folder", b"")
    with pytest.raises(AanbodError, match="is a file: choose another folder"):
        write_file(tmp_path / "file" / "a.csv", b"")
