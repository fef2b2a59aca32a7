"""From files and folders to transcripts: all are read, and all that is wrong is reported in one go."""

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from aanbod.codebook.model import Codebook
from aanbod.errors import Fault
from aanbod.model import Transcript
from aanbod.transcripts import front_matter
from aanbod.transcripts.decoding import decode
from aanbod.transcripts.entries import Entry
from aanbod.transcripts.files import read_bytes
from aanbod.transcripts.metadata import Describer, listing
from aanbod.transcripts.reading import SUFFIXES, text_of
from aanbod.transcripts.table import Table, read_table
from aanbod.transcripts.unreadable import UnreadableError

_WITH_FRONT_MATTER = (".txt", ".md")
_ABOUT_THE_FOLDER = frozenset({"readme", "leesmij"})
_LITTER = frozenset({"thumbs.db", "desktop.ini"})

Progress = Callable[[int, int, Path], None]


def read_transcripts(
    paths: Sequence[Path],
    codebook: Codebook | None = None,
    table: Path | None = None,
    *,
    require: bool = False,
    progress: Progress | None = None,
) -> tuple[list[Transcript], list[Fault]]:
    """The transcripts in these files and folders, sorted by name, and everything that is wrong with them.

    `table` is the CSV table of transcripts. With `require`, each transcript needs its cases and every required
    variable; without, faults in what is said about transcripts are warnings. A file with a fatal fault gives no
    transcript. `progress` is called before each file with the number of files read, the number of all, and the file.
    """
    files, faults = find_files(paths, table)
    rows = Table("", {})
    if table is not None:
        try:
            rows, wrong = read_table(table)
            faults += wrong
        except UnreadableError as error:
            faults.append(error.fault)
    describer = Describer(codebook, require=require)
    transcripts: list[Transcript] = []
    for number, path in enumerate(files):
        if progress is not None:
            progress(number, len(files), path)
        transcript, wrong = _read(path, rows, describer)
        faults += wrong
        if transcript is not None:
            transcripts.append(transcript)
    faults += _rows_without_file(rows, files)
    faults += _twins(transcripts, files)
    return sorted(transcripts, key=lambda t: t.name), sorted(set(faults))


def find_files(paths: Sequence[Path], table: Path | None = None) -> tuple[list[Path], list[Fault]]:
    """The files to read, in order, and faults: folders without any, two files of one name, files left out (a warning).

    Folders are read with the folders in them. Hidden files, the lock files of Word and LibreOffice, the table and
    READMEs are no transcripts.
    """
    files: dict[str, Path] = {}
    faults: list[Fault] = []
    seen: set[Path] = set()
    for path in paths:
        found = [path]
        if path.is_dir():
            found = [file for file in _walk(path, faults) if not _is_litter(file) and not _same(file, table)]
            unsuitable = [file for file in found if file.suffix.lower() not in SUFFIXES]
            found = [file for file in found if file.suffix.lower() in SUFFIXES]
            faults += (_left_out(file) for file in unsuitable)
            if not found:
                message = f"the folder holds no transcripts ({', '.join(SUFFIXES)})."
                faults.append(Fault(str(path), 0, "", message, "Put transcripts in it, or name another folder."))
        for file in found:
            real = file.resolve()
            if real in seen:
                continue
            seen.add(real)
            other = files.setdefault(name_of(file), file)
            if other is not file:
                message = f"{other} has the same name; a transcript is known by its name."
                faults.append(Fault(str(file), 0, "", message, "Rename one of the two."))
    return list(files.values()), faults


def name_of(path: Path) -> str:
    """The name of the transcript in a file. NFC, as macOS may write file names otherwise."""
    return unicodedata.normalize("NFC", path.name)


def _read(path: Path, rows: Table, describer: Describer) -> tuple[Transcript | None, list[Fault]]:
    name = name_of(path)
    faults: list[Fault] = []
    entries: list[Entry] = []
    text = None
    digest = ""
    try:
        data = read_bytes(path)
        digest = hashlib.sha256(data).hexdigest()
        if path.suffix.lower() in _WITH_FRONT_MATTER:
            block, _ = front_matter.split(decode(data, str(path)))
            if block:
                entry, wrong = front_matter.parse(block, str(path))
                entries.append(entry)
                faults += describer.weigh(wrong)
        text = text_of(path, data)
    except UnreadableError as error:
        faults.append(error.fault)
    if name in rows.entries:
        entries.append(rows.entries[name])
    description, wrong = describer.describe(str(path), entries)
    faults += wrong
    if text is None or any(fault.fatal for fault in faults):
        return None, faults
    return Transcript(name, text, digest, description.cases, description.variables), faults


def _walk(folder: Path, faults: list[Fault]) -> Iterator[Path]:
    def closed(error: OSError) -> None:
        remedy = "Ask for access to it, or leave it out."
        faults.append(Fault(str(error.filename), 0, "", "the folder may not be read.", remedy))

    for root, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names))


def _is_litter(file: Path) -> bool:
    name = file.name.lower()
    return (
        name.startswith((".", "~$"))
        or name in _LITTER
        or (file.suffix.lower() in _WITH_FRONT_MATTER and file.stem.lower() in _ABOUT_THE_FOLDER)
    )


def _same(file: Path, other: Path | None) -> bool:
    return other is not None and file.resolve() == other.resolve()


def _left_out(file: Path) -> Fault:
    remedy = f"Save it as one of {', '.join(SUFFIXES)} if it should be coded."
    if file.suffix.lower() in (".csv", ".tsv"):
        remedy = "If it is the table of transcripts, name it as such."
    return Fault(str(file), 0, "", "left out: no transcript, by its kind of file.", remedy, fatal=False)


def _rows_without_file(rows: Table, files: Sequence[Path]) -> Iterator[Fault]:
    names = {name_of(file) for file in files}
    if lost := [entry for name, entry in rows.entries.items() if name not in names]:
        listed = listing(name for name in rows.entries if name not in names)
        message = f"not among the transcripts: {listed}."
        remedy = "Check these names; capitals count."
        yield Fault(lost[0].file, lost[0].line, "document", message, remedy, fatal=False)


def _twins(transcripts: Sequence[Transcript], files: Sequence[Path]) -> Iterator[Fault]:
    """Warnings for transcripts with the same text, that would be counted twice."""
    places = {name_of(file): str(file) for file in files}
    first: dict[str, str] = {}
    for transcript in transcripts:
        other = first.setdefault(transcript.sha256, transcript.name)
        if other != transcript.name:
            message = f"it has the same text as {other}, and counts as a second transcript."
            yield Fault(places[transcript.name], 0, "", message, "Remove one if that is not meant.", fatal=False)
