"""New entries for a codebook: what may be added, where it belongs, and the file with it. Nothing is written here."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from typing import Any

from aanbod.codebook.insert import Item, insert_item
from aanbod.codebook.load import codebook_files
from aanbod.codebook.model import Code, Codebook, Keyword
from aanbod.codebook.yamlfile import KeyPath, YamlFile, read_yaml
from aanbod.dutch.spelling import fold
from aanbod.errors import AanbodError

_SHORT = 6  # letters; a name of several such words may be a common phrase
_WORD = re.compile(r"[^\W_]+(?:['’‘.+-][^\W_]+)*|[&+]")
_ABBREVIATION = re.compile(r"\(([A-Z][A-Z0-9&]+)\)")


@dataclass(frozen=True)
class Addition:
    """A codebook file before and after; the new or changed lines begin at `line` (from 1), `count` of them."""

    path: Path
    before: bytes
    after: bytes
    line: int
    count: int

    @property
    def lines(self) -> list[str]:
        return self.after.decode("utf-8-sig").splitlines()[self.line - 1 : self.line - 1 + self.count]


@dataclass(frozen=True)
class _Entry:
    """A code or partner as it stands in a file."""

    file: YamlFile
    path: KeyPath
    data: dict[str, Any]

    @property
    def place(self) -> str:
        return f"{self.file.name}:{self.file.line(self.path)}"


def default_keywords(name: str) -> list[str]:
    """What a partner is found by if nobody says otherwise: its name, and an abbreviation between brackets behind it.

    A single word with a capital, or several short ones, may be common words too: then capitals count (`=`).

    >>> default_keywords("BEN"), default_keywords("Ben in de Buurt"), default_keywords("Stichting Zwaluwnest (SZN)")
    (['=BEN'], ['=Ben in de Buurt'], ['Stichting Zwaluwnest', '=SZN'])
    """
    found = [f"={short}" for short in _ABBREVIATION.findall(name)]
    words = ["en" if word in "&+" else word for word in _WORD.findall(re.sub(r"\(.*?\)", " ", name))]
    if words:
        plain = " ".join(words)
        common = len(words) == 1 or all(len(word) <= _SHORT for word in words)
        found.insert(0, f"={plain}" if common and plain != plain.lower() else plain)
    if not found:
        raise AanbodError(f"`{name}` holds no word that could be found in a text\n    give the name as it is written")
    return found


def add_partner(folder: Path, book: Codebook, category: str, name: str, keywords: Sequence[str]) -> Addition:
    """A new partner, in its place where the partners of the category stand in alphabetical order, else as the last.

    AanbodError: no such category, or a partner of this name is there already.
    """
    entries = _Entries(folder)
    for code in book.codes:
        if code.partner and _letters(code.partner) == _letters(name):
            place = entries.find(code).place
            raise AanbodError(
                f"{place}: the partner `{code.partner}` is there already, under {code.category}\n"
                "    another name for it goes in with `aanbod codebook add alias`"
            )
    file, path, data = entries.category(book, category)
    partners = data.get("partners", [])
    if not partners and data.get("codes"):
        raise AanbodError(
            f"{file.name}:{file.line(path)}: the category {category} holds codes, not partners\n"
            f"    name a category of partners: {', '.join(c.id for c in book.categories if c.holds_partners)}"
        )
    names = [_letters(str(partner["name"])) for partner in partners]
    position = next((place for place, other in enumerate(names) if other > _letters(name)), len(names))
    if not _alphabetical(names):
        position = len(names)
    return entries.insert(file, (*path, "partners"), position, {"name": name, "keywords": list(keywords)})


def add_code(
    folder: Path, book: Codebook, identity: str, label: str, definition: str = "", keywords: Sequence[str] = ()
) -> Addition:
    """A new code, the last of its category: its id up to the last point.

    AanbodError: no such category, or the id or the label is there already.
    """
    entries = _Entries(folder)
    category = identity.rpartition(".")[0]
    for code in book.codes:
        same_label = code.category == category and code.label.casefold() == label.casefold()
        if not code.partner and (code.id == identity or same_label):
            raise AanbodError(
                f"{entries.find(code).place}: the code `{code.id}` ({code.label}) is there already\n"
                f"    add to it with `aanbod codebook add keyword {code.id} KEYWORD`, or choose another id and label"
            )
    file, path, data = entries.category(book, category)
    if data.get("partners"):
        raise AanbodError(
            f"{file.name}:{file.line(path)}: the category {category} holds partners, not codes\n"
            "    a partner goes in with `aanbod codebook add partner NAME --category CATEGORY`"
        )
    item: dict[str, str | Sequence[str]] = {"id": identity, "label": label}
    item |= {"definition": definition} if definition else {}
    item |= {"keywords": list(keywords)} if keywords else {}
    return entries.insert(file, (*path, "codes"), len(data.get("codes", [])), item)


def add_keyword(folder: Path, code: Code, keyword: str, unless: bool = False) -> Addition:
    """A keyword for a code or partner (`unless`: a phrase that does not count for it), behind those that it has.

    AanbodError: it is there already.
    """
    entries = _Entries(folder)
    for known in (*code.keywords, *code.unless):
        if same_keyword(known.text, keyword):
            kind = "under `unless`" if known in code.unless else "as a keyword"
            raise AanbodError(
                f"{known.file}:{known.line}: `{known.text}` stands here already, {kind} of {code.partner or code.id}\n"
                "    change that line by hand if it must be another"
            )
    entry = entries.find(code)
    key = "unless" if unless else "keywords"
    return entries.insert(entry.file, (*entry.path, key), len(entry.data.get(key, [])), keyword)


def elsewhere(book: Codebook, code: tuple[str, str], keyword: str) -> list[tuple[Code, Keyword]]:
    """The other codes that have this keyword: a sentence that it meets gets those codes too."""
    bare = keyword.lstrip("=~").casefold()
    return [
        (other, known)
        for other in book.codes
        for known in other.keywords
        if other.key != code and same_keyword(known.text.lstrip("=~").casefold(), bare)
    ]


def same_keyword(one: str, other: str) -> bool:
    """Whether two keywords are the same but for spaces, and for capitals where they do not count."""
    one, other = " ".join(one.split()), " ".join(other.split())
    return one == other or ("=" not in one + other and one.casefold() == other.casefold())


class _Entries:
    """The files of a codebook, which is in order: a faulty one is not added to."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.name: path for path in codebook_files(folder)}
        self._files = [read_yaml(path, name) for name, path in self._paths.items()]

    def category(self, book: Codebook, identity: str) -> tuple[YamlFile, KeyPath, dict[str, Any]]:
        for file, path, data in self._categories():
            if str(data["id"]) == identity:
                return file, path, data
        known = [category.id for category in book.categories]
        near = get_close_matches(identity, known, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"the categories are: {', '.join(known)}"
        raise AanbodError(f"the codebook has no category `{identity}`\n    {hint}")

    def find(self, code: Code) -> _Entry:
        for file, path, data in self._categories():
            kind, key, name = ("partners", "name", code.partner) if code.partner else ("codes", "id", code.id)
            for number, entry in enumerate(data.get(kind, [])):
                if str(data["id"]) == code.category and str(entry[key]) == name:
                    return _Entry(file, (*path, kind, number), entry)
        raise LookupError(code.key)

    def insert(self, file: YamlFile, path: KeyPath, position: int, item: Item) -> Addition:
        source = self._paths[file.name]
        before = source.read_bytes()
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        done = insert_item(before.decode("utf-8-sig"), file.name, path, position, item)
        return Addition(source, before, mark + done.text.encode(), done.line, done.count)

    def _categories(self) -> Iterator[tuple[YamlFile, KeyPath, dict[str, Any]]]:
        for file in self._files:
            content: Any = file.data or {}
            for number, category in enumerate(content.get("categories", [])):
                yield file, ("categories", number), category


def _letters(name: str) -> str:
    return fold(name.replace(" ", ""))


def _alphabetical(names: Sequence[str]) -> bool:
    """In order but for a few that people put elsewhere."""
    return sum(first > second for first, second in pairwise(names)) <= 1 + len(names) // 10
