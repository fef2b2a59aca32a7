"""However a program counts, the words that it marked are the words that we mark."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aanbod.refi.positions import BOM, Counting, Selection, SourceText, detect
from aanbod.transcripts.characters import clean

WAYS = [
    Counting(*values)
    for values in itertools.product((False, True), ("file", "one", "two"), (False, True), (False, True))
]
RAW = st.lists(
    st.sampled_from(["a", "b ", "é", "🎉", "\n", "\r\n", "e\u0301", "\u200b", "\xa0", "ﬁ"]), min_size=2, max_size=30
)


def counted(raw: str, at: int, way: Counting) -> int:
    """The position of a place in a text, counted character by character."""
    number = int(way.bom)
    place = 0
    while place < at:
        pair = raw[place : place + 2] == "\r\n"
        if pair or raw[place] == "\n":
            number += {"one": 1, "two": 2, "file": 1 + pair}[way.newlines]
        else:
            number += 2 if way.utf16 and ord(raw[place]) > 0xFFFF else 1
        place += 1 + pair
    return number


@given(RAW, st.data(), st.sampled_from(WAYS))
def test_any_way_of_counting(pieces: list[str], data: st.DataObject, way: Counting) -> None:
    ends = list(itertools.accumulate(map(len, pieces), initial=0))
    raw = "".join(pieces)
    first = data.draw(st.integers(0, len(pieces) - 1))
    last = data.draw(st.integers(first + 1, len(pieces)))
    marked = raw[ends[first] : ends[last]]
    if way.last:
        assume(not marked.endswith(("\n", "🎉")))  # of a pair the last character is a matter of taste
    selection = Selection(counted(raw, ends[first], way), counted(raw, ends[last], way) - way.last)
    source = SourceText(raw, has_bom=way.bom)
    start, end = source.reader(way).passage(selection)
    assert source.text == clean(raw)
    assert source.text[start:end] == clean(marked)


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_quotes_show_how_a_file_counts(way: Counting) -> None:
    raw = "Eén 🎉 feest.\r\nTwee 😀 feesten.\nDrie feesten in de tuin, 🎉 en thee."
    quotes = ["Eén 🎉 feest", "Twee 😀", "Drie feesten", "in de tuin,", "thee", "Drie feesten in de t..."]
    selections = []
    for quote in quotes:
        shown = quote.removesuffix("...")
        at = raw.index(shown)
        end = at + len(shown) + (7 if shown != quote else 0)
        selections.append(Selection(counted(raw, at, way), counted(raw, end, way) - way.last, quote))
    source = SourceText(raw, True, selections)
    found, told = detect([source])
    assert (found, told) == (way, True)
    reader = source.reader(found)
    held = [source.text[slice(*reader.passage(selection))] for selection in selections]
    assert held == [*quotes[:-1], "Drie feesten in de tuin, 🎉 "]


def test_nothing_shows_it() -> None:
    plain = SourceText("Geen bijzonders", selections=[Selection(0, 4)])
    assert detect([plain]) == (Counting(), True)  # nor does it matter
    odd = SourceText(
        "Wel 🎉\r\nbijzonders", selections=[Selection(0, 4), Selection(5, 9, "s1"), Selection(5, 9, "nummer 7")]
    )
    assert detect([odd]) == (Counting(), False)
    usual = Counting(newlines="one")
    assert detect([odd], usual) == (usual, False)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    source = SourceText("Thee", has_bom=True)
    assert BOM not in source.text
    assert source.reader(Counting(bom=True)).passage(Selection(1, 5)) == (0, 4)


def test_positions_behind_the_text() -> None:
    source = SourceText("Thee\r\n")
    assert source.reader(Counting()).passage(Selection(0, 9)) == (0, 8)
