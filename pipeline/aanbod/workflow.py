"""The step that joins the layers: the codings of the rules beside their transcripts in the store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from aanbod import __version__
from aanbod.codebook.cache import codebook_of
from aanbod.coding.coder import RuleCoder
from aanbod.coding.edits import Edit
from aanbod.model import Coding, CodingRecord
from aanbod.store import CodingDiff, Store

CHUNK = 20  # texts that are coded as one piece of work

Progress = Callable[[str, Sequence[str]], Iterable[str]]  # what is done, and with what
Texts = list[tuple[str, str]]  # name, text
Coded = tuple[str, Sequence[Coding]]  # the name of a text and its codings
CodeAll = Callable[[Iterable[Texts]], Iterator[Coded]]


@dataclass
class Changes:
    """What a run changed, in numbers; and codings that are new or gone, at most so many of each (None: all)."""

    most: int | None = None
    coded: int = 0
    untouched: int = 0  # transcripts that an edit of the codebook does not touch
    new: int = 0
    gone: int = 0
    unchanged: int = 0
    kept: int = 0
    shown_new: list[CodingRecord] = field(default_factory=list)
    shown_gone: list[CodingRecord] = field(default_factory=list)

    def add(self, diff: CodingDiff) -> None:
        """Adds the change of a batch."""
        self.new += len(diff.new)
        self.gone += len(diff.gone)
        self.unchanged += diff.unchanged
        self.kept += len(diff.kept)
        for shown, codings in ((self.shown_new, diff.new), (self.shown_gone, diff.gone)):
            shown += codings if self.most is None else codings[: self.most - len(shown)]


def rules_version(coder: RuleCoder) -> str:
    """What decides a coding besides the text: the codebook, this program and the spaCy pipeline."""
    return f"{coder.codebook.version}/{__version__}/{coder.pipeline_name}"


def code_pending(
    store: Store,
    coder: RuleCoder,
    names: Sequence[str] | None,
    again: bool,
    progress: Progress,
    code_all: CodeAll | None = None,
    most: int | None = None,
) -> Changes:
    """Code the transcripts whose text or rules changed (`again`: all of them).

    `code_all` codes texts in other processes, in order; without, they are coded here. Memory holds a few texts at a
    time, and `most` codings of each kind of change. A run that stops has stored whole transcripts, and the next one
    goes on from there.
    """
    version = rules_version(coder)
    changes = Changes(most)
    pending = [record.name for record in store.transcripts(names)] if again else store.pending(version, names)
    if not again:
        waiting = len(pending)
        pending = _touched(store, coder, version, pending, progress)
        changes.untouched = waiting - len(pending)
    if not pending:
        return changes
    run = store.start_run(coder.codebook.id, coder.codebook.version, __version__)
    coded = (code_all or _code_here(coder))(_chunks(store.texts(pending)))
    told = (found for _, found in zip(progress("coding", pending), coded, strict=True))
    for diff in store.save_each(run, version, told):
        changes.add(diff)
    store.finish_run(run)
    changes.coded = len(pending)
    return changes


def _touched(store: Store, coder: RuleCoder, version: str, pending: Sequence[str], progress: Progress) -> list[str]:
    """Those that the edit of the codebook touches; in the others the rules find what they found."""
    untouched: set[str] = set()
    for former, names in store.coded_under(pending).items():
        edit = _edit(coder, former, version)
        if edit is not None:
            texts = zip(progress("looking what the edit touches", names), store.texts(names), strict=True)
            others = [name for _, (name, text) in texts if not edit.touches(text)]
            store.pass_on(others, former, version)
            untouched.update(others)
    return [name for name in pending if name not in untouched]


def _edit(coder: RuleCoder, former: str, version: str) -> Edit | None:
    """What made the rules of the one version those of the other; None where that is more than an edit of keywords."""
    (codebook, _, program), (_, _, this_program) = former.partition("/"), version.partition("/")
    old = codebook_of(codebook) if program == this_program else None
    return coder.edit_from(old) if old else None


def _code_here(coder: RuleCoder) -> CodeAll:
    def code_all(chunks: Iterable[Texts]) -> Iterator[Coded]:
        for texts in chunks:
            for name, text in texts:
                yield name, coder.code(text)

    return code_all


def _chunks(texts: Iterator[tuple[str, str]]) -> Iterator[Texts]:
    while chunk := list(islice(texts, CHUNK)):
        yield chunk
