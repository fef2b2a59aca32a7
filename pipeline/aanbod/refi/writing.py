"""A project as XML of the standard. The package says how what that has no place for is carried."""

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from aanbod.model import Transcript, Words
from aanbod.refi.carried import legal, pack
from aanbod.refi.codesxml import add_codes, code_guid, mark_codes, mark_guid
from aanbod.refi.exchange import Exchange, ExchangeCoding, ExchangeVariable, Key, Memo
from aanbod.refi.guids import guid
from aanbod.refi.marks import Mark, marks_of
from aanbod.refi.xmlparts import MADE_BY, describe, refer, to_bytes

PROJECT = "urn:QDA-XML:project:1.0"
_NAME_LENGTH = 60
_FORMS = {
    "Integer": re.compile(r"[+-]?\d+"),
    "Float": re.compile(r"[+-]?\d+(\.\d+)?"),
    "Boolean": re.compile("true|false|0|1"),
    "Date": re.compile(r"\d{4}-\d\d-\d\d"),
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?"),
}


def source_name(transcript: Transcript) -> str:
    """The file of a transcript's text in the package."""
    return f"{guid('transcript', transcript.name)}.txt"


def project_xml(exchange: Exchange, *, newline: str = "\n") -> bytes:
    """The project of a package (project.qde). `exchange` is complete; `newline` is what parts lines in its texts."""
    notes = {memo: guid("memo", *memo.sort_key) for memo in exchange.memos}
    project = ET.Element("Project", _project_attributes(exchange))
    if exchange.coders:
        users = ET.SubElement(project, "Users")
        for coder in exchange.coders:
            ET.SubElement(users, "User", guid=_user(coder.name), name=legal(coder.name), id=coder.kind)
    marks = marks_of(exchange.codings)
    about_code: dict[Key, list[Memo]] = defaultdict(list)
    about_transcript: dict[str, list[Memo]] = defaultdict(list)
    about_project = []
    for memo in exchange.memos:
        if memo.transcript:
            about_transcript[memo.transcript].append(memo)
        elif memo.code:
            about_code[memo.code, memo.partner].append(memo)
        else:
            about_project.append(memo)
    code_notes = {key: [notes[memo] for memo in memos] for key, memos in about_code.items()}
    book = ET.Element("CodeBook")
    statuses = {status.id: status.description for status in exchange.statuses}
    add_codes(book, exchange.codes, mark_codes(marks.values(), statuses), code_notes)
    if len(book):
        project.append(book)
    kinds = _add_variables(project, exchange)
    _add_cases(project, exchange, kinds)
    if exchange.transcripts:
        sources = ET.SubElement(project, "Sources")
        codings: dict[str, list[ExchangeCoding]] = defaultdict(list)
        for coding in exchange.codings:
            codings[coding.transcript].append(coding)
        for transcript in exchange.transcripts:
            source = _Source(transcript, newline, marks, notes, kinds)
            sources.append(source.element(codings[transcript.name], about_transcript[transcript.name]))
    if notes:
        noted = ET.SubElement(project, "Notes")
        codable = {code.key for code in exchange.codes if code.is_codable}
        for memo in exchange.memos:
            noted.append(_note(memo, notes[memo], codable))
    refer(project, [notes[memo] for memo in about_project])
    return to_bytes(project)


class _Source:
    """One transcript as a TextSource."""

    def __init__(
        self,
        transcript: Transcript,
        newline: str,
        marks: Mapping[ExchangeCoding, tuple[Mark, ...]],
        notes: Mapping[Memo, str],
        kinds: Mapping[str, str],
    ) -> None:
        self._transcript = transcript
        self._extra = len(newline) - 1  # characters more in the file than in our text, at each newline
        self._marks = marks
        self._notes = notes
        self._kinds = kinds

    def element(self, codings: Iterable[ExchangeCoding], memos: Iterable[Memo]) -> ET.Element:
        transcript = self._transcript
        name = transcript.name
        source = ET.Element("TextSource", guid=guid("transcript", name), name=legal(name))
        source.set("plainTextPath", f"internal://{source_name(transcript)}")
        # The standard refers from a case to its sources: their order in the transcript is ours.
        ordered = list(transcript.cases) != sorted(transcript.cases)
        describe(source, pack("", {"cases": transcript.cases} if ordered else {}))
        about: dict[Any, list[str]] = defaultdict(list)
        held = {coding.sort_key: coding for coding in codings}
        for memo in memos:
            place = memo.coding if memo.coding in held else (memo.start, memo.end)
            about[place].append(self._notes[memo])
        for coding in held.values():
            self._add_coding(source, coding, about.get(coding.sort_key, []))
        for start, end in sorted(place for place in about if len(place) == 2 and place[1]):
            passage = self._select(source, guid("passage", name, start, end), start, end)
            refer(passage, about[start, end])
        refer(source, about[0, 0])
        _add_values(source, transcript.variables, self._kinds)
        return source

    def _add_coding(self, source: ET.Element, coding: ExchangeCoding, notes: Iterable[str]) -> None:
        made = _made(coding.coder, coding.moment)
        selection = self._select(source, guid("selection", *coding.sort_key), coding.start, coding.end, made)
        describe(selection, pack("", _said(coding)))
        main = ET.SubElement(selection, "Coding", {"guid": guid("coding", *coding.sort_key), **made})
        ET.SubElement(main, "CodeRef", targetGUID=code_guid(coding.key))
        refer(main, notes)
        for mark in self._marks[coding]:
            identity = guid("marked", mark.name, *coding.sort_key)
            marked = ET.SubElement(selection, "Coding", {"guid": identity, **made})
            ET.SubElement(marked, "CodeRef", targetGUID=mark_guid(mark))

    def _select(
        self, source: ET.Element, identity: str, start: int, end: int, made: Mapping[str, str] | None = None
    ) -> ET.Element:
        text = self._transcript.text
        places = {"startPosition": self._place(start), "endPosition": self._place(end)}
        quote = _short(text[start:end])
        return ET.SubElement(source, "PlainTextSelection", {"guid": identity, "name": quote, **places, **(made or {})})

    def _place(self, offset: int) -> str:
        return str(offset + self._extra * self._transcript.text.count("\n", 0, offset))


