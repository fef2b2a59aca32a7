"""spaCy, loaded once: Dutch tokens always, lemmas where a trained pipeline is installed."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_INFIXES = (r"(?<=[^\W\d_)])/(?=[^\W\d_(-])", r"(?<=[^\W\d_])\((?=[^\W\d_])")


@dataclass(frozen=True)
class Dutch:
    """A spaCy pipeline; `trained` says whether its tokens have lemmas. `missing` names one that is not installed."""

    nlp: "Language"
    trained: bool
    missing: str = ""


@cache
def load_dutch(pipeline: str = "") -> Dutch:
    """The named pipeline (a package, or a folder) if it is installed, else `spacy.blank("nl")`, which does."""
    import spacy
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex

    trained = bool(pipeline) and (spacy.util.is_package(pipeline) or Path(pipeline).is_dir())
    nlp = spacy.load(pipeline, exclude=["ner"]) if trained else spacy.blank("nl")
    infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), *_INFIXES])
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    tokenizer.infix_finditer = infixes.finditer  # "ontbijt/lunch" is two words
    return Dutch(nlp, trained, "" if trained else pipeline)
