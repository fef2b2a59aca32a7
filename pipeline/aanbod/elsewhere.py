"""Coding in other processes: each makes its coder once, or is born with it, and returns rows."""

import gc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from aanbod.codebook.cache import cached_codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.errors import AanbodError
from aanbod.model import Coding, Evidence, Words
from aanbod.parallel import Mapped, processes
from aanbod.workflow import CodeAll, Coded, Texts, rules_version

_Row = tuple[Any, ...]  # a coding as plain tuples, which travel five times as fast


@dataclass(frozen=True)
class Rules:
    """What a worker needs to make the same coder: `version` tells whether it did."""

    codebook: Path
    pipeline: str
    version: str


_coders: dict[Rules, RuleCoder] = {}  # the one of this process


def coding_by_processes(number: int, rules: Rules, coder: RuleCoder) -> CodeAll:
    """Codes texts in so many processes, in order. The first texts are coded here: the processes begin as copies of
    this one, and then know common words already. Where there are no copies, each makes the coder anew."""

    def code_all(chunks: Iterable[Texts]) -> Iterator[Coded]:
        chunks = iter(chunks)
        for name, text in next(chunks, ()):
            yield name, coder.code(text)
        _coders[rules] = coder
        gc.collect()
        gc.freeze()  # or the garbage collector of each copy makes the memory its own
        try:
            with processes(number, fork=not rules.pipeline) as mapped:
                yield from coding_by(mapped, rules)(chunks)
        finally:
            gc.unfreeze()
            _coders.clear()

    return code_all


def coding_by(mapped: Mapped, rules: Rules) -> CodeAll:
    """Codes texts with `mapped`, in order."""

    def code_all(chunks: Iterable[Texts]) -> Iterator[Coded]:
        for found in mapped(partial(_code, rules), chunks):
            for name, rows in found:
                yield name, [_coding(row) for row in rows]

    return code_all


def _code(rules: Rules, texts: Texts) -> list[tuple[str, list[_Row]]]:
    coder = _coder(rules)
    found = []
    for name, text in texts:
        try:
            found.append((name, [_row(coding) for coding in coder.code(text)]))
        except Exception as error:
            error.add_note(f"while coding {name}")
            raise
    return found


def _coder(rules: Rules) -> RuleCoder:
    if rules not in _coders:
        _coders.clear()
        _coders[rules] = _make(rules)
    return _coders[rules]


def _make(rules: Rules) -> RuleCoder:
    try:
        coder = RuleCoder(cached_codebook(rules.codebook), load_dutch(rules.pipeline))
    except AanbodError as error:  # as one that travels: its text is all that matters
        raise AanbodError(f"a worker cannot read the codebook: {error}") from None
    if rules_version(coder) != rules.version:
        raise AanbodError(
            "a worker has another codebook, program or spaCy pipeline than this process\n"
            "    run the command again if you edited the codebook meanwhile; else install the same versions everywhere"
        )
    return coder


def _row(coding: Coding) -> _Row:
    evidence = coding.evidence
    words, cue_words = ([(w.start, w.end, w.text) for w in found] for found in (evidence.words, evidence.cue_words))
    passage = (coding.start, coding.end, coding.code, coding.partner, coding.status)
    return (*passage, evidence.rule, words, evidence.cue_rule, cue_words)


def _coding(row: _Row) -> Coding:
    start, end, code, partner, status, rule, words, cue_rule, cue_words = row
    evidence = Evidence(rule, tuple([Words(*w) for w in words]), cue_rule, tuple([Words(*w) for w in cue_words]))
    return Coding(start, end, code, partner, status, evidence)
