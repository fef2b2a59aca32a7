"""A project from another program, or from ourselves, put into the store: never over what is there.

The texts of the store stay as they are; where a text of the project differs, its passages are looked up in ours. What
the rules coded is taken in with texts that are new; in those that were here it brings decisions only. Receiving a
project twice changes nothing the second time.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from aanbod import __version__
from aanbod.codebook.model import Codebook
from aanbod.model import Coding, Transcript
from aanbod.refi.exchange import RULES, Exchange, ExchangeCoding, Key
from aanbod.transcripts.characters import fold

if TYPE_CHECKING:
    from aanbod.store import Store

_Content = tuple[str, int, int, str, str, str, str]  # what makes a coding that one and no other


@dataclass
class Taken:
    """What was taken in, in numbers. `left` counts by reason what was not, `unknown` the codings with each code that
    our codebook lacks, `defaulted` those that came without a status."""

    transcripts: int = 0
    codings: int = 0
    decisions: int = 0
    memos: int = 0
    left: Counter[str] = field(default_factory=Counter)
    unknown: dict[Key, int] = field(default_factory=dict)
    defaulted: int = 0


def receive(store: "Store", exchange: Exchange, book: Codebook, session: str) -> Taken:
    """Takes in a project. `session` names it in the log, so that it can be taken back as a whole."""
    from aanbod.store.content import sort_key

    taken = Taken()
    exchange, new = _on_our_texts(store, exchange, taken)
    described = [_described(transcript, exchange, book) for transcript in new]
    store.save_transcripts(described)
    taken.transcripts = len(described)
    exchange = _with_statuses(exchange, book, taken)
    known = {code.key for code in book.codes} | {(category.id, "") for category in book.categories}
    used = Counter(coding.key for coding in exchange.codings)
    taken.unknown = {key: used[key] for key in sorted(used) if key not in known}
    _add_rules_codings(store, exchange, {transcript.name for transcript in new}, book, taken)
    _add_peoples_codings(store, exchange, session, taken)
    ids = {sort_key(record): record.id for record in store.codings()}
    _add_decisions(store, exchange, ids, session, taken)
    _add_memos(store, exchange, ids, session, taken)
    return taken


def _on_our_texts(store: "Store", exchange: Exchange, taken: Taken) -> tuple[Exchange, list[Transcript]]:
    """The project with the names and passages of our own texts, and the transcripts that are new here.

    A text is ours by its words, whatever another program called it, or else by its name.
    """
    from aanbod.store.alignment import Alignment

    names = [record.name for record in store.transcripts()]
    ours = {hashlib.sha256(text.encode()).hexdigest(): name for name, text in store.texts(names)}
    renamed: dict[str, str] = {}
    aligned: dict[str, Alignment] = {}
    new = []
    for transcript in exchange.transcripts:
        if transcript.sha256 in ours:
            renamed[transcript.name] = ours[transcript.sha256]
        elif transcript.name in names:
            aligned[transcript.name] = Alignment(transcript.text, store.text(transcript.name))
        else:
            new.append(transcript)

    def moved(name: str, start: int, end: int) -> tuple[str, int, int] | None:
        if name in aligned and end:
            place = aligned[name].find(start, end)
            return None if place is None else (name, place, place + end - start)
        return (renamed.get(name, name), start, end)

    codings = []
    for coding in exchange.codings:
        place = moved(coding.transcript, coding.start, coding.end)
        if place is None:
            taken.left["a coding whose words are not in our text"] += 1
            continue
        evidence = coding.evidence
        if coding.transcript in aligned:
            passage = (coding.start, coding.end)
            evidence = aligned[coding.transcript].move_evidence(evidence, passage, place[1])
        codings.append(replace(coding, transcript=place[0], start=place[1], end=place[2], evidence=evidence))
    memos = []
    for memo in exchange.memos:
        place = moved(memo.transcript, memo.start, memo.end)
        if place is None:
            place = (memo.transcript, 0, 0)
            memo = replace(memo, code="", partner="", status="", coded_by="")
        memos.append(replace(memo, transcript=place[0], start=place[1], end=place[2]))
    return replace(exchange, codings=tuple(codings), memos=tuple(memos)), new


def _described(transcript: Transcript, exchange: Exchange, book: Codebook) -> Transcript:
    """The transcript with cases and variables as our codebook has them; what that does not know stays as it is.

    The variables of a case that our codebook lacks become those of its transcripts, where they count too.
    """
    cases = {fold(name): case.id for case in book.cases for name in (*case.also, case.id)}
    named = tuple(dict.fromkeys(cases.get(fold(case), case) for case in transcript.cases))
    lacking = {case.name: case.variables for case in exchange.cases if fold(case.name) not in cases}
    values: dict[str, str] = {}
    for case in transcript.cases:
        values |= lacking.get(case, {})
    values |= transcript.variables
    known = {
        fold(name): variable for variable in book.variables for name in (*variable.also, variable.label, variable.id)
    }
    variables = {}
    for name, value in values.items():
        if variable := known.get(fold(name)):
            labels = {fold(text): id_ for id_, label in variable.values.items() for text in (label, id_)}
            variables[variable.id] = labels.get(fold(value), value)
        else:
            variables[name] = value
    return replace(transcript, cases=named, variables=variables)


def _with_statuses(exchange: Exchange, book: Codebook, taken: Taken) -> Exchange:
    """With the codebook's default status where a coding has none."""
    taken.defaulted = sum(not coding.status for coding in exchange.codings)
    return replace(
        exchange,
        codings=tuple(replace(coding, status=coding.status or book.default_status) for coding in exchange.codings),
        memos=tuple(
            replace(memo, status=memo.status or book.default_status) if memo.coding else memo for memo in exchange.memos
        ),
    )


