"""Commands as help, messages and README.md write them: each is one that the program takes."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from aanbod.cli import cli

ROOT = Path(__file__).parents[2]
WRITTEN = [ROOT / "README.md", *ROOT.glob("codebook/README.md"), *sorted((ROOT / "pipeline" / "aanbod").rglob("*.py"))]
# A command between backticks, or as an f-string has it: what is filled in is a word like any other.
CALL = re.compile(r"`aanbod ([^`\n]+)`")


def commands(group: click.Group) -> Iterator[click.Command]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield command
        if isinstance(command, click.Group):
            yield from commands(command)


def wrong(call: str) -> str:
    """What is wrong with a command line that begins behind `aanbod`: '' for nothing."""
    words = shlex.split(re.sub(r"\s*[|>].*", "", call), comments=True)
    command: click.Command = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        below = command.get_command(click.Context(command), name)
        if below is None:
            return f"there is no command {name}"
        command = below
    known = {name for parameter in command.params for name in parameter.opts + parameter.secondary_opts}
    unknown = {word.partition("=")[0] for word in words if word.startswith("-")} - known - {"--help", "--version"}
    return f"`{call}` has no {', '.join(sorted(unknown))}" if unknown else ""


def test_every_example_of_the_help_is_one_that_the_program_takes() -> None:
    found = 0
    for command in commands(cli):
        examples = re.findall(r"^  aanbod (.*?)(?:   .*)?$", command.epilog or "", re.MULTILINE)
        assert examples or isinstance(command, click.Group), f"{command.name} has no examples"
        assert [told for example in examples if (told := wrong(example))] == []
        found += len(examples)
    assert found > 100


def test_every_command_that_is_named_is_one_that_the_program_takes() -> None:
    found = 0
    for path in WRITTEN:
        # A message that goes on in the next string is one.
        text = re.sub(r'"\n\s+f?"', "", path.read_text(encoding="utf-8"))
        calls = [re.sub(r"\{[^}]*\}|…", "X", call) for call in CALL.findall(text) if not call.startswith("…")]
        assert (path.name, [told for call in calls if (told := wrong(call))]) == (path.name, [])
        found += len(calls)
    assert found > 100


def test_a_command_that_is_wrong_is_found() -> None:
    assert "--again" in wrong("code --again")
    assert "nergens" in wrong("codebook nergens")
    assert wrong("tables 6.1 --by=lichting -o tabel.docx | head") == ""
