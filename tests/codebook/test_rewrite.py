"""Changes to a YAML file as text. The rest stays: comments, quotes, empty lines, line ends."""

from typing import Any

import pytest
import yaml

from aanbod.codebook.rewrite import Rewriting
from aanbod.errors import AanbodError

TEXT = """\
# gardens
k:
  - id: a   # first
    label: "Aap"
    definition: >-
      Lang en
      breed.
    keywords: [x, 'y', "z: 1"]   # three
    # about b
    examples:
      coded:
        - een   # 1
        # two comes
        - "twee"
        - {text: drie, status: weg}

  - {id: b, label: B, keywords: [q]}
  # the end
j: 1
"""
FIRST, SECOND = ("k", 0), ("k", 1)
EXAMPLES = (*FIRST, "examples")


def changed(*settings: tuple[tuple[str | int, ...], str, Any], text: str = TEXT) -> str:
    rewriting = Rewriting(text, "a.yaml")
    for path, key, value in settings:
        rewriting.set(path, key, value)
    return rewriting.text()


def test_nothing_asked_changes_nothing() -> None:
    assert changed() == TEXT
    assert changed(text=TEXT.replace("\n", "\r\n")) == TEXT.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("path", "key", "value", "old", "new"),
    [
        (FIRST, "label", 'Noot: "1"', '"Aap"', '"Noot: \\"1\\""'),
        (SECOND, "label", "Bij", "label: B,", "label: Bij,"),
        (SECOND, "label", "1", "label: B,", 'label: "1",'),
        (FIRST, "definition", "Kort.", ">-\n      Lang en\n      breed.", '"Kort."'),
        (FIRST, "definition", "", "    definition: >-\n      Lang en\n      breed.\n", ""),
        (SECOND, "keywords", [], ", keywords: [q]", ""),
        (SECOND, "definition", "Wat.", "label: B,", 'label: B, definition: "Wat.",'),
        (FIRST, "bouwstenen", [5, 6], "      breed.\n", "      breed.\n    bouwstenen: [5, 6]\n"),
        (FIRST, "keywords", ["x", "w", "y"], """[x, 'y', "z: 1"]""", "[x, w, 'y']"),
        (FIRST, "keywords", ["z: 1"], """[x, 'y', "z: 1"]""", '["z: 1"]'),
        (EXAMPLES, "coded", ["een", {"text": "drie", "status": "weg"}], '        - "twee"\n', ""),
        (EXAMPLES, "coded", ["nul", "een", "twee", {"text": "drie", "status": "weg"}], "- een", "- nul\n        - een"),
        (EXAMPLES, "coded", ["een", "vier: 4", {"text": "drie", "status": "weg"}], '"twee"', '"vier: 4"'),
    ],
)
def test_one_value(path: tuple[str | int, ...], key: str, value: Any, old: str, new: str) -> None:
    expected = TEXT.replace(old, new, 1)
    assert expected != TEXT
    assert changed((path, key, value)) == expected
    assert changed((path, key, value), text=TEXT.replace("\n", "\r\n")) == expected.replace("\n", "\r\n")


def test_many_values_at_once() -> None:
    after = changed(
        (FIRST, "label", "Mees"),
        (FIRST, "keywords", []),
        (EXAMPLES, "coded", ["vooraf", {"text": "drie", "status": "weg"}, "nieuw"]),
        (SECOND, "examples", {"not_coded": ["nee"]}),
    )
    data: Any = yaml.safe_load(after)
    assert data["k"][0]["examples"]["coded"] == ["vooraf", {"text": "drie", "status": "weg"}, "nieuw"]
    assert data["k"][1]["examples"] == {"not_coded": ["nee"]}
    assert [line for line in TEXT.splitlines() if "#" in line and "three" not in line and "# 1" not in line] == [
        line for line in after.splitlines() if "#" in line and "# 1" not in line
    ]


def test_long_lists_get_a_line_for_each_item() -> None:
    after = changed((FIRST, "use_for", ["x" * 60, "y" * 60]))
    assert f'    use_for:\n      - "{"x" * 60}"\n      - "{"y" * 60}"\n    keywords' in after


def test_items_that_go_take_their_lines_along() -> None:
    rewriting = Rewriting(TEXT, "a.yaml")
    rewriting.delete(SECOND)
    assert rewriting.text() == TEXT.replace("\n  - {id: b, label: B, keywords: [q]}\n", "")
    both = Rewriting(TEXT, "a.yaml")
    both.delete(FIRST)
    both.delete(SECOND)
    assert yaml.safe_load(both.text()) == {"j": 1}
    first = Rewriting(TEXT, "a.yaml")
    first.delete(FIRST)
    assert first.text() == "# gardens\nk:\n  - {id: b, label: B, keywords: [q]}\n  # the end\nj: 1\n"


def test_what_cannot_be_changed_without_loss_is_refused() -> None:
    with pytest.raises(AanbodError, match=r"a\.yaml:2: from here on .* laid out in a way"):
        changed((("k", 0), "label", ""), text="k:\n  - label: x\n    b: 1\n")
