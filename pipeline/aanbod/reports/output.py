"""A page in the form that somebody asks for, and into a file."""

from pathlib import Path

from aanbod.errors import AanbodError
from aanbod.reports.csvfile import DUTCH_EXCEL, PLAIN, csv_bytes
from aanbod.reports.files import write_file
from aanbod.reports.page import Page
from aanbod.reports.render import render

FORMATS = ("html", "md", "csv", "xlsx", "docx")


def page_bytes(page: Page, form: str, templates: Path, dutch_excel: bool = False) -> bytes:
    """The page as html, md, csv, xlsx or docx; `dutch_excel` writes csv the way a Dutch Excel reads it.

    The same page gives the same bytes. AanbodError: an unknown form, or what a writer says.
    """
    if form == "csv":
        return csv_bytes(page, DUTCH_EXCEL if dutch_excel else PLAIN)
    if form == "xlsx":
        from aanbod.reports.xlsxfile import xlsx_bytes

        return xlsx_bytes(page)
    if form == "docx":
        from aanbod.reports.docxfile import docx_bytes

        return docx_bytes(page, templates)
    if form in FORMATS:
        return render(page, form, templates).encode()
    raise AanbodError(f"there is no format `{form}`\n    use one of: {', '.join(FORMATS)}")


def write_page(path: Path, page: Page, templates: Path, form: str = "", dutch_excel: bool = False) -> None:
    """Write the page; without `form` the name's ending says which. AanbodError: it cannot be made or written."""
    form = form or path.suffix.removeprefix(".").lower()
    if form not in FORMATS:
        raise AanbodError(
            f"{path}: the name does not say which format to write\n"
            f"    end it in one of: {', '.join(f'.{known}' for known in FORMATS)}, or name the format"
        )
    write_file(path, page_bytes(page, form, templates, dutch_excel))
