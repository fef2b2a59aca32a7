"""What is slow to make and follows from known contents is kept in the user's own cache folder, as data.

Entries are JSON below a line with its SHA-256: reading one runs no code, and one that is damaged, cut off or of another
make is made anew without a word. They are written to a file of their own and moved into place, so that two programs at
once do no harm. Nothing is lost with the folder.
"""

import gc
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

_T = TypeVar("_T")
_KEPT = 8  # entries of a kind, the newest
_DIGEST = 64  # characters that a SHA-256 is written with


def cached(kind: str, parts: Iterable[bytes], make: Callable[[], _T], read: Callable[[Any], _T]) -> _T:
    """What `make` makes. `parts` are all that decides it; `read` turns it back into what it was (see `keep`)."""
    parts = list(parts)
    if (known := kept(kind, parts, read)) is not None:
        return known
    made = make()
    keep(kind, parts, made)
    return made


def kept(kind: str, parts: Iterable[bytes], read: Callable[[Any], _T]) -> _T | None:
    """What was kept for these parts last; None: nothing, or nothing that can be read."""
    with suppress(OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError):
        return read(_load(_path(kind, parts)))
    return None


def keep(kind: str, parts: Iterable[bytes], made: Any) -> None:
    """Keeps it, if there is a place, in place of what was kept for these parts: as JSON, tuples as lists, dataclasses
    as lists of their fields' values."""
    with suppress(OSError, TypeError, RuntimeError):
        path = _path(kind, parts)
        _save(path, made)
        _remove_old(path.parent, kind)


def _path(kind: str, parts: Iterable[bytes]) -> Path:
    """RuntimeError for a user without a home."""
    digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
    return cache_folder() / f"{kind}-{digest[:32]}.json"


def cache_folder() -> Path:
    """The folder for this program's entries; it need not exist."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or "~/AppData/Local"
    elif sys.platform == "darwin":
        base = "~/Library/Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(base).expanduser() / "aanbod"


def _load(path: Path) -> Any:
    """ValueError if the content is not what was written."""
    found = path.read_bytes()
    content = memoryview(found)[_DIGEST + 1 :]
    if hashlib.sha256(content).hexdigest().encode() != found[:_DIGEST]:
        raise ValueError("damaged")
    collecting = gc.isenabled()
    gc.disable()  # a great many small objects at once, none of them garbage
    try:
        return json.loads(str(content, "utf-8"))
    finally:
        if collecting:
            gc.enable()


def _save(path: Path, made: Any) -> None:
    text = json.dumps(made, ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_fields)
    content = text.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _fields(made: Any) -> list[Any]:
    return list(vars(made).values())


def _remove_old(folder: Path, kind: str) -> None:
    newest_first = sorted(folder.glob(f"{kind}-*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in newest_first[_KEPT:]:
        path.unlink(missing_ok=True)
