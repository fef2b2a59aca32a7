"""The written forms of a base word: plural, diminutive, adjective ending, verb forms.

Forms are made when a codebook is compiled, never looked up in running text. A rule may make a form that no Dutch
text holds (`dagen` and `daggen`): that costs nothing. It may not make another word's form.
"""

import re
from functools import cache

from aanbod.dutch.spelling import CONSONANTS, VOWELS, closed_syllable, fold, open_syllable
from aanbod.dutch.verbs import verb_forms

_OTHER_WORDS = {"vier", "acht", "tien", "volgens"}  # not of vieren, achten, tienen, volgen
# Endings that make another word of a noun, and no compound: a leerplichtige is no leerplicht.
SUFFIXES = frozenset(
    (
        *("achtig", "achtige", "baar", "bare", "elijk", "elijke", "heid", "ig", "ige", "igen", "ing", "ingen", "isch"),
        *("ische", "loos", "loze", "schap", "ster", "sters", "vol", "volle", "waardig", "waardige", "zaam", "zame"),
    )
)
_SHORTEST = 3  # shorter words are written in one way
# Plurals that no rule makes, by the word's right end.
_PLURALS = {
    "kind": ["kinderen"], "lid": ["leden"], "stad": ["steden"], "dag": ["dagen"], "weg": ["wegen"],
    "spel": ["spelen", "spellen"], "bad": ["baden"], "gat": ["gaten"], "glas": ["glazen"],
    "pad": ["paden"], "slag": ["slagen"], "drag": ["dragen"], "gebrek": ["gebreken"],
    "museum": ["musea"], "centrum": ["centra"], "heid": ["heden"], "ei": ["eieren"],
    "blad": ["bladen", "bladeren"], "lied": ["liederen"], "gezin": ["gezinnen"], "schip": ["schepen"],
    "man": ["mannen", "lui"], "is": ["issen"], "aris": ["arissen"], "icus": ["ici"], "rad": ["raden"],
    "dak": ["daken"], "vat": ["vaten"], "gebed": ["gebeden"], "bod": ["boden"], "slot": ["sloten"],
    "traject": ["trajecten"], "bezoek": ["bezoeken"], "logee": ["logees"],
}  # fmt: skip
_GIVEN_PLURAL = re.compile(r"(?:[eaio]r|el|em|je|oe|ie|a|o|y|ie|ee|é)s$")


@cache
def forms(word: str) -> frozenset[str]:
    """All forms of a word, folded (see `fold`); the word itself is always one of them.

    >>> sorted(forms("taalles"))[:4], "scholen" in forms("school"), "gegeven" in forms("geven")
    (['taalles', 'taallesje', 'taallesjes', 'taallessen'], True, True)
    """
    base = fold(word)
    if (mixed := re.fullmatch(r"(.*\d)([a-z]{3,})", base)) is not None:  # NT2-les
        return frozenset(mixed[1] + form for form in forms(mixed[2]))
    if len(base) < _SHORTEST or not base.isalpha():
        return frozenset({base, base + "s", base + "en"} if base.isalnum() and len(base) > 1 else {base})
    made = {base}
    if base.endswith("en") and len(base) > 3:
        made |= (verb_forms(base) | {base + "s"} | _singulars(base)) - _OTHER_WORDS
    elif base.endswith(("gaan", "staan", "doen", "zien", "slaan")):
        made |= verb_forms(base)
    else:
        made |= _plurals(base) | _diminutives(base)
        if _GIVEN_PLURAL.search(base):
            made |= {base[:-1]} | _diminutives(base[:-1])
        if not base.endswith("er"):  # a comparative is another word: ouder, oudere
            made |= {open_syllable(base) + "e", base + "e"}
    return frozenset(made)


def _plurals(base: str) -> set[str]:
    made = {base + "s"}
    if not re.search(rf"[{VOWELS}].*[^{VOWELS}]er$", base):  # ouderen are not parents
        made |= {open_syllable(base) + "en", base + "en"}
    made |= {base[: -len(end)] + many for end in _PLURALS if base.endswith(end) for many in _PLURALS[end]}
    if base.endswith("e"):
        made |= {base + "n"}
    if base.endswith(("ch", "sh")):
        made |= {base + "es"}
    return made


def _singulars(base: str) -> set[str]:
    """A keyword written in the plural meets the singular too: `ouderkamers`, `lessen`, `kinderen`."""
    stem = base[:-2]
    if stem.endswith(("kinder", "eier", "lieder")):
        return {stem[:-2]}
    return {stem, closed_syllable(stem)} if len(stem) > 3 else {closed_syllable(stem)}


def _diminutives(base: str) -> set[str]:
    if base.endswith("e") or base[-1] in "aiouy":
        ends = [base + "tje"] if base[-1] in "eiy" else [base + "tje", base + base[-1] + "tje"]
    elif re.search(rf"(?<![{VOWELS}])[aeiou][lmnrg]$", base):
        ends = [base + base[-1] + "etje", base + "tje", base + "pje"]
    elif base.endswith("ing"):
        ends = [base[:-1] + "kje", base + "etje"]
    elif base.endswith("m"):
        ends = [base + "pje"]
    elif base[-1] in "lnrw" and base[-2] in VOWELS + CONSONANTS:
        ends = [base + "tje"]
    else:
        ends = [base + "je"]
    return {end + s for end in ends for s in ("", "s")}
