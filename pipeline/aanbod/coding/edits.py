"""What an edit of the codebook touches: in other texts the rules find what they found before.

An edited keyword touches a text where one of its sequences may stand, whatever its conditions say. And where a word of
the text meets a word of it and is no form of both codebooks: what such a word may be meant for (a typing error, a word
that is cut off) hangs on the forms that there are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from aanbod.codebook.keywords import calls
from aanbod.codebook.model import Codebook, Keyword
from aanbod.coding.blocks import blocks
from aanbod.coding.compiling import compile_keywords
from aanbod.coding.hits import Hits, Reader
from aanbod.coding.index import RuleIndex
from aanbod.coding.kept import compiled_codebook, edited_groups
from aanbod.coding.lexicon import Lexicon
from aanbod.coding.lists import keyword_lists
from aanbod.coding.patterns import Rules
from aanbod.coding.sentences import Sentence, sentences
from aanbod.dutch.spelling import fold

_MOST_EDITED = 100  # keywords: to look for more costs what it saves
_Use = tuple[tuple[str, ...], str]  # what a keyword is for, and the keyword


class Edit:
    """An edit that changed nothing but keywords."""

    def __init__(self, old: Codebook, new: Codebook, gone: Sequence[str], added: Sequence[str]) -> None:
        """`gone` are keywords of the old codebook, `added` of the new one."""
        self._books = old, new
        self._edited = [_Edited(keywords, book) for keywords, book in ((gone, old), (added, new)) if keywords]
        self._short = frozenset(fold(short).rstrip(".") for short in new.abbreviations)

    def touches(self, text: str) -> bool:
        """Whether the rules may find something else in the text than before."""
        return any(
            edited.stands_in(hits) or self._is_unsure(edited, sentence, hits)
            for edited in self._edited
            for sentence, hits in edited.read(text)
        )

    def _is_unsure(self, edited: "_Edited", sentence: Sentence, hits: Hits) -> bool:
        if any(met.bits for met in hits.words[len(sentence.words) :]):  # in two words taken together
            return True
        words = zip(sentence.words, hits.words, strict=False)
        return any((met.bits and not self._is_form(word)) or edited.may_complete(word) for word, met in words)

    def _is_form(self, word: str) -> bool:
        key = fold(word)
        return key.isalpha() and key not in self._short and all(key in forms for forms in self._forms)

    @cached_property
    def _forms(self) -> list[Mapping[str, str]]:
        return [compiled_codebook(book).tables.forms for book in self._books]


class _Edited:
    """Edited keywords, looked for without the others."""

    def __init__(self, keywords: Sequence[str], codebook: Codebook) -> None:
        compiled = compile_keywords([Keyword(text) for text in keywords], codebook.word_groups, {})
        self._lexicon = Lexicon(compiled.tables, compiled.waiting, codebook.abbreviations)
        self._reader = Reader(self._lexicon)
        self._selection = RuleIndex(Rules(compiled), conditions=False).select(keywords)

    def read(self, text: str) -> Iterator[tuple[Sentence, Hits]]:
        for block in blocks(text):
            for sentence in sentences(text, block.start, block.end, None, self._reader.abbreviations):
                yield sentence, self._reader.hits(sentence)

    def stands_in(self, hits: Hits) -> bool:
        return bool(self._selection.matches(hits))

    def may_complete(self, word: str) -> bool:
        """Whether a word that a point cuts off may be one of theirs."""
        return "." in word and self._lexicon.begins_form(fold(word.rpartition(".")[0]))


def edit_between(old: Codebook, new: Codebook) -> Edit | None:
    """The edit that made the one codebook of the other; None where more changed than some keywords."""
    if _besides_keywords(old) != _besides_keywords(new):
        return None
    groups = edited_groups(old.word_groups, new.word_groups)
    before, now = _uses(old), _uses(new)
    counted = Counter(before), Counter(now)
    changed = {
        use for use in {*before, *now} if counted[0][use] != counted[1][use] or not groups.isdisjoint(calls(use[1]))
    }
    if [use for use in before if use not in changed] != [use for use in now if use not in changed]:
        return None  # in another order, where the first one tells why something was coded
    if len(changed) > _MOST_EDITED:
        return None
    gone, added = (
        [*dict.fromkeys(text for use in uses if use in changed for text in use[1:])] for uses in (before, now)
    )
    return Edit(old, new, gone, added)


def _besides_keywords(codebook: Codebook) -> tuple[object, ...]:
    """All else that decides a coding."""
    spacy = [
        (code.key, keyword.spacy, keyword.status)
        for code in codebook.codes
        for keyword in code.keywords
        if keyword.spacy
    ]
    return codebook.id, codebook.default_status, codebook.places, dict(codebook.abbreviations), spacy


def _uses(codebook: Codebook) -> list[_Use]:
    """Every keyword with what it is for, in the order in which they are tried."""

    def of(use: Iterable[str], keywords: Iterable[Keyword]) -> list[_Use]:
        return [((*use, keyword.status), keyword.text) for keyword in keywords if not keyword.spacy]

    found = [use for code in codebook.codes for use in of(("code", *code.key, *code.yields_to), code.keywords)]
    found += [use for code in codebook.codes for use in of(("unless", *code.key), code.unless)]
    for cue in codebook.cues:
        found += of(("cue", cue.kind, cue.effect, cue.reach, cue.scope), [cue.keyword])
    for name, keywords in (*keyword_lists(codebook).items(), ("false_cues", codebook.false_cues)):
        found += of((name,), keywords)
    return found
