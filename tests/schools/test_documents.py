"""The documents as files: complete, the same each time, and safe."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document

from aanbod.errors import AanbodError
from aanbod.schools.htmldocument import html_document
from aanbod.schools.overview import Overview
from aanbod.schools.worddocument import word_document
from aanbod.schools.wording import WORDS, Wording

from .conftest import TEMPLATES, W, keys


def test_every_field_has_its_controls_and_prints_its_key(
    word: Callable[..., bytes], overview_of: Callable[..., Overview]
) -> None:
    document = Document(io.BytesIO(word()))
    tags = [tag.get(W + "val") for tag in document.element.body.iter(W + "tag")]
    key = keys(overview_of())
    boxes = [key[name] for name in ("Moestuin", "Kas", "Hovenier Blad", "complete")]
    expected = {f"{use}:{one}" for one in boxes for use in ("yes", "no", "text")} | {
        f"text:{key[s]}" for s in ("1-2", "3")
    }
    assert set(tags) == expected
    assert len(tags) == len(expected)
    numbers = [
        number.get(W + "val") for sdt in document.element.body.iter(W + "sdtPr") for number in sdt.iter(W + "id")
    ]
    assert len(set(numbers)) == len(tags)
    text = "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert all(f"#{one}" in text for one in key.values())
    assert "Dit wil uw school graag." in text
    assert "Met deze partner gaat uw school samenwerken." in text
    assert "“Er komt met Hovenier Blad een pad.”" in text


def test_a_document_says_what_it_is_about_hidden_and_printed(
    word: Callable[..., bytes], overview_of: Callable[..., Overview]
) -> None:
    line = overview_of().about.line
    assert "| De Linde | jaar=2024 |" in line
    with zipfile.ZipFile(io.BytesIO(word())) as file:
        assert line in file.read("docProps/custom.xml").decode()
        assert b"custom-properties" in file.read("[Content_Types].xml")
    assert line in "\n".join(paragraph.text for paragraph in Document(io.BytesIO(word())).paragraphs)


def test_the_same_content_gives_the_same_bytes(word: Callable[..., bytes], page: Callable[..., str]) -> None:
    assert word() == word()
    assert page() == page()


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag in ("input", "textarea"):
            self.fields.append(named["name"] or "")
        self.outside += [str(named[name]) for name in ("src", "href", "action", "style") if name in named]


def test_a_page_holds_all_it_needs(page: Callable[..., str], overview_of: Callable[..., Overview]) -> None:
    seen = _Seen()
    seen.feed(page())
    key = keys(overview_of())
    assert f"yes:{key['Kas']}" in seen.fields and f"text:{key['3']}" in seen.fields and "about" in seen.fields
    assert len(seen.fields) == len(set(seen.fields)) == 1 + 4 * 3 + 2
    assert seen.outside == []
    assert re.search(r"default-src 'none'; style-src 'sha256-[^;]+; script-src 'sha256-", unescape(page()))


def test_a_quote_can_do_no_harm(overview_of: Callable[..., Overview]) -> None:
    evil = '<script>alert("1")</script> & \x07 "x"'
    linde = overview_of()
    section = linde.sections[0]
    linde = replace(linde, sections=(replace(section, items=(replace(section.items[0], quote=evil, label=evil),)),))
    words = Wording(TEMPLATES, study="T", case_label="school", case_label_plural="scholen", case="L", period="2024")
    assert "<script>alert" not in html_document(linde, words, TEMPLATES, "x.html").decode()

    assert (
        '<script>alert("1")</script>'
        in Document(io.BytesIO(word_document(linde, words, TEMPLATES))).tables[0].cell(1, 0).text
    )


def test_own_words_go_before_those_of_the_program(tmp_path: Path) -> None:
    (tmp_path / WORDS).write_text('agree: "Juist"\nstatuses: {loopt: "Dit loopt op {case}."}\n', encoding="utf-8")
    words = Wording(tmp_path, case="De Linde")
    assert (words["agree"], words["disagree"]) == ("Juist", "Klopt niet")
    assert words.named("statuses", "loopt", "Loopt") == "Dit loopt op De Linde."
    assert words.named("statuses", "straks", "Straks") == "Straks"


def test_wrong_words_are_told(tmp_path: Path) -> None:
    for text in ("agree: [a]\n", "- a\n", "intro: tekst\n"):
        (tmp_path / WORDS).write_text(text, encoding="utf-8")
        with pytest.raises(AanbodError, match=r"feedback\.yaml"):
            Wording(tmp_path)
