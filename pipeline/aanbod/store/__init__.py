"""What a project knows, in one SQLite file or on a PostgreSQL server: transcripts, codings, runs and decisions."""

from .decisions import StaleError, Verdict
from .store import Store, open_store
from .values import CodingDiff, Counts, ImportDiff, RunRecord, StoreInfo

__all__ = [
    "CodingDiff",
    "Counts",
    "ImportDiff",
    "RunRecord",
    "StaleError",
    "Store",
    "StoreInfo",
    "Verdict",
    "open_store",
]
