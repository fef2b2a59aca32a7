"""The coding manual: the codebook as a second coder gets it in hand, for the screen, on paper and in Word."""

from pathlib import Path

from aanbod import __version__
from aanbod.codebook.model import Codebook
from aanbod.reports.docxfile import word_template
from aanbod.reports.render import render_template
from aanbod.reports.texts import all_texts
from aanbod.reports.wordfile import word_bytes

FORMATS = ("html", "docx")
_TEMPLATE = "manual.html"


def manual_bytes(codebook: Codebook, form: str, templates: Path) -> bytes:
    """The manual as html or docx, by the template manual.html. AanbodError: a template is missing or wrong."""
    context = {
        "codebook": codebook,
        "texts": all_texts(codebook),
        "program_version": __version__,
        "labels": {code.id: code.label for code in codebook.codes if not code.partner},
        "status_labels": {status.id: status.label for status in codebook.statuses},
        "bouwsteen_labels": {bouwsteen.number: bouwsteen.label for bouwsteen in codebook.bouwstenen},
    }
    html = render_template(_TEMPLATE, context, templates)
    if form == "docx":
        return word_bytes(html, word_template(templates), codebook.title, codebook.title)
    return html.encode()
