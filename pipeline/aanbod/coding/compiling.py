"""A codebook's keywords, compiled to plain data: what a run needs of them, and what the cache keeps."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from aanbod.caching import cached, program_version
from aanbod.codebook.keywords import KeywordError, Phrase, Word, WordGroups, parse_keyword
from aanbod.codebook.model import Codebook
from aanbod.coding.lexicon import Lexicon, Tables
from aanbod.coding.tokens import WORD
from aanbod.coding.vocabulary import Vocabulary
from aanbod.dutch.verbs import split_verb, verb_forms
from aanbod.errors import Fault, FaultsError

_PARTICLE_GAP = 12  # words between the parts of a separable verb: "biedt … aan"
_INFINITIVE_GAP = 2  # "mee te kijken", "mee kunnen kijken"
_MOST_SEQUENCES = 3_000

Steps = tuple[tuple[int, int], ...]  # (gap before, atom)
Options = tuple[Word | Phrase, ...]  # what may stand at one place of a phrase


@dataclass(frozen=True)
class CompiledRule:
    """A keyword: the number of its pattern, its conditions as (pattern, must be present, looks around the passage).

    `needed` are atoms without which a condition on the sentence fails.
    """

    pattern: int
    conditions: Sequence[tuple[int, bool, bool]]
    needed: Sequence[int]


@dataclass(frozen=True)
class Compiled:
    """All rules of a codebook, by keyword. What most runs need little of is text, read when it is asked for.

    A pattern is written `0 12 4 7|0 13`: its sequences, each of gaps and atoms by turns. `waiting` has for each atom
    the patterns of which it is the rarest in some sequence. Atoms are numbered from common to rare.
    """

    tables: Tables
    patterns: Sequence[str]
    waiting: Sequence[str]
    rules: Mapping[str, CompiledRule]


def compiled_codebook(codebook: Codebook) -> Compiled:
    """The codebook's keywords, compiled; from the cache if this program compiled the same ones before."""
    keywords = json.dumps([sorted({k.text for k in codebook.all_keywords()}), dict(codebook.word_groups)]).encode()
    return cached("keywords", [keywords, program_version()], lambda: compile_codebook(codebook), _plain, _read)


def _plain(compiled: Compiled) -> dict[str, Any]:
    rules = {keyword: [rule.pattern, rule.conditions, rule.needed] for keyword, rule in compiled.rules.items()}
    return vars(compiled) | {"tables": vars(compiled.tables), "rules": rules}


def _read(plain: Any) -> Compiled:
    rules = {keyword: CompiledRule(*rule) for keyword, rule in plain["rules"].items()}
    return Compiled(Tables(**plain["tables"]), plain["patterns"], plain["waiting"], rules)


def compile_codebook(codebook: Codebook) -> Compiled:
    """Compile every keyword. FaultsError names all that read well but match everything or multiply too far."""
    compiler = _Compiler(codebook.word_groups)
    faults = []
    for keyword in codebook.all_keywords():
        try:
            compiler.add(keyword.text)
        except KeywordError as error:
            message = f"keyword `{keyword.text}`: {error}"
            faults.append(Fault(keyword.file, keyword.line, "", message, "see codebook/README.md for the syntax"))
    if faults:
        raise FaultsError("the codebook has keywords that cannot be used", faults)
    return _from_common_to_rare(codebook, compiler)


def _from_common_to_rare(codebook: Codebook, compiler: "_Compiler") -> Compiled:
    """How common an atom's words are in texts, the codebook's own examples tell; then how many words it has.

    Atoms that only ever are the rarest of their sequence come last: nobody asks whether they stand beside another.
    """
    atoms = compiler.vocabulary.atoms
    words = Counter(w for code in codebook.codes for example in code.examples for w in WORD.findall(example.text))
    lexicon = Lexicon(compiler.vocabulary.tables(range(len(atoms))))
    met: Counter[int] = Counter()
    for word, times in words.items():
        met.update(dict.fromkeys(lexicon.met_by(word).atoms, times))
    rarity = [(-met[atom], -len(lexemes)) for atom, lexemes in enumerate(atoms)]
    sequences = [[atom for _, atom in steps] for pattern in compiler.patterns for steps in pattern]
    beside = {atom for sequence in sequences for atom in sorted(sequence, key=rarity.__getitem__)[:-1]}
    beside.update(atom for rule in compiler.rules.values() for atom in rule.needed)
    order = sorted(range(len(atoms)), key=lambda atom: (atom not in beside, rarity[atom]))
    number = {atom: place for place, atom in enumerate(order)}
    patterns = [[tuple((gap, number[a]) for gap, a in steps) for steps in pattern] for pattern in compiler.patterns]
    waiting: dict[int, list[int]] = defaultdict(list)
    for place, pattern in enumerate(patterns):
        for rarest in sorted({max(atom for _, atom in steps) for steps in pattern}):
            waiting[rarest].append(place)
    return Compiled(
        tables=compiler.vocabulary.tables(order),
        patterns=["|".join(" ".join(f"{gap} {atom}" for gap, atom in steps) for steps in ways) for ways in patterns],
        waiting=[" ".join(map(str, waiting[atom])) for atom in range(len(atoms))],
        rules={
            keyword: CompiledRule(rule.pattern, rule.conditions, sorted(number[atom] for atom in rule.needed))
            for keyword, rule in compiler.rules.items()
        },
    )


