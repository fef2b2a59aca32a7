"""Keys from a terminal: none is lost, however fast they are typed."""

import os
import select
import subprocess
import sys
import time

import pytest

from aanbod.commands import keyboard

SCRIPT = """
import time
from aanbod.commands import keyboard
with keyboard.keys_at_once():
    print("ready", flush=True)
    keys = []
    while (key := keyboard.read_key()) != "q":
        time.sleep(0.05)  # an answer is being stored
        keys.append(key)
    print(ascii(keys), flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no pseudo-terminal on Windows")
def test_what_is_typed_ahead_is_kept() -> None:
    import pty

    here, there = pty.openpty()
    program = subprocess.Popen([sys.executable, "-c", SCRIPT], stdin=there, stdout=there, close_fds=True)
    os.close(there)
    try:
        assert b"ready" in read_until(here, b"ready")
        for typed in (b"yn", b"y\x1b[C\xc3", b"\xa9\x1b[D1", b"q"):
            os.write(here, typed)
            time.sleep(0.02)
        told = read_until(here, b"]").decode()
    finally:
        program.wait(30)
        os.close(here)
    assert "['y', 'n', 'y', '\\x1b[C', '\\xe9', '\\x1b[D', '1']" in told


def read_until(file: int, words: bytes) -> bytes:
    found, until = b"", time.monotonic() + 30
    while words not in found and time.monotonic() < until:
        if select.select([file], [], [], 0.1)[0]:
            found += os.read(file, 1000)
    return found


def test_keys_that_come_together_are_several(monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(["yn\x1b[C", "\x04"])
    monkeypatch.setattr(keyboard.click, "getchar", lambda: next(given))
    assert [keyboard.read_key() for _ in range(3)] == ["y", "n", "\x1b[C"]
    with pytest.raises(EOFError):
        keyboard.read_key()


def test_a_choice_is_a_digit_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter("2" + "3" + "x" + "9" + "²")
    monkeypatch.setattr(keyboard.click, "getchar", lambda: next(given))
    assert [keyboard.choose(["een", "twee"]) for _ in range(5)] == [1, None, None, None, None]
