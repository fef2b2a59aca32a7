"""What the files of a codebook may say: one declared schema for all of them. Unknown keys are refused."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, Literal

from aanbod.codebook.schema import Before, Entry, matches, not_empty, within


def _as_keyword(value: object) -> object:
    return {"match": str(value)} if isinstance(value, str | int) else value


def _as_example(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


_LETTERS = "use lower-case letters and digits, with points and hyphens between"
_NONE: Mapping[Any, Any] = MappingProxyType({})

Id = Annotated[str, not_empty, matches(r"[a-z0-9]+([.-][a-z0-9]+)*", "an id", _LETTERS)]
Name = Annotated[str, not_empty]
Texts = Annotated[Sequence[str], Before(_as_list)]


class KeywordEntry(Entry):
    match: Name | None = None
    spacy: Sequence[Mapping[str, object]] | None = None
    status: str | None = None
    note: str | None = None


class ExampleEntry(Entry):
    text: Name
    status: str | None = None


Keyword = Annotated[KeywordEntry, Before(_as_keyword)]
Example = Annotated[ExampleEntry, Before(_as_example)]


class Examples(Entry):
    coded: Sequence[Example] = ()
    not_coded: Sequence[Example] = ()


class _Rules(Entry):
    definition: str = ""
    use_for: Texts = ()
    not_for: Texts = ()
    bouwstenen: Sequence[int] | None = None
    keywords: Sequence[Keyword] = ()
    unless: Sequence[Keyword] = ()
    yields_to: Sequence[str] = ()
    examples: Examples = Examples()


class CodeEntry(_Rules):
    id: Id
    label: Name


class PartnerEntry(_Rules):
    name: Name


class CategoryEntry(Entry):
    id: Id
    label: Name
    short_label: str = ""
    letter: str = ""
    bouwstenen: Sequence[int] = ()
    codes: Sequence[CodeEntry] = ()
    partners: Sequence[PartnerEntry] = ()


class StudyEntry(Entry):
    id: Id
    title: Name
    case_label: Name
    case_label_plural: Name


class BouwsteenEntry(Entry):
    number: int
    id: Id
    label: Name


class StatusEntry(Entry):
    id: Id
    label: Name
    definition: str = ""


class CueEntry(Entry):
    kind: Id
    effect: str  # a status id, or `none`: not coded
    reach: Literal["forward", "backward", "both"] = "both"
    scope: Literal["comma", "clause", "closing", "sentence", "actor"] = "clause"
    words: Sequence[Keyword]


class VariableEntry(Entry):
    id: Id
    label: Name
    of: Literal["case", "transcript"]
    values: Mapping[str, str] = _NONE
    also: Sequence[str] = ()
    required: bool = False
    form: Literal["text", "year", "date"] = "text"


class CaseEntry(Entry):
    id: Name
    also: Sequence[str] = ()
    variables: Mapping[str, str] = _NONE


class TableEntry(Entry):
    number: Name
    title: Name
    rows: Literal["codes", "categories", "cases", "partners"]
    categories: Sequence[str] = ()
    variables: Sequence[str] = ()
    note: str = ""


class ShareWordsEntry(Entry):
    to: Annotated[float, within(0, 1)]
    text: Name
    one: bool = False


class AgreementEntry(Entry):
    figure: Literal["percent", "cohen", "brennan_prediger", "alpha", "ac1"] = "alpha"
    threshold: Annotated[float, within(-1, 1)] = 0.67


# What a pseudonym stands for; the kinds of `aanbod privacy` but for names are replaced by one word each.
PseudonymKind = Literal[
    "case", "person", "coder", "transcript", "email", "phone", "address", "bsn", "iban", "birthdate"
]


class DiscoverEntry(Entry):
    """The words that `aanbod discover` goes by: base forms, `*` at either end for any letters."""

    articles: Sequence[Name] = ()
    links: Sequence[Name] = ()
    inside: Sequence[Name] = ()
    function_words: Sequence[Name] = ()
    cues: Sequence[Name] = ()
    weak_cues: Sequence[Name] = ()
    verbs: Sequence[Name] = ()
    bodies: Sequence[Name] = ()
    common_names: Sequence[Name] = ()
    titles: Sequence[Name] = ()
    people_verbs: Sequence[Name] = ()
    first_names: Sequence[Name] = ()
    case_cues: Sequence[Name] = ()
    place_cues: Sequence[Name] = ()
    other_names: Sequence[Name] = ()
    other_quotes: Sequence[Name] = ()
    offer_heads: Sequence[Name] = ()
    offer_kinds: Sequence[Name] = ()
    other_offers: Sequence[Name] = ()
    offer_verbs: Sequence[Name] = ()


class PrivacyEntry(Entry):
    """The words that `aanbod privacy` goes by, and the words for pseudonyms."""

    titles: Sequence[Name] = ()
    roles: Sequence[Name] = ()
    naming: Sequence[Name] = ()
    verbs: Sequence[Name] = ()
    pronouns: Sequence[Name] = ()
    lists: Sequence[Name] = ()
    first_names: Sequence[Name] = ()
    particles: Sequence[Name] = ()
    ordinary: Sequence[Name] = ()
    labels: Sequence[Name] = ()
    other_names: Sequence[Name] = ()
    streets: Sequence[Name] = ()
    birth: Sequence[Name] = ()
    case_words: Sequence[Name] = ()
    variables: Sequence[Name] = ()
    pseudonyms: Mapping[PseudonymKind, Name] = _NONE


class CodebookFile(Entry):
    """One YAML file of a codebook folder: any of these keys, each for as much as the analyst put in this file."""

    codebook: StudyEntry | None = None
    bouwstenen: Sequence[BouwsteenEntry] = ()
    statuses: Sequence[StatusEntry] = ()
    default_status: str | None = None
    cues: Sequence[CueEntry] = ()
    borders: Sequence[Keyword] = ()
    comma_borders: Sequence[Keyword] = ()
    clause_verbs: Sequence[Keyword] = ()
    subordinators: Sequence[Keyword] = ()
    relatives: Sequence[Keyword] = ()
    back_references: Sequence[Keyword] = ()
    false_cues: Sequence[Keyword] = ()
    own: Sequence[Keyword] = ()
    false_own: Sequence[Keyword] = ()
    takes_over: Sequence[Keyword] = ()
    points_there: Sequence[Keyword] = ()
    place_groups: Sequence[Name] = ()
    word_groups: Mapping[str, Sequence[str]] = _NONE
    abbreviations: Mapping[str, Sequence[Name]] = _NONE
    variables: Sequence[VariableEntry] = ()
    categories: Sequence[CategoryEntry] = ()
    cases: Sequence[CaseEntry] = ()
    tables: Sequence[TableEntry] = ()
    groups: Sequence[str] = ()
    default_where: Mapping[str, Texts] = _NONE
    small_group: Annotated[int, within(0)] | None = None
    passages_shown: Annotated[int, within(1)] | None = None
    share_words: Sequence[ShareWordsEntry] = ()
    texts: Mapping[str, str] = _NONE
    discover: DiscoverEntry = DiscoverEntry()
    privacy: PrivacyEntry = PrivacyEntry()
    agreement: AgreementEntry | None = None
