"""What the standard has no place for, as one line of JSON at the end of a description; the rest is for people."""

import json
import re
from collections.abc import Mapping
from typing import Any

MARK = "aanbod: "
_LINE = re.compile(rf"^{MARK}(\{{.*\}}?)[ \t]*$", re.MULTILINE)
# XML 1.0 has no way to write these.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEWLINE = re.compile("\r\n?")


def legal(text: str) -> str:
    """The text as XML can hold it: no control characters, and every newline as a reader will see it."""
    return _ILLEGAL.sub("", _NEWLINE.sub("\n", text))


def pack(text: str, values: Mapping[str, Any]) -> str:
    """A description with these values behind it; empty ones are left out."""
    kept = {key: value for key, value in values.items() if value not in ("", None, [], ())}
    line = MARK + json.dumps(kept, ensure_ascii=False) if kept else ""
    return "\n\n".join(part for part in (legal(text).strip(), legal(line)) if part)


def unpack(description: str) -> tuple[str, list[dict[str, Any]], int]:
    """The text, the values behind it (several where a program joined descriptions), and how many lines were cut off."""
    values: list[dict[str, Any]] = []
    broken = 0
    for line in _LINE.findall(description):
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            broken += 1
            continue
        values.append(found)
    return _LINE.sub("", description).strip(), values, broken
