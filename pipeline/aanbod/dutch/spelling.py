"""One key for the ways in which a word is written."""

import re
import unicodedata

_JOINERS = str.maketrans("", "", "-'’‘`´.")
VOWELS = "aeiouy"
CONSONANTS = "bcdfghjklmnpqrstvwxz"


def fold(word: str) -> str:
    """The key under which a word is compared: no capitals, accents, hyphens, points or apostrophes; & is `en`.

    >>> fold("Ouder-kindactiviteit"), fold("coördinator"), fold("foto’s"), fold("b.s.o."), fold("&")
    ('ouderkindactiviteit', 'coordinator', 'fotos', 'bso', 'en')
    """
    if word == "&":
        return "en"
    key = word.casefold().translate(_JOINERS)
    if key.isascii():
        return key
    decomposed = unicodedata.normalize("NFD", key)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def open_syllable(stem: str) -> str:
    """A stem as it is spelled before a vowel: school → schol-, les → less-, brief → briev-, huis → huiz-."""
    if match := re.search(r"(aa|ee|oo|uu)([bcdfghjklmnpqrstvwxz])$", stem):
        stem = stem[: match.start()] + match[1][0] + match[2]
    elif (
        re.search(rf"(?<![{VOWELS}])[aeiou][{CONSONANTS}]$", stem)
        and stem[-1] not in "wx"
        and not re.search(r"(?:er|el|en|em|aar|ig|ing|elijk|erik|ert)$", stem)
    ):
        return stem + stem[-1]
    return _voiced(stem)


def closed_syllable(stem: str) -> str:
    """The reverse: how what stands before -en is spelled alone: schol → school, less → les, briev → brief."""
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] in CONSONANTS:
        return stem[:-1]
    unvoiced = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1]) if stem else stem
    if re.search(rf"(?<![{VOWELS}])[aou][{CONSONANTS}]$", stem) or (
        re.search(rf"(?<![{VOWELS}])e[{CONSONANTS}]$", stem) and not re.search(r"[aeiouy][a-z]+e[lnrm]$", stem)
    ):
        return unvoiced[:-1] + stem[-2] + unvoiced[-1]
    return unvoiced


def _voiced(stem: str) -> str:
    if re.search(r"(?:[aeiou]{2}|ij|l|r|n|m|ei|ui|ou|oe|ie)[fs]$", stem) or re.search(r"[aeou][fs]$", stem):
        return stem[:-1] + {"f": "v", "s": "z"}[stem[-1]]
    return stem
