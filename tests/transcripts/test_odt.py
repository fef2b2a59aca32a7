from collections.abc import Callable

import pytest

from aanbod.transcripts import odt
from aanbod.transcripts.unreadable import UnreadableError

Odt = Callable[..., bytes]


def test_headings_paragraphs_and_spaces(make_odt: Odt) -> None:
    body = (
        '<text:h text:outline-level="2">Aanbod<text:s text:c="2"/>2024</text:h>'
        "<text:p>Wij  bieden<text:tab/>naailes<text:line-break/>"
        "en <text:span>so<text:span>ep</text:span></text:span>.</text:p>"
        "<text:p/>"
        "<text:section><text:p>Met een <text:a>koppeling</text:a>.</text:p></text:section>"
    )
    assert odt.read(make_odt(body), "a.odt") == "## Aanbod 2024\n\nWij bieden naailes en soep.\n\nMet een koppeling."


def test_the_title_by_its_style(make_odt: Odt) -> None:
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    body = '<text:p text:style-name="P1">Verslag</text:p><text:p text:style-name="P2">Tekst.</text:p>'
    assert odt.read(make_odt(body, styles), "a.odt") == "# Verslag\n\nTekst."


def test_lists(make_odt: Odt) -> None:
    styles = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/>'
        '<text:list-level-style-bullet text:level="2"/></text:list-style>'
    )
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>plan</text:p>'
        "<text:list><text:list-item><text:p>klein</text:p></text:list-item></text:list></text:list-item>"
        "<text:list-item><text:p>geld</text:p><text:p>Dat zoekt de directie.</text:p></text:list-item></text:list>"
        "<text:list><text:list-item><text:p>soep</text:p></text:list-item></text:list>"
    )
    assert odt.read(make_odt(body, styles), "a.odt") == "1. plan\n- klein\n2. geld\n\nDat zoekt de directie.\n\n- soep"


def test_tables(make_odt: Odt) -> None:
    def cell(text: str) -> str:
        return f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"

    body = (
        "<table:table><table:table-header-rows><table:table-row>" + cell("Wat") + cell("Wie") + "</table:table-row>"
        "</table:table-header-rows><table:table-row>" + cell("soep|thee") + "<table:covered-table-cell/>"
        "<table:table-cell><text:p>ouders</text:p><text:p>team</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert odt.read(make_odt(body), "a.odt") == "| Wat | Wie |\n| soep/thee | ouders; team |"


def test_what_is_not_in_the_text(make_odt: Odt) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>Inhoud 3</text:p></text:index-body></text:table-of-content>"
        "<text:p>Tekst<text:note><text:note-body><text:p>noot</text:p></text:note-body></text:note> hier"
        "<office:annotation><text:p>opmerking</text:p></office:annotation>.<text:change/></text:p>"
    )
    assert odt.read(make_odt(body), "a.odt") == "Tekst hier."


def test_text_boxes(make_odt: Odt) -> None:
    body = (
        "<text:p>Naast een kader.<draw:frame><draw:text-box><text:p>In een kader.</text:p></draw:text-box></draw:frame>"
        "</text:p>"
    )
    assert odt.read(make_odt(body), "a.odt") == "Naast een kader.\n\nIn een kader."


def test_broken_and_protected_documents(make_odt: Odt, make_zip: Callable[..., bytes]) -> None:
    for data, message in [
        (b"tekst", "no zip file"),
        (make_zip({"a.xml": "<a/>"}), r"its part content\.xml is missing"),
        (make_zip({"content.xml": "<a>"}), "its XML cannot be read"),
        (make_zip({"content.xml": "<a/>"}), "no text document"),
        (make_zip({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "declares XML entities"),
        (make_zip({"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")}), "cannot be read"),
        (make_odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>"), "password"),
        (make_odt('<text:h text:outline-level="x">x</text:h>'), "cannot be read"),
        (make_odt("<text:section>" * 3000 + "</text:section>" * 3000), "cannot be read"),
    ]:
        with pytest.raises(UnreadableError, match=message) as caught:
            odt.read(data, "map/a.odt")
        assert str(caught.value).startswith("map/a.odt: ")
