"""A new item in a list of a YAML file, put in as text: every other character stays as it was.

The file is not written anew from its data, which would lose the analyst's layout: the marks of its nodes say where
the new lines belong, and what stands around them says how they are written.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml

from aanbod.codebook.yamlfile import KeyPath, parse_yaml
from aanbod.errors import AanbodError, FaultsError

Value = str | int | Sequence["Value"] | Mapping[str, "Value"]
Item = str | Mapping[str, Value]
_KEY_ORDER = ("keywords", "unless", "yields_to", "examples")  # as codebooks have them at the end of an entry
_LONG = 100  # characters; a longer list gets a line for each item
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Inserted:
    """The whole new text, the line (from 1) where it differs first, and how many lines are new or changed."""

    text: str
    line: int
    count: int


def insert_item(text: str, name: str, path: KeyPath, position: int, item: Item) -> Inserted:
    """Put an item into the list at a key path; the list's own key may be absent. `name` is what messages call the file.

    AanbodError: the file is laid out in a way that this cannot add to.
    """
    data: Any = deepcopy(parse_yaml(text, name).data)
    parent = data
    for key in path[:-1]:
        parent = parent[key]
    parent.setdefault(path[-1], []).insert(position, item if isinstance(item, str) else dict(item))
    offset, new = _place(text, path, position, item)
    end_of_line = "\r\n" if "\r\n" in text else "\n"
    new = new.replace("\n", end_of_line)
    whole = text[:offset] + new + text[offset:]
    line = text.count("\n", 0, offset) + 1 + (len(new) - len(new.lstrip("\r\n"))) // len(end_of_line)
    try:
        as_meant = parse_yaml(whole, name).data == data
    except FaultsError:
        as_meant = False
    if not as_meant:
        raise AanbodError(
            f"{name}:{line}: this place is laid out in a way that nothing can be added to it\n"
            f"    write it in by hand: {new.strip()}"
        )
    return Inserted(whole, line, len(new.strip().splitlines()))


def _place(text: str, path: KeyPath, position: int, item: Item) -> tuple[int, str]:
    """The offset of the new text, and the new text."""
    parent: Any = yaml.compose(text, Loader=_LOADER)
    for key in path[:-1]:
        parent = parent.value[key] if isinstance(key, int) else pairs_of(parent)[key][1]
    key = str(path[-1])
    if key not in pairs_of(parent):
        return _under_new_key(text, parent, key, item)
    key_node, items = pairs_of(parent)[key]
    if items.flow_style:
        new = _flow(item, items.value[position - 1 : position] or items.value[:1])
        if position == 0:
            return items.start_mark.index + 1, new + (", " if items.value else "")
        return end_of(text, items.value[position - 1]), ", " + new
    like = items.value[max(position - 1, 0)]
    indent = items.start_mark.column
    inner = like.start_mark.column if isinstance(like, yaml.MappingNode) else indent + 2
    lines = _block(item, like, indent, inner)
    if position == 0:
        return lines_at(text, key_node.end_mark.index, lines)
    if not isinstance(item, str) and _parted(text, items.value, position):
        lines.insert(0, "")
    return lines_at(text, end_of(text, items.value[position - 1]), lines)


def _under_new_key(text: str, parent: Any, key: str, item: Item) -> tuple[int, str]:
    """The list does not exist yet: its key goes before the keys that come after it in a codebook."""
    later = _KEY_ORDER[_KEY_ORDER.index(key) + 1 :] if key in _KEY_ORDER else ()
    pairs = parent.value
    before = next((number for number, (node, _) in enumerate(pairs) if node.value in later), len(pairs)) or len(pairs)
    offset = end_of(text, pairs[before - 1][1])
    if parent.flow_style:
        return offset, f", {key}: [{_flow(item, [])}]"
    indent = parent.start_mark.column
    if isinstance(item, str):
        return lines_at(text, offset, [f"{' ' * indent}{key}: [{_flow(item, [])}]"])
    return lines_at(text, offset, [f"{' ' * indent}{key}:", *_block(item, None, indent + 2, indent + 4)])


def pairs_of(node: Any) -> dict[str, tuple[Any, Any]]:
    """The keys of a mapping's node, each with the nodes of key and value."""
    return {key.value: (key, value) for key, value in node.value}


