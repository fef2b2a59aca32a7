"""What other programs write, one small file for each peculiarity, read with the right passages."""

from pathlib import Path

import pytest

from aanbod.refi.exchange import Coder, ExchangeCase, ExchangeCode, Memo, Received
from aanbod.refi.positions import Counting
from aanbod.refi.reading import read_codebook, read_project

from .conftest import CODE, SOURCE, USER, USERS, Read, Write, guid, passages, selection, text_source

FILES = {f"sources/{SOURCE}.txt": b"Er is thee."}
PLAIN = f"<Sources>{text_source(selection(6, 10))}</Sources>"


def told(received: Received) -> str:
    return "\n".join([*received.remarks, *map(str, received.lost)])


@pytest.mark.parametrize(
    ("content", "places", "quote"),
    [
        ("Eén 🎉 feest".encode(), (0, 5), "Eén 🎉"),  # code points
        ("Eén 🎉 feest".encode(), (7, 12), "feest"),  # UTF-16 units
        (b"Een\r\ntwee feest", (10, 15), "feest"),  # CRLF counted as it stands
        (b"Een\r\ntwee feest", (9, 14), "feest"),  # CRLF counted once
        (b"Een\ntwee feest", (10, 15), "feest"),  # LF counted twice
        (b"\xef\xbb\xbfEen feest", (4, 9), "feest"),  # a byte order mark that does not count
        (b"\xef\xbb\xbfEen feest", (5, 10), "feest"),  # and one that does
        ("Een feest".encode("utf-16"), (4, 9), "feest"),
        ("Cafe\u0301 en een feest".encode(), (13, 18), "feest"),  # é as two code points
        (b"Een feest en thee", (4, 8), "feest"),  # the end is the last character
        ("Een groot feest".encode("cp1252"), (4, 9), "groot"),
    ],
)
def test_positions(read_text: Read, content: bytes, places: tuple[int, int], quote: str) -> None:
    received = read_text(content, selection(*places, quote))
    assert passages(received) == [quote]


def test_accents_in_windows_1252(read_text: Read) -> None:
    assert passages(read_text("Één café".encode("cp1252"), selection(4, 8))) == ["café"]


def test_atlas_ti_counts_a_line_end_as_one(read_text: Read) -> None:
    received = read_text(b"Een\r\ntwee feest", selection(9, 14), origin="ATLAS.ti 22")
    assert passages(received) == ["feest"]


def test_the_way_of_counting_can_be_given(read_text: Read) -> None:
    content, places = "🎉 feest".encode(), selection(3, 8)
    unsure = read_text(content, places)
    assert passages(unsure) == ["eest"]
    assert "nothing in the file shows how it counts positions" in told(unsure)
    assert passages(read_text(content, places, counting=Counting(utf16=True))) == ["feest"]


def test_invisible_characters_are_no_text(read_text: Read) -> None:
    received = read_text("Een\u200b \xa0feest ﬁets".encode(), selection(6, 11), selection(12, 16, number=200))
    assert received.exchange.transcripts[0].text == "Een  feest fiets"
    assert passages(received) == ["feest", "fiets"]


def test_selections_that_run_past_the_text(read_text: Read) -> None:
    received = read_text(
        b"Er is thee.",
        selection(6, 99),
        selection(50, 60, number=200),
        selection(3, 3, number=300),
        selection(-1, 4, number=400),
        selection("x", 4, number=500),
    )
    assert passages(received) == ["thee."]
    assert "runs past the end of its text (gesprek)" in told(received)
    assert "2 × a selection of nothing" in told(received)
    assert "2 × a selection without a usable position" in told(received)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (f"internal://{SOURCE}.txt", f"sources/{SOURCE}.txt"),
        (f"internal://{SOURCE}.txt", f"Sources/{SOURCE.upper()}.TXT"),
        (f"internal:///{SOURCE}.txt", f"Sources\\{SOURCE}.txt"),
        (f"internal://sources/{SOURCE}.txt", f"sources/{SOURCE}.txt"),
        (f"{SOURCE}.txt", f"sources/{SOURCE}.txt"),
        ("internal://het%20gesprek.txt", "sources/het gesprek.txt"),
        ("relative:///bron.txt", "bron.txt"),
    ],
)
def test_where_the_text_is(write_project: Write, path: str, name: str) -> None:
    source = text_source(selection(6, 10), path=f'plainTextPath="{path}"')
    received = read_project(write_project(f"<Sources>{source}</Sources>", files={name: b"Er is thee."}))
    assert passages(received) == ["thee"]


