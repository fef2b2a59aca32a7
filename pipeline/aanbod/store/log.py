"""The part of a store that people write: decisions, codings by hand, memos, samples, and what follows from them.

Everything is an entry in one log. `coder` is who speaks; `session` names one sitting of a program, so that it can be
taken back as a whole; `at` is given where something was said elsewhere before. `seen` is by coding the last entry that
whoever decides has seen (`last_entries`): StaleError where a later one is there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Concatenate, Literal, ParamSpec, TypeVar

from sqlalchemy import Connection

from aanbod.model import Answer, Assignment, CoderCoding, Coding, CodingRecord, DecisionRecord, LogEntry
from aanbod.review.queues import Queue, QueueName, RulePrecision, Span

from . import answers, decisions, handmade, lastrun, queues, showing, undoing, verdicts
from .answers import SchoolAnswer, SchoolMemo
from .decisions import By, Verdict
from .lastrun import RunChanges
from .showing import Shown

P = ParamSpec("P")
T = TypeVar("T")


class Log:
    def _reading(self) -> AbstractContextManager[Connection]:
        raise NotImplementedError

    def _write(self, work: Callable[Concatenate[Connection, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        raise NotImplementedError

    def decide(
        self,
        coding_ids: Sequence[str],
        verdict: Verdict,
        coder: str,
        note: str = "",
        *,
        session: str = "",
        at: datetime | None = None,
        seen: Mapping[str, int] | None = None,
    ) -> int:
        """Adds a person's decision to each coding, all or none; the latest decision on a coding counts."""
        return self._write(decisions.decide, coding_ids, verdict, By(coder, session, at), note, seen)

    def answer(self, coding_ids: Sequence[str], verdict: Verdict, school: str, note: str = "") -> int:
        """Adds what a school says of what was coded for it: beside what people decided, never instead of it."""
        return self._write(decisions.decide, coding_ids, verdict, By(school, kind="school"), note, None)

    def take_answers(
        self,
        school: str,
        answers_: Sequence[SchoolAnswer],
        memos: Sequence[SchoolMemo],
        receipt: SchoolMemo,
        *,
        session: str = "",
    ) -> int:
        """Takes in what a school answered in one document; how many entries are new (see store/answers.py)."""
        by = By(school, session, kind="school")
        return self._write(answers.take, answers_, memos, receipt, by)

    def add_codings(
        self,
        codings: Iterable[tuple[str, Coding]],
        coder: str,
        note: str = "",
        *,
        session: str = "",
        at: datetime | None = None,
    ) -> list[CodingRecord]:
        """Adds codings by hand, each with the name of its transcript; accepted, for somebody made them."""
        return self._write(handmade.add, list(codings), By(coder, session, at), note)

    def change(
        self,
        coding: CodingRecord,
        changed: Coding,
        coder: str,
        note: str = "",
        *,
        session: str = "",
        at: datetime | None = None,
        seen: Mapping[str, int] | None = None,
    ) -> CodingRecord:
        """Puts a coding by this coder in the place of one that stands, which becomes rejected; the new coding.

        The evidence of `changed` does not matter: what of the old one's still tells why stays.
        """
        return self._write(handmade.change, coding, changed, By(coder, session, at), note, seen)

    def answer_all(
        self, answers: Sequence[Answer], coder: str, *, session: str = "", seen: Mapping[str, int] | None = None
    ) -> None:
        """Stores what a person says of many codings, all or none."""
        self._write(handmade.answer, list(answers), By(coder, session), seen or {})

    def add_memo(
        self,
        text: str,
        coder: str,
        *,
        coding: str = "",
        transcript: str = "",
        code: str = "",
        session: str = "",
        at: datetime | None = None,
        kind: Literal["person", "school"] = "person",
    ) -> None:
        """Adds a memo on a coding (its id), a transcript, a code, or, where none is named, on the project.

        One on a transcript may have a code too. `kind` is what the coder is.
        """
        self._write(decisions.memo, text, By(coder, session, at, kind), coding, transcript, code)

    def assign(self, transcripts: Sequence[str], coder: str, sample: str = "") -> int:
        """Gives a coder transcripts to code, for a sample of this name; how many."""
        return self._write(decisions.mark, transcripts, "assign", By(coder), sample)

    def call_done(self, transcripts: Sequence[str], coder: str, *, session: str = "") -> int:
        """Says that a coder has coded all of these transcripts; how many."""
        return self._write(decisions.mark, transcripts, "done", By(coder, session), "")

    def undo(self, entries: Sequence[int], coder: str, note: str = "", *, session: str = "") -> tuple[int, list[int]]:
        """Takes back entries of the log (their numbers); how many, and those that stay because later ones build on
        them. A change counts once."""
        return self._write(undoing.undo, entries, By(coder, session), note)

    def standing(self, *, session: str = "", run: int | None = None) -> list[int]:
        """The entries of one sitting, or on the codings of one run, that were not taken back; the newest first."""
        with self._reading() as connection:
            return undoing.of_run(connection, run) if run is not None else undoing.of_session(connection, session)

    def history(
        self,
        *,
        transcript: str = "",
        code: str = "",
        coder: str = "",
        session: str = "",
        run: int | None = None,
        coding: str = "",
    ) -> list[LogEntry]:
        """The log, or what of it is about a transcript, a code (and those under it), a coder, and so on; the oldest
        first."""
        with self._reading() as connection:
            return verdicts.read_log(
                connection, transcript=transcript, code=code, coder=coder, session=session, run=run, coding=coding
            )

    def memos(self) -> list[LogEntry]:
        """The memos that were not taken back, the oldest first."""
        with self._reading() as connection:
            return [entry for entry in verdicts.read_log(connection, verdicts=["memo"]) if not entry.undone]

    def decisions(self) -> list[DecisionRecord]:
        """Every word of a person on a coding of a current text that stands, the oldest first."""
        with self._reading() as connection:
            return verdicts.read_decisions(connection)

    def last_entries(self, codings: Sequence[str]) -> dict[str, int]:
        """The number of the last entry in the log on each coding (by id); nothing for those without."""
        with self._reading() as connection:
            return decisions.last_entries(connection, codings)

    def spoken_of(self, ids: Sequence[str]) -> dict[str, CodingRecord]:
        """The codings with these ids, whatever became of them: what entries of the log are about."""
        with self._reading() as connection:
            return {one.id: one for one in verdicts.read_spoken_of(connection, ids)}

    def last_words(self, codings: Sequence[str]) -> dict[str, dict[str, str]]:
        """By coding and coder the last word: accept, reject, add or change."""
        with self._reading() as connection:
            return verdicts.last_words(connection, codings)

    def views(self, coders: Sequence[str], transcripts: Sequence[str] | None = None) -> list[CoderCoding]:
        """What each of these coders holds for true in the current texts; `rules`: all that the rules propose."""
        with self._reading() as connection:
            return verdicts.read_views(connection, coders, transcripts)

    def worked(self, coders: Sequence[str]) -> dict[str, set[str]]:
        """The transcripts that each coder decided something in or called done (of a sample: only those called done);
        `rules`: all that were coded."""
        with self._reading() as connection:
            return verdicts.read_worked(connection, coders)

    def coders(self) -> dict[str, str]:
        """Every coder with what kind it is: rules, person or school."""
        with self._reading() as connection:
            return verdicts.read_coders(connection)

    def assignments(self) -> list[Assignment]:
        """Who is to code what, ordered by transcript and coder."""
        with self._reading() as connection:
            return verdicts.read_assignments(connection)

    def queue(
        self,
        name: QueueName = "all",
        *,
        code: str = "",
        rule: str = "",
        transcripts: Sequence[str] | None = None,
        blind: str = "",
        coder: str = "",
    ) -> Queue:
        """What is to be decided, in the order of this queue, and how far `coder` is with it.

        `code` (with those under it, or a partner's name), `rule` (a keyword) and `transcripts` narrow any queue.
        `blind` names a coder to whom nobody suggests anything. Passages without a code: `aanbod.review.asking`.
        """
        with self._reading() as connection:
            return queues.read_queue(connection, name, code, rule, transcripts, blind, coder)

    def rule_precisions(self, of: tuple[str, str] | None = None) -> list[RulePrecision]:
        """What became so far of all that each rule proposed, by code, partner and keyword; `of`: one code and
        partner."""
        with self._reading() as connection:
            return queues.read_precisions(connection, of)

    def coded_passages(self, blind: str = "") -> dict[str, list[Span]]:
        """By transcript the passages that bear a code; for a blind coder those that she coded herself."""
        with self._reading() as connection:
            return queues.read_coded(connection, blind)

    def moments(self, coder: str) -> list[datetime]:
        """When this coder decided last: the moments that a pace is taken from."""
        with self._reading() as connection:
            return queues.read_moments(connection, coder)

    def shown(self, transcript: str, blind: str = "") -> Shown:
        """A transcript with its codings and what was said of each; `blind` names a coder who sees only her own."""
        with self._reading() as connection:
            return showing.read_shown(connection, transcript, blind)

    def last_changes(self) -> RunChanges | None:
        """What the last run of the rules changed; None where they never ran."""
        with self._reading() as connection:
            return lastrun.read_last_changes(connection)
