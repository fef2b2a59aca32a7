"""The Word template that comes with the program: an empty page with the styles that a report is set in.

`python -m aanbod.reports.wordtemplate reports/templates/report.docx` writes it anew. It is a start: whoever wants
another look changes the styles in Word, and this is not needed for it.
"""

import sys
from pathlib import Path

from aanbod.reports.files import write_file
from aanbod.reports.zipped import zip_bytes

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SERIF = '<w:rFonts w:ascii="Cambria" w:hAnsi="Cambria" w:cs="Cambria"/>'
_CODE = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'
_QUIET = '<w:color w:val="66645D"/>'
_HANGING = '<w:tabs><w:tab w:val="left" w:pos="{0}"/></w:tabs>{1}<w:ind w:left="{0}" w:hanging="{0}"/>'


def _space(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'


_KEEP = "<w:keepNext/><w:keepLines/>"
_NONE = _space(0, 0)
# name, based on, properties of the paragraph, properties of its characters
PARAGRAPHS = (
    ("Normal", "", "", ""),
    ("Title", "Normal", _KEEP + _space(0, 120), _SERIF + "<w:b/>" + _size(24)),
    ("Subtitle", "Normal", _KEEP + _space(0, 20), "<w:b/>" + _QUIET + _size(9)),
    ("Heading 1", "Normal", _KEEP + _space(360, 100) + '<w:outlineLvl w:val="0"/>', _SERIF + "<w:b/>" + _size(15)),
    ("Heading 2", "Normal", _KEEP + _space(240, 60) + '<w:outlineLvl w:val="1"/>', _SERIF + "<w:b/>" + _size(12)),
    ("Heading 3", "Normal", _KEEP + _space(100, 20) + '<w:outlineLvl w:val="2"/>', "<w:b/>" + _size(10)),
    ("caption", "Normal", _KEEP + _space(300, 100) + '<w:outlineLvl w:val="0"/>', _SERIF + "<w:b/>" + _size(12)),
    ("toc 1", "Normal", '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>' + _space(0, 40), ""),
    ("Table Text", "Normal", "<w:keepLines/>" + _space(20, 20), _size(8.5)),
    ("Table Number", "Table Text", '<w:jc w:val="right"/>', ""),
    ("Table Head", "Table Text", "<w:keepNext/>", "<w:b/>"),
    ("Table Head Number", "Table Head", '<w:jc w:val="right"/>', ""),
    ("Table Head Upright", "Table Head", '<w:ind w:left="60"/>', ""),
    ("Table Head Middle", "Table Head", '<w:jc w:val="center"/>', ""),
    ("Table Letter", "Table Text", _HANGING.format(284, ""), ""),
    ("Table Indented", "Table Text", '<w:ind w:left="284"/>', ""),
    (
        "Table Group",
        "Table Text",
        '<w:keepNext/><w:shd w:val="clear" w:color="auto" w:fill="F3F1EB"/>' + _HANGING.format(284, ""),
        "<w:b/>",
    ),
    ("Table Group Number", "Table Group", '<w:ind w:left="0" w:firstLine="0"/><w:jc w:val="right"/>', ""),
    ("Table Note", "Normal", "<w:keepLines/>" + _space(60, 0), _QUIET + _size(8)),
    ("Definition", "Normal", _HANGING.format(1701, _space(0, 40)), ""),
    ("Quote", "Normal", _space(0, 60) + '<w:ind w:left="284"/>', ""),
    (
        "List Bullet",
        "Normal",
        '<w:numPr><w:numId w:val="1"/></w:numPr>' + _space(0, 30) + '<w:ind w:left="284" w:hanging="284"/>'
        "<w:contextualSpacing/>",
        "",
    ),
    ("header", "Normal", _NONE, _QUIET + _size(8)),
    ("footer", "Normal", '<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs>' + _NONE, _QUIET + _size(8)),
)
CHARACTERS = (
    ("Strong", "<w:b/>"),
    ("Emphasis", "<w:i/>"),
    ("Quiet", '<w:b w:val="0"/>' + _QUIET),
    ("Code", _CODE + '<w:b w:val="0"/>' + _size(8)),
    ("Found", '<w:shd w:val="clear" w:color="auto" w:fill="FFE69A"/>'),
    ("Cue", '<w:u w:val="single" w:color="B0532B"/>'),
)
_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single" w:sz="12" w:space="0" w:color="1C1B19"/>'
    '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="1C1B19"/>'
    '<w:insideH w:val="single" w:sz="4" w:space="0" w:color="DCD9D0"/></w:tblBorders></w:tblPr></w:style>'
)
_PARTS = {
    "styles": ("word/styles.xml", f"{_OFFICE}/styles"),
    "settings": ("word/settings.xml", f"{_OFFICE}/settings"),
    "numbering": ("word/numbering.xml", f"{_OFFICE}/numbering"),
    "footer": ("word/footer1.xml", f"{_OFFICE}/footer"),
}