def test_a_text_beside_the_package(write_project: Write, tmp_path: Path) -> None:
    source = text_source(selection(6, 10), path='plainTextPath="relative:///gesprek.txt"')
    (tmp_path / "bronnen").mkdir()
    (tmp_path / "bronnen" / "gesprek.txt").write_bytes(b"Er is thee.")
    project = write_project(f"<Sources>{source}</Sources>", attributes='basePath="bronnen"')
    assert passages(read_project(project)) == ["thee"]


def test_a_text_within_the_project(write_project: Write) -> None:
    inside = f"<PlainTextContent>Er is thee.</PlainTextContent>{selection(6, 10)}"
    received = read_project(write_project(f"<Sources>{text_source(inside, path='')}</Sources>"))
    assert passages(received) == ["thee"]


def test_another_name_and_folder_for_the_project(write_project: Write) -> None:
    files = {f"Studie/Sources/{SOURCE}.txt": b"Er is thee."}
    assert passages(read_project(write_project(PLAIN, files=files, project="Studie/Mijn studie.qde"))) == ["thee"]


def test_another_version_of_the_standard(write_project: Write) -> None:
    assert passages(read_project(write_project(PLAIN, files=FILES, namespace="urn:QDA-XML:project:0:4"))) == ["thee"]


def test_identifiers_in_braces_and_capitals(write_project: Write) -> None:
    users = f'<Users><User guid="{{{USER.upper()}}}" name="Anna"/></Users>'
    codes = f'<CodeBook><Codes><Code guid="{{{CODE.upper()}}}" name="Thee"/></Codes></CodeBook>'
    received = read_project(write_project(PLAIN, files=FILES, users=users, codes=codes))
    assert passages(received) == ["thee"]
    assert received.exchange.codings[0].coder == "Anna"


def test_missing_users(write_project: Write) -> None:
    project = write_project(PLAIN, files=FILES, users="")
    assert [coding.coder for coding in read_project(project).exchange.codings] == ["Ander programma 1"]
    received = read_project(project, nobody="Carla")
    assert [coding.coder for coding in received.exchange.codings] == ["Carla"]
    assert "put in the name of 'Carla'" in told(received)


def test_the_user_stands_elsewhere(write_project: Write) -> None:
    coding = f'<Coding guid="{guid(1)}"><CodeRef targetGUID="{CODE}"/></Coding>'
    modified = selection(6, 10, inside=coding).replace("name=", f'modifyingUser="{USER}" name=')
    received = read_project(write_project(f"<Sources>{text_source(modified)}</Sources>", files=FILES))
    assert received.exchange.codings[0].coder == "Anna"
    bare = f"<Sources>{text_source(selection(6, 10, inside=coding))}</Sources>"
    received = read_project(write_project(bare, files=FILES, attributes=f'creatingUserGUID="{USER}"'))
    assert received.exchange.codings[0].coder == "Anna"


def test_users_without_a_name(write_project: Write) -> None:
    received = read_project(write_project(PLAIN, files=FILES, users=f'<Users><User guid="{USER}" id="AB"/></Users>'))
    assert received.exchange.coders == (Coder("AB"),)


