"""Hyphens at the end of a line: the printer's (`belang-/rijkste`) go, the writer's (`taal-/en fietslessen`) stay."""

import re
import unicodedata
from collections.abc import Iterable

from aanbod.transcripts.sentences import words

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LEFT = re.compile(r"([^\W_]+(?:-[^\W_]+)*)-$")
_RIGHT = re.compile(r"[^\W_]+(?:-[^\W_]+)*")

# After these the hyphen stands for a part that the next word shares.
_SHARING = words("en of tot noch als dan maar respectievelijk versus")
# The inner words of `een-op-een`, `mond-tot-mond`.
_LINKS = words("op aan tot in om of en de voor bij naar van te to a la")
_SHORT_WORDS = words(
    "aan af al als be bij de dan dat die er ge had hij hun ik in is je kan ken ja ma me mee men met mij na nee nog"
    " nu of om ons op per te toe uit van ver we wel wij ze zij zo"
)
# Two consonants with which no Dutch syllable starts: then it is an abbreviation (`hbo-`, `ggd-`, `vmbo-`).
_ABBREVIATION = re.compile(
    r"(?=[^aeiouy]{2})(?!bl|br|ch|cl|cr|dr|dw|fl|fr|gl|gn|gr|kl|kn|kr|kw|ph|pl|pr|ps|qu|rh|sc|sf|sh|sj|sk|sl|sm"
    r"|sn|sp|st|th|tj|tr|ts|tw|vl|vr|wr|zw)"
)


class Spellings:
    """How the words of one document are spelled, to tell a word's own hyphen from the printer's."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._whole: dict[str, str] = {}
        self._hyphenated: dict[str, set[str]] = {}
        for line in lines:
            for match in _WORD.finditer(line):
                # A part that a line's end cut off says nothing.
                if match.end() < len(line) and line[match.end()] == "-":
                    continue
                self._add(match[0])

    def _add(self, word: str) -> None:
        key = _plain(word)
        if "-" not in key:
            self._whole.setdefault(key, word)
            return
        first, _, rest = key.partition("-")
        self._hyphenated.setdefault(first, set()).add(rest)

    def join(self, left_line: str, right_line: str) -> str:
        """Two lines as one; the first ends in a hyphen directly after a letter or digit."""
        left_match, right_match = _LEFT.search(left_line), _RIGHT.match(right_line)
        if not left_match or not right_match:
            return f"{left_line} {right_line}"
        left, right = left_match[1], right_match[0]
        if _plain(right) in _SHARING and _plain(left + right) not in self._whole:
            return f"{left_line} {right_line}"
        if self._keeps_hyphen(left, right):
            return left_line + right_line
        word = self._joined(left, right)
        return left_line[: left_match.start()] + word + right_line[right_match.end() :]

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        key, next_key = _plain(left), _plain(right)
        first, _, rest = f"{key}-{next_key}".partition("-")
        known = self._hyphenated.get(first, set())
        if rest in known:
            return True
        if key + next_key in self._whole:
            return False
        if any(_same_start(rest, other) for other in known):
            return True
        *inner, last = left.split("-")
        if inner:
            return last.casefold() in _LINKS
        start = right.partition("-")[0]
        return _is_abbreviation(left, start) or self._is_known_short(key) or _collide(left, start)

    def _is_known_short(self, key: str) -> bool:
        """A short form that the document also uses with a hyphen, or (two letters) by itself: `po-`, `afs-`."""
        if key in _SHORT_WORDS:
            return False
        return (len(key) <= 4 and key in self._hyphenated) or (len(key) <= 2 and key in self._whole)

    def _joined(self, left: str, right: str) -> str:
        known = self._whole.get(_plain(left + right))
        if known is not None and known[-len(right) :].islower():
            # The document's own spelling has the diaeresis that a hyphen makes needless.
            return left[0] + known[1:]
        if left.casefold().endswith(("ge", "be")) and re.match(r"i(?!j)|e", right):
            return left + {"i": "ï", "e": "ë"}[right[0]] + right[1:]
        return left + right


def _is_abbreviation(left: str, right: str) -> bool:
    if left[-1].isdigit() or right[0].isdigit():
        return True
    if left.isupper():
        return len(left) < 4 or not right.isupper()
    if right[0].isupper():
        return True
    if len(left) <= 2 and len(right) <= 2:
        return True
    return _ABBREVIATION.match(_plain(left)) is not None


def _collide(left: str, right: str) -> bool:
    """The same vowel on both sides (`zee-eend`): whole words, that are not written as one."""
    return min(len(left), len(right)) >= 3 and left[-1] == right[0] and left[-1] in "aeiou"


def _same_start(one: str, other: str) -> bool:
    """`kindactiviteit` and `kindcontact`, after the same first part: `ouder-kindactiviteit`."""
    return len(one) >= 4 and one[:4] == other[:4]


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
