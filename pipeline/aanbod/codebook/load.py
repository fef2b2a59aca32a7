"""A folder of YAML files into a frozen `Codebook`; every fault of every file is reported at once."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from aanbod.codebook import files, model
from aanbod.codebook.check import cross_faults
from aanbod.codebook.version import version_of, yaml_files
from aanbod.codebook.yamlfile import KeyPath, YamlFile, known_yaml, show_path
from aanbod.errors import AanbodError, Fault, FaultsError

_KEYS_OF = {
    name: sorted(field.model_fields)
    for name, field in vars(files).items()
    if isinstance(field, type) and issubclass(field, files._Entry)
}


def load_codebook(folder: Path) -> model.Codebook:
    """The codebook in a folder; AanbodError if there is none, FaultsError with all faults if it has any."""
    codebook, faults = read_codebook(folder)
    if fatal := [fault for fault in faults if fault.fatal]:
        raise FaultsError(f"the codebook in {folder} has {count(len(fatal), 'fault')}", fatal)
    assert codebook is not None  # without fatal faults there is one
    return codebook


def read_codebook(folder: Path) -> tuple[model.Codebook | None, list[Fault]]:
    """The same, with the faults and warnings handed over; None where the faults leave no codebook."""
    paths = codebook_files(folder)
    sources: list[tuple[YamlFile, files.CodebookFile]] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            source = known_yaml(path)
            sources.append((source, files.CodebookFile.model_validate(source.data or {})))
        except FaultsError as error:
            faults.extend(error.faults)
        except ValidationError as error:
            faults.extend(_schema_fault(source, detail) for detail in error.errors(include_url=False))
    if faults:
        return None, sorted(faults)
    faults = sorted(cross_faults(sources))
    if any(fault.fatal for fault in faults):
        return None, faults
    return _build(sources, version_of(paths)), faults


def codebook_files(folder: Path) -> list[Path]:
    """The files of a codebook, in the order in which they are read; AanbodError if there are none."""
    paths = yaml_files(folder)
    if not paths:
        where = "holds no .yaml file" if folder.is_dir() else "does not exist"
        raise AanbodError(f"{folder}: this codebook folder {where}\n    name the right one with --codebook FOLDER")
    return paths


def count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _schema_fault(source: YamlFile, detail: object) -> Fault:
    assert isinstance(detail, dict)
    path: KeyPath = tuple(detail["loc"])
    kind, message, remedy = detail["type"], detail["msg"], "see codebook/README.md for what may stand here"
    if kind == "extra_forbidden":
        message = f"the key `{path[-1]}` is unknown here"
        known = {key for keys in _KEYS_OF.values() for key in keys}
        near = get_close_matches(str(path[-1]), known, 1)
        remedy = f"did you mean `{near[0]}`?" if near else "remove it; see codebook/README.md for the keys"
    elif kind == "missing":
        message, remedy = f"the key `{path[-1]}` is missing", f"add `{path[-1]}:` to this entry"
    elif kind == "string_pattern_mismatch":
        message = f"`{detail['input']}` cannot be an id"
        remedy = "use lower-case letters and digits, with points and hyphens between"
    elif kind.endswith("_type") or kind == "model_type":
        message = f"{message.removeprefix('Input should be ').capitalize()} is expected here, not {detail['input']!r}"
    return Fault(source.name, source.line(path), show_path(path), message, remedy)


def _build(sources: Sequence[tuple[YamlFile, files.CodebookFile]], version: str) -> model.Codebook:
    contents = [content for _, content in sources]
    study = next(content.codebook for content in contents if content.codebook)
    statuses = tuple(model.Status(s.id, s.label, s.definition) for c in contents for s in c.statuses)
    default = next((c.default_status for c in contents if c.default_status), statuses[0].id if statuses else "")
    return model.Codebook(
        id=study.id,
        title=study.title,
        version=version,
        case_label=study.case_label,
        case_label_plural=study.case_label_plural,
        bouwstenen=tuple(model.Bouwsteen(b.number, b.id, b.label) for c in contents for b in c.bouwstenen),
        statuses=statuses,
        default_status=default,
        categories=tuple(
            _category(source, category, ("categories", number))
            for source, content in sources
            for number, category in enumerate(content.categories)
        ),
        cues=tuple(
            model.Cue(keyword, cue.kind, "" if cue.effect == "none" else cue.effect, cue.reach, cue.scope)
            for source, content in sources
            for number, cue in enumerate(content.cues)
            for keyword in _keywords(source, cue.words, ("cues", number, "words"))
        ),
        borders=_listed(sources, "borders"),
        comma_borders=_listed(sources, "comma_borders"),
        clause_verbs=_listed(sources, "clause_verbs"),
        back_references=_listed(sources, "back_references"),
        false_cues=_listed(sources, "false_cues"),
        own=_listed(sources, "own"),
        false_own=_listed(sources, "false_own"),
        subordinators=_listed(sources, "subordinators"),
        relatives=_listed(sources, "relatives"),
        takes_over=_listed(sources, "takes_over"),
        points_there=_listed(sources, "points_there"),
        places=tuple(
            word.lstrip("=~")
            for content in contents
            for group in content.place_groups
            for c in contents
            for word in c.word_groups.get(group, ())
        ),
        word_groups={name: tuple(words) for c in contents for name, words in c.word_groups.items()},
        abbreviations={short: tuple(words) for c in contents for short, words in c.abbreviations.items()},
        variables=tuple(
            model.Variable(v.id, v.label, v.of, v.values, tuple(v.also), v.required, v.form)
            for c in contents
            for v in c.variables
        ),
        cases=tuple(model.Case(case.id, tuple(case.also), case.variables) for c in contents for case in c.cases),
        tables=tuple(
            model.TableSpec(t.number, t.title, t.rows, tuple(t.categories), tuple(t.variables), t.note)
            for c in contents
            for t in c.tables
        ),
        groups=tuple(group for c in contents for group in c.groups),
        default_where={name: tuple(values) for c in contents for name, values in c.default_where.items()},
        small_group=next((c.small_group for c in contents if c.small_group is not None), 0),
        passages_shown=next((c.passages_shown for c in contents if c.passages_shown is not None), 200),
        share_words=tuple(model.ShareWords(w.to, w.text, w.one) for c in contents for w in c.share_words),
        texts={key: text for c in contents for key, text in c.texts.items()},
        discover=model.DiscoveryWords(
            **{
                key: tuple(w for c in contents for w in getattr(c.discover, key))
                for key in files.DiscoverEntry.model_fields
            }
        ),
        agreement=next(
            (model.AgreementRule(c.agreement.figure, c.agreement.threshold) for c in contents if c.agreement),
            model.AgreementRule(),
        ),
        privacy=model.PrivacyWords(
            **{
                key: tuple(w for c in contents for w in getattr(c.privacy, key))
                for key in files.PrivacyEntry.model_fields
                if key != "pseudonyms"
            },
            pseudonyms={kind: word for c in contents for kind, word in c.privacy.pseudonyms.items()},
        ),
    )


def _category(source: YamlFile, entry: files.CategoryEntry, path: KeyPath) -> model.Category:
    codes = [
        _code(source, code, entry, code.id, code.label, "", (*path, "codes", number))
        for number, code in enumerate(entry.codes)
    ]
    partners = [
        _code(source, partner, entry, entry.id, partner.name, partner.name, (*path, "partners", number))
        for number, partner in enumerate(entry.partners)
    ]
    return model.Category(entry.id, entry.label, entry.letter, (*codes, *partners), entry.short_label)


def _code(
    source: YamlFile,
    entry: files._Rules,
    category: files.CategoryEntry,
    identity: str,
    label: str,
    partner: str,
    path: KeyPath,
) -> model.Code:
    bouwstenen = category.bouwstenen if entry.bouwstenen is None else entry.bouwstenen
    examples = [model.Example(e.text, True, e.status or "") for e in entry.examples.coded]
    examples += [model.Example(e.text, False) for e in entry.examples.not_coded]
    return model.Code(
        id=identity,
        label=label,
        category=category.id,
        bouwstenen=tuple(bouwstenen),
        partner=partner,
        definition=entry.definition,
        use_for=tuple(entry.use_for),
        not_for=tuple(entry.not_for),
        keywords=_keywords(source, entry.keywords, (*path, "keywords")),
        unless=_keywords(source, entry.unless, (*path, "unless")),
        yields_to=tuple(entry.yields_to),
        examples=tuple(examples),
    )


def _listed(sources: Sequence[tuple[YamlFile, files.CodebookFile]], key: str) -> tuple[model.Keyword, ...]:
    """The keywords that stand under a key of their own, in whichever files."""
    return tuple(k for source, content in sources for k in _keywords(source, getattr(content, key), (key,)))


def _keywords(source: YamlFile, entries: Sequence[files.KeywordEntry], path: KeyPath) -> tuple[model.Keyword, ...]:
    lines = source.item_lines(path) if entries else ()
    return tuple(
        model.Keyword(entry.match or "spacy", entry.status or "", tuple(entry.spacy or ()), source.name, line)
        for entry, line in zip(entries, lines, strict=True)
    )