def test_moments_that_are_none(write_project: Write) -> None:
    coding = '<Coding guid="{}" creationDateTime="{}"><CodeRef targetGUID="{}"/></Coding>'
    sources = "".join(
        selection(start, start + 2, inside=coding.format(guid(start), at, CODE), number=100 * start)
        for start, at in ((1, "0001-01-01T00:00:00"), (3, "gisteren"), (5, "2024-05-31T10:00:00"))
    )
    found = read_project(write_project(f"<Sources>{text_source(sources)}</Sources>", files=FILES)).exchange.codings
    assert [str(coding.moment) for coding in found] == ["None", "None", "2024-05-31 10:00:00+00:00"]


def codes_of(tmp_path: Path, inside: str, known: tuple[ExchangeCode, ...] = ()) -> Received:
    path = tmp_path / "boek.qdc"
    head = '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Ander">'
    path.write_text(f"{head}<Codes>{inside}</Codes></CodeBook>", encoding="utf-8-sig")
    return read_codebook(path, known)


def test_colours(tmp_path: Path) -> None:
    written = ["#A3c", "#aA33Cc", "#ffaa33cc", "#aa33ccff", "rgb(170, 51, 204)", "170,51,204", "paars"]
    codes = "".join(f'<Code guid="{guid(n)}" name="c{n}" color="{c}"/>' for n, c in enumerate(written))
    received = codes_of(tmp_path, codes)
    assert [code.colour for code in received.exchange.codes] == ["#aa33cc"] * 6 + [""]
    assert told(received) == "a colour that is none (c6: paars)"


def test_codes_that_cannot_be_coded_with_and_those_that_do_not_say(tmp_path: Path) -> None:
    received = codes_of(
        tmp_path,
        f'<Code guid="{guid(1)}" name="Ouders" isCodable="false"><Code guid="{guid(2)}" name="Thee"/>'
        f'<Code guid="{guid(3)}" name="Koffie" isCodable="0"/></Code>',
    )
    assert [(code.id, code.parent, code.is_codable) for code in received.exchange.codes] == [
        ("ouders", None, False),
        ("ouders.thee", ("ouders", ""), True),
        ("ouders.koffie", ("ouders", ""), False),
    ]


def test_codes_without_a_name_and_with_the_same_one(tmp_path: Path) -> None:
    received = codes_of(
        tmp_path,
        f'<Code guid="{guid(1)}" name=" "/><Code guid="{guid(2)}" name="Thee &amp; meer"/><Code name="Thée, meer"/>',
    )
    assert [code.id for code in received.exchange.codes] == ["code-1", "thee-meer", "thee-meer-2"]
    assert "a code without a name" in told(received)


def test_codes_nested_deeper_than_recursion_goes(tmp_path: Path) -> None:
    deep = 1500
    received = codes_of(tmp_path, f'<Code guid="{guid(1)}" name="c">' * deep + "</Code>" * deep)
    assert len(received.exchange.codes) == deep


def test_our_codes_are_known_again(tmp_path: Path) -> None:
    known = (
        ExchangeCode("ouder", "Ouders", is_codable=False),
        ExchangeCode("ouder.thee", "Thee", parent=("ouder", "")),
        ExchangeCode("kind", "Kinderen", is_codable=False),
        ExchangeCode("kind.overig", "Overig", parent=("kind", "")),
        ExchangeCode("ouder.overig", "Overig", parent=("ouder", "")),
        ExchangeCode("partner.zorg", "Zorg", is_codable=False),
        ExchangeCode("partner.zorg", "Dok", "Dok", ("partner.zorg", "")),
    )
    received = codes_of(
        tmp_path,
        f'<Code guid="{guid(1)}" name="ouders"><Code guid="{guid(2)}" name="OVERIG"/><Code name="Nieuw"/></Code>'
        f'<Code guid="{guid(3)}" name="Overig"/>'
        f'<Code guid="{guid(4)}" name="anders">'
        '<Description>Tekst\n\naanbod: {"id": "ouder.thee"}</Description></Code>'
        f'<Code guid="{guid(5)}" name="Zorg"><Code guid="{guid(6)}" name="Dok"/><Code name="Kade"/></Code>',
        known,
    )
    assert [code.key for code in received.exchange.codes] == [
        ("ouder", ""),  # by its name
        ("ouder.overig", ""),  # by its place
        ("ouder.nieuw", ""),  # new, under ours
        ("overig", ""),  # two of ours are called so
        ("ouder.thee", ""),  # by the id in its description
        ("partner.zorg", ""),
        ("partner.zorg", "Dok"),
        ("partner.zorg", "Kade"),  # a partner, where the others are
    ]
    assert received.exchange.codes[4].description == "Tekst"


