"""The codes of a file: which are ours, which say a status or state, and ids for those that nobody here knows."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from aanbod.refi.carried import unpack
from aanbod.refi.colours import colour
from aanbod.refi.elements import child, children, targets, written
from aanbod.refi.exchange import ExchangeCode, ExchangeStatus, Key
from aanbod.refi.guids import bare, guid
from aanbod.refi.losses import Losses
from aanbod.refi.marks import STATUS, Mark, mark_of
from aanbod.transcripts.characters import fold, one_line

_NO_ID = re.compile("[^a-z0-9]+")
_ID = re.compile("[a-z0-9]+([.-][a-z0-9]+)*")  # as in a codebook; a code that no codebook has is called by its id


@dataclass
class CodeTree:
    """The codes of a file, parents first; what each identifier stands for, and the notes that codes refer to."""

    codes: list[ExchangeCode] = field(default_factory=list)
    statuses: list[ExchangeStatus] = field(default_factory=list)
    keys: dict[str, Key] = field(default_factory=dict)
    marks: dict[str, Mark] = field(default_factory=dict)
    notes: list[tuple[Key, str]] = field(default_factory=list)


@dataclass
class _Node:
    element: Element
    guid: str
    name: str
    parent: "_Node | None"

    @property
    def path(self) -> tuple[str, ...]:
        names, node = [], self
        while node.parent:
            names.append(fold(node.name))
            node = node.parent
        return (fold(node.name), *reversed(names))


def read_codes(book: Element | None, losses: Losses, known: Iterable[ExchangeCode] = ()) -> CodeTree:
    """The codes under a CodeBook. A code is one of `known` by its identifier, the id that we left in its description,
    its place in the tree, or its name if that is the name of one code only."""
    nodes = list(_nodes(book, losses))
    tree = CodeTree()
    rest = []
    groups = {id(node.parent) for node in nodes if node.parent and _belongs(node.name, node.parent.name)}
    for node in nodes:
        if id(node) in groups:
            continue
        if mark := _mark(node, groups):
            tree.marks[node.guid] = mark
            if mark.group == STATUS and not mark.about:
                tree.statuses.append(ExchangeStatus(mark.value, unpack(written(node.element))[0]))
        else:
            rest.append(node)
    _Resolving(tree, losses, known).add(rest)
    return tree


def _nodes(book: Element | None, losses: Losses) -> Iterator[_Node]:
    """Every code behind what it stands under; without recursion, as a file may nest them deeper than that goes."""
    top = child(book, "Codes") if child(book, "Codes") is not None else book
    waiting: list[tuple[Element, _Node | None]] = []
    waiting += [(element, None) for element in children(top, "Code")][::-1]
    number = 0
    while waiting:
        element, parent = waiting.pop()
        number += 1
        name = one_line(element.get("name") or "")
        if not name:
            name = f"code {number}"
            losses.remark(f"a code without a name is called `{name}`")
        node = _Node(element, bare(element.get("guid")) or f"#{number}", name, parent)
        yield node
        waiting += [(below, node) for below in children(element, "Code")][::-1]


def _belongs(name: str, group: str) -> bool:
    mark = mark_of(name)
    return mark is not None and mark.group == group


def _mark(node: _Node, groups: set[int]) -> Mark | None:
    """The mark that a code is: by its name, wherever it was put, or by its place where an analyst added a status."""
    mark = mark_of(node.name)
    if mark is None and node.parent and id(node.parent) in groups and node.parent.name == STATUS:
        return Mark(STATUS, slug(node.name))
    return mark


class _Resolving:
    """Gives codes their keys."""

    def __init__(self, tree: CodeTree, losses: Losses, known: Iterable[ExchangeCode]) -> None:
        self._tree = tree
        self._losses = losses
        self._known = {code.key: code for code in known}
        self._guids = {guid("code", *key): key for key in self._known}
        self._paths: dict[tuple[str, ...], Key] = {}
        self._paths_of: dict[Key, tuple[str, ...]] = {}
        self._names: dict[str, list[Key]] = {}
        self._partner_categories = {code.parent for code in self._known.values() if code.partner}
        for key, code in self._known.items():
            above = self._known.get(code.parent) if code.parent else None
            path = self._paths_of.get(above.key, ()) if above else ()
            self._paths_of[key] = (*path, fold(code.name))
            self._paths[self._paths_of[key]] = key
            self._names.setdefault(fold(code.name), []).append(key)

    def add(self, nodes: list[_Node]) -> None:
        taken: set[Key | None] = set()
        # What surely is ours goes before what is called so.
        sure = {id(node): self._sure(node) for node in nodes}
        certain = set(sure.values())
        for node in nodes:
            key = sure[id(node)]
            if key is None or key in taken:
                key = self._named(node, taken | certain) or self._new(node, taken | certain)
            taken.add(key)
            if node.guid in self._tree.keys:
                self._losses.lose("the codings of a second code with the same identifier", node.name)
            self._tree.keys.setdefault(node.guid, key)
            self._tree.codes.append(self._code(node, key))
            self._tree.notes += [(key, note) for note in targets(node.element, "NoteRef")]

    def _code(self, node: _Node, key: Key) -> ExchangeCode:
        element = node.element
        shown = colour(element.get("color") or "")
        if shown is None:
            self._losses.lose("a colour that is none", f"{node.name}: {element.get('color')}")
        return ExchangeCode(
            id=key[0],
            name=node.name,
            partner=key[1],
            parent=self._parent(node),
            description=unpack(written(element))[0],
            colour=shown or "",
            is_codable=(element.get("isCodable") or "true").strip().lower() not in ("false", "0"),
        )

    def _sure(self, node: _Node) -> Key | None:
        if key := self._guids.get(node.guid):
            return key
        for values in unpack(written(node.element))[1]:
            if isinstance(values.get("id"), str) and values["id"]:
                return (values["id"], str(values.get("partner", "")))
        return None

    def _named(self, node: _Node, taken: set[Key | None]) -> Key | None:
        named = self._names.get(fold(node.name), [])
        if not named:
            return None
        for key in (self._paths.get(node.path), named[0] if len(named) == 1 else None):
            if key and key not in taken:
                return key
        return None

    def _new(self, node: _Node, taken: set[Key | None]) -> Key:
        parent = self._parent(node)
        if parent in self._partner_categories and parent is not None and (parent[0], node.name) not in taken:
            return (parent[0], node.name)
        own = node.name if _ID.fullmatch(node.name) else slug(node.name)
        stem = f"{parent[0]}.{own}" if parent else own
        number, key = 1, (stem, "")
        while key in taken or key in self._known:
            number += 1
            key = (f"{stem}-{number}", "")
        return key

    def _parent(self, node: _Node) -> Key | None:
        """The code that it stands under."""
        return self._tree.keys.get(node.parent.guid) if node.parent else None


def slug(name: str) -> str:
    """A name as an id: small letters and digits, with hyphens between.

    >>> slug("Café & thee: ouders"), slug("…")
    ('cafe-thee-ouders', 'code')
    """
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return _NO_ID.sub("-", letters).strip("-") or "code"
