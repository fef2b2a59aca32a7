"""Keywords that experts write as patterns of the spaCy Matcher."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from aanbod.codebook.model import Code, Keyword
from aanbod.coding.findings import Finding
from aanbod.coding.language import Dutch
from aanbod.coding.sentences import Sentence
from aanbod.errors import Fault, FaultsError

if TYPE_CHECKING:
    from spacy.matcher import Matcher


class ExpertRules:
    """The patterns of a codebook, compiled; FaultsError names all that spaCy refuses."""

    def __init__(self, codes: Sequence[Code], dutch: Dutch) -> None:
        self._dutch = dutch
        self._rules = [(code, keyword) for code in codes for keyword in code.keywords if keyword.spacy]
        self._matcher = _matcher([keyword for _, keyword in self._rules], dutch) if self._rules else None

    def __bool__(self) -> bool:
        return bool(self._rules)

    def met(self, text: str, sentence: Sentence) -> Iterator[Finding]:
        """What the patterns meet in a sentence of the text."""
        if self._matcher is None:
            return
        doc = self._dutch.nlp(text[sentence.start : sentence.end])
        for key, first, last in self._matcher(doc):
            code, keyword = self._rules[int(doc.vocab.strings[key])]
            start, end = sentence.start + doc[first].idx, sentence.start + doc[last - 1].idx + len(doc[last - 1])
            inside = [position for position, begin in enumerate(sentence.starts) if start <= begin < end]
            if inside:
                yield Finding(code, keyword, sentence, tuple((position, position + 1) for position in inside))


def _matcher(keywords: Sequence[Keyword], dutch: Dutch) -> "Matcher":
    from spacy.matcher import Matcher

    matcher = Matcher(dutch.nlp.vocab, validate=True)
    faults = []
    for number, keyword in enumerate(keywords):
        try:
            matcher.add(str(number), [[dict(token) for token in keyword.spacy]])
        except ValueError as error:
            message = " ".join(str(error).split())
            faults.append(Fault(keyword.file, keyword.line, "", message, "see the spaCy Matcher for its patterns"))
    if faults:
        raise FaultsError("the codebook has spaCy patterns that cannot be used", faults)
    return matcher
