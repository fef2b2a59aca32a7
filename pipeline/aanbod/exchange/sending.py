"""A study as another program gets it: the codebook and what the store holds, as the values of an exchange."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from aanbod.codebook.model import Code, Codebook
from aanbod.model import CodingRecord, LogEntry, Transcript
from aanbod.refi.exchange import (
    Coder,
    Decided,
    Exchange,
    ExchangeCase,
    ExchangeCode,
    ExchangeCoding,
    ExchangeStatus,
    ExchangeVariable,
    Memo,
)

if TYPE_CHECKING:
    from aanbod.store import Store

_KINDS = {"year": "Integer", "date": "Date"}
_STATES = {"accept": "accepted", "add": "accepted", "reject": "rejected", "change": "rejected"}
USE_FOR, NOT_FOR = "+ ", "- "  # before a line of a description: what the code is for, and what not


def codes_of(book: Codebook) -> tuple[ExchangeCode, ...]:
    """The codes of a codebook as a tree: categories, which only group, and under them codes and partners."""
    return tuple(
        code
        for category in book.categories
        for code in (
            ExchangeCode(category.id, category.label, is_codable=False),
            *(
                ExchangeCode(code.id, code.label, code.partner, (category.id, ""), _description(code))
                for code in category.codes
            ),
        )
    )


def statuses_of(book: Codebook) -> tuple[ExchangeStatus, ...]:
    return tuple(ExchangeStatus(status.id, status.definition or status.label) for status in book.statuses)


def exchange_of(store: "Store", book: Codebook) -> Exchange:
    """All that the store holds of current texts: codings in any state, what was decided on them, and memos.

    What a person coded is accepted by that; only what somebody else decided on it is told.
    """
    kinds = store.coders()
    records = store.codings()
    words = _last_words(store, kinds)
    made = {entry.coding: entry for entry in store.history() if entry.verdict == "add" and not entry.undone}
    texts = store.transcripts()
    whole = dict(store.texts([record.name for record in texts]))
    codings = {record.id: _coding(record, words.get(record.id), made.get(record.id)) for record in records}
    memos = list(_memos(store, codings))
    speaking = {coding.coder for coding in codings.values()} | {memo.coder for memo in memos}
    speaking |= {coding.decided.coder for coding in codings.values() if coding.decided}
    return Exchange(
        name=book.title,
        coders=tuple(Coder(name, kind) for name, kind in kinds.items() if name in speaking),
        codes=codes_of(book),
        statuses=statuses_of(book),
        variables=tuple(
            ExchangeVariable(
                variable.id,
                variable.label,
                _KINDS.get(variable.form, "Text"),
                "\n".join(f"{value}: {label}" for value, label in variable.values.items()),
            )
            for variable in book.variables
        ),
        cases=tuple(ExchangeCase(case.id, case.variables) for case in book.cases),
        transcripts=tuple(
            Transcript(record.name, whole[record.name], "", record.cases, record.variables) for record in texts
        ),
        codings=tuple(codings.values()),
        memos=tuple(memos),
    )


def _description(code: Code) -> str:
    lines = [*(USE_FOR + text for text in code.use_for), *(NOT_FOR + text for text in code.not_for)]
    return "\n".join(part for part in (code.definition, *lines) if part)


def _last_words(store: "Store", kinds: dict[str, str]) -> dict[str, LogEntry]:
    """By coding the last word of a person that was not taken back: what its state follows from."""
    return {
        entry.coding: entry
        for entry in store.history()
        if entry.verdict in _STATES and not entry.undone and kinds.get(entry.coder) == "person"
    }


def _coding(record: CodingRecord, word: LogEntry | None, made: LogEntry | None) -> ExchangeCoding:
    own = word is not None and word.verdict == "add"  # accepted because somebody made it, which needs no telling
    return ExchangeCoding(
        record.transcript,
        record.start,
        record.end,
        record.code,
        record.partner,
        record.status,
        record.coder,
        "suggested" if own else record.state,
        record.evidence,
        made.at if made else None,
        None if own or word is None else Decided(word.coder, word.at, word.note),
    )


def _memos(store: "Store", codings: dict[str, ExchangeCoding]) -> Iterator[Memo]:
    for entry in store.memos():
        coding = codings.get(entry.coding)
        if coding:
            place = (coding.transcript, coding.start, coding.end, *coding.key, coding.status, coding.coder)
            yield Memo(entry.note, entry.coder, entry.at, *place)
        elif entry.transcript:
            # That of a coding which is no longer there is of no use without it.
            code = "" if entry.coding else entry.code
            yield Memo(entry.note, entry.coder, entry.at, entry.transcript, code=code)
        else:
            yield Memo(entry.note, entry.coder, entry.at, code=entry.code)


def counted(exchange: Exchange) -> str:
    """How much there is, in a line."""
    parts = {
        "transcript": len(exchange.transcripts),
        "coding": len(exchange.codings),
        "memo": len(exchange.memos),
        "code": len(exchange.codes),
    }
    return ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for name, number in parts.items())