def test_names_that_several_texts_have(write_project: Write) -> None:
    sources = (
        text_source("", name="Antwoord") + text_source("", name="Antwoord", identity=guid(9)) + text_source("", name="")
    )
    received = read_project(write_project(f"<Sources>{sources}</Sources>", files=FILES))
    assert [transcript.name for transcript in received.exchange.transcripts] == [
        "33333333-3333-3333-3333-333333333333",
        "Antwoord",
        "Antwoord (2)",
    ]
    assert "two texts are called 'Antwoord'" in told(received)


def test_variables_in_nameless_cases_and_in_sources(write_project: Write) -> None:
    variables = "".join(
        f'<Variable guid="{guid(n)}" name="{name}" typeOfVariable="{kind}"/>'
        for n, (name, kind) in enumerate([("Jaar", "Integer"), ("Soort", "Text"), ("Sector", "Text"), ("Leeg", "Text")])
    )

    def value(number: int, kind: str, text: str) -> str:
        return f'<VariableValue><VariableRef targetGUID="{guid(number)}"/><{kind}>{text}</{kind}></VariableValue>'

    cases = (
        f'<Case guid="{guid(20)}">{value(0, "IntegerValue", " 2024 ")}{value(3, "TextValue", "")}'
        f'<SourceRef targetGUID="{SOURCE}"/></Case>'
        f'<Case guid="{guid(21)}" name="De Lelie">{value(2, "TextValue", "po")}'
        f'<SourceRef targetGUID="{SOURCE}"/></Case>'
        f'<Case guid="{guid(22)}">{value(2, "TextValue", "vo")}</Case>'
    )
    source = text_source(value(1, "TextValue", "gesprek") + value(77, "TextValue", "wat"))
    parts = f"<Variables>{variables}</Variables><Cases>{cases}</Cases><Sources>{source}</Sources>"
    received = read_project(write_project(parts, files=FILES))
    (transcript,) = received.exchange.transcripts
    assert (transcript.cases, transcript.variables) == (("De Lelie",), {"Jaar": "2024", "Soort": "gesprek"})
    assert received.exchange.cases == (ExchangeCase("De Lelie", {"Sector": "po"}),)
    assert "a case without a name or a text" in told(received)
    assert "a value of an unknown variable (wat)" in told(received)


def test_a_case_that_is_a_code(write_project: Write) -> None:
    cases = f'<Cases><Case guid="{CODE}" name="De Lelie"/></Cases>'
    received = read_project(write_project(cases, PLAIN, files=FILES))
    assert received.exchange.codings == ()
    assert received.exchange.transcripts[0].cases == ("De Lelie",)
    assert "a passage as that of a case" in told(received)


