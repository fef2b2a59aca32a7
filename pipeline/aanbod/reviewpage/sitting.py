"""One start of the review page: who reviews what, and the work that every page and every answer shares."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING
from uuid import uuid4

from aanbod.codebook.model import Codebook
from aanbod.errors import AanbodError
from aanbod.model import CodingRecord, LogEntry
from aanbod.review.queues import QueueItem, QueueName
from aanbod.store import Shown, Store

from .wording import wording
from .worklist import Asked, Worklist, key_of

if TYPE_CHECKING:
    from aanbod.coding.coder import RuleCoder

_KEPT = 20  # queues in memory: one for each tab or bookmark that is in use


@dataclass(frozen=True)
class Study:
    """The codebook as it is now, the rules by it, and how a code goes into it (label, category, definition)."""

    codebook: Callable[[], Codebook]
    rules: Callable[[], "RuleCoder"]
    add_code: Callable[[str, str, str], tuple[str, str]]


@dataclass
class Sitting:
    """What the page works on. A `blind` reviewer sees nothing that others coded or decided, the rules among them."""

    store: Store
    study: Study
    coder: str
    language: str = "nl"
    blind: bool = False
    asked: Asked = field(default_factory=Asked)
    session: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        self._lists: dict[Asked, Worklist] = {}
        self._lock = RLock()
        self.reload()

    def reload(self) -> None:
        """Reads the codebook anew; a faulty one, in the midst of an edit, leaves the last good one in use."""
        try:
            self.codebook: Codebook = self.study.codebook()
        except AanbodError:
            if not hasattr(self, "codebook"):
                raise
            return
        self._labels = {code.id: code.label for code in self.codebook.codes if not code.partner}
        self._categories = {category.id: category.label for category in self.codebook.categories}
        self._statuses = {status.id: status.label for status in self.codebook.statuses}

    @property
    def blind_to(self) -> str:
        """What the store calls it: the coder who is blind, or ''."""
        return self.coder if self.blind else ""

    @property
    def rules_version(self) -> str:
        """The beginning of the version of the codebook by which the rules coded last."""
        run = self.store.counts().last_run
        return run.codebook_version[:12] if run else ""

    def worklist(self, asked: Asked, anew: bool = False) -> Worklist:
        """The queue as this page works through it; `anew`: as it is in the store now."""
        with self._lock:
            if anew or asked not in self._lists:
                self._lists.pop(asked, None)
                while len(self._lists) >= _KEPT:
                    self._lists.pop(next(iter(self._lists)))
                self._lists[asked] = self._read(asked)
            return self._lists[asked]

    def _read(self, asked: Asked) -> Worklist:
        only = [asked.transcript] if asked.transcript else None
        if asked.name != "uncoded":
            queue = self.store.queue(
                asked.name,
                code=asked.code,
                rule=asked.rule,
                transcripts=only,
                blind=self.blind_to,
                coder=self.coder,
            )
        else:
            from aanbod.review.asking import ask  # with spaCy, which no other queue needs

            queue = ask(self.store, self.study.rules(), "uncoded", transcripts=only, blind=self.blind_to, by=self.coder)
        return Worklist(asked, queue)

    def shown(self, transcript: str) -> Shown:
        """A transcript as this reviewer may see it; every queue takes in how it stands."""
        shown = self.store.shown(transcript, self.blind_to)
        with self._lock:
            for worklist in self._lists.values():
                worklist.note(transcript, shown.codings)
        return shown

    def settle(self, coding: str) -> None:
        """A coding was decided on, here and now: no queue asks for it again."""
        with self._lock:
            for worklist in self._lists.values():
                worklist.settled.add(coding)

    def following(self, worklist: Worklist, key: str) -> tuple[QueueItem, Shown] | None:
        """The next item that is open in the store too, with its transcript; None at the end of the queue."""
        while (item := worklist.after(key)) is not None:
            shown = self.shown(item.transcript)
            if key_of(item) not in worklist.settled:
                return item, shown
        return None

    def forget(self, *names: QueueName) -> None:
        """Queues of these names are read anew when they are asked for; without names all."""
        with self._lock:
            self._lists = {asked: one for asked, one in self._lists.items() if names and asked.name not in names}

    def open_of_rule(self, code: str, partner: str, rule: str) -> list[str]:
        """The codings (ids) that a rule suggests and nobody decided on."""
        queue = self.store.queue("rule", code=code, rule=rule, blind=self.blind_to, coder=self.coder)
        return [item.id for item in queue.items if (item.code, item.partner) == (code, partner)]

    def last_entries(self) -> list[int]:
        """What was said last in this sitting: one entry, or all that were said at once."""
        standing = set(self.store.standing(session=self.session))
        entries = [one for one in self.store.history(session=self.session) if one.id in standing]
        return [one.id for one in entries if one.at == entries[-1].at] if entries else []

    def history(self, coding: CodingRecord) -> list[LogEntry]:
        """What was said of a coding and of those that it took the place of, and memos on its transcript and its code.

        A blind reviewer reads her own entries.
        """
        entries = self.store.history(transcript=coding.transcript)
        line = {coding.id}
        for entry in reversed(entries):
            if entry.result in line:
                line.add(entry.coding)
        found = [entry for entry in entries if entry.coding in line or (entry.verdict == "memo" and not entry.coding)]
        found += [memo for memo in self.store.memos() if memo.code == coding.code and not memo.coding]
        found.sort(key=lambda entry: entry.id)
        return [entry for entry in found if not self.blind or entry.coder == self.coder]

    @property
    def words(self) -> dict[str, str]:
        return wording(self.language)

    def code_name(self, code: str, partner: str) -> str:
        """What a code is called; its id where the codebook no longer has it."""
        return partner or self._labels.get(code, code)

    def category_of(self, code: str) -> str:
        """The label of the category that a code stands in, a partner's being that category itself."""
        return self._categories.get(code, "") or self._categories.get(code.rpartition(".")[0], "")

    def status_name(self, status: str) -> str:
        return self._statuses.get(status, status)
