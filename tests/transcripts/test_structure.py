import pytest

from aanbod.transcripts.structure import assemble, is_item, is_rule, paragraphs, row, rows_of, tidy


@pytest.mark.parametrize(
    "line",
    ["• koffie", "●\tkoffie", "– koffie", "-  koffie", "* koffie", "‣ koffie", "▪ koffie", "o\tkoffie", "•koffie"],
)
def test_bullets_become_dashes(line: str) -> None:
    assert tidy(line) == "- koffie"


@pytest.mark.parametrize("line", ["1. koffie", "12) koffie", "a) koffie"])
def test_numbers_stay(line: str) -> None:
    assert tidy(line) == line
    assert is_item(line)


@pytest.mark.parametrize(
    "line", ["o wat leuk", "-lunch en ontbijt", "*let op", "2024. Het jaar", "3.2 Doelen", "a. b."]
)
def test_no_items(line: str) -> None:
    assert tidy(line) == line
    assert not is_item(line)


@pytest.mark.parametrize("line", ["-----", "* * *", "======", "|---|:-:|", "......"])
def test_rules(line: str) -> None:
    assert is_rule(line)


@pytest.mark.parametrize("line", ["--", "- a", "-", "|a|b|c|"])
def test_no_rules(line: str) -> None:
    assert not is_rule(line)


def test_row_has_no_bars_in_its_cells() -> None:
    assert row(["ja|nee", "  koffie  met melk "]) == "| ja/nee | koffie met melk |"
    assert row(["", " "]) == ""
    assert tidy("|a|  b|") == "| a | b |"


def test_paragraphs_in_a_cell_are_parted() -> None:
    assert rows_of([["Ouders"], ["koffie", "taalles.", "inloop"]]) == ["| Ouders | koffie; taalles. inloop |"]


def test_a_row_with_a_list_in_a_cell_becomes_blocks() -> None:
    assert rows_of([["Ouders"], ["- koffie", "- taalles"]]) == ["Ouders", "- koffie", "- taalles"]


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert rows_of([["Een alinea.", "Nog een."]]) == ["Een alinea.", "Nog een."]
    assert rows_of([[], []]) == []


def test_paragraphs_split_at_typed_bullets_only() -> None:
    assert list(paragraphs("Wij bieden\naan:\n• koffie\n– taalles\nen meer")) == [
        "Wij bieden aan:",
        "- koffie",
        "- taalles en meer",
    ]
    assert list(paragraphs("1. Het\nbegin", "# ")) == ["# 1. Het begin"]
    assert list(paragraphs("• koffie", "- ")) == ["- koffie"]
    assert list(paragraphs(" – ", "- ")) == []


def test_assemble() -> None:
    lines = ["# Kop", "Alinea.", "- een", "- twee", "1. drie", "| a | b |", "| c | d |", "", "Slot."]
    assert assemble(lines) == "# Kop\n\nAlinea.\n\n- een\n- twee\n1. drie\n\n| a | b |\n| c | d |\n\nSlot."