def end_of(text: str, node: Any) -> int:
    """Behind the last character of a node; a block's own end mark lies past the comments under it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return len(text[: node.end_mark.index].rstrip())


def lines_at(text: str, offset: int, lines: list[str]) -> tuple[int, str]:
    """New lines under the line of an offset."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text), "".join(f"\n{line}" for line in lines)
    return end + 1, "".join(f"{line}\n" for line in lines)


def _parted(text: str, items: Sequence[Any], position: int) -> bool:
    """Whether an empty line stands between the items around, or those before."""
    for second in (position, position - 1):
        if 0 < second < len(items):
            between = text[end_of(text, items[second - 1]) : items[second].start_mark.index]
            return any(not line.strip() for line in between.splitlines()[1:-1])
    return False


def _block(item: Item, like: Any, indent: int, inner: int) -> list[str]:
    """An item of a block list as lines, in the manner of a neighbour (`like`)."""
    dash = f"{' ' * indent}-{' ' * (inner - indent - 1)}"
    if isinstance(item, str):
        return [dash + scalar(item, like)]
    if like is not None and like.flow_style:
        return [dash + _flow(item, [like])]
    manner = {key: node for key, (_, node) in pairs_of(like).items()} if like is not None else {}
    lines: list[str] = []
    for key, value in item.items():
        node = manner.get(key)
        if isinstance(value, str):
            lines.append(f"{key}: {scalar(value, node)}")
        elif isinstance(node, yaml.SequenceNode) and not node.flow_style and isinstance(value, Sequence):
            lines.append(f"{key}:")
            offset = node.start_mark.column - like.start_mark.column
            texts = (scalar(one, node.value[0]) if isinstance(one, str) else flow_value(one) for one in value)
            lines += [f"{' ' * offset}- {one}" for one in texts]
        else:
            lines += key_lines(key, value, 0) if isinstance(value, Mapping) else [f"{key}: {flow_value(value)}"]
    return [dash + lines[0], *(" " * inner + line for line in lines[1:])]


def _flow(item: Item, like: Sequence[Any]) -> str:
    if isinstance(item, str):
        return scalar(item, like[0] if like else None)
    return flow_value(item)


def key_lines(key: str, value: Value, indent: int) -> list[str]:
    """A key and its value as the lines of a block; a list that is long has a line for each item."""
    whole = f"{' ' * indent}{key}: {flow_value(value)}"
    if isinstance(value, str | int) or len(whole) <= _LONG:
        return [whole]
    if isinstance(value, Mapping):
        return [f"{' ' * indent}{key}:", *(line for k, v in value.items() for line in key_lines(k, v, indent + 2))]
    return [f"{' ' * indent}{key}:", *(f"{' ' * (indent + 2)}- {flow_value(item)}" for item in value)]


def flow_value(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return scalar(value, None)
    if isinstance(value, int):
        return str(value).lower()  # true and false are whole numbers here too
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_in_mapping(key, inner)}" for key, inner in value.items()) + "}"
    return f"[{', '.join(map(flow_value, value))}]"


def _in_mapping(key: str, value: Value) -> str:
    is_id = key == "status" and isinstance(value, str) and _reads_bare(value)
    return str(value) if is_id else flow_value(value)


def scalar(value: str, like: Any) -> str:
    """A text as YAML: bare where its neighbour is bare and nothing in it means something else, else quoted."""
    bare = isinstance(like, yaml.ScalarNode) and not like.style
    if bare and _reads_bare(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _reads_bare(value: str) -> bool:
    try:
        return all(parse_yaml(text, "").data == [value] for text in (f"- {value}", f"[{value}]"))
    except FaultsError:
        return False
