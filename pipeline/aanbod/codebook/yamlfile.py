"""YAML as people write it in a codebook, with the line of every value.

Only plain data: no aliases (so no alias bombs), no tags, no duplicate keys. Scalars are text, whole numbers, true,
false or nothing; dates, decimals and yes/no stay the text that stands there.
"""

import hashlib
import re
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
        lines: Any = self.lines
        for key in path:
            if isinstance(lines, int):
                break
            try:
                lines = lines[1][key]
            except (KeyError, IndexError, TypeError):
                break
        return _line(lines)


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
    try:
        _refuse_traps(text, name)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise _refused(
            name, line, f"this is not YAML: {error.problem}", f"check the indentation and {_QUOTE}"
        ) from None
    except yaml.YAMLError as error:
        message = str(error).splitlines()[0]
        raise _refused(name, 0, f"this is not YAML: {message}", "remove characters that cannot be printed") from None
    faults: list[Fault] = []
    data, lines = _build(node, 1, (), name, faults) if node else (None, 1)
    if faults:
        raise FaultsError(f"{name} has faults", faults)
    return YamlFile(name, data, lines)


def _refuse_traps(text: str, name: str) -> None:
    """Aliases and bottomless nesting are refused before anything is built from them."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise _refused(name, line, f"`*{event.anchor}` is read as a YAML alias, which is not used here", _QUOTE)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _refused(name, line, f"nested deeper than {_DEEPEST} levels", "check the indentation and brackets")


def _build(node: Any, line: int, path: KeyPath, name: str, faults: list[Fault]) -> tuple[object, Lines]:
    """The data of a node, and its lines; `line` is its own: that of its key, where it has one."""
    begin = node.start_mark.line + 1
    if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
        faults.append(Fault(name, begin, show_path(path), f"`{node.tag}` is read as a YAML tag", _QUOTE))
        return None, line
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node), line
    if isinstance(node, yaml.SequenceNode):
        items = [
            _build(item, item.start_mark.line + 1, (*path, number), name, faults)
            for number, item in enumerate(node.value)
        ]
        return [data for data, _ in items], (line, [lines for _, lines in items])
    mapping: dict[str, object] = {}
    lines_of: dict[str, Lines] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            faults.append(Fault(name, begin, show_path(path), "a key must be plain text", _QUOTE))
            continue
        key = str(key_node.value)
        key_line = key_node.start_mark.line + 1
        if key in mapping:
            message = f"the key `{key}` stands here twice, first on line {_line(lines_of[key])}"
            faults.append(Fault(name, key_line, show_path((*path, key)), message, "keep one of the two"))
            continue
        mapping[key], lines_of[key] = _build(value_node, key_line, (*path, key), name, faults)
    return mapping, (line, lines_of)


def _scalar(node: yaml.ScalarNode) -> object:
    text = str(node.value)
    if node.style:  # quoted or block text
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,15}", text) else text


def _refused(name: str, line: int, message: str, remedy: str) -> FaultsError:
    return FaultsError(f"{name} cannot be used", [Fault(name, line, "", message, remedy)])
