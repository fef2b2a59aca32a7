"""The codes of another program's codebook that ours lacks, in the two levels that ours has: categories and codes."""

from collections.abc import Iterable, Sequence

from aanbod.codebook.additions import NewCategory, NewCode
from aanbod.codebook.model import Codebook
from aanbod.exchange.sending import NOT_FOR, USE_FOR
from aanbod.refi.codetree import slug
from aanbod.refi.exchange import ExchangeCode, Key


def lacking(book: Codebook, codes: Iterable[ExchangeCode], name: str) -> tuple[list[NewCode], list[NewCategory]]:
    """New codes for categories that the codebook has, and new categories with theirs.

    A tree of more levels is cut: what has codes under it is a category, with its place in the tree as its label. Codes
    under nothing go into a category called `name`.
    """
    tree = {code.key: code for code in codes}
    above = {code.parent for code in tree.values()}
    categories = {category.id for category in book.categories}
    home = {code.key: code.category for code in book.codes}
    known = {*home, *((category, "") for category in categories)}
    added: list[NewCode] = []
    groups: dict[str, list[NewCode]] = {}
    labels: dict[str, str] = {}
    for code in tree.values():
        if code.key in known or code.key in above:
            continue
        parent = code.parent
        category = home[parent] if parent in home else parent[0] if parent else slug(name)
        new = _new(code, category)
        if category in categories:
            added.append(new)
        else:
            groups.setdefault(category, []).append(new)
            labels[category] = " / ".join(_path(tree, parent)) if parent else name
    return added, [NewCategory(id_, labels[id_], tuple(found)) for id_, found in groups.items()]


def _new(code: ExchangeCode, category: str) -> NewCode:
    lines = code.description.splitlines()
    definition = " ".join(line for line in lines if not line.startswith((USE_FOR, NOT_FOR))).strip()
    identity = code.id if code.partner or code.id.startswith(f"{category}.") else f"{category}.{slug(code.name)}"
    return NewCode(
        identity,
        code.name,
        category,
        code.partner,
        definition,
        _listed(lines, USE_FOR),
        _listed(lines, NOT_FOR),
    )


def _listed(lines: Sequence[str], mark: str) -> tuple[str, ...]:
    return tuple(line.removeprefix(mark).strip() for line in lines if line.startswith(mark))


def _path(tree: dict[Key, ExchangeCode], key: Key | None) -> list[str]:
    names: list[str] = []
    while key is not None and key in tree:
        names.insert(0, tree[key].name)
        key = tree[key].parent
    return names
