"""From files and folders to transcripts: all are read, and all that is wrong is reported in one go."""

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from aanbod.codebook.model import Codebook
from aanbod.errors import Fault
from aanbod.model import HeldSource, Transcript
from aanbod.transcripts import front_matter
from aanbod.transcripts.decoding import decode
from aanbod.transcripts.entries import Entry
from aanbod.transcripts.files import SUFFIXES, read_bytes
from aanbod.transcripts.metadata import Describer, listing
from aanbod.transcripts.spool import Spool
from aanbod.transcripts.table import Table, read_table
from aanbod.transcripts.unreadable import UnreadableError

if TYPE_CHECKING:
    from aanbod.parallel import Mapped
    from aanbod.privacy.masking import Masker

_WITH_FRONT_MATTER = (".txt", ".md")
_ABOUT_THE_FOLDER = frozenset({"readme", "leesmij"})
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
CHUNK = 25  # files that are read as one piece of work

Progress = Callable[[int, int, Path], None]
Held = Callable[[Sequence[str]], Mapping[str, HeldSource]]


@dataclass
class _File:
    """A file to read; `held` is what the store has of it, if anything."""

    path: Path
    name: str
    held: HeldSource | None
    sha256: str = ""
    text: str | None = None  # None: unreadable, or the store holds it
    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)  # why there is no text
    wrong: list[Fault] = field(default_factory=list)  # in its front matter


def read_transcripts(
    paths: Sequence[Path],
    spool: Spool,
    codebook: Codebook | None = None,
    table: Path | None = None,
    *,
    require: bool = False,
    held: Held | None = None,
    mask: "Masker | None" = None,
    mapped: "Mapped" = map,
    progress: Progress | None = None,
) -> list[Fault]:
    """Reads the transcripts in these files and folders into the spool; everything that is wrong with them.

    `table` is the CSV table of transcripts. With `require`, each transcript needs its cases and every required
    variable; without, faults in what is said about transcripts are warnings. A file with a fatal fault gives no
    transcript. `held` says what the store has under some names: a file with the same bytes and description is but
    noted as unchanged. `mask` covers what is personal. `mapped` is `map`, or does the same in several processes.
    `progress` is called for each file with the number of files before it, the number of all, and the file.
    """
    faults = list(find_files(paths, spool, table))
    rows, of_table = Table("", {}), list[Fault]()
    if table is not None:
        try:
            rows, of_table = read_table(table)
        except UnreadableError as error:
            of_table = [error.fault]
    faults += of_table
    whole = not any(fault.fatal for fault in of_table)
    describer = Describer(codebook, require=require)
    total = spool.total_files()
    done = 0
    read = partial(_read, mask)
    for chunk in mapped(partial(_read_chunk, mask), _chunks(spool, held)):
        for file in chunk:
            if progress is not None:
                progress(done, total, file.path)
            faults += _keep(file, rows, describer, spool, read, whole)
            done += 1
    faults += _rows_without_file(rows, spool)
    for path, other in spool.twins():  # they would be counted twice
        message = f"it has the same text as {other}, and counts as a second transcript."
        faults.append(Fault(path, 0, "", message, "Remove one if that is not meant.", fatal=False))
    return sorted(set(faults))


def find_files(paths: Sequence[Path], spool: Spool, table: Path | None = None) -> Iterator[Fault]:
    """Notes the files to read in the spool, in order. Faults: folders without any, two files of one name, files left
    out (a warning).

    Folders are read with the folders in them. Hidden files, the lock files of Word and LibreOffice, the table and
    READMEs are no transcripts.
    """
    not_this = table.resolve() if table else None
    for path in paths:
        if not path.is_dir():
            yield from _add_file(spool, path, path.resolve())
            continue
        found = False
        closed: list[Fault] = []
        for file, real in _walk(path, closed):
            if _is_litter(file) or real == not_this:
                continue
            if file.suffix.lower() not in SUFFIXES:
                yield _left_out(file)
                continue
            found = True
            yield from _add_file(spool, file, real)
        yield from closed
        if not found:
            message = f"the folder holds no transcripts ({', '.join(SUFFIXES)})."
            yield Fault(str(path), 0, "", message, "Put transcripts in it, or name another folder.")


