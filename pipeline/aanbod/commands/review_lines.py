"""What `aanbod review --terminal` prints: a suggestion with the sentences around it, why, and how far one is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from aanbod.commands.common import shortened
from aanbod.review.queues import around

if TYPE_CHECKING:
    from aanbod.codebook.model import Codebook
    from aanbod.model import CodingRecord
    from aanbod.review.queues import Progress, QueueItem, RulePrecision, Span

HELP = """\
  y a      accept                       n r      reject
  s        another status               c        another code; a code where there is none
  b        other borders                m        write a memo
  u        take back the last answer    p        back to the one before
  space    go on without an answer      h ?      this help
  enter    the same                     q        stop; every answer is stored already"""
BORDERS_HELP = "  , .  start a word to the left, right    ← →  end a word to the left, right    enter keeps, esc leaves"


def progress_line(done: Progress) -> str:
    """How far one is: "212 of 640 decided, about 25 minutes to go"."""
    line = f"{done.decided} of {done.total} decided"
    if done.minutes_to_go:
        line += f", about {done.minutes_to_go} minute{'' if done.minutes_to_go == 1 else 's'} to go"
    return line


def name_line(codebook: Codebook, coding: CodingRecord) -> str:
    """The code with its label, status and state."""
    label = next((code.label for code in codebook.codes if code.key == (coding.code, coding.partner)), "")
    name = " ".join(part for part in (coding.code, coding.partner) if part)
    state = "" if coding.state == "suggested" else f"  {coding.state}"
    by = "" if coding.coder == "rules" else f" by {coding.coder}"
    return f"{click.style(name, bold=True)}  {label}  [{coding.status}]{state}{by}"


def why_line(coding: CodingRecord, precision: RulePrecision | None) -> str:
    """Which keyword met which words, what the cue says, and how right the rule was so far; '' for one by hand."""
    evidence = coding.evidence
    if not evidence.rule:
        return ""
    words = " … ".join(word.text for word in evidence.words)
    line = f"`{shortened(evidence.rule)}` meets “{words}”"
    if evidence.cue_words:
        cue = " … ".join(word.text for word in evidence.cue_words)
        line += f"; the cue “{cue}” says {evidence.cue_rule.partition(':')[0]}"
    if precision and precision.decided:
        line += f"; right in {precision.accepted} of {precision.decided} so far"
    return line


def passage_lines(text: str, spans: Sequence[Span], item: QueueItem, coding: CodingRecord | None) -> list[str]:
    """The passage within its sentences, the words that were met marked; the sentence before and the one after."""
    first, last = around(spans, item.start, item.end)
    left, right = min(spans[first][0], item.start), max(spans[last - 1][1], item.end)
    evidence = coding.evidence if coding else None
    met = [(word.start, word.end) for word in (*evidence.words, *evidence.cue_words)] if evidence else []
    body = (
        _plain(text[left : item.start], "bright_black")
        + "".join(_marked(text, item.start, item.end, met))
        + _plain(text[item.end : right], "bright_black")
    )
    lines = [_plain(text[slice(*spans[first - 1])], "bright_black")] if first else []
    lines.append(body)
    if last < len(spans):
        lines.append(_plain(text[slice(*spans[last])], "bright_black"))
    return [f"  {line}" for line in lines]


def _marked(text: str, start: int, end: int, met: Iterable[Span]) -> Iterable[str]:
    at = start
    for left, right in sorted(met):
        if at <= left and right <= end:
            yield click.style(_flat(text[at:left]), bold=True)
            yield click.style(_flat(text[left:right]), bold=True, fg="green", underline=True)
            at = right
    yield click.style(_flat(text[at:end]), bold=True)


def _plain(text: str, colour: str) -> str:
    return click.style(_flat(text), fg=colour)


def _flat(text: str) -> str:
    """As one line, and without what a terminal would obey."""
    return "".join(" " if letter.isspace() else letter if letter.isprintable() else "�" for letter in text)