class _Compiler:
    """Compiles keywords against one vocabulary; equal phrases become one pattern."""

    def __init__(self, groups: Mapping[str, tuple[str, ...]]) -> None:
        self.vocabulary = Vocabulary()
        self.patterns: list[list[Steps]] = []
        self.rules: dict[str, CompiledRule] = {}
        self._groups = WordGroups(groups)
        self._numbers: dict[Phrase, int] = {}
        self._places: dict[int, tuple[Options, list[Steps]]] = {}  # a word group is one object wherever it stands

    def add(self, keyword: str) -> None:
        """Compile a keyword, once. KeywordError: it matches everything, or its alternatives multiply too far."""
        if keyword not in self.rules:
            query = parse_keyword(keyword, self._groups)
            pattern = self._pattern(query.phrase)
            conditions = [(self._pattern(c.phrase), c.present, c.wide) for c in query.conditions]
            needed = {a for number, present, wide in conditions if present and not wide for a in self._signs(number)}
            self.rules[keyword] = CompiledRule(pattern, conditions, sorted(needed))

    def _pattern(self, phrase: Phrase) -> int:
        if phrase not in self._numbers:
            sequences = self._sequences(phrase)
            self._numbers[phrase] = len(self.patterns)
            self.patterns.append(sequences)
        return self._numbers[phrase]

    def _signs(self, pattern: int) -> list[int]:
        """Atoms without which the pattern is not there."""
        sequences = self.patterns[pattern]
        if len(sequences) == 1:
            return [atom for _, atom in sequences[0]]
        return [self.vocabulary.any_of([steps[-1][1] for steps in sequences])]

    def _sequences(self, phrase: Phrase) -> list[Steps]:
        places: list[list[Steps]] = []
        size = 1
        for step in phrase.steps:
            _, ways = self._places.get(id(step.options)) or self._place(step.options)
            size *= len(ways)
            if size > _MOST_SEQUENCES:
                raise KeywordError("the alternatives of this keyword multiply too far: split it in two")
            places.append([((step.gap, way[0][1]), *way[1:]) if way else () for way in ways])
        found = [tuple(part for way in ways for part in way) for ways in product(*places)]
        if phrase.steps and () in found:
            raise KeywordError("every word of this keyword may be absent: it matches everything")
        return found

    def _place(self, options: Options) -> tuple[Options, list[Steps]]:
        made = self._places[id(options)] = options, self._ways(options)
        return made

    def _ways(self, options: Options) -> list[Steps]:
        """The sequences that one place of a phrase may be; all single words together are one atom."""
        words = [option for option in options if isinstance(option, Word)]
        ways: list[Steps] = [((0, self.vocabulary.atom(words)),)] if words else []
        for word in words:
            if not (word.exact or word.fixed) and "*" not in word.text and (parts := split_verb(word.text.casefold())):
                ways.extend(self._apart(*parts))
        for option in options:
            if isinstance(option, Phrase):
                ways.extend(self._sequences(option))
        return ways

    def _apart(self, particle: str, verb: str) -> Iterator[Steps]:
        """A separable verb in two parts: "kijken in de klas mee", "om mee te kijken"."""
        finite = self.vocabulary.atom_of_forms(verb_forms(verb))
        infinitive = self.vocabulary.atom_of_forms({verb})
        loose = self.vocabulary.atom_of_forms({particle})
        yield ((0, finite), (_PARTICLE_GAP, loose))
        yield ((0, loose), (_INFINITIVE_GAP, infinitive))
