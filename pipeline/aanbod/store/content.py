"""How a coding is written in the store: its id, which follows from its content, and its evidence as JSON."""

import hashlib
import json
from collections.abc import Sequence
from functools import lru_cache
from json.encoder import encode_basestring

from aanbod.model import CodingRecord, Evidence, Words

RULES = "rules"  # the coder that is no person


def coding_id(
    transcript: str,
    sha256: str,
    passage: tuple[int, int],
    code: str,
    partner: str,
    status: str,
    coder: str,
) -> str:
    """32 hexadecimal digits: the same coding of the same text has the same id in every store.

    The first four are those of the text. So the codings of a text lie together in the index of ids, and a store does
    not become slower to write as it grows: it touches one page for a text, not one for each of its codings.
    """
    text = f"{transcript}\0{sha256}"
    content = f"{text}\0{passage[0]}\0{passage[1]}\0{code}\0{partner}\0{status}\0{coder}"
    return _digits(text)[:4] + hashlib.sha256(content.encode()).hexdigest()[:28]


@lru_cache(maxsize=1000)
def _digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def sort_key(record: CodingRecord) -> tuple[str, int, int, str, str, str, str]:
    """The order of every export. Sorted in Python: databases differ in how they compare text."""
    return (
        record.transcript,
        record.start,
        record.end,
        record.code,
        record.partner,
        record.status,
        record.coder,
    )


def evidence_to_json(evidence: Evidence) -> str:
    """As the store holds it: the same evidence is the same text, with its keys in order.

    Put together here, for there is one for every coding: an encoder takes three times as long.
    """
    return (
        f'{{"cue_rule": {encode_basestring(evidence.cue_rule)}, "cue_words": {_words_to_json(evidence.cue_words)}, '
        f'"rule": {encode_basestring(evidence.rule)}, "words": {_words_to_json(evidence.words)}}}'
    )


def _words_to_json(words: Sequence[Words]) -> str:
    parts = [f"[{word.start}, {word.end}, {encode_basestring(word.text)}]" for word in words]
    return f"[{', '.join(parts)}]"


def evidence_from_json(text: str) -> Evidence:
    value = json.loads(text)
    return Evidence(
        value["rule"],
        tuple([Words(*word) for word in value["words"]]),
        value["cue_rule"],
        tuple([Words(*word) for word in value["cue_words"]]),
    )