def _project_attributes(exchange: Exchange) -> dict[str, str]:
    moments = [coding.moment for coding in exchange.codings if coding.moment]
    moments += [memo.moment for memo in exchange.memos if memo.moment]
    moments += [c.decided.moment for c in exchange.codings if c.decided and c.decided.moment]
    attributes = {"xmlns": PROJECT, "name": legal(exchange.name), "origin": MADE_BY}
    if moments:
        attributes |= {"creationDateTime": _at(min(moments)), "modifiedDateTime": _at(max(moments))}
    return attributes


def _add_variables(project: ET.Element, exchange: Exchange) -> dict[str, str]:
    """Adds the variables; the kind of each, which is Text where a value does not fit the kind that was meant."""
    if not exchange.variables:
        return {}
    values: dict[str, list[str]] = defaultdict(list)
    described = [case.variables for case in exchange.cases] + [t.variables for t in exchange.transcripts]
    for variables in described:
        for name, value in variables.items():
            values[name] += [value] if value else []
    listed = ET.SubElement(project, "Variables")
    kinds = {}
    for variable in exchange.variables:
        kind = kinds[variable.id] = _kind(variable, values[variable.id])
        element = ET.SubElement(listed, "Variable", guid=guid("variable", variable.id), name=legal(variable.name))
        element.set("typeOfVariable", kind)
        describe(element, pack(variable.description, {"id": variable.id}))
    return kinds


def _kind(variable: ExchangeVariable, values: Iterable[str]) -> str:
    form = _FORMS.get(variable.kind)
    if form is None or not all(form.fullmatch(value) for value in values):
        return "Text"
    if variable.kind.startswith("Date"):
        try:
            for value in values:
                date.fromisoformat(value[:10])
        except ValueError:
            return "Text"
    return variable.kind


def _add_cases(project: ET.Element, exchange: Exchange, kinds: Mapping[str, str]) -> None:
    if not exchange.cases:
        return
    transcripts: dict[str, list[str]] = defaultdict(list)
    for transcript in exchange.transcripts:
        for name in transcript.cases:
            transcripts[name].append(transcript.name)
    listed = ET.SubElement(project, "Cases")
    for case in exchange.cases:
        element = ET.SubElement(listed, "Case", guid=guid("case", case.name), name=legal(case.name))
        _add_values(element, case.variables, kinds)
        for name in transcripts[case.name]:
            ET.SubElement(element, "SourceRef", targetGUID=guid("transcript", name))


def _add_values(element: ET.Element, variables: Mapping[str, str], kinds: Mapping[str, str]) -> None:
    for variable, value in sorted(variables.items()):
        if not value:
            continue
        holder = ET.SubElement(element, "VariableValue")
        ET.SubElement(holder, "VariableRef", targetGUID=guid("variable", variable))
        ET.SubElement(holder, f"{kinds[variable]}Value").text = legal(value)


def _note(memo: Memo, identity: str, codable: Container[Key]) -> ET.Element:
    """A memo; what it is on refers to it. The code of one on a whole text is a coding of the note itself.

    Where the project has no such code to code with, as for what schools answer, a line of JSON says it.
    """
    made = _made(memo.coder, memo.moment)
    note = ET.Element("Note", {"guid": identity, "name": _short(memo.text), **made})
    key = (memo.code, memo.partner) if memo.transcript and memo.code and not memo.end else None
    if key and key not in codable:
        describe(note, pack("", {"code": memo.code, "partner": memo.partner}))
    ET.SubElement(note, "PlainTextContent").text = legal(memo.text)
    if key and key in codable:
        coding = ET.SubElement(note, "Coding", {"guid": guid("coded memo", *memo.sort_key), **made})
        ET.SubElement(coding, "CodeRef", targetGUID=code_guid(key))
    return note


def _said(coding: ExchangeCoding) -> dict[str, Any]:
    """What a line of JSON says of a coding: nothing if there is neither evidence nor a decision."""
    evidence, decided = coding.evidence, coding.decided
    said: dict[str, Any] = {
        "rule": evidence.rule,
        "words": _words(evidence.words, coding.start),
        "cue_rule": evidence.cue_rule,
        "cue_words": _words(evidence.cue_words, coding.start),
    }
    if decided:
        said |= {"by": decided.coder, "at": _at(decided.moment), "note": decided.note}
    if not any(said.values()):
        return {}
    about = {"code": coding.code, "partner": coding.partner, "status": coding.status, "coder": coding.coder}
    return about | said


def _words(words: Iterable[Words], start: int) -> list[list[int | str]]:
    """Each with its distance from the passage, which stays the same where a program moves both."""
    return [[word.start - start, word.text] for word in words]


def _made(coder: str, moment: datetime | None) -> dict[str, str]:
    made = {"creatingUser": _user(coder)} if coder else {}
    return made | ({"creationDateTime": _at(moment)} if moment else {})


def _at(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else ""


def _short(text: str) -> str:
    line = " ".join(legal(text).split())
    return line if len(line) <= _NAME_LENGTH else line[: _NAME_LENGTH - 3] + "..."


def _user(name: str) -> str:
    return guid("coder", name)
