"""Changes to a YAML file as text: what is not changed stays as it was, to the last space and comment.

The marks of the file's nodes say where a value stands. Every change is a stretch of the text and what comes in its
place; at the end the whole is read again and must say what was meant.
"""

from collections.abc import Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any

import yaml

from aanbod.codebook.insert import Value, end_of, flow_value, key_lines, lines_at, pairs_of, scalar
from aanbod.codebook.yamlfile import KeyPath, parse_yaml
from aanbod.errors import AanbodError, FaultsError

# The keys of a code or partner as codebooks have them.
KEY_ORDER = (
    *("id", "name", "label", "definition", "use_for", "not_for", "bouwstenen"),
    *("keywords", "unless", "yields_to", "examples", "coded", "not_coded"),
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Rewriting:
    """A file that is being changed; `name` is what messages call it. Paths are those of the file as it was."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._data: Any = deepcopy(parse_yaml(text, name).data)
        self._root: Any = yaml.compose(text, Loader=_LOADER)
        self._spans: list[tuple[int, int, str]] = []
        self._deleted: list[KeyPath] = []

    def set(self, path: KeyPath, key: str, value: Value) -> None:
        """Give a key of the mapping at a path another value; an empty one takes the key out."""
        node, data = self._at(path)
        present = pairs_of(node)
        if not value and value != 0:
            if key in present:
                self._spans.append(self._span_of_key(node, key))
                del data[key]
            return
        if key not in present:
            self._spans.append(self._new_key(node, key, value))
        elif isinstance(value, Sequence) and not isinstance(value, str) and isinstance(data[key], list):
            self._change_list(present[key][1], data[key], value)
        else:
            old = present[key][1]
            new = scalar(value, old) if isinstance(value, str) else flow_value(value)
            self._spans.append((old.start_mark.index, end_of(self._text, old), new))
        data[key] = deepcopy(value)

    def delete(self, path: KeyPath) -> None:
        """Take an item out of a list; the last one takes the list's key along."""
        self._deleted.append(path)

    def text(self) -> str:
        """The file with all changes. AanbodError: it is laid out in a way that this cannot change."""
        self._delete_items()
        text = self._text
        line_end = "\r\n" if "\r\n" in text else "\n"
        bound = len(text)
        for start, end, new in self._last_first():
            if end > bound:
                raise self._refused(start)
            text = text[:start] + new.replace("\n", line_end) + text[end:]
            bound = start
        try:
            as_meant = parse_yaml(text, self._name).data == self._data
        except FaultsError:
            as_meant = False
        if not as_meant:
            raise self._refused(min(start for start, _, _ in self._spans))
        return text

    def _last_first(self) -> list[tuple[int, int, str]]:
        """The changes from the end of the text; of those at one place, what goes before what comes in."""
        numbered = [(start, end > start, number) for number, (start, end, _) in enumerate(self._spans)]
        return [self._spans[number] for _, _, number in sorted(numbered, reverse=True)]

    def _refused(self, offset: int) -> AanbodError:
        line = self._text.count("\n", 0, offset) + 1
        return AanbodError(
            f"{self._name}:{line}: from here on something is laid out in a way that cannot be changed without loss\n"
            "    change it by hand, and the rest with the file again"
        )

    def _at(self, path: KeyPath) -> tuple[Any, Any]:
        """The node at a path and its data."""
        node, data = self._root, self._data
        for key in path:
            node = node.value[key] if isinstance(key, int) else pairs_of(node)[key][1]
            data = data[key]
        return node, data

    def _delete_items(self) -> None:
        lists: dict[KeyPath, set[int]] = {}
        for path in self._deleted:
            assert isinstance(path[-1], int)
            lists.setdefault(path[:-1], set()).add(path[-1])
        for path, numbers in lists.items():
            node, data = self._at(path)
            if len(numbers) == len(data):
                self.set(path[:-1], str(path[-1]), [])
                continue
            for number in sorted(numbers, reverse=True):
                start, end, _ = self._span_of_item(node, number)
                while number == 0 and 1 not in numbers and not self._text[end : self._line_end(end)].strip():
                    end = self._line_end(end)  # the first item parts nothing from what stands above the list
                self._spans.append((start, end, ""))
                del data[number]

    def _line_start(self, offset: int) -> int:
        return self._text.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        """Behind the line of an offset and its end."""
        return self._text.find("\n", offset) + 1 or len(self._text)

    def _span_of_item(self, items: Any, number: int) -> tuple[int, int, str]:
        item = items.value[number]
        if items.flow_style:
            if number:
                return items.value[number - 1].end_mark.index, item.end_mark.index, ""
            return item.start_mark.index, items.value[1].start_mark.index, ""
        start = self._line_start(item.start_mark.index)
        before = self._text[:start].rstrip(" \r\n")
        if number and self._text.count("\n", len(before), start) > 1:  # the empty line that parts items goes along
            start = self._line_end(len(before))
        return start, self._line_end(end_of(self._text, item)), ""

    def _span_of_key(self, mapping: Any, key: str) -> tuple[int, int, str]:
        number = next(place for place, (node, _) in enumerate(mapping.value) if node.value == key)
        name, value = mapping.value[number]
        if mapping.flow_style:
            if number:
                return mapping.value[number - 1][1].end_mark.index, value.end_mark.index, ""
            following = mapping.value[1][0].start_mark if len(mapping.value) > 1 else value.end_mark
            return name.start_mark.index, following.index, ""
        return self._line_start(name.start_mark.index), self._line_end(end_of(self._text, value)), ""

    def _new_key(self, mapping: Any, key: str, value: Value) -> tuple[int, int, str]:
        earlier = KEY_ORDER[: KEY_ORDER.index(key)]
        before = [(node, found) for node, found in mapping.value if node.value in earlier] or mapping.value[:1]
        offset = end_of(self._text, before[-1][1])
        if mapping.flow_style:
            return offset, offset, f", {key}: {flow_value(value)}"
        place, new = lines_at(self._text, offset, key_lines(key, value, mapping.start_mark.column))
        return place, place, new

    def _change_list(self, node: Any, old: Sequence[Value], new: Sequence[Value]) -> None:
        if node.flow_style:
            self._spans.append(self._flow_list(node, old, new))
            return
        dash = " " * node.start_mark.column + "- "
        matcher = SequenceMatcher(None, [repr(item) for item in old], [repr(item) for item in new], autojunk=False)
        for kind, first, last, begin, end in matcher.get_opcodes():
            if kind == "equal":
                continue
            both = min(last - first, end - begin)
            for item, value in zip(node.value[first : first + both], new[begin : begin + both], strict=True):
                changed = scalar(value, item) if isinstance(value, str) else flow_value(value)
                self._spans.append((item.start_mark.index, end_of(self._text, item), changed))
            for number in range(first + both, last):
                self._spans.append(self._span_of_item(node, number))
            if added := new[begin + both : end]:
                like = node.value[max(first + both - 1, 0)]
                lines = [dash + (scalar(item, like) if isinstance(item, str) else flow_value(item)) for item in added]
                if first + both:
                    place, text = lines_at(self._text, end_of(self._text, node.value[first + both - 1]), lines)
                else:
                    place, text = self._line_start(node.value[0].start_mark.index), "".join(f"{x}\n" for x in lines)
                self._spans.append((place, place, text))

    def _flow_list(self, node: Any, old: Sequence[Value], new: Sequence[Value]) -> tuple[int, int, str]:
        """A list between brackets anew; items that stay are written as they were, behind what stood before them."""
        parts: list[str] = []
        matcher = SequenceMatcher(None, [repr(item) for item in old], [repr(item) for item in new], autojunk=False)
        for kind, first, last, begin, end in matcher.get_opcodes():
            if kind == "equal":
                for number in range(first, last):
                    item = node.value[number]
                    before = self._text[node.value[number - 1].end_mark.index : item.start_mark.index] if number else ""
                    parts += [before if before and parts else ", " if parts else ""]
                    parts += [self._text[item.start_mark.index : item.end_mark.index]]
            else:
                like = node.value[max(first - 1, 0)] if node.value else None
                for value in new[begin:end]:
                    parts += [", "] if parts else [""]
                    parts += [scalar(value, like) if isinstance(value, str) else flow_value(value)]
        return node.start_mark.index, node.end_mark.index, f"[{''.join(parts)}]"
