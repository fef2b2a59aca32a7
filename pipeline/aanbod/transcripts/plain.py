"""Text files and Markdown files."""

import re

from aanbod.transcripts import front_matter, structure
from aanbod.transcripts.characters import clean
from aanbod.transcripts.decoding import decode
from aanbod.transcripts.reflow import reflow

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"\s*(?:```|~~~)")
_CLOSING_HASHES = re.compile(r"^(#{1,6} .*?)\s+#+$")
_QUOTE = re.compile(r"^(?:>\s?)+")
_DELIMITER_ROW = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_UNDERLINES = {"=": "# ", "-": "## "}
_INLINE = (
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*(?: \"[^\"]*\")?\)"), r"\1"),  # links and images
    (re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]*[^\s*\\])\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_\\])_(?=[^\s_])([^_\n]*[^\s_\\])_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])"), r"\1"),
)


def read(data: bytes, file: str) -> str:
    """The text of a text file, without front matter, wraps undone."""
    _, text = front_matter.split(decode(data, file))
    return reflow(clean(text))


def read_markdown(data: bytes, file: str) -> str:
    """The text of a Markdown file, without front matter and inline mark-up, wraps undone."""
    _, text = front_matter.split(decode(data, file))
    return reflow("\n".join(_plain_lines(_COMMENT.sub("", clean(text)))))


def _plain_lines(text: str) -> list[str]:
    lines: list[str] = []
    for raw in text.split("\n"):
        line = _CLOSING_HASHES.sub(r"\1", _QUOTE.sub("", raw))
        shown = line.strip()
        if _FENCE.match(line):
            lines.append("")
        elif structure.is_rule(line) and _DELIMITER_ROW.fullmatch(shown):
            continue  # between a table's header and its rows
        elif lines and lines[-1].strip() and _underlines(shown):
            lines[-1] = _UNDERLINES[shown[0]] + lines[-1].strip()
        else:
            for pattern, replacement in _INLINE:
                line = pattern.sub(replacement, line)
            lines.append(_as_row(line) if _is_row(shown) else line)
    return lines


def _underlines(shown: str) -> bool:
    """Whether the line makes a heading of the line above it."""
    return len(shown) > 1 and shown[0] in _UNDERLINES and set(shown) == {shown[0]}


def _is_row(shown: str) -> bool:
    return shown.startswith("|") and shown.count("|") > 1


def _as_row(line: str) -> str:
    shown = line.strip()
    return shown if shown.endswith("|") else shown + " |"
