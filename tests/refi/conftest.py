"""Small projects as other programs write them, and the two validators."""

import functools
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from aanbod.refi.exchange import Received
from aanbod.refi.reading import read_project

SCHEMAS = Path(__file__).parent / "schemas"
Write = Callable[..., Path]
Read = Callable[..., Received]
CODE = "11111111-1111-1111-1111-111111111111"
USER = "22222222-2222-2222-2222-222222222222"
SOURCE = "33333333-3333-3333-3333-333333333333"
CODES = f'<CodeBook><Codes><Code guid="{CODE}" name="Thee" isCodable="true"/></Codes></CodeBook>'
USERS = f'<Users><User guid="{USER}" name="Anna"/></Users>'


@functools.cache
def _validators(name: str) -> tuple[etree.XMLSchema, xmlschema.XMLSchema]:
    path = str(SCHEMAS / name)
    return etree.XMLSchema(etree.parse(path)), xmlschema.XMLSchema(path)


def check_valid(xml: bytes, name: str = "Project.xsd") -> None:
    """Both validators take it; lxml lets a colour of eight digits pass, and xmlschema does not."""
    first, second = _validators(name)
    first.assertValid(etree.fromstring(xml))
    second.validate(xml.decode())


def guid(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012}"


def selection(
    start: object, end: object, name: str = "", inside: str | None = None, number: int = 100, made: str = USER
) -> str:
    """A selection with a coding by Anna, or with what is given."""
    coding = f'<Coding guid="{guid(number + 1)}" creatingUser="{made}"><CodeRef targetGUID="{CODE}"/></Coding>'
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="{name}" startPosition="{start}" endPosition="{end}">'
        f"{coding if inside is None else inside}</PlainTextSelection>"
    )


def text_source(
    inside: str, name: str = "gesprek", path: str = f'plainTextPath="internal://{SOURCE}.txt"', identity: str = SOURCE
) -> str:
    return f'<TextSource guid="{identity}" name="{name}" {path}>{inside}</TextSource>'


@pytest.fixture
def write_project(tmp_path: Path) -> Write:
    """Writes a package from the parts of its project and the files beside it."""

    def write(
        *parts: str,
        files: Mapping[str, bytes] | None = None,
        origin: str = "Ander programma 1",
        attributes: str = "",
        project: str = "project.qde",
        codes: str = CODES,
        users: str = USERS,
        namespace: str = "urn:QDA-XML:project:1.0",
    ) -> Path:
        xml = (
            f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{namespace}" name="Proef" origin="{origin}" '
            f"{attributes}>{users}{codes}{''.join(parts)}</Project>"
        )
        path = tmp_path / "ander.qdpx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(project, xml.encode())
            for name, content in (files or {}).items():
                archive.writestr(name, content)
        return path

    return write


@pytest.fixture
def read_text(write_project: Write) -> Read:
    """Reads a project of one text, given as the bytes of its file, with these selections."""

    def read(content: bytes, *selections: str, origin: str = "Ander programma 1", **options: object) -> Received:
        sources = f"<Sources>{text_source(''.join(selections))}</Sources>"
        path = write_project(sources, files={f"sources/{SOURCE}.txt": content}, origin=origin)
        return read_project(path, **options)  # type: ignore[arg-type]

    return read


def passages(received: Received) -> list[str]:
    """What the codings of a project mark."""
    texts = {transcript.name: transcript.text for transcript in received.exchange.transcripts}
    return [texts[coding.transcript][coding.start : coding.end] for coding in received.exchange.codings]
