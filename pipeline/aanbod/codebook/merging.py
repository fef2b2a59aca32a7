"""The rows of a spreadsheet back into the files of a codebook: what they change, add and leave out."""

import codecs
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from aanbod.codebook.add import alphabetical_place
from aanbod.codebook.cells import LISTS, cells_of, cleaned, items_from, items_of
from aanbod.codebook.entries import Entries
from aanbod.codebook.insert import Value, insert_item
from aanbod.codebook.load import codebook_files
from aanbod.codebook.model import Codebook
from aanbod.codebook.rewrite import Rewriting
from aanbod.codebook.spread import CATEGORY, ID, NAME, REST, SHOWN
from aanbod.codebook.yamlfile import KeyPath, YamlFile, parse_yaml
from aanbod.errors import AanbodError, Fault, FaultsError

Key = tuple[str, str]  # the id of a code or of a category of partners, and the partner's name or ''
_IN_EXAMPLES = ("coded", "not_coded")


@dataclass(frozen=True)
class SheetRow:
    """A row of a spreadsheet: its number as the program shows it, and its cells by the name of their column."""

    number: int
    cells: Mapping[str, str]


@dataclass
class Merge:
    """What an import does. `files`: before and after, by path, of those that change; `changed` says which cells of
    which code; `missing` are the codes that no row names; `shown` are rows whose category is worded otherwise."""

    files: dict[Path, tuple[bytes, bytes]] = field(default_factory=dict)
    changed: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    shown: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Entry:
    file: YamlFile
    path: KeyPath
    category: Mapping[str, Any]
    data: Mapping[str, Any]


def merge(folder: Path, book: Codebook, sheet: str, rows: Iterable[SheetRow], delete: bool = False) -> Merge:
    """What the rows of a sheet change in the codebook of a folder; `delete` takes out the codes that no row names.

    A column that the sheet lacks changes nothing. FaultsError: rows that cannot be read, all of them, by number.
    """
    return _Merging(folder, book, sheet).merge(list(rows), delete)


