"""An overview as a page that a school fills in without internet and that saves itself filled in."""

from pathlib import Path

from aanbod.reports.render import render_template
from aanbod.schools.marks import SIGN
from aanbod.schools.overview import Overview
from aanbod.schools.wording import Wording, labels_of
from aanbod.starter import starter_folder

TEMPLATE = "feedback.html"
_WORDS = (
    "title",
    "subtitle",
    "no_script",
    "understood",
    "agree",
    "disagree",
    "remark",
    "nothing",
    "missing",
    "end",
    "complete",
    "complete_help",
    "yes",
    "no",
    "save",
    "saved",
    "unsaved",
    "print",
    "thanks",
)
_PARAGRAPHS = ("intro", "how_html")


def html_document(overview: Overview, wording: Wording, templates: Path, file: str) -> bytes:
    """The page; `file` is what it is called when it is filled in. AanbodError: the template is missing or wrong."""
    context = {
        "words": {key: wording[key] for key in _WORDS} | {key: wording.paragraphs(key) for key in _PARAGRAPHS},
        "about": overview.about.line,
        "complete": overview.complete,
        "file": file,
        "sign": SIGN,
        "sections": [
            {
                "key": section.key,
                "heading": wording.heading_of(section),
                "labels": labels_of(section),
                "rows": [
                    {
                        "key": item.key,
                        "title": wording.title_of(item),
                        "status": wording.status_of(item),
                        "quote": wording.quote_of(item),
                    }
                    for item in section.items
                ],
            }
            for section in overview.sections
        ],
    }
    return render_template(TEMPLATE, context, template_folder(templates, TEMPLATE)).encode()


def template_folder(templates: Path, name: str) -> Path:
    """The folder, or where an older project has no such template that of the program."""
    return templates if (templates / name).exists() else starter_folder() / "reports" / "templates"
