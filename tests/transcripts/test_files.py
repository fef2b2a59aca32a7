import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.transcripts import files
from aanbod.transcripts.unreadable import UnreadableError


def test_the_bytes_of_a_file(write: Callable[[str, str], Path]) -> None:
    assert files.read_bytes(write("a.txt", "één\r\n")) == "één\r\n".encode()


def test_missing_empty_and_folder(tmp_path: Path, write: Callable[[str, str], Path]) -> None:
    for path, message in [
        (tmp_path / "weg.txt", "no such file"),
        (write("leeg.txt", ""), "the file is empty"),
        (tmp_path, "this is a folder"),
    ]:
        with pytest.raises(UnreadableError, match=message) as caught:
            files.read_bytes(path)
        assert str(path) in str(caught.value)


def test_too_large(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 2_000_000)
    path = write("groot.txt", "a" * 2_000_001)
    with pytest.raises(UnreadableError, match="2 MB; a transcript may be 2 MB"):
        files.read_bytes(path)


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user")
def test_without_permission(write: Callable[[str, str], Path]) -> None:
    path = write("dicht.txt", "tekst")
    path.chmod(0)
    with pytest.raises(UnreadableError, match="may not be read"):
        files.read_bytes(path)


def test_permission_as_the_system_says_it(write: Callable[[str, str], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = write("dicht.txt", "tekst")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableError, match=r"dicht\.txt: the file may not be read"):
        files.read_bytes(path)
