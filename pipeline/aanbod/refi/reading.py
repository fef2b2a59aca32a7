"""A project of ours or of another program, read. The package says how what the standard has no place for comes back."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element

from aanbod.model import Transcript
from aanbod.refi.carried import unpack
from aanbod.refi.coded import Coded
from aanbod.refi.codetree import read_codes
from aanbod.refi.complete import complete
from aanbod.refi.describing import Descriptions
from aanbod.refi.elements import child, children, local, moment, target, targets, written
from aanbod.refi.exchange import RULES, Coder, Exchange, ExchangeCode, Received
from aanbod.refi.guids import bare
from aanbod.refi.losses import Losses
from aanbod.refi.marks import STATUS
from aanbod.refi.notes import About, Notes
from aanbod.refi.package import Package, read_codebook_file
from aanbod.refi.positions import Counting, Reader, Selection, detect
from aanbod.refi.sources import Select, Source, SourceReader
from aanbod.refi.xmlparts import ORIGIN
from aanbod.transcripts.characters import one_line
from aanbod.transcripts.unreadable import UnreadableError

# Programs that count otherwise than the standard says, and quote nothing that would show it.
_USUAL = {"atlas.ti": Counting(newlines="one")}
_KINDS = ("rules", "person", "school")
_READ = ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Description", "NoteRef")


def read_codebook(path: Path, known: Iterable[ExchangeCode] = ()) -> Received:
    """The codes of a codebook file (.qdc). UnreadableError: it is none, or may do harm."""
    root = read_codebook_file(path)
    if local(root) != "CodeBook":
        raise UnreadableError(
            str(path),
            f"this is no codebook: it begins with {local(root)!r}.",
            "Export the codebook again (.qdc).",
        )
    losses = Losses()
    tree = read_codes(root, losses, known)
    for listed in children(child(root, "Sets"), "Set"):
        losses.lose("a set of codes", listed.get("name") or "")
    exchange = Exchange("", codes=tuple(tree.codes), statuses=tuple(tree.statuses))
    return Received(exchange, root.get("origin") or "", losses.lost(), tuple(losses.remarks))


def read_project(
    path: Path, known: Iterable[ExchangeCode] = (), *, counting: Counting | None = None, nobody: str = ""
) -> Received:
    """The project in a package (.qdpx), with a list of all that is not taken in.

    `known` are the codes of our codebook. `counting` says how the program counted positions, where that is known
    better than it shows; `nobody` is the coder of what the file gives no coder. UnreadableError: it is no package, has
    no project, or may do harm.
    """
    with Package(path) as package:
        root = package.project()
        if local(root) != "Project":
            raise UnreadableError(
                str(path), f"it holds no project but {local(root)!r}.", "Export the project as REFI-QDA (.qdpx)."
            )
        return _ProjectReader(package, root, known, counting, nobody).read(path.stem)


class _ProjectReader:
    def __init__(
        self, package: Package, root: Element, known: Iterable[ExchangeCode], counting: Counting | None, nobody: str
    ) -> None:
        self._root = root
        self._losses = Losses()
        self._origin = one_line(root.get("origin") or "")
        self._is_ours = self._origin.split(" ")[0] == ORIGIN
        self._nobody = nobody or self._origin or "unknown"
        self._coders = {bare(user.get("guid")): _coder(user) for user in children(child(root, "Users"), "User")}
        self._sources = SourceReader(package, root, self._losses, self._is_ours)
        self._counting = counting
        self._tree = read_codes(child(root, "CodeBook"), self._losses, known)
        self._descriptions = Descriptions(root, self._losses)
        self._notes = Notes(root, self._losses, self._tree.keys, self._sources.note_text, self._coder_of)
        self._coded = Coded()

    def read(self, name: str) -> Received:
        listed = child(self._root, "Sources")
        sources = list(chain.from_iterable(map(self._sources.read, listed if listed is not None else ())))
        self._add_selections_of_notes(sources)
        counting = self._decide_counting(sources)
        transcripts = tuple(self._read_source(source, source.text.reader(counting)) for source in sources)
        self._read_notes_on_codes_and_project()
        order = {status.id: place for place, status in enumerate(self._tree.statuses)}
        texts = {transcript.name: transcript.text for transcript in transcripts}
        codings = tuple(self._coded.codings(texts, order))
        self._tell()
        found = Exchange(
            name=self._root.get("name") or name,
            coders=tuple({coder.name: coder for coder in self._coders.values()}.values()),
            codes=tuple(self._tree.codes),
            statuses=tuple(self._tree.statuses),
            variables=self._descriptions.variables,
            cases=self._descriptions.cases,
            transcripts=transcripts,
            codings=codings,
            memos=tuple(map(self._coded.memo, self._notes.finish())),
        )
        for element in self._root:
            if local(element) not in _READ:
                for thing in element:
                    self._losses.lose(f"a {local(thing).lower()}", thing.get("name") or "")
        return Received(complete(found), self._origin, self._losses.lost(), tuple(self._losses.remarks))

    def _decide_counting(self, sources: list[Source]) -> Counting:
        if self._counting is not None or self._is_ours:
            return self._counting or Counting()
        usual = next((way for origin, way in _USUAL.items() if origin in self._origin.lower()), Counting())
        counting, told = detect([source.text for source in sources], usual)
        if counting != usual and told:
            self._losses.remark(f"positions are read as {counting}: so the quotes in the file agree with its texts")
        elif not told:
            self._losses.remark(
                f"nothing in the file shows how it counts positions; they are read as {counting}: look at some passages"
            )
        return counting

    def _add_selections_of_notes(self, sources: list[Source]) -> None:
        """A note may hold the selection that it is on (Quirkos), in the source that refers to the note."""
        notes = self._notes.notes
        for source in sources:
            for guid in targets(source.element, "NoteRef"):
                if guid in notes and child(notes[guid].element, "PlainTextSelection") is not None:
                    added = [
                        replace(select, note=guid) for select in self._sources.selects(notes[guid].element, source.name)
                    ]
                    source.selects += added
                    source.text = replace(
                        source.text, selections=(*source.text.selections, *(select.selection for select in added))
                    )

    def _read_source(self, source: Source, reader: Reader) -> Transcript:
        text = source.text.text
        of_notes = {select.note for select in source.selects if select.note}
        for select in source.selects:
            if passage := self._passage(select.selection, reader, source.name, len(text)):
                self._read_selection(select, source, passage)
        whole = (source.name, 0, len(text))
        for coding in children(source.element, "Coding"):
            code = target(child(coding, "CodeRef"))
            if self._descriptions.is_case(code):
                self._descriptions.add(code, source)
            elif text:
                self._losses.remark("a code on a text as a whole is read as one on all of its words")
                self._add_coding(coding, source, whole, source.element)
        about = About(source.name)
        self._place(source.element, about)
        for guid in source.guids:
            self._notes.places.setdefault(guid, about)
        for note in targets(source.element, "NoteRef"):
            if note not in of_notes:
                self._notes.refer(note, about)
        if description := unpack(written(source.element))[0]:
            self._notes.comment(description, self._coder_of(source.element), moment(source.element), about)
        selections = [bare(select.element.get("guid")) for select in source.selects]
        cases, variables = self._descriptions.of(source, selections)
        return Transcript(source.name, text, "", cases, variables)

    def _passage(self, selection: Selection, reader: Reader, name: str, length: int) -> tuple[str, int, int] | None:
        start, end = reader.passage(selection)
        if end > length > start:
            self._losses.remark(f"a selection runs past the end of its text ({name}): it is cut off there")
        if not start < min(end, length):
            self._losses.lose("a selection of nothing, or of what lies behind the text", name)
            return None
        return (name, start, min(end, length))

    def _read_selection(self, select: Select, source: Source, passage: tuple[str, int, int]) -> None:
        element = select.element
        about = About(*passage)
        if select.note:
            self._notes.refer(select.note, about)
            return
        coded = [
            found
            for coding in children(element, "Coding")
            if (found := self._add_coding(coding, source, passage, element))
        ]
        comment, values, broken = unpack(written(element))
        self._losses.lose("the evidence of a coding, cut short by another program", passage[0], broken)
        for value in values:
            self._coded.add_said(passage, value)
        if len(set(coded)) == 1:
            about = coded[0]
        self._place(element, about)
        if comment and "".join(comment.split()) != "".join(select.selection.name.split()):
            self._notes.comment(comment, self._coder_of(element), moment(element), about)
        for note in targets(element, "NoteRef"):
            self._notes.refer(note, About(*passage))

    def _add_coding(
        self, coding: Element, source: Source, passage: tuple[str, int, int], holder: Element
    ) -> About | None:
        """Takes in a code on a passage: a code, a mark or a case. What a memo on it is about; None for the latter."""
        code = target(child(coding, "CodeRef"))
        notes = targets(coding, "NoteRef")
        coder = self._coder_of(coding, holder)
        if mark := self._tree.marks.get(code):
            self._coded.add_mark((*passage, coder), mark)
        elif (key := self._tree.keys.get(code)) and not self._descriptions.is_case(code):
            about = About(*passage, key, coder, self._status_in(holder))
            self._coded.add(about, moment(coding, holder))
            self._place(coding, about)
            for note in notes:
                self._notes.refer(note, about)
            return about
        elif self._descriptions.is_case(code):
            self._descriptions.add(code, source)
            self._losses.lose("a passage as that of a case: its whole text got the case", passage[0])
        else:
            self._losses.lose("a coding with a code that the file does not hold", passage[0])
        for note in notes:
            self._notes.refer(note, About(*passage))
        return None

    def _status_in(self, holder: Element) -> str:
        """The status that a selection itself bears, beside the code in it."""
        marks = (self._tree.marks.get(target(child(coding, "CodeRef"))) for coding in children(holder, "Coding"))
        return next((mark.value for mark in marks if mark and mark.group == STATUS), "")

    def _read_notes_on_codes_and_project(self) -> None:
        for key, note in self._tree.notes:
            self._notes.refer(note, About(key=key))
        for guid, key in self._tree.keys.items():
            self._notes.places.setdefault(guid, About(key=key))
        for note in targets(self._root, "NoteRef"):
            self._notes.refer(note, About())
        if description := unpack(written(self._root))[0]:
            coder = self._coder_named(self._root.get("creatingUserGUID"))
            self._notes.comment(description, coder, moment(self._root), About())

    def _place(self, element: Element, about: About) -> None:
        if guid := bare(element.get("guid")):
            self._notes.places[guid] = about

    def _coder_of(self, *elements: Element) -> str:
        """Who made the first of these that says so, or else changed it; else who made the project."""
        for element in elements:
            for attribute in ("creatingUser", "modifyingUser"):
                if coder := self._coders.get(bare(element.get(attribute))):
                    return coder.name
        return self._coder_named(self._root.get("creatingUserGUID"))

    def _coder_named(self, guid: str | None) -> str:
        coder = self._coders.get(bare(guid))
        if coder is None:
            self._losses.remark(f"what the file gives no coder is put in the name of {self._nobody!r}")
            return self._nobody
        return coder.name

    def _tell(self) -> None:
        said = self._coded.said
        self._losses.lose("a status or state on a passage that the same coder did not code", "", said.loose)
        if said.several:
            self._losses.remark(f"{said.several} codings have several statuses: the strongest counts")
        if said.unlike:
            self._losses.remark(f"{said.unlike} codings are both accepted and rejected: neither counts")


def _coder(user: Element) -> Coder:
    name = one_line(user.get("name") or "") or one_line(user.get("id") or "") or bare(user.get("guid"))
    kind = user.get("id") or ""
    if name == RULES:
        return Coder(name, RULES)
    return Coder(name, kind if kind in _KINDS and kind != RULES else "person")
