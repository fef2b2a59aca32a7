"""What the files of a codebook may say: one declared schema for all of them. Unknown keys are refused."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, defer_build=True)


def _as_keyword(value: object) -> object:
    return {"match": str(value)} if isinstance(value, str | int) else value


def _as_example(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+([.-][a-z0-9]+)*$", min_length=1)]
Name = Annotated[str, Field(min_length=1)]
Texts = Annotated[list[str], BeforeValidator(_as_list)]


class KeywordEntry(_Entry):
    match: Annotated[str, Field(min_length=1)] | None = None
    spacy: list[dict[str, object]] | None = None
    status: str | None = None
    note: str | None = None


class ExampleEntry(_Entry):
    text: Annotated[str, Field(min_length=1)]
    status: str | None = None


Keyword = Annotated[KeywordEntry, BeforeValidator(_as_keyword)]
Example = Annotated[ExampleEntry, BeforeValidator(_as_example)]


class Examples(_Entry):
    coded: list[Example] = []
    not_coded: list[Example] = []


class _Rules(_Entry):
    definition: str = ""
    use_for: Texts = []
    not_for: Texts = []
    bouwstenen: list[int] | None = None
    keywords: list[Keyword] = []
    unless: list[Keyword] = []
    yields_to: list[str] = []
    examples: Examples = Examples()


class CodeEntry(_Rules):
    id: Id
    label: Name


class PartnerEntry(_Rules):
    name: Name


class CategoryEntry(_Entry):
    id: Id
    label: Name
    short_label: str = ""
    letter: str = ""
    bouwstenen: list[int] = []
    codes: list[CodeEntry] = []
    partners: list[PartnerEntry] = []


class StudyEntry(_Entry):
    id: Id
    title: Name
    case_label: Name
    case_label_plural: Name


class BouwsteenEntry(_Entry):
    number: int
    id: Id
    label: Name


class StatusEntry(_Entry):
    id: Id
    label: Name
    definition: str = ""


class CueEntry(_Entry):
    kind: Id
    effect: Annotated[str, Field(description="a status id, or `none`: not coded")]
    reach: Literal["forward", "backward", "both"] = "both"
    scope: Literal["comma", "clause", "closing", "sentence", "actor"] = "clause"
    words: list[Keyword]


class VariableEntry(_Entry):
    id: Id
    label: Name
    of: Literal["case", "transcript"]
    values: dict[str, str] = {}
    also: list[str] = []
    required: bool = False
    form: Literal["text", "year", "date"] = "text"


class CaseEntry(_Entry):
    id: Name
    also: list[str] = []
    variables: dict[str, str] = {}


class TableEntry(_Entry):
    number: Name
    title: Name
    rows: Literal["codes", "categories", "cases", "partners"]
    categories: list[str] = []
    variables: list[str] = []
    note: str = ""


class ShareWordsEntry(_Entry):
    to: Annotated[float, Field(ge=0, le=1)]
    text: Name
    one: bool = False


class AgreementEntry(_Entry):
    figure: Literal["percent", "cohen", "brennan_prediger", "alpha", "ac1"] = "alpha"
    threshold: Annotated[float, Field(ge=-1, le=1)] = 0.67


# What a pseudonym stands for; the kinds of `aanbod privacy` but for names are replaced by one word each.
PseudonymKind = Literal[
    "case", "person", "coder", "transcript", "email", "phone", "address", "bsn", "iban", "birthdate"
]


class DiscoverEntry(_Entry):
    """The words that `aanbod discover` goes by: base forms, `*` at either end for any letters."""

    articles: list[Name] = []
    links: list[Name] = []
    inside: list[Name] = []
    function_words: list[Name] = []
    cues: list[Name] = []
    weak_cues: list[Name] = []
    verbs: list[Name] = []
    bodies: list[Name] = []
    common_names: list[Name] = []
    titles: list[Name] = []
    people_verbs: list[Name] = []
    first_names: list[Name] = []
    case_cues: list[Name] = []
    place_cues: list[Name] = []
    other_names: list[Name] = []
    other_quotes: list[Name] = []
    offer_heads: list[Name] = []
    offer_kinds: list[Name] = []
    other_offers: list[Name] = []
    offer_verbs: list[Name] = []


class PrivacyEntry(_Entry):
    """The words that `aanbod privacy` goes by, and the words for pseudonyms."""

    titles: list[Name] = []
    roles: list[Name] = []
    naming: list[Name] = []
    verbs: list[Name] = []
    pronouns: list[Name] = []
    lists: list[Name] = []
    first_names: list[Name] = []
    particles: list[Name] = []
    ordinary: list[Name] = []
    labels: list[Name] = []
    other_names: list[Name] = []
    streets: list[Name] = []
    birth: list[Name] = []
    case_words: list[Name] = []
    variables: list[Name] = []
    pseudonyms: dict[PseudonymKind, Name] = {}


class CodebookFile(_Entry):
    """One YAML file of a codebook folder: any of these keys, each for as much as the analyst put in this file."""

    codebook: StudyEntry | None = None
    bouwstenen: list[BouwsteenEntry] = []
    statuses: list[StatusEntry] = []
    default_status: str | None = None
    cues: list[CueEntry] = []
    borders: list[Keyword] = []
    comma_borders: list[Keyword] = []
    clause_verbs: list[Keyword] = []
    subordinators: list[Keyword] = []
    relatives: list[Keyword] = []
    back_references: list[Keyword] = []
    false_cues: list[Keyword] = []
    own: list[Keyword] = []
    false_own: list[Keyword] = []
    takes_over: list[Keyword] = []
    points_there: list[Keyword] = []
    place_groups: list[Name] = []
    word_groups: dict[str, list[str]] = {}
    abbreviations: dict[str, list[Name]] = {}
    variables: list[VariableEntry] = []
    categories: list[CategoryEntry] = []
    cases: list[CaseEntry] = []
    tables: list[TableEntry] = []
    groups: list[str] = []
    default_where: dict[str, Texts] = {}
    small_group: Annotated[int, Field(ge=0)] | None = None
    passages_shown: Annotated[int, Field(ge=1)] | None = None
    share_words: list[ShareWordsEntry] = []
    texts: dict[str, str] = {}
    discover: DiscoverEntry = DiscoverEntry()
    privacy: PrivacyEntry = PrivacyEntry()
    agreement: AgreementEntry | None = None
