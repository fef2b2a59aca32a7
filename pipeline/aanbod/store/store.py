"""The store: one file with transcripts, codings and decisions. Everything passes through here."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine

from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord, Transcript, TranscriptRecord

from . import codings, decisions, migrate, records, runs, transcripts
from .engine import create_file, sqlite_engine, store_path
from .errors import plain_errors
from .models import CodingRow
from .transcripts import check_names
from .values import CodingDiff, Counts, ImportDiff

# A batch is one transaction of whole transcripts: what a run that is broken off leaves behind.
BATCH_TRANSCRIPTS = 20
BATCH_CODINGS = 5000


def open_store(address: str | Path, *, create: bool = True) -> "Store":
    """Opens the store in a file, made or upgraded where needed (an upgrade leaves a copy beside it).

    Raises AanbodError for a file that is missing (with `create=False`), damaged, locked, read-only, no store, or
    the store of a newer program.
    """
    path = store_path(address)
    if not path.parent.is_dir():
        raise AanbodError(f"The folder {path.parent} of the store {path.name} does not exist. Make it first.")
    if path.is_dir():
        raise AanbodError(f"The store {path} is a folder. Give a file in it, such as {path}/afs.db.")
    if not path.exists():
        if not create:
            raise AanbodError(f"There is no store {path}. Import transcripts into it first.")
        create_file(path)
    engine = sqlite_engine(path)
    try:
        with plain_errors(str(path)):
            migrate.prepare(engine, path, create=create)
    except BaseException:
        engine.dispose()
        raise
    return Store(str(path), engine)


class Store:
    """An open store. Its methods take and return values; errors that a user can mend are AanbodError."""

    def __init__(self, address: str, engine: Engine) -> None:
        self.address = address
        self._engine = engine

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
        diffs = []
        names: set[str] = set()
        for batch in records.in_batches(transcripts_, BATCH_TRANSCRIPTS):
            for transcript in batch:
                if transcript.name in names:
                    raise AanbodError(f"Two transcripts are called {transcript.name!r}. Rename one of the files.")
                names.add(transcript.name)
            with self._writing() as connection:
                diffs.append(transcripts.save(connection, batch))
        return ImportDiff.of(diffs)

    def transcripts(self, names: Sequence[str] | None = None) -> list[TranscriptRecord]:
        """All transcripts, or those named, ordered by name."""
        with self._reading() as connection:
            return transcripts.read(connection, names)

    def text(self, name: str) -> str:
        """The current text of a transcript."""
        with self._reading() as connection:
            return transcripts.read_text(connection, name)

    def pending(self, rules_version: str, names: Sequence[str] | None = None) -> list[str]:
        """Names of the transcripts whose current text was not coded under this version of the rules."""
        with self._reading() as connection:
            return transcripts.read_pending(connection, rules_version, names)

    def start_run(self, codebook: str, codebook_version: str, program_version: str) -> int:
        with self._writing() as connection:
            return runs.start(connection, codebook, codebook_version, program_version)

    def finish_run(self, run: int) -> None:
        with self._writing() as connection:
            runs.finish(connection, run)

    def save_codings(self, run: int, name: str, rules_version: str, proposed: Sequence[Coding]) -> CodingDiff:
        """Replaces the rules' codings of one transcript; what somebody decided on stays."""
        return self.save_many(run, rules_version, [(name, proposed)])

    def save_many(self, run: int, rules_version: str, proposed: Iterable[tuple[str, Sequence[Coding]]]) -> CodingDiff:
        """Replaces the rules' codings of transcripts, each with all that the rules propose on its text.

        Commits in batches of whole transcripts; while `proposed` computes, the store is not locked.
        """
        diffs = []
        for batch in _coding_batches(proposed):
            with self._writing() as connection:
                diffs.append(codings.save(connection, run, rules_version, batch))
        return CodingDiff.of(diffs)

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
        conditions = records.selection(transcripts, codes, statuses, states, coder)
        with self._reading() as connection:
            check_names(connection, transcripts or ())
            return records.read_codings(connection, *conditions)

    def coding(self, id_prefix: str) -> CodingRecord:
        """The one coding of the current texts whose id begins so."""
        with self._reading() as connection:
            return records.read_coding(connection, id_prefix)

    def lost(self) -> list[CodingRecord]:
        """Codings by people, or with decisions, whose quote does not stand in the current text."""
        with self._reading() as connection:
            return records.read_codings(connection, CodingRow.is_lost)

    def decide(
        self,
        coding_ids: Sequence[str],
        verdict: decisions.Verdict,
        coder: str,
        note: str = "",
    ) -> int:
        """Adds a person's decision to each coding, all or none; the latest decision on a coding counts."""
        with self._writing() as connection:
            return decisions.decide(connection, coding_ids, verdict, coder, note)

    def counts(self) -> Counts:
        with self._reading() as connection:
            return runs.count(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with plain_errors(self.address), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            plain_errors(self.address),
            self._engine.connect() as connection,
            connection.execution_options(writes=True).begin(),
        ):
            yield connection


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
