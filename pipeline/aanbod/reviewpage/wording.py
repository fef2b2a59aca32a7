"""The words of the page, by language: `nl.yaml` and `en.yaml` have the same keys."""

from functools import cache
from importlib.resources import files

import yaml

LANGUAGES = ("nl", "en")


@cache
def wording(language: str) -> dict[str, str]:
    """Every word and sentence of the page, by key; `{name}` in them is filled in where they are used."""
    text = files("aanbod.reviewpage").joinpath(f"{language}.yaml").read_text(encoding="utf-8")
    words: dict[str, str] = yaml.safe_load(text)
    return words
