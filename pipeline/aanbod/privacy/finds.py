"""A stretch of a text that looks personal, and the kinds that there are."""

from collections.abc import Iterable
from dataclasses import dataclass

NAME, EMAIL, PHONE, ADDRESS, BSN, IBAN, BIRTHDATE = "name", "email", "phone", "address", "bsn", "iban", "birthdate"
# Where two overlap, the first of these stays: an IBAN holds digits that look like a telephone number.
KINDS = (IBAN, EMAIL, BSN, PHONE, ADDRESS, BIRTHDATE, NAME)


@dataclass(frozen=True, order=True)
class Find:
    """Code points `start` to `end`, half-open; `reason` says in words why it was found."""

    start: int
    end: int
    kind: str
    reason: str


def apart(finds: Iterable[Find]) -> list[Find]:
    """The finds in the order of the text, none over another: the kind that goes first stays, of one kind the longer."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda find: (KINDS.index(find.kind), find.start - find.end, find.start)):
        if all(find.end <= other.start or other.end <= find.start for other in kept):
            kept.append(find)
    return sorted(kept)
