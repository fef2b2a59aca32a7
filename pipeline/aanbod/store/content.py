"""How a coding is written in the store: its id, which follows from its content, and its evidence as JSON."""

import hashlib
from typing import Any

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
    """32 hexadecimal digits: the same coding of the same text has the same id in every store."""
    content = "\0".join((transcript, sha256, *map(str, passage), code, partner, status, coder))
    return hashlib.sha256(content.encode()).hexdigest()[:32]


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


def evidence_to_json(evidence: Evidence) -> dict[str, Any]:
    return {
        "rule": evidence.rule,
        "words": [[word.start, word.end, word.text] for word in evidence.words],
        "cue_rule": evidence.cue_rule,
        "cue_words": [[word.start, word.end, word.text] for word in evidence.cue_words],
    }


def evidence_from_json(value: dict[str, Any]) -> Evidence:
    return Evidence(
        value["rule"],
        tuple(Words(*word) for word in value["words"]),
        value["cue_rule"],
        tuple(Words(*word) for word in value["cue_words"]),
    )
