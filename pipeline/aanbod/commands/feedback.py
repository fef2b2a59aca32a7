"""`aanbod feedback`: each school's own document, what it answers, and how complete that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from aanbod.commands.common import note, progress_bar, shown
from aanbod.commands.desk import Desk, desk_options
from aanbod.commands.selection import group_options, templates_of
from aanbod.errors import AanbodError

if TYPE_CHECKING:
    from aanbod.reports.lines import Value
    from aanbod.schools.answering import Answering, Answers
    from aanbod.schools.overview import Overview
    from aanbod.schools.wording import Wording

DOCUMENTS, TABLES = ("docx", "html"), ("md", "html", "csv", "xlsx")
_COMPLETE: Mapping[str, str] = {"yes": "ja", "no": "nee", "open": "–"}
EPILOG = """\b
Examples:
  aanbod feedback --where year=2024                     a docx and a html document for each school
  aanbod feedback "De Bonte Kade" --format docx -o terug
  aanbod feedback --import terug/*.docx terug/*.html --dry-run
  aanbod feedback --import terug/                       every document in a folder
  aanbod feedback --completeness -o volledigheid.xlsx
"""


@dataclass(frozen=True)
class Asked:
    """What the options say."""

    names: tuple[str, ...]
    conditions: tuple[str, ...]
    form: str
    output: Path | None
    reviewed: bool


@click.command(epilog=EPILOG)
@click.argument("names", nargs=-1, metavar="[SCHOOL...|FILES...]")
@click.option("--import", "reads", is_flag=True, help="Read FILES that schools sent back (or folders of them).")
@click.option("--completeness", "counts", is_flag=True, help="A table of what came back, per school and year.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["both", *dict.fromkeys((*DOCUMENTS, *TABLES))]),
    help="Of the documents docx, html or both (as usual); of the table md, html, csv or xlsx.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder for the documents; file for the table.")
@click.option("--reviewed", is_flag=True, help="Show only codings that a person accepted.")
@click.option("--dry-run", is_flag=True, help="With --import: say what the files hold, and store nothing.")
@group_options
@desk_options
def feedback(
    desk: Desk,
    names: tuple[str, ...],
    reads: bool,
    counts: bool,
    form: str | None,
    output: Path | None,
    reviewed: bool,
    dry_run: bool,
    conditions: tuple[str, ...],
) -> None:
    """Ask each SCHOOL what was understood of it: a document to tick and complete. Read what comes back.

    A document is about one year. What a school answers is stored as its own word, beside what people decided.
    """
    asked = Asked(names, conditions, form or "", output, reviewed)
    if reads and counts:
        raise AanbodError("--import and --completeness are two things\n    give one of them")
    if dry_run and not reads:
        raise AanbodError("--dry-run goes with --import\n    leave it out")
    if counts:
        _count(desk, asked)
    elif desk.pseudonymous:
        raise AanbodError(
            "a school's own document bears its name, and what comes back is stored under it\n"
            "    leave out --pseudonyms; with --completeness they can be used"
        )
    elif reads:
        _read(desk, asked, dry_run)
    else:
        _write(desk, asked)


def _write(desk: Desk, asked: Asked) -> None:
    from aanbod.schools.overview import codings_of_cases, one_period, overviews
    from aanbod.tables.selection import selection

    if asked.form and asked.form not in ("both", *DOCUMENTS):
        raise AanbodError(f"a document is docx or html, not {asked.form}\n    --format docx, html or both")
    forms = DOCUMENTS if asked.form in ("", "both") else (asked.form,)
    chosen = selection(desk.codebook, asked.conditions, (), asked.reviewed)
    period = one_period(desk.codebook, chosen.where)
    cases = [_case(desk, name) for name in asked.names] or None
    with desk.open_store() as store:
        codings = codings_of_cases(store, desk.codebook, chosen, cases)
    if without := [case for case in cases or () if case not in codings]:
        raise AanbodError(
            f"there are no transcripts of {', '.join(without)} in {period}\n    choose another year, or import them"
        )
    if not codings:
        raise AanbodError(f"there are no transcripts of {period}\n    choose another year: --where year=2024")
    wording = _wording(desk)
    folder = asked.output or desk.out / "feedback"
    files: dict[str, str] = {}
    with progress_bar("writing documents", len(codings)) as bar:
        for overview in overviews(desk.codebook, chosen, codings):
            _write_one(desk, overview, wording.of(case=overview.case, period=period), folder, forms, files)
            bar.update(1)
    number = "1 document" if len(codings) == 1 else f"{len(codings)} documents"
    click.echo(f"wrote {number} of {period} as {' and '.join(forms)} to {shown(folder)}")


def _write_one(
    desk: Desk, overview: Overview, words: Wording, folder: Path, forms: Iterable[str], files: dict[str, str]
) -> None:
    from aanbod.reports.files import write_file
    from aanbod.reports.passages import slug
    from aanbod.schools.htmldocument import html_document
    from aanbod.schools.worddocument import word_document

    name = slug(words["file_name"]) or "feedback"
    while files.setdefault(name, overview.case) != overview.case:  # two schools whose names differ by an accent
        name += "-2"
    templates = templates_of(desk)
    for form in forms:
        content = (
            word_document(overview, words, templates)
            if form == "docx"
            else html_document(overview, words, templates, f"{name}-{slug(words['filled_in'])}.html")
        )
        write_file(folder / f"{name}.{form}", content)


def _read(desk: Desk, asked: Asked, dry_run: bool) -> None:
    from aanbod.schools.answering import Answering
    from aanbod.tables.selection import selection

    if asked.output or asked.form or asked.reviewed:
        raise AanbodError("--import writes no file\n    leave out --output, --format and --reviewed")
    paths = list(_files(asked.names))
    if not paths:
        raise AanbodError("there are no documents to read\n    name files or folders behind --import")
    wording, session, added, unread = _wording(desk), uuid4().hex, 0, 0
    where = selection(desk.codebook, asked.conditions, (), False, usual=False).where
    with desk.open_store() as store, progress_bar("reading documents", len(paths)) as bar:
        answering = Answering(store, desk.codebook, wording, where)
        for path in paths:
            try:
                found = _answers(answering, wording, path)
                new = (
                    0
                    if dry_run
                    else store.take_answers(found.case, found.given, found.memos, found.receipt, session=session)
                )
            except AanbodError as error:
                unread += 1
                _complain(path, error)
            else:
                added += new
                _tell(path, found, None if dry_run else new)
            bar.update(1)
    if added:
        click.echo(f"stored as session {session}; to take it back: aanbod undo --session {session}")
    if unread:
        raise AanbodError(f"{unread} of {len(paths)} documents could not be read\n    see above what to do with each")


def _answers(answering: Answering, wording: Wording, path: Path) -> Answers:
    from aanbod.schools.returned import read_returned

    return answering.answers(read_returned(path, wording.signs()))


def _files(names: Iterable[str]) -> Iterable[Path]:
    """The files named, and those in the folders named that may be documents."""
    for path in map(Path, names):
        if path.is_dir():
            inside = (one for one in path.iterdir() if one.is_file() and not one.name.startswith((".", "~$")))
            yield from sorted(inside)
        else:
            yield path


def _tell(path: Path, found: Answers, new: int | None) -> None:
    said = [f"{found.agreed} klopt", f"{found.disagreed} klopt niet", f"{found.open} without answer"]
    said += [f"{found.missing} ontbreekt", f"volledig: {_COMPLETE[found.complete]}"]
    state = "" if new is None else "; nothing new" if not new else f"; {new} new"
    click.echo(f"{path.name}: {found.case}, {found.period}: {', '.join(said)}{state}")
    for remark in found.remarks:
        note(f"{path.name}: {remark}")


def _complain(path: Path, error: AanbodError) -> None:
    message = str(error).removeprefix(f"{path}: ")
    click.echo(f"{path.name}: {click.style('not read', fg='red')}: {message}", err=True)


def _count(desk: Desk, asked: Asked) -> None:
    from aanbod.reports.csvfile import lines_bytes
    from aanbod.reports.files import write_file
    from aanbod.reports.render import render_template
    from aanbod.reports.texts import all_texts, filter_texts
    from aanbod.reports.xlsxfile import sheets_bytes
    from aanbod.schools.completeness import completeness, heads, lines
    from aanbod.schools.htmldocument import template_folder
    from aanbod.schools.overview import period_variable
    from aanbod.tables.selection import selection

    form = asked.form or (asked.output.suffix.removeprefix(".").lower() if asked.output else "md")
    if form not in TABLES or (form == "xlsx" and not asked.output):
        raise AanbodError("the table is md, html, csv or xlsx\n    name a file that ends so: -o volledigheid.xlsx")
    if asked.names or asked.reviewed:
        raise AanbodError("the table is of all schools\n    leave out their names and --reviewed; choose with --where")
    book, words = desk.codebook, _wording(desk)
    every_year = f"{period_variable(book).id}=*"  # unless a year is asked for
    chosen = selection(book, (every_year, *asked.conditions), (), False)
    with desk.open_store() as store:
        made = list(lines(completeness(store, book, chosen), words))
    cells: list[Sequence[Value]] = [heads(book, words), *(line for _, line in made)]
    if form == "csv":
        content = lines_bytes(cells)
    elif form == "xlsx":
        content = sheets_bytes({words["complete_count"]: cells})
    else:
        name = f"feedback-table.{form}"
        context = {
            "words": {key: words[key] for key in ("table_title", "table_note")},
            "study": book.title,
            "version": book.version,
            "filters": filter_texts(book, chosen),
            "texts": all_texts(book),
            "heads": cells[0],
            "lines": made,
        }
        content = render_template(name, context, template_folder(templates_of(desk), name)).encode()
    if asked.output:
        write_file(asked.output, content)
        click.echo(f"wrote {asked.output}", err=True)
    else:
        click.echo(content.decode(), nl=False)


def _case(desk: Desk, name: str) -> str:
    """The id of a school that somebody calls by its name or another one."""
    from difflib import get_close_matches

    known = {called.casefold(): case.id for case in desk.codebook.cases for called in (*case.also, case.id)}
    if name.strip().casefold() in known:
        return known[name.strip().casefold()]
    near = get_close_matches(name.casefold(), known, 1)
    hint = f"did you mean `{known[near[0]]}`?" if near else "the codebook lists them under `cases`"
    raise AanbodError(f"there is no {desk.codebook.case_label} `{name}`\n    {hint}")


def _wording(desk: Desk) -> Wording:
    from aanbod.schools.wording import Wording

    book = desk.codebook
    return Wording(
        templates_of(desk), study=book.title, case_label=book.case_label, case_label_plural=book.case_label_plural
    )
