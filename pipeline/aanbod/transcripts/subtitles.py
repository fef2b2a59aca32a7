"""Subtitles and automatic transcripts of recordings: WebVTT and SubRip.

Cues become one paragraph per turn of a speaker; without names, a paragraph ends where a sentence and a pause do.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from aanbod.transcripts.characters import clean, one_line
from aanbod.transcripts.decoding import decode
from aanbod.transcripts.sentences import is_closed, words
from aanbod.transcripts.structure import assemble
from aanbod.transcripts.unreadable import UnreadableError

PAUSE = 2.0  # seconds
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_NOT_CUES = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]*|\d[\d:.]*)>|\{\\[^}]*\}")
_LABEL = re.compile(r"(?:>>\s*|-\s+)?([^\s:][^:.!?]{0,39}):\s+(?=\S)")
_PARTICLES = words("de den der het la le el al van 't ten ter te")


@dataclass
class _Piece:
    """What one speaker says in one cue. `speaker` is '' where the cue does not say."""

    speaker: str
    text: str
    start: float
    end: float


def read(data: bytes, file: str) -> str:
    """The text of a .vtt or .srt file, `Naam: text` for each turn. Raises UnreadableError if there is no cue in it."""
    text = clean(decode(data, file)).replace("\f", "\n")
    pieces = list(_pieces(text))
    if not pieces:
        raise UnreadableError(
            file, "there are no subtitles in it: no line with `-->` and text after it.", "Export it again as .vtt."
        )
    return assemble(_turns(pieces))


def _pieces(text: str) -> Iterator[_Piece]:
    """The pieces of all cues. Files are split at the lines with times, as empty lines are not always there."""
    lines = text.split("\n")
    starts = [index for index, line in enumerate(lines) if _TIMING.match(line)]
    for start, following in zip(starts, [*starts[1:], len(lines)], strict=False):
        body = lines[start + 1 : following]
        if following < len(lines):
            body = _without_identifier(body)
        match = _TIMING.match(lines[start])
        assert match is not None
        begin, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        yield from _speakers(_cue_text(body), begin, end)


def _without_identifier(body: list[str]) -> list[str]:
    """The lines without the number or name of the next cue, which stands alone above its times."""
    if len(body) > 1 and body[-1].strip() and not body[-2].strip():
        return body[:-1]
    if body and body[-1].strip().isdecimal():
        return body[:-1]
    return body


def _cue_text(body: list[str]) -> str:
    kept: list[str] = []
    skipping = False
    for line in body:
        if not line.strip():
            skipping = False
        elif _NOT_CUES.match(line) and not (kept and not skipping and kept[-1]):
            skipping = True
        if not skipping:
            kept.append(line.strip())
    return " ".join(kept)


def _speakers(text: str, start: float, end: float) -> Iterator[_Piece]:
    before, *voices = _VOICE.split(text)
    if shown := _shown(before):
        yield _labelled(shown, start, end)
    for name, said in zip(voices[::2], voices[1::2], strict=True):
        if shown := _shown(said):
            yield _Piece(one_line(html.unescape(name)), shown, start, end)


def _labelled(text: str, start: float, end: float) -> _Piece:
    match = _LABEL.match(text)
    if match and _is_name(match[1]):
        return _Piece(match[1].strip(), text[match.end() :], start, end)
    return _Piece("", re.sub(r"^(?:>>|-)\s+", "", text), start, end)


def _is_name(label: str) -> bool:
    """`Fatima`, `Jan de Wit`, `Ouder 2`, `I`: each word has a capital or is a number or a particle."""
    parts = label.split()
    named = all(part[0].isupper() or part.isdecimal() or part.casefold() in _PARTICLES for part in parts)
    return len(parts) <= 5 and parts[0][0].isupper() and named


def _shown(text: str) -> str:
    return one_line(html.unescape(_TAG.sub("", text)))


def _turns(pieces: list[_Piece]) -> Iterator[str]:
    speaker, said, end = "", list[str](), 0.0
    named = any(piece.speaker for piece in pieces)
    for piece in pieces:
        other = bool(piece.speaker) and piece.speaker != speaker
        pause = not named and piece.start - end >= PAUSE and bool(said) and is_closed(said[-1])
        if said and (other or pause):
            yield _turn(speaker, said)
            said = []
        speaker = piece.speaker or speaker
        if not said or said[-1] != piece.text:  # rolling captions repeat their last line
            said.append(piece.text)
        end = piece.end
    if said:
        yield _turn(speaker, said)


def _turn(speaker: str, said: list[str]) -> str:
    text = " ".join(said)
    return f"{speaker}: {text}" if speaker else text


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000
