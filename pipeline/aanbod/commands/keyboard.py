"""Keys, choices and lines of words from a person at a terminal. Every key passes through `read_key`."""

import codecs
import os
import re
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from aanbod.errors import AanbodError

ENTER, ESCAPE, ERASE = ("\r", "\n"), "\x1b", ("\x7f", "\b")
LEFT, RIGHT = ("\x1b[D", "\x1bOD", "\xe0K", "\x00K"), ("\x1b[C", "\x1bOC", "\xe0M", "\x00M")  # Unix, Windows
MOST = 9  # choices, one digit each
_KEY = re.compile(r"\x1b[\[O][A-Z]|.", re.DOTALL)
_decoder = codecs.getincrementaldecoder("utf-8")("replace")  # half a letter waits for its other half
_typed: deque[str] = deque()  # keys that were typed before they were asked for


@contextmanager
def keys_at_once() -> Iterator[None]:
    """Meanwhile each key counts at once, and none is lost that is typed while an answer is being stored."""
    try:
        import termios
        import tty
    except ImportError:  # Windows, where none is lost anyway
        yield
        return
    if not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    tty.setcbreak(sys.stdin, termios.TCSADRAIN)
    try:
        yield
    finally:
        _typed.clear()
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def read_key() -> str:
    """One key; an arrow is several characters. EOFError at the end of the input."""
    while not _typed:
        found = _read()
        _typed.extend([found] if os.name == "nt" else _KEY.findall(found))
    key = _typed.popleft()
    if key == "\x04":
        raise EOFError
    return key


def _read() -> str:
    try:
        if os.name == "nt" or not sys.stdin.isatty():
            return click.getchar()
        # click's own would throw away what was typed before it asks
        return _decoder.decode(os.read(sys.stdin.fileno(), 1024))
    except OSError:
        raise AanbodError(
            "there is no keyboard to read keys from\n    run this in a terminal, or use `aanbod decide`"
        ) from None


def choose(lines: Sequence[str]) -> int | None:
    """Which of (the first nine of) these lines is chosen; None for any key that is not one of the digits."""
    for number, line in enumerate(lines[:MOST], 1):
        click.echo(f"  {number}  {line}")
    key = read_key()
    if key.isdecimal() and 1 <= int(key) <= len(lines[:MOST]):
        return int(key) - 1
    click.echo("  left as it was")
    return None


def read_line(prompt: str) -> str:
    """A line of words; '' where it is left with esc."""
    click.echo(f"  {prompt}", nl=False)
    words = ""
    while (key := read_key()) not in ENTER:
        if key == ESCAPE:
            words = ""
            break
        if key in ERASE:
            click.echo("\b \b" if words else "", nl=False)
            words = words[:-1]
        elif key.isprintable():
            words += key
            click.echo(key, nl=False)
    click.echo()
    return words
