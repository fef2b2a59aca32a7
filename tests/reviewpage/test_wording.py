"""The words of the page in two languages: the same keys, the same fields, and none that the page lacks."""

import re
from pathlib import Path
from typing import get_args

from aanbod.reviewpage import wording as module
from aanbod.reviewpage.wording import LANGUAGES, wording
from aanbod.store.errors import Trouble

FOLDER = Path(module.__file__).parent
BUILT = (
    "state_",
    "verdict_",
    "said_",
    "refused_",
    "page_",
    "queue_",
    "memo_on_",
    "about_",
    "changes_",
    "help_",
    "trouble_",
)


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_the_languages_have_the_same_keys_and_fields() -> None:
    assert list(wording("nl")) == list(wording("en")) == sorted(wording("nl"))
    for key, text in wording("nl").items():
        assert fields(text) == fields(wording("en")[key]), key
        assert all(isinstance(wording(language)[key], str) and wording(language)[key] for language in LANGUAGES)


def test_what_the_page_says_has_words() -> None:
    """Every key in a template, a script or a view is there, and every word is used."""
    known = set(wording("nl"))
    used = set()
    for path in [*FOLDER.glob("templates/*.html"), *FOLDER.glob("static/*.js"), *FOLDER.glob("*.py")]:
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r"\bw\.(\w+)", text)) | set(re.findall(r"(?:\bw|words)\[\"(\w+)\"", text))
        used |= set(re.findall(r"\bsay\(\"(\w+)\"", text)) | set(re.findall(r"\"(help_\w+)\"", text))
        used |= set(re.findall(r"\bif .*? else \"(\w+)\"", text)) & known
        used |= {word for pair in re.findall(r"\? \"(\w+)\" : \"(\w+)\"", text) for word in pair} & known
    assert used - known - {part for part in used if part in BUILT} == set()
    assert {key for key in known - used if not key.startswith(BUILT)} == set()


def test_every_trouble_of_a_store_has_words() -> None:
    said = {key: text for key, text in wording("nl").items() if key.startswith("trouble_")}
    assert {key.removeprefix("trouble_") for key in said} == set(get_args(Trouble))
    assert all(fields(text) <= {"store", "reason"} and "store" in fields(text) for text in said.values())
