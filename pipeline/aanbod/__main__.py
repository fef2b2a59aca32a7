"""The console command: exit code 0 is good, 1 the user's mistake, 3 a bug."""

import atexit
import gc
import os
import re
import sys
from typing import TYPE_CHECKING

import click

from aanbod import __version__
from aanbod.cli import cli
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from pathlib import Path

_PASSWORD = re.compile(r"(?<=\w):[^:@/\s]+@")  # of the address of a store: //name:password@host


def program() -> None:
    """`main` as a process of its own. It ends at once: to free a compiled codebook word by word takes a while."""
    codes: list[int] = []

    def leave() -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        if codes:
            os._exit(codes[0])

    atexit.register(leave)  # as the first, so that it is called when all others are done
    try:
        main()
    except SystemExit as stop:
        codes.append(int(stop.code or 0))
        raise


def main() -> None:
    """Run `aanbod`; every way out is here."""
    # A compiled codebook is many small objects that live as long as the process: looking through them costs a third.
    gc.set_threshold(500_000, 20, 100)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console or pipe may not be UTF-8 of itself
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except (AanbodError, click.ClickException) as error:
        context = getattr(error, "ctx", None)
        if context is not None:
            click.echo(context.get_usage(), err=True)
        message = error.format_message() if isinstance(error, click.ClickException) else str(error)
        _complain(message)
        sys.exit(1)
    except (KeyboardInterrupt, click.Abort):
        _complain("stopped: what was finished is stored, the rest is as it was")
        sys.exit(1)
    except BrokenPipeError:  # `aanbod … | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        _complain(
            f"{error.filename or 'the system'}: {error.strerror}\n    check the path, its permissions and the disk"
        )
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the last resort, and it tells
        _complain(f"this is a bug in aanbod: {type(error).__name__}: {error}\n    please report it with {_log()}")
        sys.exit(3)


def _log() -> "Path":
    """Writes what is being handled to a file, and says where."""
    import tempfile  # what no command needs, none should wait for
    import traceback
    from pathlib import Path

    log = Path(tempfile.gettempdir()) / "aanbod-error.log"
    told = f"aanbod {__version__} {sys.argv[1:]}\n{traceback.format_exc()}"
    log.write_text(_PASSWORD.sub(":***@", told), encoding="utf-8")
    return log


def _complain(message: str) -> None:
    click.echo(click.style("Error: ", fg="red", bold=True) + message, err=True)


if __name__ == "__main__":
    program()
