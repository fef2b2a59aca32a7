"""`aanbod review` at the shell: its link, its ports, and what it says where it cannot start."""

import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aanbod.cli import cli
from aanbod.errors import AanbodError
from aanbod.reviewpage import serving as module
from aanbod.reviewpage.serving import serve

from ..conftest import STUDY
from .conftest import SENTENCE
from .serving import make_project, serving


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "study", STUDY, "een.txt", text=SENTENCE)


def said(project: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["review", "--no-browser", "--project", str(project), *options])


def test_the_page_starts_and_stops(project: Path) -> None:
    with serving(project, "--lang", "en", "--rule", "zaaien") as server:
        cookie = urllib.request.HTTPCookieProcessor()
        opened = urllib.request.build_opener(urllib.request.ProxyHandler({}), cookie).open(server.link)
        with opened as answer:
            page = answer.read().decode()
        assert answer.url == f"{server.address}/"
        assert '<html lang="en">' in page
        assert "By rule · zaaien" in page
        assert "werkzeug" not in str(answer.headers).lower()
        assert server.stop() == 0
    assert "Ctrl-C stops it" in server.said
    assert "GET" not in server.said  # quiet: a link in a log would be a key under the mat


def test_a_code_of_words_of_the_text_is_added_to_the_codebook(project: Path) -> None:
    from aanbod.commands.desk import Desk
    from aanbod.commands.review import _study
    from aanbod.project import read_project

    study = _study(Desk(read_project(project), None, None))
    assert study.add_code("Wieden & harken", "tuin.werk", "onkruid\nweg") == ("tuin.werk.wieden-harken", "")
    assert study.add_code("Mos", "partner.groen", "") == ("partner.groen", "Mos")
    found = {code.key: code for code in study.codebook().codes}
    assert found["tuin.werk.wieden-harken", ""].definition == "onkruid weg"
    assert [keyword.text for keyword in found["partner.groen", "Mos"].keywords] == ["=Mos"]
    with pytest.raises(AanbodError, match="is there already"):
        study.add_code("Wieden harken", "tuin.werk", "")
    with pytest.raises(AanbodError, match="no category"):
        study.add_code("Wieden", "tuin.niets", "")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--code", "tuin.niets"], "tuin.niets"),
        (["--transcript", "drie.txt"], "drie.txt"),
        (["--queue", "rule"], "--rule"),
        (["--queue", "code"], "--code"),
    ],
)
def test_what_is_not_there(project: Path, options: list[str], words: str) -> None:
    error = said(project, *options).exception
    assert isinstance(error, AanbodError)
    assert words in str(error)


def test_no_other_address_can_be_asked_for(project: Path) -> None:
    for option in ("--host", "--bind"):
        assert "No such option" in said(project, option, "0.0.0.0").output


def test_a_port_that_is_taken(project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        error = said(project, "--port", str(port)).exception
        assert isinstance(error, AanbodError)
        assert f"port {port} is in use" in str(error)


def test_the_next_port_that_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    from flask import Flask

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(module, "PORT", taken.getsockname()[1])
        ports: list[int] = []

        def make(port: int) -> Flask:
            ports.append(port)
            return Flask("page")

        server = serve(make, None)
        try:
            assert server.server_address[0] == "127.0.0.1"
            assert [server.port] == ports != [taken.getsockname()[1]]
        finally:
            server.server_close()


def test_other_commands_do_not_load_flask() -> None:
    program = "import sys; from aanbod.cli import cli; cli.get_command(None, 'review'); print('flask' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
