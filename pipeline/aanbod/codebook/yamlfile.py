"""YAML as people write it in a codebook, with the line of every value.

Only plain data: no aliases (so no alias bombs), no tags, no duplicate keys. Scalars are text, whole numbers, true,
false or nothing; dates, decimals and yes/no stay the text that stands there.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from aanbod.caching import cached
from aanbod.errors import Fault, FaultsError
from aanbod.unchanged import program_version

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST = 5_000_000  # bytes; a hundred times a large study
_DEEPEST = 40
_QUOTE = 'put double quotes around a value that starts with * & ! @ % = or holds ": "'

KeyPath = tuple[str | int, ...]
# The line of a value, from 1; of one that holds others with theirs, in the same order or by the same keys.
Lines = int | tuple[int, Any]


@dataclass(frozen=True)
class YamlFile:
    """A file's data, and on which lines it stands."""

    name: str
    data: object
    lines: Lines

    def line(self, path: KeyPath) -> int:
        """The line of a key path such as `("codes", 3, "label")`, or of the nearest that exists above it."""
        return _line(self._lines(path))

    def item_lines(self, path: KeyPath) -> list[int]:
        """The line of each item of the list at a key path."""
        return [_line(lines) for lines in self._lines(path)[1]]

    def _lines(self, path: KeyPath) -> Any:
        lines: Any = self.lines
        for key in path:
            if isinstance(lines, int):
                break
            try:
                lines = lines[1][key]
            except (KeyError, IndexError, TypeError):
                break
        return lines


def _line(lines: Any) -> int:
    return int(lines if isinstance(lines, int) else lines[0])


def show_path(path: KeyPath) -> str:
    """`("codes", 3, "label")` as `codes[3].label`, positions counted from 1 as people do."""
    text = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")


def read_yaml(path: Path, name: str = "") -> YamlFile:
    """Read a file; FaultsError with every fault of form in it."""
    name = name or str(path)
    return _parse(_content(path, name), name)


def known_yaml(path: Path) -> YamlFile:
    """The same by the file's own name, from the cache where its content was read before."""
    content = _content(path, path.name)
    return cached(
        "yaml" + hashlib.sha256(path.name.encode()).hexdigest()[:8],
        [program_version(), content],
        lambda: _parse(content, path.name),
        lambda plain: YamlFile(*plain),
    )


def _content(path: Path, name: str) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise _refused(name, 0, "the file is larger than 5 MB", "split it over several files")
        return path.read_bytes()
    except OSError as error:
        raise _refused(name, 0, f"cannot be read: {error.strerror}", "check the path and its permissions") from None


def _parse(content: bytes, name: str) -> YamlFile:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refused(name, line, "the file is not UTF-8", "save it as UTF-8 in your editor") from None
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> YamlFile:
    """The same for a text; `name` is what messages call it."""
    builder = _Builder(name, yaml.parse(text, Loader=_LOADER))
    try:
        data, lines = builder.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise _refused(
            name, line, f"this is not YAML: {error.problem}", f"check the indentation and {_QUOTE}"
        ) from None
    except yaml.YAMLError as error:
        message = str(error).splitlines()[0]
        raise _refused(name, 0, f"this is not YAML: {message}", "remove characters that cannot be printed") from None
    if builder.faults:
        raise FaultsError(f"{name} has faults", builder.faults)
    return YamlFile(name, data, lines)


class _Builder:
    """Data and lines from the events of a YAML parser; aliases and bottomless nesting end it before they do harm."""

    def __init__(self, name: str, events: Iterator[Any]) -> None:
        self.faults: list[Fault] = []
        self._name = name
        self._events = events

    def document(self) -> tuple[object, Lines]:
        """The data of the only document, and its lines."""
        next(self._events)  # the start of the stream
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None, 1
        found = self._value(next(self._events), 1, ())
        next(self._events)  # the end of the document
        if not isinstance(another := next(self._events), yaml.StreamEndEvent):
            raise yaml.MarkedYAMLError(problem="but found another document", problem_mark=another.start_mark)
        return found

    def _value(self, event: Any, line: int, path: KeyPath) -> tuple[object, Lines]:
        """The data that begins with this event, and its lines; `line` is its own: that of its key, where it has one."""
        begin = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise _refused(
                self._name, begin, f"`*{event.anchor}` is read as a YAML alias, which is not used here", _QUOTE
            )
        if event.tag not in (None, "!") and (not event.tag.startswith("tag:yaml.org,2002:") or "python" in event.tag):
            self._fault(begin, path, f"`{event.tag}` is read as a YAML tag")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event), line
        if len(path) == _DEEPEST:
            remedy = "check the indentation and brackets"
            raise _refused(self._name, begin, f"nested deeper than {_DEEPEST} levels", remedy)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(line, path)
        return self._mapping(begin, line, path)

    def _list(self, line: int, path: KeyPath) -> tuple[object, Lines]:
        found: list[object] = []
        lines: list[Lines] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            data, its = self._value(event, event.start_mark.line + 1, (*path, len(found)))
            found.append(data)
            lines.append(its)
        return found, (line, lines)

    def _mapping(self, begin: int, line: int, path: KeyPath) -> tuple[object, Lines]:
        found: dict[str, object] = {}
        lines: dict[str, Lines] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key_line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                self._value(event, key_line, (*path, ""))
                self._value(next(self._events), key_line, (*path, ""))
                self._fault(begin, path, "a key must be plain text")
                continue
            key = str(event.value)
            data, its = self._value(next(self._events), key_line, (*path, key))
            if key in found:
                message = f"the key `{key}` stands here twice, first on line {_line(lines[key])}"
                self._fault(key_line, (*path, key), message, "keep one of the two")
            else:
                found[key], lines[key] = data, its
        return found, (line, lines)

    def _fault(self, line: int, path: KeyPath, message: str, remedy: str = _QUOTE) -> None:
        self.faults.append(Fault(self._name, line, show_path(path), message, remedy))


def _scalar(event: yaml.ScalarEvent) -> object:
    text = str(event.value)
    if event.style:  # quoted or block text
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,15}", text) else text


def _refused(name: str, line: int, message: str, remedy: str) -> FaultsError:
    return FaultsError(f"{name} cannot be used", [Fault(name, line, "", message, remedy)])