def template_bytes() -> bytes:
    """The template: A4, page numbers, Dutch with hyphenation, and every style that reports use."""
    overrides = "".join(
        f'<Override PartName="/{path}" ContentType="{_TYPE}{kind}+xml"/>' for kind, (path, _) in _PARTS.items()
    )
    content_types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    parts = {
        "[Content_Types].xml": content_types,
        "_rels/.rels": _relationships(
            [("word/document.xml", f"{_OFFICE}/officeDocument"), ("docProps/core.xml", core)]
        ),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title></dc:title><dc:language>nl-NL</dc:language>'
            '<dcterms:created xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:created>'
            '<dcterms:modified xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
        ),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relationships(
            [(path.removeprefix("word/"), kind) for path, kind in _PARTS.values()]
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": (
            f'<w:settings {_W}><w:defaultTabStop w:val="709"/><w:autoHyphenation/><w:hyphenationZone w:val="284"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
            'w:val="15"/></w:compat></w:settings>'
        ),
        "word/numbering.xml": (
            f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
            '<w:lvlText w:val="•"/><w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ),
        "word/footer1.xml": (
            f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:tab/></w:r>{_field("PAGE")}'
            f'<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}</w:p></w:ftr>'
        ),
    }
    return zip_bytes({name: (_HEAD + content).encode() for name, content in parts.items()})


def _document() -> str:
    return (
        f"<w:document {_W} {_R}><w:body><w:sectPr>"
        '<w:footerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" '
        'w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _styles() -> str:
    base = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
        f'{_size(10.5)}<w:lang w:val="nl-NL" w:eastAsia="nl-NL" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    made = [_paragraph_style(*style) for style in PARAGRAPHS]
    made += [_character_style(*style) for style in CHARACTERS]
    return f"<w:styles {_W}>{base}{''.join(made)}{_TABLE}</w:styles>"


def style_id(name: str) -> str:
    """The id that a style of this name has in the template."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def _paragraph_style(name: str, parent: str, paragraph: str, characters: str) -> str:
    default = ' w:default="1"' if name == "Normal" else ""
    custom = ' w:customStyle="1"' if name.startswith(("Table ", "Definition")) else ""
    based = f'<w:basedOn w:val="{style_id(parent)}"/>' if parent else ""
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style_id(name)}"><w:name w:val="{name}"/>{based}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>"
    )


def _character_style(name: str, characters: str) -> str:
    custom = "" if name in ("Strong", "Emphasis") else ' w:customStyle="1"'
    return (
        f'<w:style w:type="character"{custom} w:styleId="{style_id(name)}"><w:name w:val="{name}"/><w:qFormat/>'
        f"<w:rPr>{characters}</w:rPr></w:style>"
    )


def _relationships(targets: list[tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{path}"/>'
        for number, (path, kind) in enumerate(targets, 1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    )


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


if __name__ == "__main__":
    write_file(Path(sys.argv[1]), template_bytes())
