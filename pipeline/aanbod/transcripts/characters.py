"""Characters: what every reader does to them, so that the same text has the same characters whatever its file."""

import re
import unicodedata

_NEWLINES = re.compile("\r\n?|[\n\x85\u2028\u2029\x0b]")
# All but the characters that stay as they are, as far as texts are full of them.
_ODD = re.compile("[^\n\t\f -~\xa1-\xac\xae-\u017f‘’“”„…–—•€]")
_SPLIT_AT_SOFT_HYPHEN = re.compile("\xad[ \t]*\n[ \t]*(?=[a-zà-ÿ])")
# Some PDF fonts set the diaeresis and the acute beside their letter, often on a dotless i.
_LOOSE_ACCENT = re.compile("([¨´]) ?([aeiouAEIOUı])")
_ACCENTS = {"¨": "\u0308", "´": "\u0301"}
_SPACES = re.compile("[ \t]+")

_SPECIAL = {
    "\n": "\n",
    "\t": "\t",
    "\f": "\f",
    "\u2010": "-",  # hyphen and non-breaking hyphen
    "\u2011": "-",
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\uf0b7": "•",  # bullets of the Symbol and Wingdings fonts
    "\uf0a7": "•",
    "\uf0d8": "•",
    "\uf0fc": "•",
    "\uf02d": "•",
}
# Control, format (zero-width, soft hyphen, BOM, writing direction) and surrogate characters are no text.
_DROPPED = frozenset({"Cc", "Cf", "Cs"})


class _Table(dict[int, str]):
    """A translation table that looks a character up when it first meets it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _SPECIAL:
            value = _SPECIAL[char]
        else:
            category = unicodedata.category(char)
            value = " " if category == "Zs" else "" if category in _DROPPED else char
        self[code] = value
        return value


_TABLE = _Table()


def clean(text: str) -> str:
    """LF newlines, plain spaces, NFC; no BOM, no invisible characters. Form feeds and tabs stay."""
    if _ODD.search(text):  # hardly any text file has such characters, and translating is slow
        text = _NEWLINES.sub("\n", text)
        text = _SPLIT_AT_SOFT_HYPHEN.sub("", text)
        text = text.translate(_TABLE)
    if "¨" in text or "´" in text:
        text = _LOOSE_ACCENT.sub(_attach, text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """The text as one line: every run of white space is one space."""
    return " ".join(clean(text).split())


def squeeze(line: str) -> str:
    """A line without white space around it, and with single spaces in it."""
    return (_SPACES.sub(" ", line) if "  " in line or "\t" in line else line).strip()


def fold(text: str) -> str:
    """The text for comparing names: no case, accents, spaces, hyphens, dots or apostrophes."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c not in _UNFOLDED)


_UNFOLDED = frozenset(" \t\n\xa0-–_.'’‘`")


def _attach(match: re.Match[str]) -> str:
    letter = "i" if match[2] == "ı" else match[2]
    return letter + _ACCENTS[match[1]]
