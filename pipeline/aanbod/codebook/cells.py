"""What a code says, as the cells of a spreadsheet row and back: one line for each keyword or example."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from aanbod.codebook.insert import Value, flow_value
from aanbod.codebook.yamlfile import parse_yaml
from aanbod.errors import AanbodError, FaultsError

# Cells whose key holds one text; lists of texts; lists of keywords and examples, which may be mappings.
TEXTS = ("label", "definition")
LISTS = ("use_for", "not_for", "bouwstenen", "keywords", "unless", "yields_to", "coded", "not_coded")
_WORDS_OF = {"keywords": "match", "unless": "match", "coded": "text", "not_coded": "text"}


def cells_of(entry: Mapping[str, Any], bouwstenen: Sequence[int]) -> dict[str, str]:
    """The cells of a code or partner as its file has it; `bouwstenen` are those of its category."""
    cells = {key: one_line(entry.get(key) or "") for key in TEXTS}
    for key in LISTS:
        items = items_of(entry, key)
        if key == "bouwstenen":
            cells[key] = ", ".join(map(str, bouwstenen if entry.get(key) is None else items))
        else:
            cells[key] = "\n".join(item_line(key, item) for item in items)
    return cells


def items_of(entry: Mapping[str, Any], key: str) -> list[Any]:
    """The items of a list, which may be one text, or stand under `examples`."""
    found = (entry.get("examples") or {}).get(key) if key in ("coded", "not_coded") else entry.get(key)
    return [found] if isinstance(found, str) else list(found or ())


def item_line(key: str, item: Any) -> str:
    """An item as a line: a status stands behind it between square brackets; what says more is YAML."""
    if not isinstance(item, Mapping):
        return one_line(str(item))
    words = _WORDS_OF.get(key, "")
    if set(item) == {words, "status"} and item["status"]:
        return f"{one_line(str(item[words]))} [{item['status']}]"
    return one_line(str(item[words])) if set(item) == {words} else flow_value(dict(item))


def items_from(key: str, cell: str, old: Sequence[Any], statuses: Collection[str]) -> list[Value]:
    """The items that a cell says; those that are among the `old` ones are the same values as before.

    AanbodError: a line cannot be read.
    """
    known: dict[str, Value] = {item_line(key, item): item for item in old}
    if key == "bouwstenen":
        return [_number(part) for part in cell.replace(";", ",").replace("\n", ",").split(",") if part.strip()]
    lines = (one_line(line) for line in cell.splitlines())
    return [known[line] if line in known else _item(key, line, statuses) for line in lines if line]


def _item(key: str, line: str, statuses: Collection[str]) -> Value:
    if key not in _WORDS_OF:
        return line
    if line.startswith("{"):
        try:
            item: Any = parse_yaml(line, "").data
        except FaultsError as error:
            raise AanbodError(f"`{line}` begins with a brace, and cannot be read as YAML") from error
        if not isinstance(item, dict):
            raise AanbodError(f"`{line}` begins with a brace, and cannot be read as YAML")
        return item
    words, bracket, status = line.removesuffix("]").rpartition(" [")
    if bracket and line.endswith("]") and status in statuses:
        return {_WORDS_OF[key]: words, "status": status}
    return line


def _number(part: str) -> int:
    try:
        return int(float(part))
    except ValueError:
        raise AanbodError(f"`{part.strip()}` is no number of a bouwsteen") from None


def one_line(text: str) -> str:
    """A text without line breaks, and with one space where there are several."""
    return " ".join(str(text).split())


def cleaned(key: str, cell: str) -> str:
    """A cell in the form in which cells are compared."""
    if key in TEXTS:
        return one_line(cell)
    if key == "bouwstenen":
        return cell.strip()
    return "\n".join(filter(None, map(one_line, cell.splitlines())))
