"""The console sessions of README.md show what the commands really print. `pytest --update-readme` writes them anew."""

import re
import shlex
from pathlib import Path

import pytest

from .conftest import Aanbod

README = Path(__file__).parents[2] / "README.md"
SESSION = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)


def test_the_sessions_show_what_is_printed(aanbod: Aanbod, study: Path, request: pytest.FixtureRequest) -> None:
    text = README.read_text(encoding="utf-8")

    def rerun(session: re.Match[str]) -> str:
        shown = []
        for command in COMMAND.findall(session[1]):
            call, _, most = command.partition(" | head -")
            outcome = aanbod(*shlex.split(call)[1:])
            assert outcome.code == 0, outcome.err
            lines = outcome.out.strip("\n").split("\n")[: int(most) if most else None]
            shown.append("\n".join([f"$ {command}", *lines]) + "\n")
        return "```console\n" + "\n".join(shown) + "```"

    fresh = SESSION.sub(rerun, text)
    if request.config.getoption("--update-readme"):
        README.write_text(fresh, encoding="utf-8")
    assert SESSION.findall(fresh) == SESSION.findall(README.read_text(encoding="utf-8"))


def test_every_command_is_named(request: pytest.FixtureRequest) -> None:
    from aanbod.cli import COMMANDS

    text = README.read_text(encoding="utf-8")
    named = set(re.findall(r"`(?:aanbod )?([a-z]+)", text))
    assert set(COMMANDS) <= named
