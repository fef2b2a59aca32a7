"""Writing a file in one go: whoever reads it sees the old file or the new one, never half of it."""

import errno
import os
from pathlib import Path

from aanbod.errors import AanbodError


def write_file(path: Path, content: bytes) -> None:
    """Write the file, and the folders above it where they are missing. AanbodError: why that cannot be done."""
    part = path.parent / f".{path.name}.{os.getpid()}.part"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise AanbodError(f"{path} cannot be written: {error.strerror or error}\n    {_remedy(error, path)}") from error


def _remedy(error: OSError, path: Path) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full: make room, or write to another disk"
    if path.is_dir():
        return "this is a folder: add the name of a file"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{path.parent} or a folder above it is a file: choose another folder"
    if isinstance(error, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return "close it if it is open in another program (Excel locks a file), or write to another name"
    if isinstance(error, PermissionError):
        return f"you may not write in {path.parent}: choose another folder, or ask who owns it"
    return "choose another name or folder"
