import pytest

from aanbod.transcripts.front_matter import parse, split


def test_split() -> None:
    assert split("---\nschool: A\n---\ntekst\n") == ("school: A\n", "tekst\n")
    assert split("\ufeff---\r\n# toelichting\r\nschool: A\r\n...\r\ntekst") == (
        "# toelichting\r\nschool: A\r\n",
        "tekst",
    )


@pytest.mark.parametrize(
    "text",
    [
        "tekst",
        "",
        "---",
        "---\ntekst\n---\nmeer",
        "---\nschool: A\ntekst",
        "\n---\nschool: A\n---\n",
        "---\n---\ntekst",
    ],
)
def test_no_front_matter(text: str) -> None:
    assert split(text) == ("", text)


def test_parse_keeps_what_was_written() -> None:
    entry, faults = parse("scholen: [De  Waterlelie, Het Kompas]\njaar: 2024\ndatum: 2024-05-31\nleeg:\n", "a.txt")
    assert faults == []
    assert {key: (value.items, value.line) for key, value in entry.values.items()} == {
        "scholen": (("De Waterlelie", "Het Kompas"), 2),
        "jaar": (("2024",), 3),
        "datum": (("2024-05-31",), 4),
        "leeg": ((), 5),
    }


@pytest.mark.parametrize(
    ("block", "line", "message"),
    [
        ("jaar: 2024\nschool: a: b\n", 3, "no valid YAML"),
        ("jaar: 2024\njaar: 2025\n", 3, "given twice"),
        ("jaar: {van: 2024}\n", 2, "no text"),
        ("jaar: &a 2024\n", 2, "anchors"),
        ("jaar: !!python/object/apply:os.getcwd []\n", 2, "tags"),
        ("jaar: 2024\nb: *a\n", 3, "aliases"),
        ("a: " + "[" * 50 + "]" * 50 + "\n", 2, "nested"),
        ("- een\n- twee\n", 2, "no keys"),
        ("jaar: '2024\n", 3, "no valid YAML"),
    ],
)
def test_faults_name_their_line(block: str, line: int, message: str) -> None:
    _, faults = parse(block, "map/a.txt")
    assert [(fault.file, fault.line) for fault in faults] == [("map/a.txt", line)]
    assert message in faults[0].message
    assert faults[0].remedy
