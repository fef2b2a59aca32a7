"""YAML as people write it in a codebook, with the line of every value.

Only plain data: no aliases (so no alias bombs), no tags, no duplicate keys. Scalars are text, whole numbers, true,
false or nothing; dates, decimals and yes/no stay the text that stands there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from aanbod.errors import Fault, FaultsError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LARGEST = 5_000_000  # bytes; a hundred times a large study
_DEEPEST = 40
_QUOTE = 'put double quotes around a value that starts with * & ! @ % = or holds ": "'

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlFile:
    """A file's data, and where each key path stands: `lines[("codes", 3, "label")]`, from 1."""

    name: str
    data: object
    lines: Mapping[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """The line of a key path, or of the nearest that exists above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def show_path(path: KeyPath) -> str:
    """`("codes", 3, "label")` as `codes[3].label`, positions counted from 1 as people do."""
    text = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in path)
    return text.removeprefix(".")


def read_yaml(path: Path, name: str = "") -> YamlFile:
    """Read a file; FaultsError with every fault of form in it."""
    name = name or str(path)
    try:
        if path.stat().st_size > _LARGEST:
            raise _refused(name, 0, "the file is larger than 5 MB", "split it over several files")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise _refused(name, line, "the file is not UTF-8", "save it as UTF-8 in your editor") from None
    except OSError as error:
        raise _refused(name, 0, f"cannot be read: {error.strerror}", "check the path and its permissions") from None
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
    lines: dict[KeyPath, int] = {(): 1}
    faults: list[Fault] = []
    data = _build(node, (), name, lines, faults) if node else None
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


def _build(node: Any, path: KeyPath, name: str, lines: dict[KeyPath, int], faults: list[Fault]) -> object:
    line = node.start_mark.line + 1
    lines.setdefault(path, line)
    if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
        faults.append(Fault(name, line, show_path(path), f"`{node.tag}` is read as a YAML tag", _QUOTE))
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, number), name, lines, faults) for number, item in enumerate(node.value)]
    mapping: dict[str, object] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            faults.append(Fault(name, line, show_path(path), "a key must be plain text", _QUOTE))
            continue
        key = str(key_node.value)
        key_line = key_node.start_mark.line + 1
        if key in mapping:
            first = lines[(*path, key)]
            message = f"the key `{key}` stands here twice, first on line {first}"
            faults.append(Fault(name, key_line, show_path((*path, key)), message, "keep one of the two"))
            continue
        lines[(*path, key)] = key_line
        mapping[key] = _build(value_node, (*path, key), name, lines, faults)
    return mapping


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