class _Merging:
    def __init__(self, folder: Path, book: Codebook, sheet: str) -> None:
        self._paths = {path.name: path for path in codebook_files(folder)}
        self._sheet = sheet
        self._statuses = [status.id for status in book.statuses]
        self._categories = {str(data["id"]): (file, path, data) for file, path, data in Entries(folder).categories()}
        self._entries = dict(self._known())
        self._sources = {name: path.read_bytes() for name, path in self._paths.items()}
        self._files: dict[str, Rewriting] = {}
        self._faults: list[Fault] = []
        self._merge = Merge()

    def merge(self, rows: list[SheetRow], delete: bool) -> Merge:
        seen: dict[Key, int] = {}
        new: list[tuple[SheetRow, Key]] = []
        for row in rows:
            key = self._key(row)
            if key is None:
                continue
            if key in seen:
                self._fault(row, f"{_named(key)} stands in row {seen[key]} too", "keep one of the two rows")
                continue
            seen[key] = row.number
            if entry := self._entries.get(key):
                self._change(row, key, entry)
            else:
                new.append((row, key))
        items = [(row, key, self._item(row, key)) for row, key in new]
        gone = [key for key in self._entries if key not in seen]
        self._merge.missing = [_named(key) for key in gone]
        if self._faults:
            raise FaultsError("nothing was changed, for some rows cannot be read:", sorted(self._faults))
        for key in gone if delete else ():
            entry = self._entries[key]
            self._rewriting(entry.file).delete(entry.path)
        texts = {name: rewriting.text() for name, rewriting in self._files.items()}
        for _, key, item in items:
            self._add(texts, key, item)
        for name, text in texts.items():
            before = self._sources[name]
            mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
            if (after := mark + text.encode()) != before:
                self._merge.files[self._paths[name]] = (before, after)
        return self._merge

    def _known(self) -> Iterator[tuple[Key, _Entry]]:
        for identity, (file, path, category) in self._categories.items():
            for number, entry in enumerate(category.get("codes") or ()):
                yield (str(entry["id"]), ""), _Entry(file, (*path, "codes", number), category, entry)
            for number, entry in enumerate(category.get("partners") or ()):
                yield (identity, str(entry["name"])), _Entry(file, (*path, "partners", number), category, entry)

    def _key(self, row: SheetRow) -> Key | None:
        """Who a row is; None, with a fault, if that cannot be said."""
        identity, category, name = (row.cells.get(column, "").strip() for column in (ID, CATEGORY, NAME))
        if identity:
            if category and (identity, "") in self._entries:
                own = str(self._entries[identity, ""].category["id"])
                if category != own:
                    self._fault(row, f"{identity} belongs to {own}, not to {category}", "move a code by hand")
            return identity, ""
        if not category or not name:
            self._fault(row, "the row names no code: it has no id", "fill in id, or category and name for a partner")
            return None
        return category, " ".join(name.split())

    def _change(self, row: SheetRow, key: Key, entry: _Entry) -> None:
        """Every cell of a row that says something else than the file."""
        old = cells_of(entry.data, entry.category.get("bouwstenen") or ())
        cells = {column: cleaned(column, row.cells[column]) for column in REST if column in row.cells}
        if NAME in row.cells and not key[1]:
            cells["label"] = cleaned("label", row.cells[NAME])
        if not cells.get("bouwstenen") and entry.data.get("bouwstenen") is None:
            cells.pop("bouwstenen", None)  # those of the category
        changed = [column for column, cell in cells.items() if cell != old[column]]
        if SHOWN in row.cells and row.cells[SHOWN].strip() != str(entry.category["label"]):
            self._merge.shown.append(row.number)
        if "label" in changed and not cells["label"]:
            self._fault(row, "the name is empty", "fill it in; a code that must go loses its row")
            return
        if not changed:
            return
        rewriting = self._rewriting(entry.file)
        values = {column: self._value(row, column, cells[column], entry.data) for column in changed}
        for column in changed:
            if column not in _IN_EXAMPLES:
                rewriting.set(entry.path, column, values[column])
        if examples := {column: values[column] for column in _IN_EXAMPLES if column in values}:
            self._set_examples(rewriting, entry, examples)
        self._merge.changed.append((_named(key), tuple(NAME if c == "label" else c for c in changed)))

    def _set_examples(self, rewriting: Rewriting, entry: _Entry, examples: Mapping[str, Value]) -> None:
        """Examples stand one level deeper; where they are all new, or all gone, with the key above them."""
        before = {column: items_of(entry.data, column) for column in _IN_EXAMPLES}
        after = {column: value for column, value in {**before, **examples}.items() if value}
        if not entry.data.get("examples") or not after:
            rewriting.set(entry.path, "examples", after)
            return
        for column, value in examples.items():
            rewriting.set((*entry.path, "examples"), column, value)

    def _value(self, row: SheetRow, column: str, cell: str, entry: Mapping[str, Any]) -> Value:
        if column not in LISTS:
            return cell
        try:
            return items_from(column, cell, items_of(entry, column), self._statuses)
        except AanbodError as error:
            self._fault(row, f"{column}: {error}", "mend this cell")
            return []

    def _item(self, row: SheetRow, key: Key) -> dict[str, Value]:
        """A new code or partner, from its row."""
        identity, partner = key
        category = identity if partner else identity.rpartition(".")[0]
        if category not in self._categories:
            near = get_close_matches(category, self._categories, 1)
            hint = f"did you mean `{near[0]}`?" if near else "make the category by hand first"
            self._fault(row, f"{_named(key)} is new, and there is no category `{category}`", hint)
            return {}
        _, _, data = self._categories[category]
        other = "codes" if partner else "partners"
        if data.get(other) and not data.get("partners" if partner else "codes"):
            hint = "give the row an id" if partner else "leave out the id: a partner is its category and its name"
            self._fault(row, f"{_named(key)} is new, and the category {category} holds {other}", hint)
            return {}
        label = " ".join(row.cells.get(NAME, "").split())
        if not label:
            self._fault(row, f"{identity} is new, and has no name", "fill in its name")
            return {}
        item: dict[str, Value] = {"name": partner} if partner else {"id": identity, "label": label}
        examples: dict[str, Value] = {}
        for column in REST:
            cell = cleaned(column, row.cells.get(column, ""))
            if not cell or (column == "bouwstenen" and cell == ", ".join(map(str, data.get(column) or ()))):
                continue
            value = self._value(row, column, cell, {})
            if column in _IN_EXAMPLES:
                examples[column] = value
            else:
                item[column] = value
        return item | ({"examples": examples} if examples else {})

    def _add(self, texts: dict[str, str], key: Key, item: dict[str, Value]) -> None:
        """Codes go behind the others of their category, partners where the alphabet puts them."""
        identity, partner = key
        file, path, _ = self._categories[identity if partner else identity.rpartition(".")[0]]
        text = texts.get(file.name) or self._sources[file.name].decode("utf-8-sig")
        kind = "partners" if partner else "codes"
        present = [str(entry.get("name", "")) for entry in _list_at(text, file.name, (*path, kind))]
        position = alphabetical_place(present, partner) if partner else len(present)
        texts[file.name] = insert_item(text, file.name, (*path, kind), position, item).text
        self._merge.added.append(_named(key))

    def _rewriting(self, file: YamlFile) -> Rewriting:
        if file.name not in self._files:
            self._files[file.name] = Rewriting(self._sources[file.name].decode("utf-8-sig"), file.name)
        return self._files[file.name]

    def _fault(self, row: SheetRow, message: str, remedy: str) -> None:
        self._faults.append(Fault(self._sheet, row.number, "", message, remedy))


def _list_at(text: str, name: str, path: KeyPath) -> list[dict[str, Any]]:
    data: Any = parse_yaml(text, name).data
    for key in path[:-1]:
        data = data[key]
    return list(data.get(path[-1]) or ())


def _named(key: Key) -> str:
    return f"{key[1]} ({key[0]})" if key[1] else key[0]
