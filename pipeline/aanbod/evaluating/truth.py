"""Reading a truth: what a careful reader codes in a transcript, a file of tab-separated rows for each.

The file is called after the transcript (`a.docx`: `a.tsv`) and has the columns code, status, partner and quote.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from aanbod.codebook.model import Codebook
from aanbod.errors import AanbodError, Fault, FaultsError
from aanbod.model import Coding, Evidence
from aanbod.transcripts.decoding import decode
from aanbod.transcripts.files import read_bytes
from aanbod.transcripts.unreadable import UnreadableError

COLUMNS = ("code", "status", "partner", "quote")
# How a reader codes what the codebook has no code for: open.<own label>, and partner.nieuw with the name.
_OPEN = ("open.", "partner.nieuw")


@dataclass(frozen=True)
class TruthRow:
    """One passage that should be coded so. `transcript` is the name of the file without its ending."""

    transcript: str
    code: str
    partner: str
    status: str
    quote: str


@dataclass(frozen=True)
class Truth:
    """The rows of all files; `transcripts` names the files. The codebook has no code for `left_out` further rows."""

    transcripts: tuple[str, ...]
    rows: tuple[TruthRow, ...]
    left_out: int


def read_truth(path: Path, codebook: Codebook) -> Truth:
    """A file, or all .tsv files of a folder.

    AanbodError: no such folder or file, or none in it; FaultsError: every missing column and every code, partner or
    status that the codebook does not know, by file and line.
    """
    if not path.exists():
        raise AanbodError(f"{path}: there is no such file or folder\n    name the folder of the truth files (.tsv)")
    files = sorted(path.glob("*.tsv")) if path.is_dir() else [path]
    if not files:
        raise AanbodError(f"{path}: there is no .tsv file in this folder\n    each is called after its transcript")
    faults: list[Fault] = []
    rows = [row for file in files for row in _rows(file, codebook, faults)]
    if faults:
        raise FaultsError("the truth cannot be used:", faults)
    known = {code.key for code in codebook.codes}
    kept = tuple(row for row in rows if (row.code, row.partner) in known)
    return Truth(tuple(_stem(file) for file in files), kept, len(rows) - len(kept))


def codings_of(truth: Truth, texts: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, Coding]], int]:
    """The rows as codings, each with the name of its transcript, by the first place where its quote stands, whatever
    the white space; and how many rows have no place. `texts` are name and text of the transcripts."""
    rows: dict[str, list[TruthRow]] = {}
    for row in truth.rows:
        rows.setdefault(row.transcript, []).append(row)
    found: list[tuple[str, Coding]] = []
    for name, text in texts:
        for row in rows.get(_stem(Path(name)), ()):
            if place := re.search(r"\s+".join(map(re.escape, row.quote.split())) or r"(?!)", text):
                passage = Coding(place.start(), place.end(), row.code, row.partner, row.status, Evidence(""))
                found.append((name, passage))
    return found, len(truth.rows) - len(found)


def _stem(file: Path) -> str:
    return unicodedata.normalize("NFC", file.stem)


def _rows(file: Path, codebook: Codebook, faults: list[Fault]) -> Iterator[TruthRow]:
    try:
        text = unicodedata.normalize("NFC", decode(read_bytes(file), str(file))).removeprefix("\ufeff")
    except UnreadableError as error:
        faults.append(error.fault)
        return
    header, *lines = [line.split("\t") for line in text.replace("\r\n", "\n").split("\n")]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        remedy = f"Begin with a line that names {', '.join(COLUMNS)}, parted by tabs."
        faults.append(Fault(str(file), 1, "", f"there is no column {_quoted(missing)}.", remedy))
        return
    places = [header.index(name) for name in COLUMNS]
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) <= max(places):
            message = f"the row has {len(cells)} of the {len(header)} columns."
            faults.append(
                Fault(str(file), number, "", message, "Part the cells by tabs; an empty cell has its tab too.")
            )
            continue
        code, status, partner, quote = (cells[place].strip() for place in places)
        row = TruthRow(_stem(file), code, partner, status, quote)
        if fault := _fault(str(file), number, row, codebook):
            faults.append(fault)
        else:
            yield row


def _fault(file: str, line: int, row: TruthRow, codebook: Codebook) -> Fault | None:
    statuses = [status.id for status in codebook.statuses]
    if row.status not in statuses:
        return Fault(file, line, "status", f"there is no status `{row.status}`.", _nearest(row.status, statuses))
    partners = {code.partner for code in codebook.codes if code.id == row.code}
    if row.partner in partners or (not partners and row.code.startswith(_OPEN)):
        return None
    if not partners:
        known = sorted({code.id for code in codebook.codes})
        return Fault(file, line, "code", f"the codebook has no code `{row.code}`.", _nearest(row.code, known))
    if partners == {""}:
        message = f"`{row.code}` has no partners."
        return Fault(file, line, "partner", message, "Leave the cell empty, or choose the partner's category.")
    message = f"`{row.code}` has no partner `{row.partner}`." if row.partner else f"`{row.code}` needs a partner."
    return Fault(file, line, "partner", message, _nearest(row.partner, sorted(partners)))


def _nearest(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 1)
    if near:
        return f"Did you mean `{near[0]}`?"
    return f"Use one of: {', '.join(known)}." if len(known) < 8 else "`aanbod codebook show` lists what there is."


def _quoted(names: Collection[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
