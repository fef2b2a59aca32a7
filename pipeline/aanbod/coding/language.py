"""spaCy, for those who need it: expert patterns, and lemmas where a trained pipeline is installed."""

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_INFIXES = (r"(?<=[^\W\d_)])/(?=[^\W\d_(-])", r"(?<=[^\W\d_])\((?=[^\W\d_])")


@dataclass(frozen=True)
class Dutch:
    """A spaCy pipeline, loaded when it is first used: `spacy.blank("nl")` if `trained` (its tokens have lemmas) is ''.

    `missing` names a pipeline that was asked for and is not installed.
    """

    trained: str = ""
    missing: str = ""

    @cached_property
    def nlp(self) -> "Language":
        import spacy
        from spacy.tokenizer import Tokenizer
        from spacy.util import compile_infix_regex

        nlp = spacy.load(self.trained, exclude=["ner"]) if self.trained else spacy.blank("nl")
        infixes = compile_infix_regex([*(nlp.Defaults.infixes or ()), *_INFIXES])
        tokenizer = nlp.tokenizer
        assert isinstance(tokenizer, Tokenizer)
        tokenizer.infix_finditer = infixes.finditer  # "ontbijt/lunch" is two words
        return nlp

    @property
    def name(self) -> str:
        """The pipeline and its version, as it stands in the record of a run."""
        meta = self.nlp.meta if self.trained else {}
        return f"{meta['lang']}_{meta['name']}-{meta['version']}" if meta else "blank"


@cache
def load_dutch(pipeline: str = "") -> Dutch:
    """The named pipeline (a package, or a folder) if it is installed; without a name spaCy is not even imported."""
    if not pipeline:
        return Dutch()
    import spacy

    installed = spacy.util.is_package(pipeline) or Path(pipeline).is_dir()
    return Dutch(trained=pipeline) if installed else Dutch(missing=pipeline)
