"""The text of an html element as the runs of a Word paragraph."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

BREAK, TAB = "\n", "\t"
# Not on paper: what only a screen, a script or a reading voice uses, and drawings.
_SKIPPED = {"script", "style", "svg", "template", "button", "input", "nav"}
_SKIPPED_CLASSES = {"unseen", "controls", "only", "back", "screen"}
_STYLES = {"b": "Strong", "strong": "Strong", "i": "Emphasis", "em": "Emphasis", "code": "Code"}
_STYLES_OF_CLASSES = {
    **dict.fromkeys(("N", "percent", "letter", "tally", "interval", "zero", "quiet"), "Quiet"),
    "term": "Strong",
    "words": "Found",
    "cue": "Cue",
}


@dataclass(frozen=True)
class Run:
    """A stretch of text in one character style ('' for none). BREAK begins a new line, TAB goes to the next stop."""

    text: str
    style: str = ""
    italic: bool = False


def classes(node: Any) -> set[str]:
    """The classes of an html element."""
    return set((node.get("class") or "").split())


def is_printed(node: Any) -> bool:
    """Whether an element belongs on paper; comments do not either."""
    return (
        isinstance(node.tag, str)
        and node.tag not in _SKIPPED
        and node.get("hidden") is None
        and not classes(node) & _SKIPPED_CLASSES
    )


def runs(node: Any, style: str = "") -> list[Run]:
    """The runs of an element; white space as a browser shows it, elements that it shows as lines on lines."""
    return _trimmed(list(_inside(node, Run("", style or _style_of(node)))))


def lines(found: list[Run]) -> list[str]:
    """The text of runs by line."""
    return "".join(run.text for run in found).split(BREAK)


def _inside(node: Any, like: Run) -> Iterator[Run]:
    if node.text:
        yield replace(like, text=_spaced(node.text))
    for child in node:
        if is_printed(child):
            yield from _child(child, like)
        if child.tail:
            yield replace(like, text=_spaced(child.tail))


def _child(node: Any, like: Run) -> Iterator[Run]:
    if node.tag == "br":
        yield replace(like, text=BREAK)
        return
    named = classes(node)
    style = _style_of(node)
    if style == "Emphasis" and like.style:
        inner = replace(like, italic=True)
    else:
        inner = replace(like, style=style or like.style)
    on_its_own_line = node.tag in ("p", "div", "li") or bool(named & {"N", "tally", "line"})
    if on_its_own_line:
        yield Run(BREAK)
    if node.tag == "q" and "quotes" in classes(node.getparent()):
        yield Run(BREAK)
    if node.tag == "q":
        yield replace(inner, text="“")
    yield from _inside(node, inner)
    if node.tag == "q":
        yield replace(inner, text="”")
    if "letter" in named:
        yield Run(TAB)
    if on_its_own_line and node.tag != "span":
        yield Run(BREAK)


def _style_of(node: Any) -> str:
    """The style of characters that an element asks for."""
    found = (_STYLES_OF_CLASSES[name] for name in sorted(classes(node) & set(_STYLES_OF_CLASSES)))
    return next(found, "") or _STYLES.get(node.tag, "")


def _spaced(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text)


def _trimmed(found: list[Run]) -> list[Run]:
    """Without spaces at the ends of lines and beside tabs, or twice; without empty lines and runs."""
    kept: list[Run] = []
    before = BREAK
    for run in found:
        text = run.text
        if before in (BREAK, TAB, " "):
            text = text.lstrip(" ")
        if text == BREAK and before == BREAK:
            continue
        if text in (BREAK, TAB):
            _strip_end(kept)
        if text:
            if (
                kept
                and before not in (BREAK, TAB)
                and text not in (BREAK, TAB)
                and run == replace(kept[-1], text=run.text)
            ):
                text = kept.pop().text + text
            kept.append(replace(run, text=text))
            before = text[-1]
    while kept and kept[-1].text == BREAK:
        kept.pop()
    _strip_end(kept)
    return kept


def _strip_end(kept: list[Run]) -> None:
    while kept and kept[-1].text not in (BREAK, TAB) and not kept[-1].text.rstrip(" "):
        kept.pop()
    if kept and kept[-1].text not in (BREAK, TAB):
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip(" "))
