"""One moment of the store, to count in: whatever others write meanwhile, its numbers agree."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, Select, func, select

from aanbod.model import CodingRecord

from .content import sort_key
from .places import Scope
from .records import in_batches, read_codings
from .schema import CODING, DECISION, RUN, TEXT_VERSION, TRANSCRIPT_CASE, TRANSCRIPT_VARIABLE
from .tallies import Leaf, Tally


class Snapshot:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tallies: list[Tally] = []

    @cached_property
    def leaves_of(self) -> dict[str, list[Leaf]]:
        """What was ever coded, by code: the code with each of its partners, or with ''."""
        found: dict[str, list[Leaf]] = {}
        for code, partner in sorted((*row,) for row in self._connection.execute(_every_leaf())):
            found.setdefault(code, []).append((code, partner))
        return found

    @cached_property
    def has_cases(self) -> bool:
        """Whether any transcript is of a case."""
        return self._connection.execute(select(TRANSCRIPT_CASE.c.position).limit(1)).first() is not None

    def tally(self, scope: Scope) -> Tally:
        """The tally of this scope: the same for all who ask, for it remembers what it counted."""
        known = next((tally for tally in self._tallies if tally.scope == scope), None)
        if known is None:
            known = Tally(self._connection, scope)
            self._tallies.append(known)
        return known

    def codings(self, ids: Iterable[str]) -> list[CodingRecord]:
        """These codings, in the order of every export."""
        found: list[CodingRecord] = []
        for batch in in_batches(ids):
            found += read_codings(self._connection, CODING.c.id.in_(batch))
        return sorted(found, key=sort_key)

    def cases_of(self, texts: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The cases of the transcripts of these texts, in the order given; nothing for those without."""
        found: dict[int, tuple[str, ...]] = {}
        for batch in in_batches(texts):
            statement = (
                select(TEXT_VERSION.c.id, TRANSCRIPT_CASE.c.case_name)
                .join(TRANSCRIPT_CASE, TRANSCRIPT_CASE.c.transcript_id == TEXT_VERSION.c.transcript_id)
                .where(TEXT_VERSION.c.id.in_(batch))
                .order_by(TEXT_VERSION.c.id, TRANSCRIPT_CASE.c.position)
            )
            for text, name in self._connection.execute(statement):
                found[text] = (*found.get(text, ()), name)
        return found

    def variables_of(self, texts: Iterable[int]) -> dict[int, dict[str, str]]:
        """What is known of the transcripts of these texts themselves, by variable; nothing for those without."""
        found: dict[int, dict[str, str]] = {}
        for batch in in_batches(texts):
            statement = (
                select(TEXT_VERSION.c.id, TRANSCRIPT_VARIABLE.c.variable, TRANSCRIPT_VARIABLE.c.value)
                .join(TRANSCRIPT_VARIABLE, TRANSCRIPT_VARIABLE.c.transcript_id == TEXT_VERSION.c.transcript_id)
                .where(TEXT_VERSION.c.id.in_(batch))
            )
            for text, variable, value in self._connection.execute(statement):
                found.setdefault(text, {})[variable] = value
        return found

    def contents(self, texts: Iterable[int]) -> dict[int, str]:
        """The texts themselves."""
        found: dict[int, str] = {}
        for batch in in_batches(texts):
            statement = select(TEXT_VERSION.c.id, TEXT_VERSION.c.text).where(TEXT_VERSION.c.id.in_(batch))
            found.update((key, text) for key, text in self._connection.execute(statement))
        return found

    def dates(self, codings: Iterable[str]) -> dict[str, datetime]:
        """When each coding was made: a run of the rules began, or a person first said something of it."""
        found: dict[str, datetime] = {}
        for batch in in_batches(codings):
            runs = select(CODING.c.id, RUN.c.started_at).join(RUN, CODING.c.run_id == RUN.c.id)
            said = select(DECISION.c.coding_id, DECISION.c.at).order_by(DECISION.c.at.desc())
            found.update((key, at) for key, at in self._connection.execute(said.where(DECISION.c.coding_id.in_(batch))))
            found.update((key, at) for key, at in self._connection.execute(runs.where(CODING.c.id.in_(batch))))
        return found


def _every_leaf() -> Select[Any]:
    """Each code and partner that occur, from one to the next in the index: quick however many codings there are."""
    every_code = select(func.min(CODING.c.code).label("code")).cte("every_code", recursive=True)
    next_code = select(func.min(CODING.c.code)).where(CODING.c.code > every_code.c.code).scalar_subquery()
    every_code = every_code.union_all(select(next_code).where(every_code.c.code.is_not(None)))
    of_code = CODING.c.code == every_code.c.code
    first = select(func.min(CODING.c.partner)).where(of_code).correlate(every_code).scalar_subquery()
    leaf = (
        select(every_code.c.code, first.label("partner"))
        .where(every_code.c.code.is_not(None))
        .cte("every_leaf", recursive=True)
    )
    later = (CODING.c.code == leaf.c.code, CODING.c.partner > leaf.c.partner)
    following = select(func.min(CODING.c.partner)).where(*later).correlate(leaf).scalar_subquery()
    leaf = leaf.union_all(select(leaf.c.code, following).where(leaf.c.partner.is_not(None)))
    return select(leaf.c.code, leaf.c.partner).where(leaf.c.partner.is_not(None))
