"""What a document carries so that its answers can be read again: what it is about, and a key for each of its fields.

Keys follow from content alone, so it does not matter in which order a document comes back. Both are printed as well as
hidden: a program that drops the hidden ones leaves the printed ones.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, unquote, urlencode

SIGN = "#"  # before a printed key
KEY = re.compile(rf"{SIGN}([0-9a-f]{{8}})(?![0-9a-f])")
_LINE = re.compile(r"\[aanbod \| ([^|\]]+) \| ([^|\]]+) \| ([^|\]]*) \| ([0-9a-f]{12}) \| (\d+)\]")
_VERSION = 12  # characters of a codebook's version


@dataclass(frozen=True)
class About:
    """What a document is about: the id of the study, a case, the values that were selected by variable, the codebook's
    version, and how many items it has."""

    study: str
    case: str
    where: Mapping[str, tuple[str, ...]]
    codebook: str
    items: int = 0

    @property
    def line(self) -> str:
        """The same as one line: `[aanbod | study | case | year=2024 | version | 33]`."""
        where = urlencode([(name, value) for name in sorted(self.where) for value in self.where[name]])
        case = re.sub(r"[%|\[\]]", lambda sign: quote(sign[0]), self.case)
        return f"[aanbod | {self.study} | {case} | {where} | {self.codebook[:_VERSION]} | {self.items}]"


def read_about(text: str) -> About | None:
    """What a document is about, where its line stands somewhere in this text."""
    found = _LINE.search(" ".join(text.split()))
    if not found:
        return None
    where = {name: tuple(values) for name, values in parse_qs(found[3]).items()}
    return About(found[1], unquote(found[2]), where, found[4], int(found[5]))


def field_key(study: str, case: str, period: str, *what: str) -> str:
    """The key of a field of the document on a case in a period: 8 hexadecimal digits."""
    content = json.dumps([study, case, period, *what], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:8]
