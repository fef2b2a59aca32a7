"""Wrapping is done here and undone by the code: prose must come back, and anything else must stay as it was."""

import random
import re
import textwrap
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aanbod.transcripts.characters import clean
from aanbod.transcripts.reflow import reflow

PROSE = [
    "Op maandag schuiven moeders uit de wijk aan bij de naaitafel. Ze herstellen er jassen van kleuters, en al doende "
    "oefenen ze de taal die ze daarvoor nodig hebben. De conciërge zet de thee klaar (dat doet hij graag).",
    "Wie geen jas heeft, krijgt er een uit het magazijn. Dat magazijn wordt gevuld door de kringloopwinkel van de heer "
    "Van Zandwijk, die elke maand een doos brengt. ‘Ik heb liever dat een kind hem draagt dan dat hij hier hangt’, "
    "zegt hij daarover.",
    "In het voorjaar begon de school met een moestuin. De bakken staan langs het hek en worden verzorgd door groep 5 "
    "en 6, samen met een handvol grootouders. Wat er groeit gaat mee naar huis, of naar de soep van vrijdag; ook de "
    "buurvrouw van nummer 12 haalt er haar munt.",
    "Niet alles lukt. Het spreekuur over geld trok drie weken lang niemand, waarna het verhuisde naar de hal. "
    "Sindsdien lopen ouders er vanzelf langs wanneer zij hun kinderen ophalen, en blijft de helft even staan.",
    "Volgend jaar wil het team de avonden korter maken. Er komt dan ook opvang bij, want zonder oppas blijven de "
    "meeste gezinnen thuis. Wie dat gaat betalen is nog niet bekend.",
]
NOTES = [
    "naaitafel loopt goed",
    "elke maandag vol",
    "wachtlijst voor de moestuin",
    "soep op vrijdag met grootouders",
    "spreekuur verhuisd naar de hal",
    "nu veel meer ouders",
    "geen geld voor opvang 's avonds",
    "team moe",
    "plan voor kortere avonden in het najaar",
    "jassen via kringloopwinkel",
    "vaders blijven weg",
    "conciërge is de spil",
]
POEM = [
    "De bel gaat en het plein wordt stil",
    "een jas blijft achter op de bank",
    "de wind die in de mouwen wil",
    "zegt zachtjes in de verte dank",
]
ADDRESS = ["Basisschool Het Kompas", "t.a.v. mevrouw Zonneveld", "Zilverstraat 12", "1099 ZZ Voorbeeldstad"]
NUMBERS = ["Groep Leerlingen Ouders", "Groep 1 24 31", "Groep 2 22 40", "Groep 3 25 18", "Totaal 71 89"]
ENUMERATION = ["naailes", "moestuin", "soepdag", "kledingmagazijn", "spreekuur in de hal", "opvang"]


def wrap(paragraph: str, width: int) -> str:
    return textwrap.fill(paragraph, width, break_long_words=False, break_on_hyphens=False)


@pytest.mark.parametrize("width", [38, 45, 52, 60, 72, 80, 100, 120])
def test_wrapped_prose_comes_back(width: int) -> None:
    text = "\n\n".join(PROSE)
    assert reflow("\n\n".join(wrap(paragraph, width) for paragraph in PROSE)) == text


@pytest.mark.parametrize("width", [60, 72, 100])
@pytest.mark.parametrize("paragraph", PROSE)
def test_a_single_paragraph_comes_back(paragraph: str, width: int) -> None:
    assert reflow(wrap(paragraph, width)) == paragraph


def test_prose_of_two_widths_comes_back() -> None:
    widths = [110, 48, 48, 110, 48]
    assert reflow("\n\n".join(map(wrap, PROSE, widths))) == "\n\n".join(PROSE)


@pytest.mark.parametrize("width", [48, 66, 90])
def test_sentences_survive_without_empty_lines(width: int) -> None:
    """Where paragraphs meet without an empty line their border may go, but no sentence is cut or glued."""
    text = reflow("\n".join(wrap(paragraph, width) for paragraph in PROSE))
    assert sentences(text) == sentences("\n".join(PROSE))


@pytest.mark.parametrize("seed", range(20))
def test_empty_lines_amid_sentences_are_closed(seed: int) -> None:
    chance = random.Random(seed)
    holed = re.sub(
        r"\n(?=[a-z])", lambda _: "\n\n" if chance.random() < 0.15 else "\n", "\n\n".join(wrap(p, 58) for p in PROSE)
    )
    assert reflow(holed) == "\n\n".join(PROSE)


