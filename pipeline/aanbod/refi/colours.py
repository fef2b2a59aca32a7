"""Colours as programs write them."""

import re

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_PARTS = re.compile(r"rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,[^)]*)?\)|(\d+)\s*,\s*(\d+)\s*,\s*(\d+)")


def colour(written: str) -> str | None:
    """#rrggbb, '' for no colour, None for what is none.

    The standard allows three digits or six. Some write eight: the transparency stands before the colour (Windows) or
    behind it (the web), and is mostly ff, not transparent at all.

    >>> colour("#A3c"), colour("#ff102030"), colour("#10203040"), colour("rgb(1, 2, 3)"), colour("rood")
    ('#aa33cc', '#102030', '#102030', '#010203', None)
    """
    text = written.strip().lower()
    if not text:
        return ""
    if match := _HEX.fullmatch(text):
        digits = match[1]
        if len(digits) == 3:
            digits = "".join(digit * 2 for digit in digits)
        elif len(digits) == 8:
            digits = digits[2:] if digits.startswith("ff") and not digits.endswith("ff") else digits[:6]
        return f"#{digits}"
    if match := _PARTS.fullmatch(text):
        parts = [int(part) for part in match.groups() if part is not None]
        return "#" + "".join(f"{part:02x}" for part in parts) if max(parts) < 256 else None
    return None