def _add_rules_codings(store: "Store", exchange: Exchange, new: set[str], book: Codebook, taken: Taken) -> None:
    proposed: dict[str, list[Coding]] = defaultdict(list)
    for coding in exchange.codings:
        if coding.coder == RULES and coding.transcript in new:
            proposed[coding.transcript].append(_as_coding(coding))
    if proposed:
        run = store.start_run(book.id, book.version, __version__)
        # No version of our rules: the next run codes these texts anew, and keeps what somebody decided on.
        diff = store.save_many(run, "", proposed.items())
        store.finish_run(run)
        taken.codings += len(diff.new)


def _add_peoples_codings(store: "Store", exchange: Exchange, session: str, taken: Taken) -> None:
    from aanbod.store.content import sort_key

    known = {sort_key(record) for record in store.codings()}
    texts = dict(store.texts(sorted({coding.transcript for coding in exchange.codings})))
    batches: dict[tuple[str, datetime | None], list[tuple[str, Coding]]] = defaultdict(list)
    for coding in exchange.codings:
        if coding.coder == RULES or coding.sort_key in known:
            continue
        if not texts[coding.transcript][coding.start : coding.end].strip():
            taken.left["a coding of white space"] += 1
            continue
        batches[coding.coder, coding.moment].append((coding.transcript, _as_coding(coding)))
    for (coder, at), codings in sorted(batches.items(), key=lambda item: (item[0][0], str(item[0][1]))):
        taken.codings += len(store.add_codings(codings, coder, session=session, at=at))


def _add_decisions(store: "Store", exchange: Exchange, ids: Mapping[_Content, str], session: str, taken: Taken) -> None:
    verdicts: dict[str, Literal["accept", "reject"]] = {"accepted": "accept", "rejected": "reject"}
    states = {record.id: record.state for record in store.codings()}
    batches: dict[tuple[str, str, datetime | None, str], list[str]] = defaultdict(list)
    for coding in exchange.codings:
        key = ids.get(coding.sort_key)
        if key is None and coding.coder == RULES:
            taken.left["a coding by the rules that they do not make here"] += 1
        elif key is None:
            continue
        elif coding.state in verdicts and states[key] != coding.state:
            decided = coding.decided
            by = decided.coder if decided else _nobody(exchange)
            batches[coding.state, by, decided.moment if decided else None, decided.note if decided else ""].append(key)
    for (state, by, at, note), chosen in sorted(
        batches.items(), key=lambda item: (str(item[0][2]), *map(str, item[0]))
    ):
        taken.decisions += store.decide(chosen, verdicts[state], by, note, session=session, at=at)


def _add_memos(store: "Store", exchange: Exchange, ids: Mapping[_Content, str], session: str, taken: Taken) -> None:
    known = {_said(entry.note, entry.coder, entry.coding, entry.transcript, entry.code) for entry in store.memos()}
    texts = dict(store.texts(sorted({memo.transcript for memo in exchange.memos if memo.transcript and memo.end})))
    kinds = {coder.name: coder.kind for coder in exchange.coders} | store.coders()
    for memo in exchange.memos:
        coding = ids.get(memo.coding, "") if memo.coding else ""
        text, code = memo.text, memo.code
        if memo.end and not coding:  # our memos are not on passages
            text, code = f"“{texts[memo.transcript][memo.start : memo.end]}”\n\n{text}", ""
        elif memo.partner and not coding:
            text = f"{memo.partner}: {text}"
        by = memo.coder if memo.coder not in ("", RULES) else _nobody(exchange)
        said = _said(text, by, coding, memo.transcript, code)
        if text.strip() and said not in known:
            _, _, coding, transcript, code = said
            kind: Literal["person", "school"] = "school" if kinds.get(by) == "school" else "person"
            about = {"coding": coding, "transcript": transcript, "code": code}
            store.add_memo(text, by, **about, kind=kind, session=session, at=memo.moment)
            taken.memos += 1


def _said(text: str, coder: str, coding: str, transcript: str, code: str) -> tuple[str, str, str, str, str]:
    """A memo by what it says, who says so, and what it is on; that of a coding has its transcript and its code."""
    return (text, coder, coding, "", "") if coding else (text, coder, "", transcript, code)


def _nobody(exchange: Exchange) -> str:
    """In whose name goes what nobody's name is on: the first person of the project."""
    return next((coder.name for coder in exchange.coders if coder.kind == "person"), "import")


def _as_coding(coding: ExchangeCoding) -> Coding:
    return Coding(coding.start, coding.end, coding.code, coding.partner, coding.status, coding.evidence)
