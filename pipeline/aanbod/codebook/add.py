"""New entries for a codebook: what may be added, where it belongs, and the file with it. Nothing is written here."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from aanbod.codebook.entries import Addition as Addition
from aanbod.codebook.entries import Entries
from aanbod.codebook.model import Code, Codebook, Keyword
from aanbod.dutch.spelling import fold
from aanbod.errors import AanbodError

_SHORT = 6  # letters; a name of several such words may be a common phrase
_WORD = re.compile(r"[^\W_]+(?:['’‘.+-][^\W_]+)*|[&+]")
_ABBREVIATION = re.compile(r"\(([A-Z][A-Z0-9&]+)\)")


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
    entries = Entries(folder)
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
    position = alphabetical_place([str(partner["name"]) for partner in partners], name)
    return entries.insert(file, (*path, "partners"), position, {"name": name, "keywords": list(keywords)})


def add_code(
    folder: Path, book: Codebook, identity: str, label: str, definition: str = "", keywords: Sequence[str] = ()
) -> Addition:
    """A new code, the last of its category: its id up to the last point.

    AanbodError: no such category, or the id or the label is there already.
    """
    entries = Entries(folder)
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
    entries = Entries(folder)
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


def alphabetical_place(names: Sequence[str], name: str) -> int:
    """Where a name belongs among others: at the end if those are in no order."""
    letters = [_letters(other) for other in names]
    if not _alphabetical(letters):
        return len(letters)
    return next((place for place, other in enumerate(letters) if other > _letters(name)), len(letters))


def _letters(name: str) -> str:
    return fold(name.replace(" ", ""))


def _alphabetical(names: Sequence[str]) -> bool:
    """In order but for a few that people put elsewhere."""
    return sum(first > second for first, second in pairwise(names)) <= 1 + len(names) // 10
