"""A page as a Word document: what its html template says, set in the styles of report.docx beside that template."""

from dataclasses import replace
from pathlib import Path

from aanbod.reports.page import Page
from aanbod.reports.render import render
from aanbod.reports.wordfile import word_bytes
from aanbod.starter import starter_folder

TEMPLATE = "report.docx"


def docx_bytes(page: Page, templates: Path) -> bytes:
    """The page as a .docx file, without its passages: those are for the screen and for a workbook.

    AanbodError: a template is missing or wrong.
    """
    html = render(replace(page, passages=()), "html", templates)
    return word_bytes(html, word_template(templates), page.title, page.study)


def word_template(templates: Path) -> Path:
    """The template in a folder, or where an older project has none that of the program."""
    own = templates / TEMPLATE
    return own if own.exists() else starter_folder() / "reports" / "templates" / TEMPLATE
