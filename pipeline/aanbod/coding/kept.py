"""A compiled codebook as the cache keeps it; where keywords were edited, only those are compiled."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from aanbod.caching import keep, kept
from aanbod.codebook.keywords import calls
from aanbod.codebook.model import Codebook
from aanbod.coding.compiling import Compiled, CompiledRule, First, compile_codebook, compile_keywords
from aanbod.coding.lexicon import Table, Tables, as_text, numbers
from aanbod.dutch.typos import back_to_front
from aanbod.unchanged import program_version

_MOST_EDITED = 20  # one keyword in so many; where more were edited, all are compiled


def compiled_codebook(codebook: Codebook) -> Compiled:
    """The codebook's keywords, compiled; as far as this program compiled them before, from the cache."""
    parts = [codebook.id.encode(), program_version()]
    known = kept("keywords", parts, _read)
    renewed = _renewed(known, codebook) if known else None
    if renewed is None:
        renewed = compile_codebook(codebook)
        keep("keywords", parts, _plain(renewed))
    return renewed


def _renewed(known: Compiled, codebook: Codebook) -> Compiled | None:
    """What is known, with the keywords that this codebook has now; None where too many differ."""
    keywords = {keyword.text: keyword for keyword in codebook.all_keywords()}
    groups = edited_groups(known.groups, codebook.word_groups)
    old = {text for text in known.rules if groups and not groups.isdisjoint(calls(text))}
    gone = [text for text in known.rules if text not in keywords or text in old]
    new = [keyword for text, keyword in keywords.items() if text not in known.rules or text in old]
    if (len(gone) + len(new)) * _MOST_EDITED > len(known.rules):
        return None
    fewer = _without(known, gone) if gone else known
    if not new:
        return fewer
    first = First(len(known.uses), len(known.waiting), len(known.patterns), len(known.rules))
    return _together(fewer, compile_keywords(new, codebook.word_groups, {}, first))


def edited_groups(before: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]) -> set[str]:
    """The word groups that stand for something else than before, by themselves or by others that they call."""
    names = before.keys() | now.keys()
    found = {name for name in names if [*before.get(name, ())] != [*now.get(name, ())]}
    size = -1
    while size < len(found):
        size = len(found)
        found.update(name for name in now if any(not found.isdisjoint(calls(text)) for text in now[name]))
    return found


def _without(known: Compiled, gone: Iterable[str]) -> Compiled:
    """The same without these keywords. What only their words would meet is met no more."""
    rules = dict(known.rules)
    fewer: Counter[int] = Counter()
    for text in gone:
        rule = rules.pop(text)
        patterns = {rule.pattern, *(number for number, _, _ in rule.conditions)}
        atoms = {a for number in patterns for way in known.patterns[number].split("|") for a in numbers(way)[1::2]}
        fewer.update({lexeme for atom in atoms for lexeme in numbers(known.tables.lexemes_of[atom])})
    dead = {lexeme for lexeme, times in fewer.items() if times == known.uses[lexeme]}
    return replace(known, rules=rules, tables=_tables_without(known.tables, dead) if dead else known.tables)


def _tables_without(tables: Tables, dead: set[int]) -> Tables:
    def left(table: Table) -> Table:
        fewer = dict(table)
        for key, found in table.items():
            if not dead.isdisjoint(found):
                fewer[key] = [number for number in found if number not in dead]
                if not fewer[key]:
                    del fewer[key]
        return fewer

    has_dead = re.compile(rf"\b(?:{'|'.join(map(str, dead))})\b").search
    fewer = {
        text: as_text(n for n in numbers(text) if n not in dead) for text in {*tables.forms.values()} if has_dead(text)
    }
    edited = {form: fewer[text] for form, text in tables.forms.items() if text in fewer}
    unmet = [form for form, text in edited.items() if not text]
    forms = dict(tables.forms)
    forms.update(edited)
    for form in unmet:
        del forms[form]
    backwards = list(tables.backwards)
    for form in back_to_front(unmet):
        del backwards[bisect_left(backwards, form)]
    return replace(
        tables,
        forms=forms,
        backwards=backwards,
        heads=[number for number in tables.heads if number not in dead],
        modifiers=[number for number in tables.modifiers if number not in dead],
        exact=left(tables.exact),
        exact_wildcards=left(tables.exact_wildcards),
        prefixes=left(tables.prefixes),
        suffixes=left(tables.suffixes),
        infixes=left(tables.infixes),
        circumfixes=left(tables.circumfixes),
    )


def _together(known: Compiled, new: Compiled) -> Compiled:
    """The two, of which the second is numbered on from the first."""

    def both(table: Table, more: Table) -> Table:
        return {key: [*table.get(key, ()), *more.get(key, ())] for key in {**table, **more}} if more else table

    old, added = known.tables, new.tables
    forms = dict(old.forms)
    forms.update({form: f"{forms[form]} {text}" if form in forms else text for form, text in added.forms.items()})
    backwards = [*old.backwards, *back_to_front(form for form in added.forms if form not in old.forms)]
    tables = Tables(
        forms=forms,
        backwards=sorted(backwards),
        heads=[*old.heads, *added.heads],
        modifiers=[*old.modifiers, *added.modifiers],
        exact=both(old.exact, added.exact),
        exact_wildcards=both(old.exact_wildcards, added.exact_wildcards),
        prefixes=both(old.prefixes, added.prefixes),
        suffixes=both(old.suffixes, added.suffixes),
        infixes=both(old.infixes, added.infixes),
        circumfixes=both(old.circumfixes, added.circumfixes),
        atoms_of=[*old.atoms_of, *added.atoms_of],
        lexemes_of=[*old.lexemes_of, *added.lexemes_of],
    )
    return Compiled(
        tables=tables,
        patterns=[*known.patterns, *new.patterns],
        waiting=[*known.waiting, *new.waiting],
        rules={**known.rules, **new.rules},
        uses=[*known.uses, *new.uses],
        groups=new.groups,
    )


def _plain(compiled: Compiled) -> dict[str, Any]:
    tables = compiled.tables
    met = {text: place for place, text in enumerate(dict.fromkeys(tables.forms.values()))}
    forms = [" ".join(tables.forms), [*met], [met[text] for text in tables.forms.values()]]
    rules = {text: [rule.number, rule.pattern, rule.conditions, rule.needed] for text, rule in compiled.rules.items()}
    plain = vars(tables) | {"forms": forms, "backwards": " ".join(tables.backwards)}
    return vars(compiled) | {"tables": plain, "rules": rules}


def _read(plain: Any) -> Compiled:
    tables = plain["tables"]
    forms, met, places = tables["forms"]
    tables |= {
        "forms": dict(zip(forms.split(), map(met.__getitem__, places), strict=True)),
        "backwards": tables["backwards"].split(),
    }
    rules = {text: CompiledRule(*rule) for text, rule in plain["rules"].items()}
    return Compiled(**plain | {"tables": Tables(**tables), "rules": rules})