def name_of(path: Path) -> str:
    """The name of the transcript in a file. NFC, as macOS may write file names otherwise."""
    return unicodedata.normalize("NFC", path.name)


def _add_file(spool: Spool, file: Path, real: Path) -> Iterator[Fault]:
    if other := spool.add_file(file, name_of(file), real):
        message = f"{other} has the same name; a transcript is known by its name."
        yield Fault(str(file), 0, "", message, "Rename one of the two.")


def _chunks(spool: Spool, held: Held | None) -> Iterator[list[_File]]:
    files = spool.files()
    while chunk := list(islice(files, CHUNK)):
        stored = held([name for _, name in chunk]) if held else {}
        yield [_File(path, name, stored.get(name)) for path, name in chunk]


def _read_chunk(mask: "Masker | None", files: Iterable[_File]) -> list[_File]:
    return [_read(mask, file) for file in files]


def _read(mask: "Masker | None", file: _File) -> _File:
    """The same, with what is in it."""
    place = str(file.path)
    try:
        data = read_bytes(file.path)
        file.sha256 = hashlib.sha256(data).hexdigest()
        if mask:
            file.sha256 = mask.source_sha256(file.sha256)
        if file.path.suffix.lower() in _WITH_FRONT_MATTER:
            block, _ = front_matter.split(decode(data, place))
            if block:
                entry, file.wrong = front_matter.parse(block, place)
                file.entries.append(entry)
        if file.held is None or file.held.source_sha256 != file.sha256:
            from aanbod.transcripts.reading import text_of  # the readers take a while, and often nothing is new

            file.held = None
            file.text = text_of(file.path, data)
            if mask:
                file.text = mask(file.text)
    except UnreadableError as error:
        file.held = None
        file.faults.append(error.fault)
    return file


def _keep(
    file: _File, rows: Table, describer: Describer, spool: Spool, read: Callable[[_File], _File], whole: bool
) -> list[Fault]:
    """Puts the transcript in the spool if it is good; what is wrong with it. `whole`: the table could be read."""
    entries = [*file.entries]
    if file.name in rows.entries:
        entries.append(rows.entries[file.name])
    description, wrong = describer.describe(str(file.path), entries, whole=whole and not (file.faults or file.wrong))
    faults = [*describer.weigh(file.wrong), *file.faults, *wrong]
    if any(fault.fatal for fault in faults):
        return faults
    if file.held is not None:
        if (file.held.cases, file.held.variables) == (description.cases, description.variables):
            spool.add_unchanged(file.path, file.name, file.held.sha256)
            return faults
        fresh = read(_File(file.path, file.name, None))  # its text goes with it
        return _keep(fresh, rows, describer, spool, read, whole)
    if file.text is not None:
        found = Transcript(file.name, file.text, file.sha256, description.cases, description.variables)
        spool.add(file.path, found)
    return faults


def _walk(folder: Path, faults: list[Fault]) -> Iterator[tuple[Path, Path]]:
    """The files in a folder and the folders in it: path, and the path without links."""

    def closed(error: OSError) -> None:
        remedy = "Ask for access to it, or leave it out."
        faults.append(Fault(str(error.filename), 0, "", "the folder may not be read.", remedy))

    for root, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        real = Path(root).resolve()
        for name in sorted(names):
            file = Path(root, name)
            yield file, file.resolve() if file.is_symlink() else real / name


def _is_litter(file: Path) -> bool:
    name = file.name.lower()
    return (
        name.startswith((".", "~$"))
        or name in _LITTER
        or (file.suffix.lower() in _WITH_FRONT_MATTER and file.stem.lower() in _ABOUT_THE_FOLDER)
    )


def _left_out(file: Path) -> Fault:
    remedy = f"Save it as one of {', '.join(SUFFIXES)} if it should be coded."
    if file.suffix.lower() in (".csv", ".tsv"):
        remedy = "If it is the table of transcripts, name it as such."
    return Fault(str(file), 0, "", "left out: no transcript, by its kind of file.", remedy, fatal=False)


def _rows_without_file(rows: Table, spool: Spool) -> Iterator[Fault]:
    if lost := list(spool.without_file(rows.entries)):
        first = rows.entries[lost[0]]
        message = f"not among the transcripts: {listing(lost)}."
        remedy = "Check these names; capitals count."
        yield Fault(first.file, first.line, "document", message, remedy, fatal=False)
