"""What a store does for those it shares its content with: masks that are remembered, and pseudonyms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from . import covering, disguised, pseudonyms

if TYPE_CHECKING:
    from aanbod.privacy.masking import Masker

P = ParamSpec("P")
T = TypeVar("T")


class Sharing:
    """The part of a store that is about names."""

    _engine: Engine

    def _reading(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _writing(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _write(self, work: Callable[Concatenate[Connection, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        raise NotImplementedError

    def masks(self) -> tuple[str, ...]:
        """The kinds of personal data that its texts are masked for, at this import and every later one."""
        with self._reading() as connection:
            return covering.remembered(connection)

    def set_masks(self, kinds: Collection[str]) -> None:
        self._write(covering.remember, kinds)

    def cover(self, mask: Masker) -> int:
        """Masks every text that it holds; how many changed. Passages, decisions and memos stay where they are."""
        number = self._write(covering.cover, mask)
        if number:
            covering.compact(self._engine)
        return number

    def names(self) -> dict[str, set[str]]:
        """The names of transcripts, cases and people that code."""
        with self._reading() as connection:
            return disguised.names(connection)

    def every_text(self) -> Iterator[str]:
        """The texts of all transcripts, also those that are no longer current, and what people noted."""
        with self._reading() as connection:
            yield from disguised.every_text(connection)

    def pseudonyms(self, names: Mapping[str, Collection[str]]) -> pseudonyms.Numbers:
        """The number of each of these names, by kind; those that had none get one, and keep it."""
        with self._reading() as connection:
            numbers = pseudonyms.read(connection)
        if pseudonyms.lacking(numbers, names):
            with self._writing() as connection:  # nothing that is counted changes: checkpoints stay
                numbers = pseudonyms.give(connection, names)
        return numbers
