"""Where sentences begin and end; | stands between them."""

import pytest

from aanbod.coding.blocks import blocks
from aanbod.coding.sentences import sentences


@pytest.mark.parametrize(
    "marked",
    [
        "Er is een loket. |'Dat loopt goed', zegt Ali.",
        "Zij zegt: 'Dat loopt goed.' |Daarna gaat ze weg.",
        "‘Fijn.’ |“Heel fijn!” |Zo is het.",
        "De groep is vol. |De tweede groep ook.",
        "We doen dat. |Taalles geven we niet.",
        "Dhr. Bakker van kl. 2 komt o.a. dinsdag, bijv. om 9.30 uur.",
        "Driehoeksgespr. 3x per jaar, alle groepen.",
        "De ouders kwamen. |12 van hen bleven.",
        "Dat geldt voor het po. |Het vo doet niet mee.",
        "De kookles loopt sinds aug. |Mevrouw F. Bos geeft hem sinds 3 okt. 2023.",
        "De taalles is klaar.|De foto’s hangen er, i.c.m. tekeningen (po/vo).",
        "Wat nu? |Niets... |Of toch wel!",
    ],
)
def test_sentences(marked: str) -> None:
    text = marked.replace("|", "")
    [block] = blocks(text)
    found = [text[sentence.start : sentence.end] for sentence in sentences(text, block.start, block.end)]
    assert found == [part.strip() for part in marked.split("|")]