def test_memos_in_every_way(write_project: Write) -> None:
    """Comments on selections (MAXQDA), notes with a selection (Quirkos), notes tied by links (NVivo), and the rest."""
    description = "<Description>{}</Description>"
    coding = f'<Coding guid="{guid(1)}" creatingUser="{USER}"><CodeRef targetGUID="{CODE}"/></Coding>'
    inside = (
        selection(6, 10, inside=description.format("een opmerking") + coding)
        + selection(0, 2, "Er", inside=description.format("bij een passage"), number=200)
        + selection(3, 5, inside="", number=300)
        + f'<NoteRef targetGUID="{guid(10)}"/><NoteRef targetGUID="{guid(11)}"/>'
    )
    notes = "".join(
        f'<Note guid="{guid(n)}" name="{name}" creatingUser="{USER}"><PlainTextContent>{text}</PlainTextContent>'
        f"{more}</Note>"
        for n, name, text, more in [
            (10, "", "bij de tekst", ""),
            (11, "", "met een plaats", f'<PlainTextSelection guid="{guid(99)}" startPosition="0" endPosition="5"/>'),
            (12, "", "met een lijn", ""),
            (13, "Titel", "los", ""),
        ]
    )
    links = (
        f'<Link guid="{guid(50)}" originGUID="{guid(12)}" targetGUID="{guid(300)}"/><Link guid="{guid(51)}" name="zo"/>'
    )
    parts = f"<Sources>{text_source(inside)}</Sources><Notes>{notes}</Notes><Links>{links}</Links>"
    received = read_project(write_project(parts, files=FILES))
    assert set(received.exchange.memos) == {
        # The file says who coded these selections, and not who wrote beside them.
        Memo("een opmerking", "Ander programma 1", None, "gesprek", 6, 10, "thee", "", "", "Anna"),
        Memo("bij een passage", "Ander programma 1", None, "gesprek", 0, 2),
        Memo("bij de tekst", "Anna", None, "gesprek"),
        Memo("met een plaats", "Anna", None, "gesprek", 0, 5),
        Memo("met een lijn", "Anna", None, "gesprek", 3, 5),
        Memo("Titel\n\nlos", "Anna"),
    }
    assert "a link (zo)" in told(received)


def test_a_memo_that_has_a_code(write_project: Write) -> None:
    """It stays with a memo on a text, and a memo on nothing is one on that code; elsewhere it is said to be lost."""

    def coded(number: int, target: str) -> str:
        return f'<Coding guid="{guid(number)}"><CodeRef targetGUID="{target}"/></Coding>'

    inside = selection(6, 10, inside="".join(f'<NoteRef targetGUID="{guid(n)}"/>' for n in (12, 13)))
    inside += f'<NoteRef targetGUID="{guid(10)}"/><NoteRef targetGUID="{guid(14)}"/>'
    notes = "".join(
        f'<Note guid="{guid(n)}" creatingUser="{USER}"><PlainTextContent>{text}</PlainTextContent>{codings}</Note>'
        for n, text, codings in [
            (10, "bij de tekst", coded(20, CODE)),
            (11, "bij niets", coded(21, CODE)),
            (12, "bij een passage", coded(22, CODE)),
            (13, "met een code die er niet is", coded(23, guid(99))),
            (14, "met twee codes", coded(24, CODE) + coded(25, CODE)),
        ]
    )
    received = read_project(
        write_project(f"<Sources>{text_source(inside)}</Sources><Notes>{notes}</Notes>", files=FILES)
    )
    assert set(received.exchange.memos) == {
        Memo("bij de tekst", "Anna", None, "gesprek", code="thee"),
        Memo("bij niets", "Anna", None, code="thee"),
        Memo("bij een passage", "Anna", None, "gesprek", 6, 10),
        Memo("met een code die er niet is", "Anna", None, "gesprek", 6, 10),
        Memo("met twee codes", "Anna", None, "gesprek", code="thee"),
    }
    assert "3 × a code given to a memo" in told(received)


def test_a_code_on_a_whole_text(write_project: Write) -> None:
    coding = f'<Coding guid="{guid(1)}" creatingUser="{USER}"><CodeRef targetGUID="{CODE}"/></Coding>'
    received = read_project(write_project(f"<Sources>{text_source(coding)}</Sources>", files=FILES))
    assert passages(received) == ["Er is thee."]


