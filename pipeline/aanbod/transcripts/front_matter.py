"""Front matter: a block of YAML between lines of three dashes, at the very start of a text or Markdown file."""

import re
from collections.abc import Iterator

import yaml

from aanbod.errors import Fault
from aanbod.transcripts.entries import Entry, Value

_LONGEST = 200  # lines
_DEEPEST = 5
_KEY = re.compile(r"[^\W\d_][\w .-]*:(\s|$)")
_FENCE = "---"


def split(text: str) -> tuple[str, str]:
    """The front matter, '' without, and the text after it. `text` is as decoded, with any newlines."""
    bare = text.lstrip("\ufeff")
    lines = bare.splitlines(keepends=True) if bare.startswith(_FENCE) else []
    if not lines or lines[0].rstrip() != _FENCE:
        return "", text
    for number, line in enumerate(lines[1:_LONGEST], start=1):
        if line.rstrip() in (_FENCE, "..."):
            block = "".join(lines[1:number])
            return (block, "".join(lines[number + 1 :])) if _has_keys(block) else ("", text)
    return "", text


def parse(block: str, file: str) -> tuple[Entry, list[Fault]]:
    """What the front matter says: one entry, and what is wrong with it as YAML.

    Values stay text as they were written; only keys with a text or a list of texts are meant.
    """
    if trick := next(_tricks(block, file), None):
        return Entry(file, 1, {}), [trick]
    try:
        node = yaml.compose(block, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return Entry(file, 1, {}), [_broken(error, file)]
    if not isinstance(node, yaml.MappingNode):
        return Entry(file, 1, {}), [
            Fault(file, 2, "", "the front matter has no keys.", "Write lines like `jaar: 2024`.")
        ]
    values: dict[str, Value] = {}
    faults: list[Fault] = []
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 2
        key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else ""
        items = _items(value_node)
        if not key or items is None:
            remedy = "Write one text, or a list of texts: `key: [one, two]`."
            faults.append(Fault(file, line, key, "this is no text and no list of texts.", remedy))
        elif key in values:
            faults.append(Fault(file, line, key, "the key is given twice.", "Keep one of the two."))
        else:
            values[key] = Value(line, line, ", ".join(items), items)
    return Entry(file, 1, values), faults


def _has_keys(block: str) -> bool:
    """Whether it is front matter and not text between two rules: its first line is a key."""
    first = next((line for line in block.splitlines() if line.strip(" \t") and line[0] != "#"), "")
    return _KEY.match(first) is not None


def _tricks(block: str, file: str) -> Iterator[Fault]:
    """Anchors, aliases, tags and deep nesting, which no front matter needs. What is no YAML is left to `parse`."""
    depth = 0
    try:
        for event in yaml.parse(block, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if getattr(event, "anchor", None) or getattr(event, "tag", None) or depth > _DEEPEST:
                message = "front matter may not have YAML anchors, aliases, tags or nested values."
                remedy = "Write the text itself, in quotes if need be."
                yield Fault(file, event.start_mark.line + 2 if event.start_mark else 1, "", message, remedy)
    except yaml.YAMLError:
        return


def _items(node: yaml.Node) -> tuple[str, ...] | None:
    """The texts of a value; None if it is anything else than texts."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(item, yaml.ScalarNode) for item in nodes):
        return None
    texts = [" ".join(item.value.split()) for item in nodes]
    return tuple(text for text in texts if text and text not in ("~", "null"))


def _broken(error: yaml.YAMLError, file: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 2 if mark else 1
    problem = getattr(error, "problem", None) or str(error)
    remedy = "Write `key: value` on each line; put a value with a colon or a # in quotes."
    return Fault(file, line, "", f"the front matter is no valid YAML: {problem}.", remedy)
