"""The store: transcripts, codings and decisions, in a file or on a server. Everything passes through here."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Engine

from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord, HeldSource, Transcript, TranscriptRecord

from . import about, checkpoints, codings, copying, migrate, records, roles, runs, transcripts
from .engine import create_file, is_file, make_engine, reading, shown_address, store_url, tidy, writing
from .errors import plain_errors, retried
from .log import Log
from .schema import CODING
from .sharing import Sharing
from .transcripts import check_names
from .values import CodingDiff, Counts, ImportDiff, StoreInfo

if TYPE_CHECKING:
    from .merging import Merged
    from .snapshot import Snapshot

# A batch is one transaction of whole transcripts: what a run that is broken off leaves behind.
BATCH_TRANSCRIPTS = 100
BATCH_CODINGS = 5000

P = ParamSpec("P")
T = TypeVar("T")


def open_store(address: str | Path, *, create: bool = True) -> "Store":
    """Opens the store in a file or on a server, made or upgraded where needed.

    An upgrade leaves a copy beside a file. `address` is a path or `postgresql+psycopg://NAME@HOST/DATABASE`; the
    database of a server must exist. Raises AanbodError for a file that is missing (with `create=False`), damaged,
    locked or read-only, for a server that does not let us in, for what is no store, and for the store of a newer
    program.
    """
    url = store_url(address)
    if is_file(url):
        _find_file(Path(str(url.database)), create=create)
    engine = make_engine(url)
    shown = shown_address(url)
    try:
        with plain_errors(shown):
            migrate.prepare(engine, shown, create=create)
    except BaseException:
        engine.dispose()
        raise
    return Store(shown, engine)


def _find_file(path: Path, *, create: bool) -> None:
    if not path.parent.is_dir():
        raise AanbodError(f"The folder {path.parent} of the store {path.name} does not exist. Make it first.")
    if path.is_dir():
        raise AanbodError(f"The store {path} is a folder. Give a file in it, such as {path}/afs.db.")
    if not path.exists():
        if not create:
            raise AanbodError(f"There is no store {path}. Import transcripts into it first.")
        create_file(path)


class Store(Log, Sharing):
    """An open store. Its methods take and return values; errors that a user can mend are AanbodError."""

    def __init__(self, address: str, engine: Engine) -> None:
        self.address = address
        self._engine = engine
        self._run = ""  # this run's name in its checkpoints

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def save_transcripts(self, transcripts_: Iterable[Transcript]) -> ImportDiff:
        """Saves each transcript whole or not at all. A changed text keeps the codings whose quote still stands."""
        return ImportDiff.of(list(self.save_each_transcript(transcripts_)))

    def save_each_transcript(self, transcripts_: Iterable[Transcript]) -> Iterator[ImportDiff]:
        """As `save_transcripts`, with the change of each batch as soon as it is stored."""
        names: set[str] = set()
        for batch in records.in_batches(transcripts_, BATCH_TRANSCRIPTS):
            for transcript in batch:
                if transcript.name in names:
                    raise AanbodError(f"Two transcripts are called {transcript.name!r}. Rename one of the files.")
                names.add(transcript.name)
            yield self._write(transcripts.save, batch)

    def sources(self, names: Sequence[str]) -> dict[str, HeldSource]:
        """What the store holds of the files of these transcripts, as far as this version of the program read them."""
        with self._reading() as connection:
            return transcripts.read_sources(connection, names)

    def left_over(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """The transcripts that came from files other than these; each with the one of these that has its text."""
        with self._reading() as connection:
            return transcripts.read_left_over(connection, names)

    def transcripts(self, names: Sequence[str] | None = None) -> list[TranscriptRecord]:
        """All transcripts, or those named, ordered by name."""
        with self._reading() as connection:
            return transcripts.read(connection, names)

    def text(self, name: str) -> str:
        """The current text of a transcript."""
        return dict(self.texts([name]))[name]

    def texts(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The current texts of transcripts, each with its name; a batch is in memory at a time."""
        for batch in records.in_batches(names, records.READ_TRANSCRIPTS):
            with self._reading() as connection:
                found = transcripts.read_texts(connection, batch)
            for name in batch:
                yield name, found[name]

    def pending(self, rules_version: str, names: Sequence[str] | None = None) -> list[str]:
        """Names of the transcripts whose current text was not coded under this version of the rules."""
        with self._reading() as connection:
            return transcripts.read_pending(connection, rules_version, names)

    def coded_under(self, names: Sequence[str]) -> dict[str, list[str]]:
        """By version of the rules the transcripts, of these, whose current text was coded under it."""
        with self._reading() as connection:
            return codings.read_versions(connection, names)

    def pass_on(self, names: Sequence[str], old: str, new: str) -> None:
        """Notes that what the rules found in these transcripts under one version they find under another too."""
        self._write(codings.pass_on, names, old, new)

    def start_run(self, codebook: str, codebook_version: str, program_version: str) -> int:
        return self._write(runs.start, codebook, codebook_version, program_version)

    def finish_run(self, run: int) -> None:
        self._write(runs.finish, run)

    def save_many(self, run: int, rules_version: str, proposed: Iterable[tuple[str, Sequence[Coding]]]) -> CodingDiff:
        """Replaces the rules' codings of transcripts, each with all that the rules propose on its text.

        Commits in batches of whole transcripts; while `proposed` computes, the store is not locked.
        """
        return CodingDiff.of(list(self.save_each(run, rules_version, proposed)))

    def save_each(
        self, run: int, rules_version: str, proposed: Iterable[tuple[str, Sequence[Coding]]]
    ) -> Iterator[CodingDiff]:
        """As `save_many`, with the change of each batch as soon as it is stored: for many texts, which do not all
        fit in memory."""
        for batch in _coding_batches(proposed):
            yield self._write(codings.save, run, rules_version, batch)

    def codings(
        self,
        *,
        transcripts: Sequence[str] | None = None,
        codes: Sequence[str] | None = None,
        statuses: Sequence[str] | None = None,
        states: Sequence[str] | None = None,
        coder: str | None = None,
    ) -> list[CodingRecord]:
        """Codings of the current texts, in the order of every export; a code brings the codes under it."""
        return list(
            self.each_coding(transcripts=transcripts, codes=codes, statuses=statuses, states=states, coder=coder)
        )

    def each_coding(
        self,
        *,
        transcripts: Sequence[str] | None = None,
        codes: Sequence[str] | None = None,
        statuses: Sequence[str] | None = None,
        states: Sequence[str] | None = None,
        coder: str | None = None,
    ) -> Iterator[CodingRecord]:
        """As `codings`, one by one, from one moment of the store; some transcripts are in memory at a time."""
        conditions = records.selection(codes, statuses, states, coder)
        with self._reading() as connection:
            check_names(connection, transcripts or ())
            yield from records.each_coding(connection, transcripts, conditions)

    def coding(self, id_prefix: str) -> CodingRecord:
        """The one coding of the current texts whose id begins so."""
        with self._reading() as connection:
            return records.read_coding(connection, id_prefix)

    def lost(self) -> list[CodingRecord]:
        """Codings by people, or with decisions, whose quote does not stand in the current text."""
        with self._reading() as connection:
            return records.read_codings(connection, CODING.c.is_lost)

    @contextmanager
    def snapshot(self) -> "Iterator[Snapshot]":
        """One moment of the store, to count in."""
        from .snapshot import Snapshot

        with self._reading() as connection:
            yield Snapshot(connection)

    def counts(self) -> Counts:
        with self._reading() as connection:
            return runs.count(connection)

    def begin(self, inputs: Mapping[str, str]) -> None:
        """Notes by command what inputs this run starts from (a hash), before it reads or changes anything."""
        self._run = uuid4().hex
        with self._writing() as connection:
            checkpoints.begin(connection, self._run, inputs)

    def finish(self, command: str, said: str) -> None:
        """Notes that a command is done, and what it found; not where somebody else changed the store meanwhile."""
        with self._writing() as connection:
            checkpoints.finish(connection, self._run, command, said)

    def info(self) -> StoreInfo:
        with self._reading() as connection:
            return about.read_info(connection, self.address)

    def roles(self, coders: Sequence[str] = (), readers: Sequence[str] = ()) -> list[str]:
        """The SQL that makes the roles for coder and reader on a server, and gives them to these people."""
        with self._reading() as connection:
            return roles.statements(connection, coders, readers)

    def make_roles(self, coders: Sequence[str] = (), readers: Sequence[str] = ()) -> None:
        self._write(roles.make, coders, readers)

    def total_rows(self) -> int:
        with self._reading() as connection:
            return copying.total_rows(connection)

    def copy_to(self, target: "Store", progress: copying.Progress) -> dict[str, int]:
        """Copies everything to an empty store, all or nothing; the number of rows by table. It is told of each row
        twice: written, and read again."""
        with self._reading() as source, target._writing() as empty:
            checkpoints.changed(empty, "")
            copied = copying.copy(source, empty, target.address, progress)
        with plain_errors(target.address):
            tidy(target._engine)
        return copied

    def back_up(self, label: str, why: str) -> Path | None:
        """Copies a store in a file beside itself; None for one on a server, whose keeper makes copies."""
        url = self._engine.url
        return migrate.back_up(Path(str(url.database)), label, why) if is_file(url) else None

    def merge(self, other: "Store", dry_run: bool = False) -> "Merged":
        """Adds what another store has besides, all or nothing; `dry_run`: tells what that would be, and adds nothing.

        AanbodError where the texts of the two are not masked for the same.
        """
        from .merging import merge

        if self._engine.url == other._engine.url:
            raise AanbodError("This is the same store twice. Name the other copy of it.")
        if self.masks() != other.masks():
            raise AanbodError(
                "The texts of the two stores are not masked for the same personal data. Import with the same --mask "
                "into both first."
            )

        def work(connection: Connection) -> "Merged":
            with other._reading() as source:
                merged = merge(connection, source)
            if dry_run and (transaction := connection.get_transaction()):
                transaction.rollback()
            return merged

        return self._write(work)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment of the store, whatever others write meanwhile."""
        with plain_errors(self.address), reading(self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with plain_errors(self.address), writing(self._engine) as connection:
            yield connection

    def _write(self, work: Callable[Concatenate[Connection, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        """Does the work in a transaction, and anew where it met another program that wrote the same."""

        def once() -> T:
            with writing(self._engine) as connection:
                checkpoints.changed(connection, self._run)
                return work(connection, *arguments, **named)

        with plain_errors(self.address):
            return retried(once)


def _coding_batches(
    proposed: Iterable[tuple[str, Sequence[Coding]]],
) -> Iterator[list[tuple[str, Sequence[Coding]]]]:
    batch: list[tuple[str, Sequence[Coding]]] = []
    size = 0
    for name, found in proposed:
        batch.append((name, found))
        size += len(found)
        if len(batch) >= BATCH_TRANSCRIPTS or size >= BATCH_CODINGS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