def test_a_name_after_an_empty_line_ends_the_sentence_it_belongs_to() -> None:
    text = "\n\n".join(
        [*(wrap(paragraph, 60) for paragraph in PROSE), "Morgen komt de heer van", "Zandwijk weer langs."]
    )
    assert reflow(text).endswith("Morgen komt de heer van Zandwijk weer langs.")


@pytest.mark.parametrize("notes", [NOTES, POEM, ADDRESS, NUMBERS, ENUMERATION, [note.capitalize() for note in NOTES]])
def test_what_was_not_wrapped_stays(notes: list[str]) -> None:
    assert reflow("\n".join(notes)) == "\n".join(notes)
    assert reflow("\n\n".join(notes)) == "\n\n".join(notes)


@pytest.mark.parametrize("seed", range(50))
def test_notes_in_any_order_stay(seed: int) -> None:
    chance = random.Random(seed)
    notes = chance.sample(NOTES, chance.randint(2, len(NOTES)))
    assert reflow("\n".join(notes)) == "\n".join(notes)


@pytest.mark.parametrize("notes", [NOTES, POEM, ADDRESS, NUMBERS, ENUMERATION])
def test_what_was_not_wrapped_stays_amid_wrapped_prose(notes: list[str]) -> None:
    blocks = [wrap(PROSE[0], 64), wrap(PROSE[1], 64), "\n".join(notes), wrap(PROSE[2], 64), wrap(PROSE[3], 64)]
    lines = reflow("\n\n".join(blocks)).split("\n")
    assert lines[:4:2] == PROSE[:2]
    assert [line for line in lines if line][2:-2] == notes


def test_a_text_of_long_lines_stays() -> None:
    text = "\n".join(PROSE)
    assert reflow(text) == text
    assert reflow("Aanbod\n" + text) == "Aanbod\n" + text


@pytest.mark.parametrize(
    "heading", ["De naaitafel", "3.2 Wat ouders zeggen", "Wat vinden ouders van de\nnieuwe moestuin"]
)
def test_a_heading_above_its_text_stays_apart(heading: str) -> None:
    text = "\n\n".join([wrap(PROSE[0], 60), heading + "\n" + wrap(PROSE[1], 60), wrap(PROSE[2], 60)])
    assert reflow(text).split("\n\n") == [PROSE[0], heading.replace("\n", " "), PROSE[1], PROSE[2]]


def test_bullets_get_their_wrapped_lines_back() -> None:
    items = [f"{glyph}\t{wrap(text, 56)}" for glyph, text in zip("●●●", PROSE[1:4], strict=True)]
    text = wrap(PROSE[0], 60) + "\n" + "\n\n".join(items)
    assert reflow(text) == PROSE[0] + "\n\n" + "\n".join(f"- {item}" for item in PROSE[1:4])


def test_a_bullet_by_itself_belongs_to_the_next_line() -> None:
    assert reflow("•\nnaailes\n•\n\nsoep") == "- naailes\n- soep"


def test_an_indented_bullet_whose_text_an_empty_line_cuts() -> None:
    first, *rest = wrap(PROSE[2], 58).split("\n")
    text = wrap(PROSE[0], 60) + f"\n - {first} \n\n" + " \n".join(rest) + "\n\n -  Soep op vrijdag"
    assert reflow(text).endswith(f"\n\n- {PROSE[2]}\n- Soep op vrijdag")


def test_a_dash_at_the_start_of_a_line_is_no_bullet_in_a_sentence() -> None:
    text = "De tafel staat in de hal – daar waar de jassen hangen – en wie wil mag aanschuiven. Dat doen er veel."
    wrapped = (
        "De tafel staat in de hal\n– daar waar de jassen\nhangen – en wie wil mag\naanschuiven. Dat doen er\nveel."
    )
    assert reflow("\n\n".join([*(wrap(paragraph, 25) for paragraph in PROSE), wrapped])).endswith(text)


def test_hyphens_at_line_ends() -> None:
    text = (
        "Het magazijn wordt be-\nheerd door de kringloopwin-\nkel. Wie een jas of schoe-\nnen zoekt kan er op werk-\n"
        "dagen heen. Er zijn naai-\nen breilessen voor wie dat\nwil, ook voor de ouders\nuit het po-\nvo-overleg.\n"
    )
    assert reflow(text) == (
        "Het magazijn wordt beheerd door de kringloopwinkel. Wie een jas of schoenen zoekt kan er op werkdagen heen. "
        "Er zijn naai- en breilessen voor wie dat wil, ook voor de ouders uit het po-vo-overleg."
    )


