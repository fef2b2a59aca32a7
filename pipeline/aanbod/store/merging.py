"""Two stores that began as one (two people who each worked on a copy) made one again.

What the other store has and this one lacks is added; nothing is taken away or overruled. Codings have the same id in
both, entries of the log the same content and moment: so a second time there is nothing to add, and both ways round come
to the same. Of words on a coding the later one counts, by its moment. Of two current texts the newer one stays, and
where neither store tells which that is, the one whose hash is lower.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from .locks import lock_codings, lock_transcripts
from .mergedcodings import make_current, merge_coded, merge_codings
from .mergedlog import merge_log
from .mergedstudy import Merge, merge_coders, merge_runs, merge_texts, merge_transcripts
from .records import in_batches
from .schema import CODING, DECISION, TRANSCRIPT
from .states import settle


@dataclass(frozen=True)
class Merged:
    """How many rows were added, by table, and what the two stores say differently: transcript ('' for none), words."""

    added: Mapping[str, int]
    conflicts: tuple[tuple[str, str], ...]


def merge(target: Connection, source: Connection) -> Merged:
    """Adds to the target, within its transaction, what the source has besides."""
    work = Merge(target, source)
    names = list(source.execute(select(TRANSCRIPT.c.name)).scalars())
    for batch in in_batches(sorted(names)):
        lock_transcripts(target, batch)
    merge_coders(work)
    merge_runs(work)
    merge_transcripts(work)
    texts = merge_texts(work)
    for batch in in_batches(work.texts.values()):
        lock_codings(target, CODING.c.text_version_id.in_(batch))
    for texts_batch in in_batches(texts, 100):
        merge_codings(work, texts_batch)
    log = merge_log(target, source, work.coders, work.runs, work.transcripts, work.codings)
    work.added[DECISION.name] = log.added
    settle(target, work.touched | log.touched(target))  # a coding that nobody holds is not one that a text loses
    for text in texts:
        make_current(work, text)
    merge_coded(work, texts)
    work.conflicts |= log.conflicts(target)
    return Merged({name: number for name, number in work.added.items() if number}, tuple(sorted(work.conflicts)))
