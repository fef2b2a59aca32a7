"""New items in YAML as people write it: what was there stays, character by character."""

import difflib

import pytest

from aanbod.codebook.insert import Item, insert_item
from aanbod.codebook.yamlfile import KeyPath
from aanbod.errors import AanbodError

ENTRY = {"name": "Nieuw", "keywords": ["=Nieuw", "nieuw: huis"]}


def added(text: str, path: KeyPath, position: int, item: Item) -> list[str]:
    """The lines that a diff shows, and a check on the line that is told."""
    done = insert_item(text, "a.yaml", path, position, item)
    old, new = text.splitlines(keepends=True), done.text.splitlines(keepends=True)
    diff = [line for line in difflib.unified_diff(old, new, n=0) if not line.startswith(("---", "+++", "@@"))]
    told = new[done.line - 1 : done.line - 1 + done.count]
    assert "".join(told).split() == [word for line in diff if line[0] == "+" for word in line[1:].split()]
    return diff


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("k:\n  - a\n  - b\n", ["+  - new\n"]),
        ("k:\n- a\n- b\nj: 1\n", ["+- new\n"]),
        ("k:\n    -   a\n    -   b # of bee\n\n# more\nj: 1\n", ["+    - new\n"]),
        ("k:\n  - a\n  - 'b'\n", ['+  - "new"\n']),
        ("k:\n  - a\n  - {match: b, status: c}\n", ['+  - "new"\n']),
        ("k:\n  - a\n  - >\n    b\n    b\n\nj: 1\n", ['+  - "new"\n']),
        ("k: [a, b]  # two\n", ["-k: [a, b]  # two\n", "+k: [a, b, new]  # two\n"]),
        ('k: ["a", "b",]\n', ['-k: ["a", "b",]\n', '+k: ["a", "b", "new",]\n']),
        ("k: [\n  a,\n  b  # bee\n]\n", ["-  b  # bee\n", "+  b, new  # bee\n"]),
        ("k:\r\n  - é\r\n  - 😀\r\n", ["+  - new\r\n"]),
    ],
)
def test_a_text_goes_behind_the_last(text: str, shown: list[str]) -> None:
    assert added(text, ("k",), 2, "new") == shown


def test_a_last_line_without_end() -> None:
    assert insert_item("k:\n  - a", "a.yaml", ("k",), 1, "new").text == "k:\n  - a\n  - new"
    assert insert_item("k:\n  - a", "a.yaml", ("k",), 1, "new").line == 3


@pytest.mark.parametrize("text", ["k: []\n", "j: 1\n"])
def test_an_empty_or_missing_list(text: str) -> None:
    assert insert_item(text, "a.yaml", ("k",), 0, "new").text == text.replace("k: []\n", "") + 'k: ["new"]\n'


@pytest.mark.parametrize("value", ["*les", "a: b", "a #b", "112", "true", "@x & y", "- a", "", "[a", "a, b"])
def test_what_yaml_would_read_otherwise_is_quoted(value: str) -> None:
    assert '- "' in added("k:\n  - a\n", ("k",), 1, value)[0]


def test_quotes_within_quotes() -> None:
    assert added("k: ['a']\n", ("k",), 1, 'zeg "\\d"')[1] == """+k: ['a', "zeg \\"\\\\d\\""]\n"""


def test_an_entry_is_written_like_its_neighbour() -> None:
    block = "k:\n  - name: A\n    keywords: [a]\n  - name: 'B'\n    keywords:\n    - b\n    # what next?\nj: 1\n"
    assert added(block, ("k",), 1, ENTRY) == ["+  - name: Nieuw\n", '+    keywords: ["=Nieuw", "nieuw: huis"]\n']
    last = ['+  - name: "Nieuw"\n', "+    keywords:\n", "+    - =Nieuw\n", '+    - "nieuw: huis"\n']
    assert added(block, ("k",), 2, ENTRY) == last
    assert added(block, ("k",), 0, ENTRY)[0] == "+  - name: Nieuw\n"
    flow = "k:\n  - {name: A, keywords: [a]}\n"
    assert added(flow, ("k",), 1, ENTRY) == ['+  - {name: "Nieuw", keywords: ["=Nieuw", "nieuw: huis"]}\n']
    assert added("k: []\n", ("k",), 0, ENTRY)[1] == '+k: [{name: "Nieuw", keywords: ["=Nieuw", "nieuw: huis"]}]\n'
    assert added("j: 1\n", ("k",), 0, ENTRY)[:2] == ["+k:\n", '+  - name: "Nieuw"\n']


def test_entries_that_stand_apart_stay_apart() -> None:
    text = "k:\n  - name: A\n\n  # the bees\n  - name: B\n\nj: 1\n"
    assert insert_item(text, "a.yaml", ("k",), 2, {"name": "C"}).text == text.replace("B\n", "B\n\n  - name: C\n")
    assert insert_item(text, "a.yaml", ("k",), 1, {"name": "C"}).text == text.replace("A\n", "A\n\n  - name: C\n")


def test_a_new_list_of_keywords_stands_before_the_examples() -> None:
    text = "k:\n  - id: a  # first\n    label: A\n    examples:\n      coded: [b]\n  - {id: c, label: C}\n"
    assert added(text, ("k", 0, "keywords"), 0, "new") == ['+    keywords: ["new"]\n']
    assert insert_item(text, "a.yaml", ("k", 0, "keywords"), 0, "new").line == 4
    assert added(text, ("k", 1, "unless"), 0, "new")[1] == '+  - {id: c, label: C, unless: ["new"]}\n'


def test_what_cannot_be_added_to_is_told() -> None:
    with pytest.raises(AanbodError, match=r"a.yaml:\d: .*nothing can be added") as told:
        insert_item("k:\n  - |+\n    a\n\n\nj: 1\n", "a.yaml", ("k",), 1, "new")
    assert '- "new"' in str(told.value)
