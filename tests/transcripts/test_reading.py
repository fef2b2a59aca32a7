import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aanbod.errors import AanbodError
from aanbod.transcripts.reading import READERS, SUFFIXES, read_text

Write = Callable[[str, str | bytes], Path]


def test_suffixes() -> None:
    assert SUFFIXES == (".txt", ".md", ".docx", ".odt", ".pdf", ".vtt", ".srt")


def test_a_suffix_in_capitals(write: Write) -> None:
    assert read_text(write("A.TXT", "Soep.")) == "Soep."


@pytest.mark.parametrize("name", ["a.xlsx", "a.rtf", "a"])
def test_other_files(write: Write, name: str) -> None:
    with pytest.raises(AanbodError, match="are no transcripts"):
        read_text(write(name, "tekst"))


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("content", ["", "   \n\t\n", "\ufeff", "---\njaar: 2024\n---\n", "-----\n"])
def test_a_file_without_text(write: Write, name: str, content: str) -> None:
    with pytest.raises(AanbodError, match=f"{name}: .*(empty|no text)"):
        read_text(write(name, content))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)), st.sampled_from(SUFFIXES))
def test_any_bytes_give_a_text_or_one_message(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    try:
        text = read_text(path)
    except AanbodError as error:
        assert str(path) in str(error)
        return
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text == text.strip()


def test_a_large_text_is_read(write: Write) -> None:
    sentence = "Op vrijdag is er soep voor iedereen die wil. "
    text = "\n\n".join([sentence.strip() * 3] * 15_000)
    assert len(read_text(write("groot.txt", text))) == len(text)


def test_every_reader_names_the_file() -> None:
    for suffix, reader in READERS.items():
        with pytest.raises(AanbodError, match=r"^map/naam: "):
            reader(b"\x00\x01\x02\x03" * 10, "map/naam")
        assert suffix in SUFFIXES
