from hypothesis import given
from hypothesis import strategies as st

from aanbod.model import Evidence, Words
from aanbod.store.alignment import Alignment


def find(old: str, new: str, quote: str, nth: int = 1) -> int | None:
    start = -1
    for _ in range(nth):
        start = old.index(quote, start + 1)
    return Alignment(old, new).find(start, start + len(quote))


def test_a_quote_is_found_in_the_same_text() -> None:
    assert find("Er is een inloop.", "Er is een inloop.", "een inloop") == 6


def test_a_quote_that_is_gone_is_not_found() -> None:
    assert find("Er is een inloop.", "Er is een koor.", "een inloop") is None


def test_equal_quotes_each_move_with_their_own_line() -> None:
    old = "Groen\nOuderkamer\nBlauw\nOuderkamer\n"
    new = "Een lange nieuwe inleiding voorop.\nGroen\nOuderkamer\nTussenin\nBlauw\nOuderkamer\n"
    first, second = new.index("Ouderkamer"), new.rindex("Ouderkamer")
    assert find(old, new, "Ouderkamer") == first
    assert find(old, new, "Ouderkamer", nth=2) == second


def test_in_a_changed_line_the_nearest_occurrence_is_taken() -> None:
    old = "Op maandag koken, op vrijdag koken."
    new = "Op maandag koken, op vrijdag weer koken."
    assert find(old, new, "koken", nth=2) == new.rindex("koken")


def test_of_two_that_are_equally_near_the_earlier_is_taken() -> None:
    assert find("..taal..", "taaltaal".replace("lt", "l t"), "taal") == 0


def test_a_whole_word_is_not_found_inside_a_longer_one() -> None:
    assert find("Er is taal.", "Er is taalles.", "taal") is None
    assert find("Er is taal.", "Er is moedertaal.", "taal") is None


def test_a_piece_of_a_word_may_stay_one() -> None:
    assert find("Er is taalles.", "Nu is er taalles.", "taal") == 9


def test_evidence_moves_along_and_words_that_are_gone_are_left_out() -> None:
    old = "Ouders\nElke week samen koken.\nSlot"
    new = "Slot\nOuders\nNog iets.\nElke week samen koken."
    start = old.index("Elke")
    koken, heading, end = old.index("koken"), old.index("Ouders"), old.index("Slot")
    evidence = Evidence(
        "koken && @ouders",
        (Words(koken, koken + 5, "koken"), Words(heading, heading + 6, "Ouders")),
        "slot",
        (Words(end, end + 4, "Slot"),),
    )
    alignment = Alignment(old, new.replace("Slot\n", ""))
    place = alignment.find(start, start + 22)
    assert place is not None
    moved = alignment.move_evidence(evidence, (start, start + 22), place)
    text = new.replace("Slot\n", "")
    assert [text[w.start : w.end] for w in moved.words] == ["koken", "Ouders"]
    assert moved.cue_words == ()
    assert (moved.rule, moved.cue_rule) == ("koken && @ouders", "slot")


line = st.text(alphabet="ab é😀.", min_size=0, max_size=6)


@given(st.lists(line, max_size=6), st.lists(line, max_size=6), st.data())
def test_what_is_found_is_always_the_quote(olds: list[str], news: list[str], data: st.DataObject) -> None:
    old, new = "\n".join(["x", *olds]), "\n".join(news)
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    place = Alignment(old, new).find(start, end)
    if place is not None:
        assert new[place : place + end - start] == old[start:end]
    assert Alignment(old, old).find(start, end) == start
