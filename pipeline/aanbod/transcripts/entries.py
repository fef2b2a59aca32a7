"""What an analyst wrote about one transcript, in its front matter or in a row of the table: not yet checked."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Value:
    """What is given for one key: as it was written, and the texts in it; and the lines of the key and of the texts."""

    key_line: int
    line: int
    written: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """What one file says of one transcript, by key as it was written there."""

    file: str
    line: int
    values: Mapping[str, Value]
