"""Addresses and numbers that point at one person: found by how they are written, and by their check digits.

Formats: e-mail (RFC 5322, the usual part of it), Dutch telephone numbers (ten digits, or +31 and nine), postcodes, BSN
(the "elfproef") and IBAN (ISO 13616); the last two by python-stdnum.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from aanbod.errors import AanbodError
from aanbod.privacy.finds import ADDRESS, BIRTHDATE, BSN, EMAIL, IBAN, PHONE, Find

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_PHONE = re.compile(r"(?<![\w+.])(?:(?:\+|00)31[ .-]?(?:\(0\) ?)?|\(?0)[1-9](?:[ .)/-]{0,3}\d){8}(?![.-]?\w)")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?(?!S[ADS]\b)[A-Z]{2}\b(?!-)(?: \d{1,4}\b)?")
_YEAR = re.compile(r"(?:19|20)\d\d ")
_BSN = re.compile(r"(?<![\w.+-])\d(?:[ .]?\d){8}(?![.-]?\w)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_SHORTEST_IBAN = 15  # that of Norway
_SENTENCE = re.compile(r"(?:^|[.!?:\n]\s*)$")
_DATE = r"\d{1,2}(?:[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|(?:e|ste|de)? [^\W\d_]+\.?,? \d{4})(?!\d)"


def emails(text: str) -> Iterator[Find]:
    for match in _EMAIL.finditer(text):
        yield Find(match.start(), match.end(), EMAIL, "an e-mail address")


def phones(text: str) -> Iterator[Find]:
    accounts = [match.span() for match in _IBAN.finditer(text)]  # of which the digits look the same
    for match in _PHONE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in accounts):
            yield Find(match.start(), match.end(), PHONE, "a Dutch telephone number")


def bsns(text: str) -> Iterator[Find]:
    """Nine digits that pass the test of a BSN."""
    is_valid = _check("nl.bsn")
    for match in _BSN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if int(digits) and is_valid(digits):
            yield Find(match.start(), match.end(), BSN, "nine digits that pass the test of a BSN")


def ibans(text: str) -> Iterator[Find]:
    """The longest beginning of letters and digits that passes: a word in capitals may stand behind it."""
    is_valid = _check("iban")

    def passes(start: int, end: int) -> bool:
        return bool(is_valid(text[start:end], check_country=False))  # which banks a country has changes

    for match in _IBAN.finditer(text):
        end = match.end()
        while end - match.start() > _SHORTEST_IBAN and not passes(match.start(), end):
            end -= 1
        if passes(match.start(), end):
            end = match.start() + len(text[match.start() : end].rstrip())
            yield Find(match.start(), end, IBAN, "it passes the test of an IBAN")


class Addresses:
    """Postcodes with a house number behind them, and streets with one.

    `streets` are the ends of their names; `not_letters` letters that often follow a year ("2024 PO").
    """

    def __init__(self, streets: tuple[str, ...], letters: Callable[[str], bool]) -> None:
        ends = "|".join(sorted((re.escape(end.strip("*")) for end in streets), key=len, reverse=True))
        inner = r"(?:(?:[A-ZÀ-Þ][\w'’-]*|van|de|den|der|het|ter|ten|1e|2e) ){0,4}"
        name = rf"\b(?:[A-ZÀ-Þ][\w'’-]*?(?:{ends})|[A-ZÀ-Þ][\w'’-]* {inner}[A-ZÀ-Þ]?[\w'’-]*?(?:{ends}))"
        self._street = (
            re.compile(rf"{name} \d{{1,4}}(?: ?[a-zA-Z]\b|[-/]\d{{1,4}}|[-/][a-zA-Z]\b)?(?!\w)") if ends else None
        )
        self._letters = letters

    def __call__(self, text: str) -> Iterator[Find]:
        for match in _POSTCODE.finditer(text):
            if not (_YEAR.match(match[0]) and self._letters(match[0][5:7])):
                yield Find(match.start(), match.end(), ADDRESS, "a postcode")
        for match in self._street.finditer(text) if self._street else ():
            start = match.start()
            first, _, rest = match[0].partition(" ")
            if rest[0].isupper() and _SENTENCE.search(text[max(0, start - 3) : start]):
                start += len(first) + 1  # "Woont Rietkade 12": the first capital is that of the sentence
            yield Find(start, match.end(), ADDRESS, "a street and a number")


class BirthDates:
    """Dates within a few words behind a cue such as "geboren"."""

    def __init__(self, cues: tuple[str, ...]) -> None:
        said = "|".join(sorted((re.escape(cue) for cue in cues), key=len, reverse=True))
        self._cue = re.compile(rf"(?<!\w)({said})(?!\w)[^\d\n.;]{{0,30}}?\.?[^\d\n.;]{{0,30}}?({_DATE})", re.I)
        self._any = bool(cues)

    def __call__(self, text: str) -> Iterator[Find]:
        for match in self._cue.finditer(text) if self._any else ():
            yield Find(match.start(2), match.end(2), BIRTHDATE, f"a date behind “{match[1]}”")


def _check(module: str) -> Callable[..., Any]:
    """`is_valid` of a module of python-stdnum. AanbodError: it is not installed."""
    from importlib import import_module

    try:
        check: Callable[..., Any] = import_module(f"stdnum.{module}").is_valid
    except ImportError as error:
        raise AanbodError(
            "BSN and IBAN are found by their check digits with python-stdnum, which is not installed\n"
            "    install it with `pip install 'aanbod[privacy]'`"
        ) from error
    return check
