"""What a reviewer is asked next, from the store, and from the texts where nothing is coded."""

from collections.abc import Sequence

from aanbod.coding.coder import RuleCoder
from aanbod.errors import AanbodError
from aanbod.review.queues import QUEUES, Queue, QueueName, progress, uncoded
from aanbod.store import Store


def ask(
    store: Store,
    coder: RuleCoder,
    name: QueueName,
    *,
    code: str = "",
    rule: str = "",
    transcripts: Sequence[str] | None = None,
    blind: str = "",
    by: str = "",
) -> Queue:
    """A queue for the reviewer `by`, as `store.queue`; `uncoded` asks of every passage that bears no code.

    `code` and `rule` narrow what is suggested. To a `blind` coder a passage is uncoded where she coded nothing.
    """
    if name not in QUEUES:
        raise AanbodError(f"There is no queue {name!r}. Choose from {', '.join(QUEUES)}.")
    if name == "code" and not code:
        raise AanbodError("The queue `code` needs a code. Name one.")
    if name == "rule" and not rule:
        raise AanbodError("The queue `rule` needs a rule: a keyword as the codebook has it. Name one.")
    if name != "uncoded":
        return store.queue(name, code=code, rule=rule, transcripts=transcripts, blind=blind, coder=by)
    names = [record.name for record in store.transcripts(transcripts)]
    spans = {transcript: coder.spans(text) for transcript, text in store.texts(names)}
    items = uncoded(spans, store.coded_passages(blind))
    done = sum(map(len, spans.values())) - len(items)
    return Queue(tuple(items), progress(len(items), done, store.moments(blind or by)))