def test_what_is_no_text_is_listed(write_project: Write) -> None:
    sources = (
        f'<PictureSource guid="{guid(1)}" name="foto"/><AudioSource guid="{guid(2)}" name="opname"/>'
        f'<VideoSource guid="{guid(3)}"/><PDFSource guid="{guid(4)}" name="scan.pdf"/>'
        f'<PDFSource guid="{guid(5)}" name="verslag.pdf"><PDFSelection guid="{guid(6)}" page="1" firstX="0" firstY="0" '
        f'secondX="1" secondY="1"><Coding guid="{guid(7)}"><CodeRef targetGUID="{CODE}"/></Coding></PDFSelection>'
        f'<Representation guid="{SOURCE}" plainTextPath="internal://{SOURCE}.txt">{selection(6, 10)}</Representation>'
        "</PDFSource>"
    )
    sources += text_source("", "opgemaakt", 'richTextPath="internal://x.docx"', guid(8))
    sources += text_source("", "weg", 'plainTextPath="internal://weg.txt"', guid(9))
    sources += text_source("", "ver", 'plainTextPath="absolute:///C:/x.txt"', guid(10))
    parts = (
        f"<Sources>{sources}</Sources>"
        f'<Sets><Set guid="{guid(11)}" name="Groep 1"/><Set guid="{guid(12)}" name="Groep 2"/></Sets>'
        f'<Graphs><Graph guid="{guid(13)}" name="Kaart"/></Graphs>'
    )
    received = read_project(write_project(parts, files=FILES))
    assert passages(received) == ["thee"]  # the text of a PDF is text
    for expected in (
        "a picture: only texts can be coded here (foto)",
        "a sound recording",
        "a video",
        "a PDF whose text is not in the project (scan.pdf)",
        "a selection on the page of a PDF: only its text is taken in (verslag.pdf)",
        "it is there as a document with layout only (opgemaakt)",
        "its text is not in the package (weg, internal://weg.txt)",
        "a file elsewhere on somebody's computer (ver",
        "2 × a set (Groep 1)",
        "a graph (Kaart)",
    ):
        assert expected in told(received)


def test_a_coding_with_a_code_that_is_not_there(write_project: Write) -> None:
    received = read_project(write_project(PLAIN, files=FILES, codes=""))
    assert received.exchange.codings == ()
    assert "a coding with a code that the file does not hold (gesprek)" in told(received)


STATUS = (
    f'<CodeBook><Codes><Code guid="{CODE}" name="Thee"/><Code guid="{guid(30)}" name="status" isCodable="false">'
    f'<Code guid="{guid(31)}" name="status: gerealiseerd"/><Code guid="{guid(32)}" name="status: gewenst"/>'
    f'<Code guid="{guid(33)}" name="uitgesteld"/></Code></Codes></CodeBook>'
)


def coded(*codes: str) -> str:
    return "".join(
        f'<Coding guid="{guid(n)}" creatingUser="{USER}"><CodeRef targetGUID="{code}"/></Coding>'
        for n, code in enumerate(codes, 40)
    )


@pytest.mark.parametrize(
    ("marks", "status", "remark"),
    [
        ((guid(32),), "gewenst", ""),
        ((guid(32), guid(31)), "gerealiseerd", "1 codings have several statuses: the strongest counts"),
        ((guid(33),), "uitgesteld", ""),  # added over there, without our way of naming
        ((), "", ""),
    ],
)
def test_statuses_that_an_analyst_gave(write_project: Write, marks: tuple[str, ...], status: str, remark: str) -> None:
    sources = f"<Sources>{text_source(selection(6, 10, inside=coded(CODE, *marks)))}</Sources>"
    received = read_project(write_project(sources, files=FILES, codes=STATUS))
    assert [coding.status for coding in received.exchange.codings] == [status]
    assert [code.name for code in received.exchange.codes] == ["Thee"]
    assert remark in told(received)


def test_a_status_on_nothing(write_project: Write) -> None:
    sources = f"<Sources>{text_source(selection(6, 10, inside=coded(guid(31))))}</Sources>"
    received = read_project(write_project(sources, files=FILES, codes=STATUS))
    assert received.exchange.codings == ()
    assert "a status or state on a passage that the same coder did not code" in told(received)


def test_users_called_as_ours(write_project: Write) -> None:
    users = USERS.replace('name="Anna"', 'name="rules"')
    assert read_project(write_project(PLAIN, files=FILES, users=users)).exchange.coders == (Coder("rules", "rules"),)
