"""What no single entry shows: duplicates, references, keywords that match nothing or everything."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from aanbod.caching import keep, kept
from aanbod.codebook import files
from aanbod.codebook.keywords import KeywordError, WordGroups, calls, parse_keyword
from aanbod.codebook.yamlfile import KeyPath, YamlFile, show_path
from aanbod.errors import Fault
from aanbod.unchanged import program_version

Sources = Sequence[tuple[YamlFile, files.CodebookFile]]
_LISTS = (
    *("borders", "comma_borders", "clause_verbs", "subordinators", "relatives", "back_references", "false_cues"),
    *("own", "false_own", "takes_over", "points_there"),
)
_SINGLE_WORD = re.compile(r"[^\W_]+(?:[-'/][^\W_]+)*\.?")
_README = "see codebook/README.md for the syntax of keywords"


def cross_faults(sources: Sources) -> Iterator[Fault]:
    """Every fault and warning that shows only when the files are read together."""
    yield from _study_faults(sources)
    yield from _duplicates(sources)
    yield from _references(sources)
    yield from _keyword_faults(sources)
    yield from _word_faults(sources)
    yield from _privacy_faults(sources)
    yield from _abbreviation_faults(sources)


def _fault(source: YamlFile, path: KeyPath, message: str, remedy: str, fatal: bool = True) -> Fault:
    return Fault(source.name, source.line(path), show_path(path), message, remedy, fatal)


def _study_faults(sources: Sources) -> Iterator[Fault]:
    named = [source for source, content in sources if content.codebook]
    if not named:
        first = sources[0][0]
        yield _fault(first, (), "no file has the key `codebook`", "add `codebook: {id, title, case_label, …}` to one")
    for source in named[1:]:
        yield _fault(source, ("codebook",), f"`codebook` stands in {named[0].name} too", "keep one of the two")
    if not any(content.statuses for _, content in sources):
        yield _fault(sources[0][0], (), "no file lists `statuses`", "add them, from strongest to weakest")


def _identities(sources: Sources) -> Iterator[tuple[str, str, YamlFile, KeyPath]]:
    """(what it is, its identity, file, key path) of everything that must be unique."""
    for source, content in sources:
        for number, category in enumerate(content.categories):
            path: KeyPath = ("categories", number)
            yield "category", category.id, source, (*path, "id")
            for position, code in enumerate(category.codes):
                yield "code", code.id, source, (*path, "codes", position, "id")
            for position, partner in enumerate(category.partners):
                yield "partner", f"{category.id} {partner.name}", source, (*path, "partners", position, "name")
        lists: list[tuple[str, str, Iterable[str]]] = [
            ("status", "statuses", [status.id for status in content.statuses]),
            ("variable", "variables", [variable.id for variable in content.variables]),
            ("table", "tables", [table.number for table in content.tables]),
            ("bouwsteen", "bouwstenen", [str(bouwsteen.number) for bouwsteen in content.bouwstenen]),
            ("case", "cases", [case.id for case in content.cases]),
        ]
        for kind, key, identities in lists:
            for number, identity in enumerate(identities):
                yield kind, identity, source, (key, number)
        for name in content.word_groups:
            yield "word group", name, source, ("word_groups", name)


def _duplicates(sources: Sources) -> Iterator[Fault]:
    first: dict[tuple[str, str], tuple[YamlFile, KeyPath]] = {}
    for kind, identity, source, path in _identities(sources):
        if (kind, identity) in first:
            other, place = first[kind, identity]
            message = f"the {kind} `{identity}` is defined twice, first in {other.name}:{other.line(place)}"
            yield _fault(source, path, message, "rename or remove one of the two")
        else:
            first[kind, identity] = (source, path)


def _references(sources: Sources) -> Iterator[Fault]:
    known: dict[str, set[str]] = {}
    for kind, identity, _, _ in _identities(sources):
        known.setdefault(kind, set()).add(identity)
    for source, content in sources:

        def missing(kind: str, identity: str, path: KeyPath, source: YamlFile = source) -> Iterator[Fault]:
            if identity not in known.get(kind, ()):
                near = get_close_matches(identity, known.get(kind, ()), 1)
                remedy = f"did you mean `{near[0]}`?" if near else f"define the {kind}, or remove the reference"
                yield _fault(source, path, f"there is no {kind} `{identity}`", remedy)

        if content.default_status:
            yield from missing("status", content.default_status, ("default_status",))
        for number, cue in enumerate(content.cues):
            if cue.effect != "none":
                yield from missing("status", cue.effect, ("cues", number, "effect"))
        for number, table in enumerate(content.tables):
            for position, category in enumerate(table.categories):
                yield from missing("category", category, ("tables", number, "categories", position))
            for position, variable in enumerate(table.variables):
                yield from missing("variable", variable, ("tables", number, "variables", position))
        for number, group in enumerate(content.groups):
            yield from missing("variable", group, ("groups", number))
        for name in content.default_where:
            yield from missing("variable", name, ("default_where", name))
        yield from _case_faults(source, content, sources, missing)
        yield from _code_references(source, content, missing)


Missing = Callable[[str, str, KeyPath], Iterator[Fault]]


def _case_faults(source: YamlFile, content: files.CodebookFile, sources: Sources, missing: Missing) -> Iterator[Fault]:
    variables = {v.id: v for _, c in sources for v in c.variables if v.of == "case"}
    for number, case in enumerate(content.cases):
        path: KeyPath = ("cases", number, "variables")
        for name, value in case.variables.items():
            if name not in variables:
                yield from missing("variable", name, (*path, name))
            elif (values := variables[name].values) and value not in values:
                near = get_close_matches(value, values, 1)
                remedy = f"did you mean `{near[0]}`?" if near else f"use one of: {', '.join(values)}"
                yield _fault(source, (*path, name), f"`{value}` is no value of {name}", remedy)
        for name, variable in variables.items():
            if variable.required and name not in case.variables:
                yield _fault(source, path, f"the case `{case.id}` has no {name}", f"add `{name}:` to its variables")


def _rules(content: files.CodebookFile) -> Iterator[tuple[files._Rules, KeyPath]]:
    for number, category in enumerate(content.categories):
        for position, code in enumerate(category.codes):
            yield code, ("categories", number, "codes", position)
        for position, partner in enumerate(category.partners):
            yield partner, ("categories", number, "partners", position)


def _code_references(source: YamlFile, content: files.CodebookFile, missing: Missing) -> Iterator[Fault]:
    for rules, path in _rules(content):
        for number, other in enumerate(rules.yields_to):
            yield from missing("code", other, (*path, "yields_to", number))
        for number, bouwsteen in enumerate(rules.bouwstenen or ()):
            yield from missing("bouwsteen", str(bouwsteen), (*path, "bouwstenen", number))
        for number, keyword in enumerate(rules.keywords):
            if keyword.status:
                yield from missing("status", keyword.status, (*path, "keywords", number, "status"))
        for number, example in enumerate(rules.examples.coded):
            if example.status:
                yield from missing("status", example.status, (*path, "examples", "coded", number, "status"))
    for number, category in enumerate(content.categories):
        for position, bouwsteen in enumerate(category.bouwstenen):
            yield from missing("bouwsteen", str(bouwsteen), ("categories", number, "bouwstenen", position))


class _Reader:
    """Reads keywords; those that could be read the last time, in the codebook of this name, need not be read again."""

    def __init__(self, study: str, groups: Mapping[str, Sequence[str]]) -> None:
        self._parts = [study.encode(), program_version()]
        self._groups = groups
        self._read = WordGroups(groups)
        before: tuple[Mapping[str, Sequence[str]], list[str]] = kept("readable", self._parts, tuple) or ({}, [])
        same = before[0] == groups
        self._known = {text for text in before[1] if same or not calls(text)}
        self._found = {*before[1]} if same else set()
        self._good: set[str] = set()

    def fault(self, text: str) -> str:
        """What is wrong in a keyword; ''."""
        if text not in self._known:
            try:
                parse_keyword(text, self._read)
            except KeywordError as error:
                return str(error)
        self._good.add(text)
        return ""

    def keep(self) -> None:
        """For the next time."""
        if self._good != self._found:
            keep("readable", self._parts, [self._groups, sorted(self._good)])


def _keyword_faults(sources: Sources) -> Iterator[Fault]:
    study = next((content.codebook.id for _, content in sources if content.codebook), "")
    reader = _Reader(study, {name: words for _, content in sources for name, words in content.word_groups.items()})
    for source, content in sources:
        for name, words in content.word_groups.items():
            for number, word in enumerate(words):
                if fault := reader.fault(word):
                    yield _unreadable(source, word, fault, ("word_groups", name, number))
        for key in _LISTS:
            entries = getattr(content, key)
            yield from _list_faults(source, entries, reader, (key,))
        for number, cue in enumerate(content.cues):
            yield from _list_faults(source, cue.words, reader, ("cues", number, "words"))
        for rules, path in _rules(content):
            yield from _list_faults(source, rules.keywords, reader, (*path, "keywords"))
            yield from _list_faults(source, rules.unless, reader, (*path, "unless"))
            if not rules.keywords:
                message = "there are no keywords: the rules will never find this code"
                yield _fault(source, path, message, "add keywords, unless only people code it", fatal=False)
    reader.keep()


def _list_faults(
    source: YamlFile, entries: Sequence[files.KeywordEntry], reader: _Reader, path: KeyPath
) -> Iterator[Fault]:
    seen: dict[str, KeyPath] = {}
    for number, entry in enumerate(entries):
        place = (*path, number)
        if (entry.match is None) == (entry.spacy is None):
            yield _fault(source, place, "a keyword has either `match` or `spacy`", "keep one of the two")
        elif entry.match is not None:
            if fault := reader.fault(entry.match):
                yield _unreadable(source, entry.match, fault, place)
            if entry.match in seen:
                first = source.line(seen[entry.match])
                message = f"the keyword `{entry.match}` stands here twice, first on line {first}"
                yield _fault(source, place, message, "remove one of the two", fatal=False)
            seen.setdefault(entry.match, place)


def _unreadable(source: YamlFile, keyword: str, fault: str, path: KeyPath) -> Fault:
    return _fault(source, path, f"keyword `{keyword}`: {fault}", _README)


def _word_faults(sources: Sources) -> Iterator[Fault]:
    """Words for `aanbod discover` and `aanbod privacy` that say nothing, or stand twice in one file."""
    parts = (("discover", files.DiscoverEntry), ("privacy", files.PrivacyEntry))
    for source, content in sources:
        for part, entry_type in parts:
            for key in entry_type.model_fields:
                seen: dict[str, int] = {}
                entries = getattr(getattr(content, part), key)
                for number, entry in enumerate(entries if isinstance(entries, list) else ()):
                    path: KeyPath = (part, key, number)
                    if any("*" in word[1:-1] or not word.strip("*") for word in entry.split()) or not entry.strip():
                        message = f"`{entry}` is no word: * stands for letters at its beginning or end"
                        yield _fault(source, path, message, "write letters beside the *")
                    elif entry in seen:
                        message = f"`{entry}` stands here twice, first on line {seen[entry]}"
                        yield _fault(source, path, message, "remove one of the two", fatal=False)
                    seen.setdefault(entry, source.line(path))


def _privacy_faults(sources: Sources) -> Iterator[Fault]:
    """Variables that hold a name: they must be variables of cases."""
    known = {variable.id for _, content in sources for variable in content.variables if variable.of == "case"}
    for source, content in sources:
        for number, name in enumerate(content.privacy.variables):
            if name not in known:
                message = f"`{name}` is no variable of a case"
                yield _fault(source, ("privacy", "variables", number), message, f"use: {', '.join(sorted(known))}")


def _abbreviation_faults(sources: Sources) -> Iterator[Fault]:
    """Abbreviations and what they stand for: single words, each abbreviation once."""
    seen: dict[str, YamlFile] = {}
    for source, content in sources:
        for short, words in content.abbreviations.items():
            path: KeyPath = ("abbreviations", short)
            for word in (short, *words):
                if not _SINGLE_WORD.fullmatch(word):
                    yield _fault(
                        source, path, f"`{word}` is no single word", "write one word, without marks of keywords"
                    )
            if not words:
                yield _fault(source, path, f"`{short}` stands for nothing", "list the words that it is short for")
            if short in seen:
                message = f"the abbreviation `{short}` stands in {seen[short].name} too"
                yield _fault(source, path, message, "remove one of the two")
            seen[short] = source
