"""What the store tells its callers: what changed, and how much it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from aanbod.model import CodingRecord


@dataclass(frozen=True)
class ImportDiff:
    """Names of transcripts. `changed`: the text, the cases or the variables differ from what the store held.

    `lost` are codings by people, or with decisions, whose quote does not stand in the changed text; the store
    keeps them on the old text.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    lost: tuple[CodingRecord, ...] = ()

    @classmethod
    def of(cls, diffs: Sequence["ImportDiff"]) -> "ImportDiff":
        """The diffs of several batches as one."""
        return cls(
            tuple(chain.from_iterable(diff.new for diff in diffs)),
            tuple(chain.from_iterable(diff.changed for diff in diffs)),
            tuple(chain.from_iterable(diff.unchanged for diff in diffs)),
            tuple(chain.from_iterable(diff.lost for diff in diffs)),
        )


@dataclass(frozen=True)
class CodingDiff:
    """What a run changed. `kept` are codings that the rules no longer propose but somebody decided on."""

    new: tuple[CodingRecord, ...] = ()
    gone: tuple[CodingRecord, ...] = ()
    unchanged: int = 0
    kept: tuple[CodingRecord, ...] = ()

    @classmethod
    def of(cls, diffs: Sequence["CodingDiff"]) -> "CodingDiff":
        """The diffs of several batches as one."""
        return cls(
            tuple(chain.from_iterable(diff.new for diff in diffs)),
            tuple(chain.from_iterable(diff.gone for diff in diffs)),
            sum(diff.unchanged for diff in diffs),
            tuple(chain.from_iterable(diff.kept for diff in diffs)),
        )


@dataclass(frozen=True)
class RunRecord:
    """One pass of the rules. `finished_at` is None for a run that was broken off."""

    id: int
    codebook: str
    codebook_version: str
    program_version: str
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class Counts:
    """How much a store holds: transcripts, current codings by state, decisions (copies not counted), lost
    codings, and the last run, if any."""

    transcripts: int
    suggested: int
    accepted: int
    rejected: int
    decisions: int
    lost: int
    last_run: RunRecord | None


@dataclass(frozen=True)
class StoreInfo:
    """What a store is. `size` counts bytes; `rows` counts those of each table."""

    address: str
    engine: str
    schema: str
    size: int
    rows: Mapping[str, int]
