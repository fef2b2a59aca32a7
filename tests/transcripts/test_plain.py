from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.transcripts import plain
from aanbod.transcripts.reading import read_text


def test_text_without_front_matter() -> None:
    raw = "---\r\nschool: De Waterlelie\r\njaar: 2024\r\n---\r\n\r\nDe soep is klaar.\r\n"
    assert plain.read(raw.encode(), "a.txt") == "De soep is klaar."


def test_lines_of_a_text_that_is_not_wrapped() -> None:
    assert plain.read("• soep op vrijdag\n\n•  naailes\n\nvaders\nmoeders".encode(), "a.txt") == (
        "- soep op vrijdag\n- naailes\n\nvaders\nmoeders"
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("# Kop #\ntekst", "# Kop\n\ntekst"),
        ("Kop\n===\ntekst\n\nOnderkop\n---\nmeer", "# Kop\n\ntekst\n\n## Onderkop\n\nmeer"),
        ("**Vet**, *schuin*, _ook_ en `code`", "Vet, schuin, ook en code"),
        ("Zie [de site](https://example.org/a_b) en ![foto](x.png).", "Zie de site en foto."),
        ("een snake_case_naam en 2 * 3 * 4", "een snake_case_naam en 2 * 3 * 4"),
        ("* soep\n* naailes\n\n1. een\n2. twee", "- soep\n- naailes\n1. een\n2. twee"),
        ("> citaat van een ouder", "citaat van een ouder"),
        ("tekst <!-- niet\nvoor de lezer --> slot", "tekst slot"),
        ("```\nblok\n```", "blok"),
        ("boven\n\n---\n\nonder", "boven\n\nonder"),
        (r"\*geen nadruk\* en 1\. geen lijst", "*geen nadruk* en 1. geen lijst"),
        ("| naam | n |\n|:--|--:|\n| soep | 2 |\n|naailes|3", "| naam | n |\n| soep | 2 |\n| naailes | 3 |"),
    ],
)
def test_markdown(raw: str, expected: str) -> None:
    assert plain.read_markdown(raw.encode(), "a.md") == expected


def test_text_files_keep_marks_that_mean_nothing_there(write: Callable[[str, str], Path]) -> None:
    assert read_text(write("a.txt", "2 * 3 en **vet**")) == "2 * 3 en **vet**"
    assert read_text(write("a.md", "2 * 3 en **vet**")) == "2 * 3 en vet"
