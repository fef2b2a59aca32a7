"""Boxes to tick and places to write in a Word document: content controls that Word, LibreOffice and others keep.

The tag of a control is what it is for and the key of its field: `yes:7f3ac2d1`, `no:7f3ac2d1`, `text:7f3ac2d1`.
"""

from typing import Any

TICKED, UNTICKED = "☒", "☐"
PLACE = "…" * 12  # what stands where nothing is written yet; no words, so that it never reads as an answer
YES, NO, TEXT = "yes", "no", "text"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_FONT = "MS Gothic"  # has both boxes in every Word; other programs take another font for them
_BOX = (
    "<w14:checkbox>"
    f'<w14:checked w14:val="0"/><w14:checkedState w14:val="{ord(TICKED):04X}" w14:font="{_FONT}"/>'
    f'<w14:uncheckedState w14:val="{ord(UNTICKED):04X}" w14:font="{_FONT}"/></w14:checkbox>'
)


class Controls:
    """Makes controls, which stand nowhere yet; each gets a number of its own, as Word wants it."""

    def __init__(self) -> None:
        self._number = 0

    def box(self, use: str, key: str, title: str) -> Any:
        fonts = f'<w:rFonts w:ascii="{_FONT}" w:eastAsia="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/><w:sz w:val="28"/>'
        return self._made(use, key, title, _BOX, f"<w:r><w:rPr>{fonts}</w:rPr><w:t>{UNTICKED}</w:t></w:r>")

    def text(self, key: str, title: str) -> Any:
        run = f'<w:r><w:rPr><w:color w:val="808080"/></w:rPr><w:t>{PLACE}</w:t></w:r>'
        return self._made(TEXT, key, title, '<w:showingPlcHdr/><w:text w:multiLine="1"/>', run)

    def _made(self, use: str, key: str, title: str, kind: str, run: str) -> Any:
        from docx.oxml import parse_xml

        self._number += 1
        made = parse_xml(
            f'<w:sdt {_SPACES}><w:sdtPr><w:alias/><w:tag w:val="{use}:{key}"/><w:id w:val="{self._number}"/>'
            f'<w:lock w:val="sdtLocked"/>{kind}</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>'
        )
        alias = made[0][0]
        alias.set(f"{alias.tag.removesuffix('alias')}val", title[:64])
        return made
