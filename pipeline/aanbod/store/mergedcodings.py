"""The codings of another store, added to this one, and carried over where another text is current now."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Row, delete, select, update

from aanbod.model import CodingRecord, Transcript

from .carry import carry_over, clear
from .content import RULES
from .mergedstudy import CurrentText, Merge, values_of
from .schema import CODED, CODER, CODING, DECISION, TEXT_VERSION

_CONTENT = ("text_version_id", "start", "end", "code", "partner", "status", "coder_id")


def merge_codings(work: Merge, texts: Iterable[CurrentText]) -> None:
    """Adds codings of people, those that somebody spoke of, and what the rules propose on the current texts."""
    currents = {text.current for text in texts}
    transcripts = {text.transcript for text in texts}
    theirs = [key for key, target_id in work.texts.items() if target_id in currents] + [
        key for key in _versions(work, transcripts) if work.texts[key] not in currents
    ]
    spoken_of: set[str] = set()
    for column in (DECISION.c.coding_id, DECISION.c.result_id):
        statement = select(column).join(CODING, column == CODING.c.id).where(CODING.c.text_version_id.in_(theirs))
        spoken_of.update(work.source.execute(statement).scalars())
    rules = {row.id for row in work.source.execute(select(CODER).where(CODER.c.name == RULES))}
    held = select(CODING).where(CODING.c.text_version_id.in_([work.texts[key] for key in theirs]))
    present = {_content(dict(row._mapping)): row for row in work.target.execute(held)}
    new = []
    for row in work.source.execute(select(CODING).where(CODING.c.text_version_id.in_(theirs)).order_by(CODING.c.id)):
        text = work.texts[row.text_version_id]
        moved = values_of(row, text_version_id=text, coder_id=work.coders[row.coder_id], run_id=work.runs[row.run_id])
        if (known := present.get(_content(moved))) is not None:
            work.codings[row.id] = known.id
            _merge_proposed(work, known, row)
        elif text in currents or row.coder_id not in rules or row.id in spoken_of:
            work.codings[row.id] = row.id
            new.append(moved | {"state": "suggested" if row.is_proposed else "withdrawn"})
    work.add(CODING, new)
    work.touched.update(row["id"] for row in new)


def _merge_proposed(work: Merge, ours: Row[Any], theirs: Row[Any]) -> None:
    """What either store's rules propose still is proposed; where both do, for whichever reason sorts first."""
    reasons = [row.evidence for row in (ours, theirs) if row.is_proposed] or [ours.evidence, theirs.evidence]
    merged = {"is_proposed": ours.is_proposed or theirs.is_proposed, "evidence": min(reasons)}
    if merged != {"is_proposed": ours.is_proposed, "evidence": ours.evidence}:
        work.target.execute(update(CODING).where(CODING.c.id == ours.id).values(merged))
        work.touched.add(ours.id)


def make_current(work: Merge, text: CurrentText) -> None:
    """Makes the text current, and carries over to it what people said on those that were."""
    of_transcript = TEXT_VERSION.c.transcript_id == text.transcript
    is_current = work.target.execute(select(TEXT_VERSION.c.id).where(of_transcript, TEXT_VERSION.c.is_current)).scalar()
    if is_current != text.current:
        work.target.execute(update(TEXT_VERSION).where(of_transcript).values(is_current=False))
        work.target.execute(update(TEXT_VERSION).where(TEXT_VERSION.c.id == text.current).values(is_current=True))
    if not text.former:
        return
    words = work.target.execute(select(TEXT_VERSION.c.text).where(TEXT_VERSION.c.id == text.current)).scalar_one()
    lost: list[CodingRecord] = []
    for former in text.former:
        clear(work.target, former)  # the rules can make theirs again; so both ways round come to the same
        lost += carry_over(work.target, former, text.current, Transcript(text.name, words))
    for coding in lost:
        work.conflicts.add(
            (text.name, f"“{coding.quote}” ({coding.code}) does not stand in its current text: kept, lost")
        )


def merge_coded(work: Merge, texts: Iterable[CurrentText]) -> None:
    """Notes which rules coded the current texts; nothing where the stores differ, so that the next run codes anew."""
    theirs = {work.texts[row.text_version_id]: row for row in work.source.execute(select(CODED))}
    ours = {row.text_version_id: row for row in work.target.execute(select(CODED))}
    rows = []
    for text in texts:
        there, here = theirs.get(text.current), ours.get(text.current)
        if there is not None and not text.was_here:
            rows.append(
                {
                    "text_version_id": text.current,
                    "rules_version": there.rules_version,
                    "run_id": work.runs[there.run_id],
                }
            )
        elif here is not None and text.is_there and (there is None or there.rules_version != here.rules_version):
            work.target.execute(delete(CODED).where(CODED.c.text_version_id == text.current))
    work.add(CODED, rows)


def _versions(work: Merge, transcripts: set[int]) -> list[int]:
    """The texts of the source of these transcripts of the target."""
    theirs = [key for key, target_id in work.transcripts.items() if target_id in transcripts]
    statement = select(TEXT_VERSION.c.id).where(TEXT_VERSION.c.transcript_id.in_(theirs))
    return list(work.source.execute(statement).scalars())


def _content(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _CONTENT)
