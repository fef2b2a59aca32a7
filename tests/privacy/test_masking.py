"""Masks keep everything in its place."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from aanbod.codebook.model import Codebook
from aanbod.privacy.finding import Finder
from aanbod.privacy.finds import KINDS
from aanbod.privacy.masking import COVER, Masker, mask_letters, masked

TEXT = """# Verslag

- Juf Annelot (06-12345678) en mevrouw van Dam.
| naam | mail |
| Karin de Wit | karin@school.example.nl |

Annelot: Geboren op 3 mei 2011, BSN 111222333, NL91 ABNA 0417 1643 00, Rietkade 12."""
COVERED = """# Verslag

- Juf P██████ (T█-████████) en mevrouw P██ ███.
| naam | mail |
| P████ ██ ███ | E████@██████.███████.██ |

P██████: Geboren op G ███ ████, BSN B████████, R███ ████ ████ ████ ██, A███████ ██."""


def test_letters_and_digits_are_covered_and_nothing_moves(book: Codebook) -> None:
    mask = Masker(book)
    assert mask(TEXT) == COVERED
    assert len(COVERED) == len(TEXT)
    assert [len(line) for line in COVERED.splitlines()] == [len(line) for line in TEXT.splitlines()]


def test_what_is_covered_is_found_no_more(book: Codebook) -> None:
    mask = Masker(book)
    assert Finder(book).find(mask(TEXT)) == []
    assert mask(mask(TEXT)) == mask(TEXT)


def test_only_the_kinds_that_are_asked_for(book: Codebook) -> None:
    text = Masker(book, ["phone"])(TEXT)
    assert text == TEXT.replace("06-12345678", "T█-████████")


def test_a_mask_can_be_sent_to_another_process(book: Codebook) -> None:
    mask = Masker(book, ["name", "email"])
    sent = pickle.loads(pickle.dumps(mask))
    assert sent(TEXT) == mask(TEXT)
    assert sent.source_sha256("abc") == mask.source_sha256("abc")


def test_other_masks_read_a_file_otherwise(book: Codebook, afs: Codebook) -> None:
    known = {Masker(book, kinds).source_sha256("abc") for kinds in (KINDS, ["name"], ["phone"])}
    known |= {Masker(afs).source_sha256("abc"), "abc"}
    assert len(known) == 5


@given(st.text("aZé😀1 .-@\n", max_size=40), st.data())
def test_any_text_keeps_its_length_and_lines(text: str, data: st.DataObject) -> None:
    from aanbod.privacy.finds import Find

    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    finds = [Find(a, b, "name", "") for a, b in zip(places[::2], places[1::2], strict=False)]
    letters = {"name": "P"}
    covered = masked(text, finds, letters)
    assert len(covered) == len(text)
    assert [at for at, char in enumerate(covered) if char == "\n"] == [at for at, c in enumerate(text) if c == "\n"]
    for find in finds:
        assert not any(char.isalnum() and char != "P" for char in covered[find.start : find.end])


def test_every_kind_has_a_letter(afs: Codebook, book: Codebook) -> None:
    assert mask_letters(afs) == {
        **{"name": "P", "email": "E", "phone": "T", "address": "A"},
        **{"bsn": "B", "iban": "R", "birthdate": "G"},
    }
    assert COVER not in mask_letters(book).values()
