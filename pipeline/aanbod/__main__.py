"""The console command: exit code 0 is good, 1 the user's mistake, 3 a bug."""

import atexit
import gc
import os
import re
import sys

import click

from aanbod import __version__
from aanbod.cli import cli
from aanbod.errors import AanbodError

_PASSWORD = re.compile(r"(?<=\w):[^:@/\s]+@")  # of the address of a store: //name:password@host


def main() -> None:
    """Run `aanbod`; every way out is here."""
    # A compiled codebook is many small objects that live as long as the process: looking through them costs a third,
    # once more where the process ends.
    gc.set_threshold(500_000, 20, 100)
    atexit.register(gc.freeze)
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
        where = error.filename2 or error.filename or "the system"  # of a copy that which was to be written
        _complain(f"{where}: {error.strerror or error}\n    check the path, its permissions and the disk")
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - the last resort, and it tells
        _complain(f"this is a bug in aanbod: {type(error).__name__}: {error}\n    please report it with {_log()}")
        sys.exit(3)


def _log() -> str:
    """Writes what is being handled to a file, and says where; or says it all, where no file can be written."""
    import tempfile  # what no command needs, none should wait for
    import traceback
    from pathlib import Path

    log = Path(tempfile.gettempdir()) / "aanbod-error.log"
    told = _PASSWORD.sub(":***@", f"aanbod {__version__} {sys.argv[1:]}\n{traceback.format_exc()}")
    try:
        log.write_text(told, encoding="utf-8")
    except OSError:  # the disk may be full, which may be why
        return f"this:\n{told}"
    return str(log)


def _complain(message: str) -> None:
    click.echo(click.style("Error: ", fg="red", bold=True) + message, err=True)


if __name__ == "__main__":
    main()
