"""The numbers of pseudonyms: each name gets one when it is first asked for, and keeps it.

They are dealt out at random. Numbers in the order of the alphabet, or of the files, would give the names away to
whoever has a list of the schools; and numbers that follow from the names alone could be worked out by anybody.
"""

import random
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, insert, select

from .schema import PSEUDONYM

Numbers = dict[tuple[str, str], int]  # by kind and name


def read(connection: Connection) -> Numbers:
    return {(kind, name): number for kind, name, number in connection.execute(select(PSEUDONYM))}


def lacking(numbers: Numbers, names: Mapping[str, Collection[str]]) -> bool:
    """Whether any of these names, by kind, has no number yet."""
    return any((kind, name) not in numbers for kind, of_kind in names.items() for name in of_kind)


def give(connection: Connection, names: Mapping[str, Collection[str]]) -> Numbers:
    """The numbers of all names, after those of these (by kind) that had none got the next ones."""
    numbers = read(connection)
    dealt: Numbers = {}
    for kind, of_kind in sorted(names.items()):
        new = sorted(name for name in of_kind if (kind, name) not in numbers)
        random.SystemRandom().shuffle(new)
        last = max((number for (known, _), number in numbers.items() if known == kind), default=0)
        dealt |= {(kind, name): number for number, name in enumerate(new, last + 1)}
    if dealt:
        rows = [{"kind": kind, "name": name, "number": number} for (kind, name), number in dealt.items()]
        connection.execute(insert(PSEUDONYM), rows)
    return numbers | dealt
