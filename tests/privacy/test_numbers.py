"""Addresses and numbers; the BSN and IBAN are the published examples, the rest is invented."""

import builtins
import sys
from typing import Any

import pytest

from aanbod.errors import AanbodError
from aanbod.privacy.finding import Finder

FOUND = [
    ("Mail karin.dewit@school.example.nl, graag.", "email", "karin.dewit@school.example.nl"),
    ("Bel 06-12345678.", "phone", "06-12345678"),
    ("Bel 06 12 34 56 78 of later.", "phone", "06 12 34 56 78"),
    ("Bel (020) 123 45 67.", "phone", "(020) 123 45 67"),
    ("Bel +31 6 12345678.", "phone", "+31 6 12345678"),
    ("Bel +31(0)20-1234567.", "phone", "+31(0)20-1234567"),
    ("Bel 0031201234567 morgen.", "phone", "0031201234567"),
    ("BSN 111222333.", "bsn", "111222333"),
    ("BSN 1112.22.333 staat erbij.", "bsn", "1112.22.333"),
    ("Op NL91 ABNA 0417 1643 00 EN verder.", "iban", "NL91 ABNA 0417 1643 00"),
    ("Op NL91ABNA0417164300.", "iban", "NL91ABNA0417164300"),
    ("Op BE68 5390 0754 7034.", "iban", "BE68 5390 0754 7034"),
    ("Woont op 1023 AB 12.", "address", "1023 AB 12"),
    ("Woont op 1023AB.", "address", "1023AB"),
    ("Woont Rietkade 12a, boven.", "address", "Rietkade 12a"),
    ("Woont Jan van Galenstraat 5-2.", "address", "Jan van Galenstraat 5-2"),
    ("Geboren op 3 mei 2011 in Delft.", "birthdate", "3 mei 2011"),
    ("Geb. 03-05-2011.", "birthdate", "03-05-2011"),
    ("Geboortedatum: 3/5/11.", "birthdate", "3/5/11"),
]
NOT_FOUND = [
    "BSN 111222334 klopt niet.",
    "Op NL91 ABNA 0417 1643 01.",
    "Het gesprek was op 12-05-2024, om 10.30 uur.",
    "In 2024 PO en 2023 VO.",
    "Postcode 1023 SS bestaat niet.",
    "Bel 0800-1234 of 112, of 0612345678910.",
    "Er kwamen 123456789 mensen.",
    "Dat was 20240514.",
    "In de Dorpsstraat is het stil.",
]


@pytest.mark.parametrize(("text", "kind", "found"), FOUND)
def test_what_points_at_a_person_is_found_where_it_stands(finder: Finder, text: str, kind: str, found: str) -> None:
    assert [(find.kind, text[find.start : find.end]) for find in finder.find(text)] == [(kind, found)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_does_not_is_left(finder: Finder, text: str) -> None:
    assert finder.find(text) == []


def test_a_missing_extra_says_what_to_install(finder: Finder, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *others: Any) -> Any:
        if name.startswith("stdnum"):
            raise ImportError(name)
        return real(name, *others)

    for name in [name for name in sys.modules if name.startswith("stdnum")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "stdnum", None)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(AanbodError, match=r"pip install 'aanbod\[privacy\]'"):
        finder.find("BSN 111222333")
