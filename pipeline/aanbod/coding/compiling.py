"""A codebook's keywords, compiled to plain data: what a run needs of them, and what the cache keeps."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple

from aanbod.codebook.keywords import KeywordError, Phrase, Word, WordGroups, parse_keyword
from aanbod.codebook.model import Codebook, Keyword
from aanbod.coding.lexicon import Lexicon, Tables, as_text
from aanbod.coding.tokens import WORD
from aanbod.coding.vocabulary import Vocabulary
from aanbod.dutch.verbs import split_verb, verb_forms
from aanbod.errors import Fault, FaultsError

_PARTICLE_GAP = 12  # words between the parts of a separable verb: "biedt … aan"
_INFINITIVE_GAP = 2  # "mee te kijken", "mee kunnen kijken"
_MOST_SEQUENCES = 3_000
NONE = -1  # no atom

Steps = tuple[tuple[int, int], ...]  # (gap before, atom)
Options = tuple[Word | Phrase, ...]  # what may stand at one place of a phrase


@dataclass(frozen=True)
class CompiledRule:
    """A keyword: its number, its pattern's, its conditions as (pattern, must be present, looks around the passage).

    `needed` are atoms without which a condition on the sentence fails.
    """

    number: int
    pattern: int
    conditions: Sequence[tuple[int, bool, bool]]
    needed: Sequence[int]


@dataclass(frozen=True)
class Compiled:
    """All rules of a codebook, by keyword. What most runs need little of is text, read when it is asked for.

    A pattern is written `0 12 4 7|0 13`: its sequences, each of gaps and atoms by turns. `waiting` has for each atom
    the sequences of which it is the rarest, in groups by the next rarest atom that each or its rule needs, written
    `12 8 30 0 -1 31 1|-1 -1 40 0`: that atom (-1: none), then for each sequence the third, the rule, and which sequence
    of the pattern it is. `uses` has for each lexeme the number of rules that have it.
    """

    tables: Tables
    patterns: Sequence[str]
    waiting: Sequence[str]
    rules: Mapping[str, CompiledRule]
    uses: Sequence[int]
    groups: Mapping[str, Sequence[str]]


class First(NamedTuple):
    """The numbers that are given out first."""

    lexeme: int = 0
    atom: int = 0
    pattern: int = 0
    rule: int = 0


_FROM_NOTHING = First()


def compile_codebook(codebook: Codebook) -> Compiled:
    """Compile every keyword. FaultsError names all that read well but match everything or multiply too far."""
    words = Counter(w for code in codebook.codes for example in code.examples for w in WORD.findall(example.text))
    return compile_keywords(codebook.all_keywords(), codebook.word_groups, words)


def compile_keywords(
    keywords: Iterable[Keyword],
    groups: Mapping[str, Sequence[str]],
    words: Mapping[str, int],
    first: First = _FROM_NOTHING,
) -> Compiled:
    """Compile these keywords; how common an atom is, words with their number tell."""
    compiler = _Compiler(groups, first)
    faults = []
    for keyword in keywords:
        try:
            compiler.add(keyword.text)
        except KeywordError as error:
            message = f"keyword `{keyword.text}`: {error}"
            faults.append(Fault(keyword.file, keyword.line, "", message, "see codebook/README.md for the syntax"))
    if faults:
        raise FaultsError("the codebook has keywords that cannot be used", faults)
    return _from_common_to_rare(compiler, groups, words, first)


def _from_common_to_rare(
    compiler: "_Compiler", groups: Mapping[str, Sequence[str]], words: Mapping[str, int], first: First
) -> Compiled:
    """How common an atom's words are in texts, the codebook's own examples tell; then how many words it has.

    Atoms that only ever are the rarest of their sequence come last: nobody asks whether they stand beside another.
    """
    atoms = compiler.vocabulary.atoms
    met = _met_in(words, compiler.vocabulary)
    rarity = [(-met[atom], -len(lexemes)) for atom, lexemes in enumerate(atoms)]
    sequences = [[atom for _, atom in steps] for pattern in compiler.patterns for steps in pattern]
    beside = {atom for sequence in sequences for atom in sorted(sequence, key=rarity.__getitem__)[:-1]}
    beside.update(atom for rule in compiler.rules.values() for atom in rule.needed)
    order = sorted(range(len(atoms)), key=lambda atom: (atom not in beside, rarity[atom]))
    number = {atom: place for place, atom in enumerate(order, first.atom)}
    patterns = [[tuple((gap, number[a]) for gap, a in steps) for steps in pattern] for pattern in compiler.patterns]
    rules = {
        keyword: replace(rule, needed=sorted(number[atom] for atom in rule.needed))
        for keyword, rule in compiler.rules.items()
    }
    waiting = _waiting(rules.values(), patterns, first)
    tables = compiler.vocabulary.tables(order, first.atom)
    uses = _uses(compiler, first)
    return Compiled(
        tables=tables,
        patterns=["|".join(as_text(n for step in steps for n in step) for steps in ways) for ways in patterns],
        waiting=[waiting.get(atom, "") for atom in sorted(number.values())],
        rules=rules,
        uses=[uses[lexeme] for lexeme in range(first.lexeme, first.lexeme + len(tables.atoms_of))],
        groups={name: list(words) for name, words in groups.items()},
    )


def _met_in(words: Mapping[str, int], vocabulary: Vocabulary) -> Counter[int]:
    """How often each atom is met in these words."""
    met: Counter[int] = Counter()
    if words:
        atoms = range(len(vocabulary.atoms))
        lexicon = Lexicon(vocabulary.tables(atoms), [""] * len(atoms))
        for word, times in words.items():
            met.update(dict.fromkeys(lexicon.atoms_met_by(word), times))
    return met


def _waiting(rules: Iterable[CompiledRule], patterns: Sequence[Sequence[Steps]], first: First) -> Mapping[int, str]:
    """By atom what `Compiled.waiting` says of it."""
    found: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        for way, steps in enumerate(patterns[rule.pattern - first.pattern]):
            rarest = max(atom for _, atom in steps)
            needed = {rarest, NONE, *rule.needed, *(atom for _, atom in steps)} - {rarest}
            second, third, *_ = *sorted(needed, reverse=True), NONE
            found[rarest][second] += third, rule.number, way
    return {atom: "|".join(as_text([key, *own]) for key, own in groups.items()) for atom, groups in found.items()}


def _uses(compiler: "_Compiler", first: First) -> Counter[int]:
    """By lexeme the number of rules that have it."""
    found: Counter[int] = Counter()
    atoms = compiler.vocabulary.atoms
    lexemes = [{x for steps in ways for _, atom in steps for x in atoms[atom]} for ways in compiler.patterns]
    for rule in compiler.rules.values():
        numbers = {rule.pattern, *(number for number, _, _ in rule.conditions)}
        found.update(set().union(*(lexemes[number - first.pattern] for number in numbers)))
    return found


class _Compiler:
    """Compiles keywords against one vocabulary; equal phrases become one pattern."""

    def __init__(self, groups: Mapping[str, Sequence[str]], first: First) -> None:
        self.vocabulary = Vocabulary(first.lexeme)
        self._first = first
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
            number = self._first.rule + len(self.rules)
            self.rules[keyword] = CompiledRule(number, pattern, conditions, sorted(needed))

    def _pattern(self, phrase: Phrase) -> int:
        if phrase not in self._numbers:
            sequences = self._sequences(phrase)
            self._numbers[phrase] = self._first.pattern + len(self.patterns)
            self.patterns.append(sequences)
        return self._numbers[phrase]

    def _signs(self, pattern: int) -> list[int]:
        """Atoms without which the pattern is not there."""
        sequences = self.patterns[pattern - self._first.pattern]
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
