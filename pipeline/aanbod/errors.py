"""What a user can mend: one base error, and faults that are reported together."""

from collections.abc import Iterable
from dataclasses import dataclass


class AanbodError(Exception):
    """A mistake that the user can mend. The message names file, place and remedy; the exit code is 1."""


@dataclass(frozen=True, order=True)
class Fault:
    """One fault in a file that people write.

    `line` counts from 1 (0: the file as a whole); `path` is the key path, `codes[3].keywords[0]`.
    A warning (`fatal=False`) is shown but does not stop the work.
    """

    file: str
    line: int
    path: str
    message: str
    remedy: str
    fatal: bool = True

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        kind = "" if self.fatal else "warning: "
        key = f"at {self.path}: " if self.path else ""
        return f"{place}: {kind}{key}{self.message}\n    {self.remedy}"


class FaultsError(AanbodError):
    """Every fault found in one go, so that an analyst mends them in one go."""

    def __init__(self, heading: str, faults: Iterable[Fault]) -> None:
        self.faults = sorted(faults)
        super().__init__("\n".join([heading, *(f"  {fault}" for fault in self.faults)]))
