"""What a project knows, kept in one SQLite file: transcripts, codings, runs and the decisions of people."""

from .decisions import Verdict
from .store import Store, open_store
from .values import CodingDiff, Counts, ImportDiff, RunRecord

__all__ = ["CodingDiff", "Counts", "ImportDiff", "RunRecord", "Store", "Verdict", "open_store"]
