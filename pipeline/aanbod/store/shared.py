"""A store in which every name is a pseudonym, made for one command and gone after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Concatenate, NoReturn, ParamSpec, TypeVar

from sqlalchemy import Connection

from aanbod.errors import AanbodError

from .disguised import copy
from .engine import make_engine, store_url, writing
from .errors import plain_errors
from .schema import METADATA
from .store import Store

if TYPE_CHECKING:
    from aanbod.privacy.pseudonyms import Pseudonyms

P = ParamSpec("P")
T = TypeVar("T")


class SharedStore(Store):
    """Reads as the store that it was copied from, but for the names. Nothing can be changed in it."""

    def __init__(self, store: Store, pseudonyms: Pseudonyms) -> None:
        self._folder = TemporaryDirectory(prefix="aanbod-", ignore_cleanup_errors=True)
        engine = make_engine(store_url(Path(self._folder.name) / "store.db"))
        super().__init__(store.address, engine)
        called = f"without names, kept in {self._folder.name} while this command runs,"
        try:
            with store._reading() as source, plain_errors(called):
                METADATA.create_all(engine)
                with writing(engine) as target:
                    copy(source, target, pseudonyms)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        super().close()
        self._folder.cleanup()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        self._refuse()
        yield  # never reached

    def _write(self, work: Callable[Concatenate[Connection, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise AanbodError("this command changes the store, and --pseudonyms only shows it\n    leave out --pseudonyms")
