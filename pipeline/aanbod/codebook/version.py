"""Which version of a codebook its files are."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def yaml_files(folder: Path) -> list[Path]:
    """The files of a codebook, in the order in which they are read."""
    return sorted(folder.glob("*.yaml")) + sorted(folder.glob("*.yml"))


def version_of(paths: Iterable[Path]) -> str:
    """Content decides, not the time or place of a file; newlines are those of no one system."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()
