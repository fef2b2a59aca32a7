"""A review in a spreadsheet: `aanbod export review`, and the import of what somebody answered in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from aanbod.commands.common import note
from aanbod.commands.desk import Desk, plain_desk_options
from aanbod.errors import AanbodError, FaultsError
from aanbod.review.queues import QUEUES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aanbod.reports.reviewfile import ReviewPage
    from aanbod.review.sheet import Known
    from aanbod.store import Store

SHEET = ".xlsx"
EPILOG = """\b
Examples:
  aanbod export review -o review.xlsx --queue unsure
  aanbod export review -o taal.xlsx --code ouder.kennis.taallessen
  aanbod import review.xlsx --by Noor                  when the column is filled in
"""


@click.command(name="review", epilog=EPILOG)
@click.option("--queue", type=click.Choice([name for name in QUEUES if name != "uncoded"]), default="all")
@click.option("--code", default="", help="Only this code, with those under it; or a partner's name.")
@click.option("--rule", default="", help="Only this rule: a keyword as the codebook has it.")
@click.option("--transcript", "names", multiple=True, help="Only this transcript; may be repeated.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="File to write (.xlsx).")
@plain_desk_options
def export_review(desk: Desk, queue: str, code: str, rule: str, names: tuple[str, ...], output: Path) -> None:
    """Write what is to be decided as a spreadsheet, to answer in its last four columns and import again.

    Rows may be sorted, filtered, left open and left out.
    """
    from aanbod.reports.files import write_file
    from aanbod.reports.reviewfile import review_bytes
    from aanbod.review.asking import ask

    if output.suffix.lower() != SHEET:
        raise AanbodError(f"{output}: a review is a spreadsheet\n    name a file that ends in {SHEET}")
    with desk.open_store() as store:
        asked = ask(store, desk.coder, queue, code=code, rule=rule, transcripts=names or None)  # type: ignore[arg-type]
        ids = [item.id for item in asked.items]
        page = _page(desk, store, ids)
    write_file(output, review_bytes(page))
    click.echo(f"wrote {output}: {len(ids)} to decide", err=True)


def import_review(desk: Desk, path: Path, by: str, skip_conflicts: bool) -> None:
    """Store the answers in a spreadsheet; where any row cannot be stored, none is, unless those are to be skipped."""
    from aanbod.review.sheet import HIDDEN, check_heads, read_answers
    from aanbod.spreadsheets import read_sheet

    try:
        written = {row["id"]: row for _, row in read_sheet(path, HIDDEN)}
    except AanbodError as error:
        raise AanbodError(f"{error}\n    a spreadsheet to import is one of `aanbod export review`") from None
    rows = list(read_sheet(path))
    check_heads(desk.codebook, {head for _, row in rows for head in row})
    with desk.open_store() as store:
        known = _known(store, list(written), by)
        answers, faults = read_answers(str(path), rows, written, known, desk.codebook)
        if faults and not skip_conflicts:
            remedy = "mend these rows, or store the others with --skip-conflicts"
            raise FaultsError(f"some rows cannot be stored, so nothing was: {remedy}", faults)
        for fault in faults:
            note(str(fault))
        seen = {one.coding.id: known[one.coding.id].entry for one in answers if one.verdict}
        store.answer_all(answers, by, session=uuid4().hex, seen=seen)
    told = {verdict: sum(one.verdict == verdict for one in answers) for verdict in ("accept", "reject", "change")}
    memos = sum(bool(one.memo) for one in answers)
    click.echo(
        f"imported {path.name}: {told['accept']} accepted, {told['reject']} rejected, {told['change']} changed, "
        f"{memos} memos, {len(rows) - len(answers) - len(faults)} without anything new, {len(faults)} skipped"
    )


def _page(desk: Desk, store: Store, ids: Sequence[str]) -> ReviewPage:
    from aanbod.reports.reviewfile import Choice, ReviewPage
    from aanbod.review.sheet import ANSWERS, FIXED, HIDDEN, KNOWN, digest, fixed_cells, heads, words

    book, said = desk.codebook, words()
    codings, entries = store.spoken_of(ids), store.last_entries(ids)
    transcripts = sorted({coding.transcript for coding in codings.values()})
    cases = {record.name: record.cases for record in store.transcripts(transcripts)}
    texts = dict(store.texts(transcripts))
    spans = {name: desk.coder.spans(text) for name, text in texts.items()}
    chosen = [codings[key] for key in ids]
    rows = [
        fixed_cells(one, texts[one.transcript], spans[one.transcript], cases[one.transcript], book) for one in chosen
    ]
    hidden = [(row[0], entries.get(row[0], 0), codings[row[0]].state, digest(row)) for row in rows]
    message = said["choose"]
    return ReviewPage(
        name=said["sheet"],
        heads=heads(book),
        fixed=len(FIXED),
        rows=rows,
        hidden_name=HIDDEN,
        hidden=[KNOWN, *hidden],
        choices={
            ANSWERS[0]: Choice(list(said["decisions"].values()), message),
            ANSWERS[1]: Choice([code.partner or code.id for code in book.codes], message),
            ANSWERS[2]: Choice([status.id for status in book.statuses], message),
        },
    )


def _known(store: Store, ids: list[str], by: str) -> dict[str, Known]:
    from aanbod.review.sheet import Known

    current = {one.id: one for one in store.codings()}
    entries, last = store.last_entries(ids), store.last_words(ids)
    return {
        key: Known(current[key], entries.get(key, 0), last.get(key, {}).get(by, "")) for key in ids if key in current
    }
