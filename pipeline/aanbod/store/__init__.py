"""What a project knows, in one SQLite file or on a PostgreSQL server: transcripts, codings, runs and decisions."""

from .answers import SchoolAnswer, SchoolMemo
from .decisions import StaleError, Verdict
from .errors import StoreError
from .showing import Shown
from .store import Store, open_store
from .values import CodingDiff, Counts, ImportDiff, RunRecord, StoreInfo

__all__ = [
    "CodingDiff",
    "Counts",
    "ImportDiff",
    "RunRecord",
    "SchoolAnswer",
    "SchoolMemo",
    "Shown",
    "StaleError",
    "Store",
    "StoreError",
    "StoreInfo",
    "Verdict",
    "open_store",
]
