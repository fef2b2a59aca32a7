"""`aanbod review --terminal`: the queues of the review page at the shell, one key for an answer.

Every answer is stored before the next suggestion is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

import click

from aanbod.commands import keyboard
from aanbod.commands.desk import Desk
from aanbod.commands.keyboard import ENTER, ESCAPE, LEFT, MOST, RIGHT
from aanbod.commands.review_lines import BORDERS_HELP, HELP, name_line, passage_lines, progress_line, why_line
from aanbod.errors import AanbodError
from aanbod.model import Coding, CodingRecord, Evidence
from aanbod.review.asking import ask
from aanbod.review.queues import OPEN, Progress, QueueItem, QueueName, progress
from aanbod.store import StaleError

if TYPE_CHECKING:
    from aanbod.store import Store

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def review_in_terminal(
    desk: Desk,
    *,
    by: str,
    queue: QueueName = "all",
    code: str = "",
    rule: str = "",
    transcripts: Sequence[str] | None = None,
    blind: bool = False,
) -> None:
    """Ask what is in a queue until it is empty or the reviewer stops."""
    name: QueueName = "uncoded" if blind and queue == "all" else queue  # to who is blind nothing is suggested
    with desk.open_store() as store:
        sitting = _Sitting(desk, store, by, name, code, rule, transcripts, blind)
        try:
            with keyboard.keys_at_once():
                sitting.work()
        except (KeyboardInterrupt, EOFError):
            click.echo()
        click.echo(sitting.account(), err=True)


class _Sitting:
    def __init__(
        self,
        desk: Desk,
        store: Store,
        by: str,
        name: QueueName,
        code: str,
        rule: str,
        transcripts: Sequence[str] | None,
        blind: bool,
    ) -> None:
        self.desk, self.store, self.by, self.name = desk, store, by, name
        self.session = uuid4().hex
        blind_to = by if blind else ""
        queue = ask(store, desk.coder, name, code=code, rule=rule, transcripts=transcripts, blind=blind_to, by=by)
        self.items = list(queue.items)
        self.decided = queue.progress.decided
        self.answered: set[int] = set()  # places in the queue
        self.visited: set[int] = set()
        self.place = 0
        self._precisions = {} if blind else {(p.code, p.partner, p.rule): p for p in store.rule_precisions()}
        self._read: tuple[str, str] = ("", "")  # the last transcript and its text
        self.keys: dict[str, Callable[[], None]] = {
            **dict.fromkeys("ya", lambda: self._decide("accept")),
            **dict.fromkeys("nr", lambda: self._decide("reject")),
            **dict.fromkeys((" ", *ENTER), self._next),
            **dict.fromkeys("h?", lambda: click.echo(HELP)),
            "s": self._status,
            "c": self._code,
            "b": self._borders,
            "m": self._memo,
            "u": self._undo,
            "p": self._previous,
        }

    def work(self) -> None:
        click.echo("y accept, n reject, ? all keys")
        shown: tuple[int, QueueItem] | None = None
        while self.place < len(self.items):
            if (self.place, self.item) != shown:
                if self._is_settled_elsewhere():
                    self.answered.add(self.place)
                    self._next()
                    continue
                self._show()
                shown = (self.place, self.item)
            key = keyboard.read_key()
            if key == "q":
                return
            try:
                self.keys.get(key, lambda: None)()
            except StaleError as error:
                click.secho(f"  {error}", fg="yellow")
                shown = None
            except AanbodError as error:
                click.secho(f"  {error}", fg="yellow")
        click.echo("there is nothing more to decide in this queue")

    def account(self) -> str:
        """What was answered, and how to take it back."""
        number = len(self.store.standing(session=self.session))
        back = f"; `aanbod undo --session {self.session[:8]}` takes them back" if number else ""
        return f"{progress_line(self._progress())}; {number} entries by {self.by} in this sitting{back}"

    @property
    def item(self) -> QueueItem:
        return self.items[self.place]

    @property
    def text(self) -> str:
        if self._read[0] != self.item.transcript:
            self._read = (self.item.transcript, self.store.text(self.item.transcript))
        return self._read[1]

    @property
    def coding(self) -> CodingRecord:
        if not self.item.id:
            raise AanbodError("nothing is suggested here: c gives it a code, space goes on")
        found = self.store.spoken_of([self.item.id])
        if self.item.id not in found:
            raise AanbodError("this coding is gone: a newer run removed it; space goes on")
        return found[self.item.id]

    def _show(self) -> None:
        self.visited.add(self.place)
        self._seen = self.store.last_entries([self.item.id]) if self.item.id else {}
        coding = self.coding if self.item.id else None
        click.echo(f"\n{click.style(progress_line(self._progress()), fg='cyan')}  {self.item.transcript}")
        if coding:
            click.echo(name_line(self.desk.codebook, coding))
        click.echo("\n".join(passage_lines(self.text, self.desk.coder.spans(self.text), self.item, coding)))
        if coding and (why := why_line(coding, self._precisions.get((coding.code, coding.partner, self.item.rule)))):
            click.echo(f"  {why}")

    def _is_settled_elsewhere(self) -> bool:
        """Whether somebody else answered since the queue was read, or a run took the suggestion away."""
        if not self.item.id or self.name == "disagree" or self.place in self.visited:
            return False
        found = self.store.spoken_of([self.item.id])
        return self.item.id not in found or found[self.item.id].state != OPEN

    def _progress(self) -> Progress:
        done = len(self.answered)
        return progress(len(self.items) - done, self.decided + done, self.store.moments(self.by))

    def _decide(self, verdict: Literal["accept", "reject"]) -> None:
        key = self.coding.id
        seen = {key: self._seen.get(key, 0)}
        self.store.decide([key], verdict, self.by, session=self.session, seen=seen)
        self.answered.add(self.place)
        self._next()

    def _next(self) -> None:
        self.place += 1

    def _previous(self) -> None:
        self.place = max(0, self.place - 1)

    def _status(self) -> None:
        coding = self.coding
        statuses = self.desk.codebook.statuses
        chosen = keyboard.choose([f"{status.id}  {status.definition}".rstrip() for status in statuses])
        if chosen is not None:
            self._change(coding, replace(_like(coding), status=statuses[chosen].id))

    def _code(self) -> None:
        words = keyboard.read_line("code: ").casefold().split()
        codes = self.desk.codebook.codes
        told = [" ".join(part for part in (code.id, code.partner, code.label) if part) for code in codes]
        found = [n for n, line in enumerate(told) if words and all(word in line.casefold() for word in words)]
        if not found:
            raise AanbodError("no code has these words in its id or label" if words else "no code chosen")
        if len(found) > MOST:
            click.echo(f"  the first {MOST} of {len(found)}; more words find fewer")
        chosen = keyboard.choose([told[n] for n in found[:MOST]])
        if chosen is None:
            return
        code, partner = codes[found[chosen]].key
        if self.item.id:
            coding = self.coding
            self._change(coding, replace(_like(coding), code=code, partner=partner))
            return
        status = self.desk.codebook.default_status
        made = Coding(self.item.start, self.item.end, code, partner, status, Evidence(""))
        self._put(self.store.add_codings([(self.item.transcript, made)], self.by, session=self.session)[0])

    def _borders(self) -> None:
        words = [match.span() for match in _WORD.finditer(self.text)]
        start, end = self.item.start, self.item.end
        click.echo(BORDERS_HELP)
        while True:
            click.echo(f"  “{self.text[start:end]}”")
            key = keyboard.read_key()
            if key in ENTER or key in (ESCAPE, "q"):
                break
            if key == ",":
                start = max((left for left, _ in words if left < start), default=start)
            elif key == ".":
                start = min((left for left, _ in words if start < left < end), default=start)
            elif key in LEFT:
                end = max((right for _, right in words if start < right < end), default=end)
            elif key in RIGHT:
                end = min((right for _, right in words if right > end), default=end)
        if key not in ENTER:
            click.echo("  left as it was")
        elif self.item.id:
            self._change(self.coding, replace(_like(self.coding), start=start, end=end))
        else:
            self.items[self.place] = self.item._replace(start=start, end=end)

    def _memo(self) -> None:
        words = keyboard.read_line("memo: ")
        about = {"coding": self.item.id} if self.item.id else {"transcript": self.item.transcript}
        self.store.add_memo(words, self.by, session=self.session, **about)  # type: ignore[arg-type]
        click.echo("  noted")

    def _undo(self) -> None:
        standing = self.store.standing(session=self.session)
        if not standing:
            raise AanbodError("nothing of this sitting is left to take back")
        said = self.store.history(session=self.session)
        (entry,) = [one for one in said if one.id == standing[0]]
        was = {one.result: one.coding for one in said if one.result}  # by coding that a change made, the one before
        _, stayed = self.store.undo([entry.id], self.by, session=self.session)
        if stayed:
            raise AanbodError("somebody built on it: it stays")
        click.echo(f"  taken back: {entry.verdict}")
        back = was.get(entry.coding, entry.coding)
        for place, item in enumerate(self.items):
            if entry.coding and item.id in (entry.coding, back):
                self._go_back(place, back)

    def _go_back(self, place: int, key: str) -> None:
        """To an item as it was before the answer that was taken back."""
        self.place = place
        found = self.store.spoken_of([key])[key]
        if found.state in (OPEN, "withdrawn") or self.name == "disagree":
            self.answered.discard(place)
        item = self.items[place]
        if found.state == "withdrawn":  # it was coded by hand: the passage has no code again
            self.items[place] = QueueItem("", item.transcript, item.start, item.end)
        else:
            self.items[place] = _item(found, item)

    def _change(self, coding: CodingRecord, changed: Coding) -> None:
        seen = {coding.id: self._seen.get(coding.id, 0)}
        self._put(self.store.change(coding, changed, self.by, session=self.session, seen=seen))

    def _put(self, made: CodingRecord) -> None:
        """A coding by hand is the answer to the item; it stays on the screen, to be changed further."""
        self.answered.add(self.place)
        self.items[self.place] = _item(made, self.item)


def _like(coding: CodingRecord) -> Coding:
    return Coding(coding.start, coding.end, coding.code, coding.partner, coding.status, coding.evidence)


def _item(made: CodingRecord, was: QueueItem) -> QueueItem:
    place = (made.id, made.transcript, made.start, made.end, made.code, made.partner, made.status)
    return QueueItem(*place, was.rule, was.sure)
