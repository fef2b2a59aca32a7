"""The codebook as the rest of the program sees it: frozen, complete, checked. No YAML, no spaCy, no SQL."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Example:
    """An invented sentence that must (`coded`) or must not be coded; `status` is checked where it is given."""

    text: str
    coded: bool
    status: str = ""


@dataclass(frozen=True)
class Keyword:
    """One keyword as the analyst wrote it (`codebook/README.md` has the syntax), or a spaCy Matcher pattern.

    `status` fixes the status of what it finds; `line` and `file` say where it stands.
    """

    text: str
    status: str = ""
    spacy: tuple[Mapping[str, object], ...] = ()
    file: str = ""
    line: int = 0


@dataclass(frozen=True)
class Code:
    """A leaf of the code tree: an intervention, a subsidy, an open code, or a partner.

    A partner's `id` is that of its category and `partner` its canonical name; elsewhere `partner` is ''.
    """

    id: str
    label: str
    category: str
    bouwstenen: tuple[int, ...] = ()
    partner: str = ""
    definition: str = ""
    use_for: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    unless: tuple[Keyword, ...] = ()
    yields_to: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return (self.id, self.partner)


@dataclass(frozen=True)
class Category:
    """A group of rows in a table; `letter` is the report's ('' where it prints none)."""

    id: str
    label: str
    letter: str
    codes: tuple[Code, ...]
    short_label: str = ""

    @property
    def holds_partners(self) -> bool:
        return any(code.partner for code in self.codes)


@dataclass(frozen=True)
class Bouwsteen:
    number: int
    id: str
    label: str


@dataclass(frozen=True)
class Status:
    """A status of a coding. Their order in the codebook is from strongest to weakest."""

    id: str
    label: str
    definition: str = ""


@dataclass(frozen=True)
class Cue:
    """Words that change what a keyword near them means.

    `effect` is a status id, or '' where a keyword in its scope is not coded at all; `kind` names the cue's group
    ("negatie", "gewenst"). `reach` is forward, backward or both; `scope` is how far: to the next comma, to the end of
    the clause, or the whole sentence.
    """

    keyword: Keyword
    kind: str
    effect: str
    reach: str = "both"
    scope: str = "clause"


@dataclass(frozen=True)
class Variable:
    """A property of cases (`of="case"`) or of transcripts. `values` maps id to label, in order.

    Without values `form` says what may stand there: text, a year of four digits, or a date (kept as ISO).
    """

    id: str
    label: str
    of: str
    values: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    required: bool = False
    form: str = "text"


@dataclass(frozen=True)
class Case:
    """A school: its id is its name; `also` are other names; `variables` by variable id, checked against `values`."""

    id: str
    also: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TableSpec:
    """A table of the report. `rows`: codes, categories, cases, or partners (the list per category)."""

    number: str
    title: str
    rows: str
    categories: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class ShareWords:
    """How a share up to and including `to` (0 to 1) is said; `one`: of a single unit, whatever the share."""

    to: float
    text: str
    one: bool = False


@dataclass(frozen=True)
class AgreementRule:
    """The figure of agreement that tables print beside a row, and the threshold under which the row gets a mark."""

    figure: str = "alpha"
    threshold: float = 0.67


@dataclass(frozen=True)
class DiscoveryWords:
    """What `aanbod discover` goes by: lists of words and phrases (`codebook/README.md` says what each is for)."""

    articles: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    function_words: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    weak_cues: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    common_names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    people_verbs: tuple[str, ...] = ()
    first_names: tuple[str, ...] = ()
    case_cues: tuple[str, ...] = ()
    place_cues: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    other_quotes: tuple[str, ...] = ()
    offer_heads: tuple[str, ...] = ()
    offer_kinds: tuple[str, ...] = ()
    other_offers: tuple[str, ...] = ()
    offer_verbs: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrivacyWords:
    """What personal data is found by, and what pseudonyms are called (`codebook/README.md` says what each is for)."""

    titles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    first_names: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    birth: tuple[str, ...] = ()
    case_words: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()
    pseudonyms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Codebook:
    """One study. `version` is the SHA-256 of its files' contents; `groups` are the variables that tables split by.

    `default_where` is what tables count unless the analyst asks otherwise (values by variable id); a group of fewer
    units than `small_group` is called indicative in comparisons; `share_words` say shares in words, from low to high.
    A report shows at most `passages_shown` passages of a row.
    """

    id: str
    title: str
    version: str
    case_label: str
    case_label_plural: str
    bouwstenen: tuple[Bouwsteen, ...]
    statuses: tuple[Status, ...]
    default_status: str
    categories: tuple[Category, ...]
    cues: tuple[Cue, ...]
    borders: tuple[Keyword, ...]
    comma_borders: tuple[Keyword, ...]
    clause_verbs: tuple[Keyword, ...]
    back_references: tuple[Keyword, ...]
    false_cues: tuple[Keyword, ...]
    word_groups: Mapping[str, tuple[str, ...]]
    variables: tuple[Variable, ...]
    cases: tuple[Case, ...]
    tables: tuple[TableSpec, ...]
    groups: tuple[str, ...] = ()
    default_where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: tuple[Keyword, ...] = ()
    false_own: tuple[Keyword, ...] = ()
    subordinators: tuple[Keyword, ...] = ()
    relatives: tuple[Keyword, ...] = ()
    takes_over: tuple[Keyword, ...] = ()
    points_there: tuple[Keyword, ...] = ()
    places: tuple[str, ...] = ()
    abbreviations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    small_group: int = 0
    passages_shown: int = 200
    share_words: tuple[ShareWords, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    discover: DiscoveryWords = DiscoveryWords()
    privacy: PrivacyWords = PrivacyWords()
    agreement: AgreementRule = AgreementRule()

    @property
    def codes(self) -> tuple[Code, ...]:
        """Every leaf, in the order of the files."""
        return tuple(code for category in self.categories for code in category.codes)

    def all_keywords(self) -> Iterator[Keyword]:
        """Every keyword of every kind that is written in the syntax of keywords."""
        for code in self.codes:
            yield from (keyword for keyword in (*code.keywords, *code.unless) if not keyword.spacy)
        yield from (cue.keyword for cue in self.cues)
        yield from (*self.borders, *self.comma_borders, *self.clause_verbs, *self.back_references, *self.false_cues)
        yield from (*self.own, *self.false_own, *self.takes_over, *self.points_there, *self.subordinators)
        yield from self.relatives
