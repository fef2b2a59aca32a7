"""The entries of a codebook where they stand in its files: categories, codes and partners."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from aanbod.codebook.insert import Item, insert_item
from aanbod.codebook.load import codebook_files
from aanbod.codebook.model import Code, Codebook
from aanbod.codebook.yamlfile import KeyPath, YamlFile, read_yaml
from aanbod.errors import AanbodError


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
class Entry:
    """A code or partner as it stands in a file."""

    file: YamlFile
    path: KeyPath
    data: dict[str, Any]

    @property
    def place(self) -> str:
        return f"{self.file.name}:{self.file.line(self.path)}"


class Entries:
    """The files of a codebook, which is in order: a faulty one is not added to."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.name: path for path in codebook_files(folder)}
        self._files = [read_yaml(path, name) for name, path in self._paths.items()]

    def category(self, book: Codebook, identity: str) -> tuple[YamlFile, KeyPath, dict[str, Any]]:
        for file, path, data in self.categories():
            if str(data["id"]) == identity:
                return file, path, data
        known = [category.id for category in book.categories]
        near = get_close_matches(identity, known, 1)
        hint = f"did you mean `{near[0]}`?" if near else f"the categories are: {', '.join(known)}"
        raise AanbodError(f"the codebook has no category `{identity}`\n    {hint}")

    def find(self, code: Code) -> Entry:
        for file, path, data in self.categories():
            kind, key, name = ("partners", "name", code.partner) if code.partner else ("codes", "id", code.id)
            for number, entry in enumerate(data.get(kind, [])):
                if str(data["id"]) == code.category and str(entry[key]) == name:
                    return Entry(file, (*path, kind, number), entry)
        raise LookupError(code.key)

    def insert(self, file: YamlFile, path: KeyPath, position: int, item: Item) -> Addition:
        source = self._paths[file.name]
        before = source.read_bytes()
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        done = insert_item(before.decode("utf-8-sig"), file.name, path, position, item)
        return Addition(source, before, mark + done.text.encode(), done.line, done.count)

    def categories(self) -> Iterator[tuple[YamlFile, KeyPath, dict[str, Any]]]:
        for file in self._files:
            content: Any = file.data or {}
            for number, category in enumerate(content.get("categories", [])):
                yield file, ("categories", number), category