def test_spaces_at_line_ends_tell_wraps_from_paragraph_ends() -> None:
    """PDF readers leave a space at a wrap: the full line without one ends its paragraph, whatever its width."""
    lines = [*wrap(PROSE[0], 50).split("\n")[:-1], "oefenen zij er de taal van de buurt aan onze tafels", "Ouders"]
    spaced = " \n".join(wrap("\n".join(PROSE[1:]), 50).split("\n"))
    text = reflow(" \n".join(lines[:-1]) + "\n" + lines[-1] + "\n\n" + spaced)
    assert text.split("\n\n")[1] == "Ouders"


def test_pages_are_closed_up() -> None:
    lines = wrap(" ".join(PROSE), 60).split("\n")
    pages = [
        ["Jaarverslag Het Kompas", "", *lines[at : at + 7], "", str(at // 7 + 1)] for at in range(0, len(lines), 7)
    ]
    text = reflow("\f".join("\n".join(page) for page in pages))
    assert sentences(text)[0] == "Jaarverslag Het Kompas"
    assert sentences(text)[1:] == sentences(" ".join(PROSE))


def test_page_numbers_of_copied_pages_go() -> None:
    first, second = wrap(PROSE[0], 60).split("\n", 1)
    text = "\n\n".join([wrap(PROSE[1], 60), first, "7", second, wrap(PROSE[2], 60), "8"])
    assert reflow(text) == "\n\n".join([PROSE[1], PROSE[0], PROSE[2]])
    assert reflow("Aantal\n\n7\n\nouders") == "Aantal\n\n7\n\nouders"


def test_headings_and_rows_are_never_joined() -> None:
    rows = "| naam | aantal |\n| naailes | 12 |"
    text = "\n\n".join([wrap(PROSE[0], 60), rows, "# Kop van de\ntekst", wrap(PROSE[1], 60)])
    assert reflow(text) == "\n\n".join([PROSE[0], rows, "# Kop van de", "tekst", PROSE[1]])


def test_rules_and_surplus_empty_lines_go() -> None:
    assert reflow("Kop\n=====\n\n\n\nTekst.\n----\nSlot.  \n") == "Kop\n\nTekst.\n\nSlot."


words = st.sampled_from(" ".join([*PROSE, *NOTES, "po- vo-", "• – - 1. # | a | 12 35% (of", "ge-"]).split(" "))
lines = st.lists(words, min_size=0, max_size=12).map(" ".join)
ends = st.sampled_from(["\n", "\n", "\n", "\n\n", " \n", "-\n", ".\n", "\n ", "\n\n\n", "\f", "\r\n"])
documents = st.lists(st.tuples(lines, ends), max_size=30).map(lambda parts: "".join(a + b for a, b in parts))


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of(documents, st.text()))
def test_reading_what_was_read_changes_nothing(raw: str) -> None:
    text = reflow(clean(raw))
    assert reflow(clean(text)) == text
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search(r"[ \t]\n|\n{3}|[\r\f\t]|^\s|\s$", text)


@settings(max_examples=200, deadline=None)
@given(documents.map(lambda text: text.replace("\f", "\n")), st.booleans())
def test_words_are_kept(raw: str, wrapped: bool) -> None:
    """But for hyphens and bare page numbers, every letter and digit stays, in order."""
    raw = re.sub(r"(?m)^\W*\d+\W*$", "", clean(raw))
    assert letters(reflow(raw, wrapped=wrapped)) == letters(raw)


@settings(max_examples=100, deadline=None)
@given(st.permutations(PROSE), st.integers(50, 130))
def test_prose_comes_back_at_any_width(paragraphs: list[str], width: int) -> None:
    assert reflow("\n\n".join(wrap(paragraph, width) for paragraph in paragraphs)) == "\n\n".join(paragraphs)


def sentences(text: str) -> list[str]:
    return [s for line in text.split("\n") for s in re.split(r"(?<=[.!?])[’)]? ", line) if s]


def letters(text: str) -> str:
    """Without diaereses, as `ge-/interesseerd` gets one back."""
    plain = unicodedata.normalize("NFD", text)
    return "".join(char for char in plain if char.isalnum())
