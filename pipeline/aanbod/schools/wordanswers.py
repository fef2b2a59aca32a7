"""What stands in the fields of a Word document, by its content controls or, where a program dropped those, by its rows.

A row of a table is a field: its key is printed in the first cell. What is seen counts: a box that shows a cross is
ticked, also if it is a mere letter in a cell.
"""

from typing import Any

from aanbod.schools.controls import NO, TEXT, YES
from aanbod.schools.fields import Field, Returned, Signs
from aanbod.schools.marks import KEY, SIGN, About, read_about
from aanbod.transcripts.archives import broken, open_archive, read_part
from aanbod.transcripts.docx import rows, texts
from aanbod.transcripts.unreadable import UnreadableError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_DOCUMENT, _CUSTOM = "word/document.xml", "docProps/custom.xml"
_PROGRAM = "Word"


def read_word(data: bytes, file: str, signs: Signs) -> Returned:
    """The fields of a docx file. UnreadableError: it is broken, protected, or another kind of file."""
    with open_archive(data, file, _PROGRAM) as archive:
        names = archive.namelist()
        if _DOCUMENT not in names:
            raise UnreadableError(
                file, "this is no Word document.", "Open it in the program that it is from, and save it as .docx."
            )
        body = _parsed(read_part(archive, _DOCUMENT, file, _PROGRAM), file)
        about = _about(_parsed(read_part(archive, _CUSTOM, file, _PROGRAM), file)) if _CUSTOM in names else None
        has_pictures = any(name.startswith("word/media/") for name in names)
    found = Returned(about or _about(body), *_fields(body, signs))
    if not found.fields and has_pictures:
        raise UnreadableError(
            file,
            "it holds pictures instead of fields: a scan, it seems.",
            "Type the answers over into a new document (`aanbod feedback`), or ask for the document itself.",
        )
    return found


def _parsed(part: bytes, file: str) -> Any:
    from docx.oxml import parse_xml
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        return parse_xml(part)
    except (LxmlError, ValueError) as error:
        raise broken(file, f"its XML cannot be read ({error})", _PROGRAM) from error


def _about(root: Any) -> About | None:
    return read_about("".join(root.itertext()))


def _fields(body: Any, signs: Signs) -> tuple[dict[str, Field], tuple[str, ...]]:
    found: dict[str, Field] = {}
    loose: list[str] = []
    for table in body.iter(_W + "tbl"):
        in_table = False
        strange: list[str] = []
        for number, row in enumerate(rows(table, "tr")):
            cells = list(rows(row, "tc"))
            key = _key(row, cells)
            if key:
                in_table = True
                _read_row(cells, found.setdefault(key, Field()), signs)
            elif number and (said := " ".join(" ".join(_text(cell).split()) for cell in cells).strip("☐ ")):
                strange.append(said)
        loose += strange if in_table else []
    return found, tuple(loose)


def _key(row: Any, cells: list[Any]) -> str:
    printed = KEY.search(_text(cells[0])) if cells else None
    if printed:
        return printed[1]
    for tag in row.iter(_W + "tag"):
        use, _, key = tag.get(_W + "val", "").partition(":")
        if use in (YES, NO, TEXT) and KEY.fullmatch(SIGN + key):
            return str(key)
    return ""


def _read_row(cells: list[Any], field: Field, signs: Signs) -> None:
    """Cells are a label, two boxes and a text, or a label and a text; what a control says it is goes before that."""
    uses = dict(zip((*((YES, NO) if len(cells) > 2 else ()), TEXT), cells[1:], strict=False))
    uses |= {use: cell for cell in cells for tag in cell.iter(_W + "tag") if (use := _use(tag))}
    lines = KEY.sub("", _text(cells[0])).strip().splitlines()
    field.label = field.label or (lines[0].strip() if lines else "")
    for use in (YES, NO):
        if use not in uses:
            continue
        text = _text(uses[use]).strip()
        ticked = signs.ticked(text, use == YES) if text else _checked(uses[use])
        if ticked is None:
            field.unclear.append(text)
        elif ticked and use == YES:
            field.yes = True
        elif ticked:
            field.no = True
    if TEXT in uses:
        text = signs.written(_text(uses[TEXT]))
        field.text = "\n".join(dict.fromkeys(part for part in (field.text, text) if part))


def _use(tag: Any) -> str:
    use = tag.get(_W + "val", "").partition(":")[0]
    return use if use in (YES, NO, TEXT) else ""


def _checked(cell: Any) -> bool:
    """What a box says that shows nothing."""
    return any(mark.get(_W14 + "val") in ("1", "true", "on") for mark in cell.iter(_W14 + "checked"))


def _text(element: Any) -> str:
    """The text, a line for each paragraph."""
    return "\n".join("".join(texts(paragraph)) for paragraph in element.iter(_W + "p"))
