"""The two steps that join the layers: transcripts into the store, and codings beside them."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from aanbod import __version__
from aanbod.coding.coder import RuleCoder
from aanbod.model import Coding
from aanbod.store import CodingDiff, Store

Progress = Callable[[Sequence[str]], Iterable[str]]


def rules_version(coder: RuleCoder) -> str:
    """What decides a coding besides the text: the codebook, this program and the spaCy pipeline."""
    return f"{coder.codebook.version}/{__version__}/{coder.pipeline_name}"


def code_pending(
    store: Store, coder: RuleCoder, names: Sequence[str] | None, again: bool, progress: Progress
) -> tuple[CodingDiff, int]:
    """Code the transcripts whose text or rules changed (`again`: all of them); the diff, and how many were coded."""
    version = rules_version(coder)
    pending = [record.name for record in store.transcripts(names)] if again else store.pending(version, names)
    if not pending:
        return CodingDiff.of([]), 0
    run = store.start_run(coder.codebook.id, coder.codebook.version, __version__)

    def proposed() -> Iterator[tuple[str, Sequence[Coding]]]:
        for name in progress(pending):
            yield name, coder.code(store.text(name))

    diff = store.save_many(run, version, proposed())
    store.finish_run(run)
    return diff, len(pending)
