"""A review in a spreadsheet: a row for each suggestion, and what somebody answered in it, read without any guess.

Each row goes by the id of its coding, so rows may be sorted, filtered and left out. It knows no database and no shell.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from aanbod.codebook.model import Codebook
from aanbod.codebook.naming import code_named, status_named
from aanbod.errors import AanbodError, Fault
from aanbod.model import Answer, Coding, CodingRecord
from aanbod.review.queues import Span, around

HIDDEN = "aanbod"  # the sheet that says what the rows were when they were written
KNOWN = ("id", "entry", "state", "digest")  # its columns
FIXED = ("id", "transcript", "cases", "passage", "context", "code", "name", "partner", "status", "why")
ANSWERS = ("decision", "new_code", "new_status", "memo")


@dataclass(frozen=True)
class Known:
    """What the store knows now of a coding: the last entry of the log on it, and the last word of who answers."""

    coding: CodingRecord
    entry: int
    own_word: str


@cache
def words() -> Mapping[str, Any]:
    """The wording of the sheet."""
    found: dict[str, Any] = yaml.safe_load(files("aanbod.review").joinpath("words.yaml").read_text(encoding="utf-8"))
    return found


def heads(codebook: Codebook) -> dict[str, str]:
    """The head of each column, by what it holds."""
    return {name: words()["heads"][name] or codebook.case_label_plural for name in (*FIXED, *ANSWERS)}


def check_heads(codebook: Codebook, found: Iterable[str]) -> None:
    """AanbodError where a column that is needed is missing, or one was added or renamed; `found` in small letters."""
    known = {head.casefold(): name for name, head in heads(codebook).items()}
    there = set(found)
    for head, name in known.items():
        if name in (*FIXED, ANSWERS[0]) and head not in there:
            raise AanbodError(f"the column `{head}` is missing\n    put it back, or export the review anew")
    if unknown := sorted(there - known.keys()):
        raise AanbodError(f"the column `{unknown[0]}` is unknown\n    use {', '.join(known)}")


def fixed_cells(
    coding: CodingRecord, text: str, spans: Sequence[Span], cases: Sequence[str], codebook: Codebook
) -> tuple[str, ...]:
    """What a row says of a coding, in the order of FIXED."""
    first, last = around(spans, coding.start, coding.end)
    left, right = spans[max(first - 1, 0)][0], spans[min(last, len(spans) - 1)][1]
    context = f"{text[left : coding.start]}«{coding.quote}»{text[coding.end : right]}"
    label = next((code.label for code in codebook.codes if code.key == (coding.code, coding.partner)), "")
    cells = (coding.id, coding.transcript, "; ".join(cases), coding.quote, context, coding.code, label)
    return tuple(_plain(cell) for cell in (*cells, coding.partner, coding.status, _why(coding)))


def digest(cells: Iterable[str]) -> str:
    """What tells whether somebody edited these cells; white space does not count, for programs change it."""
    plain = "\0".join(" ".join(cell.split()) for cell in cells)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def read_answers(
    file: str,
    rows: Iterable[tuple[int, Mapping[str, str]]],
    written: Mapping[str, Mapping[str, str]],
    known: Mapping[str, Known],
    codebook: Codebook,
) -> tuple[list[Answer], list[Fault]]:
    """The answers in the rows (number, cells by head), and a fault for each row that cannot be stored as it is.

    `written` is what the hidden sheet says of each row, `known` what the store knows, both by id. What this person
    said already is passed over, as is a row without any answer.
    """
    reader = _Reader(file, written, known, codebook)
    answers, faults = [], []
    for number, row in rows:
        try:
            if answer := reader.read(
                number, {name: row.get(head.casefold(), "") for name, head in reader.heads.items()}
            ):
                answers.append(answer)
        except _Refused as refused:
            faults.append(refused.fault)
    return answers, faults


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, file: str, row: int, column: str, message: str, remedy: str) -> None:
        self.fault = Fault(file, row, column, message, remedy)


class _Reader:
    def __init__(
        self,
        file: str,
        written: Mapping[str, Mapping[str, str]],
        known: Mapping[str, Known],
        codebook: Codebook,
    ) -> None:
        self.heads = heads(codebook)
        self._file, self._written, self._known, self._codebook = file, written, known, codebook
        self._seen: dict[str, int] = {}
        self._decisions = {word.casefold(): verdict for verdict, word in words()["decisions"].items()}

    def read(self, number: int, cells: Mapping[str, str]) -> Answer | None:
        answered = {name: cells[name].strip() for name in ANSWERS}
        if not any(answered.values()):
            return None
        key = cells["id"].strip()

        def refuse(column: str, message: str, remedy: str) -> _Refused:
            return _Refused(self._file, number, self.heads[column], message, remedy)

        if key not in self._written:
            raise refuse("id", f"there was no row `{key}` in the exported sheet", "put the id back, or export anew")
        if key in self._seen:
            raise refuse("id", f"row {self._seen[key]} is of the same coding", "answer in one of the two")
        self._seen[key] = number
        if digest(cells[name] for name in FIXED) != self._written[key]["digest"]:
            raise refuse(
                "id",
                "a cell that is no answer was changed",
                f"undo that; answers go in {', '.join(self.heads[name] for name in ANSWERS)}",
            )
        verdict = self._verdict(answered["decision"], refuse)
        if key not in self._known:
            raise refuse("id", "the coding is gone: a newer run or a changed text removed it", "export anew")
        known = self._known[key]
        since = known.entry > int(self._written[key]["entry"]) or known.coding.state != self._written[key]["state"]
        if since and verdict and known.own_word == verdict:
            return None
        if since and verdict:
            raise refuse(
                "decision",
                f"somebody decided on this since the export: it is {known.coding.state} now",
                "look at what it is now; export anew to decide again",
            )
        if verdict != "change":
            if answered["new_code"] or answered["new_status"]:
                column = "new_code" if answered["new_code"] else "new_status"
                remedy = f"choose `{words()['decisions']['change']}`, or empty this cell"
                raise refuse(column, "something is to change, and the decision does not say so", remedy)
            return Answer(known.coding, verdict, None, answered["memo"])
        changed = self._changed(known.coding, answered, refuse)
        return Answer(known.coding, verdict, changed, answered["memo"])

    def _verdict(self, said: str, refuse: Any) -> Literal["accept", "reject", "change", ""]:
        if not said:
            return ""
        if said.casefold() not in self._decisions:
            told = ", ".join(words()["decisions"].values())
            raise refuse("decision", f"`{said}` is no decision", f"choose from {told}")
        found: Literal["accept", "reject", "change"] = self._decisions[said.casefold()]
        return found

    def _changed(self, coding: CodingRecord, answered: Mapping[str, str], refuse: Any) -> Coding:
        code, partner, status = coding.code, coding.partner, coding.status
        column = "new_code"
        try:
            if answered["new_code"]:
                code, partner = code_named(self._codebook, answered["new_code"]).key
            column = "new_status"
            if answered["new_status"]:
                status = status_named(self._codebook, answered["new_status"])
        except AanbodError as error:
            message, _, remedy = str(error).partition("\n")
            raise refuse(column, message, remedy.strip()) from None
        if (code, partner, status) == (coding.code, coding.partner, coding.status):
            names = f"{self.heads['new_code']} or {self.heads['new_status']}"
            raise refuse("decision", "nothing differs from the coding as it is", f"give another {names}, or accept it")
        return Coding(coding.start, coding.end, code, partner, status, coding.evidence)


def _why(coding: CodingRecord) -> str:
    evidence = coding.evidence
    if not evidence.rule:
        return ""
    told: str = words()["why"].format(words=" … ".join(word.text for word in evidence.words), rule=evidence.rule)
    if evidence.cue_words:
        cue = " … ".join(word.text for word in evidence.cue_words)
        told += words()["why_cue"].format(cue=cue, kind=evidence.cue_rule.partition(":")[0])
    return told


def _plain(cell: str) -> str:
    """Without the characters that a workbook cannot hold, and no longer than it allows."""
    return "".join(letter if letter.isprintable() else " " for letter in cell)[:32_000]
