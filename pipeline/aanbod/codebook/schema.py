"""Plain data read by a declared schema: a class names its keys with their types, and all that is wrong is told at once.

Values are as lenient as people write them: a number may stand for a text, and a text that reads as a number or as yes
or no for that.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, cast, get_args, get_origin, get_type_hints

_README = "see codebook/README.md for what may stand here"
_TRUE = frozenset({"1", "true", "t", "yes", "y", "on"})
_FALSE = frozenset({"0", "false", "f", "no", "n", "off"})

_Read = Callable[[Any], Any]  # from plain data to a value; SchemaError


class Wrong(NamedTuple):
    """One thing that is wrong, at a key path from the value that was read."""

    message: str
    remedy: str = _README
    path: tuple[str | int, ...] = ()


class SchemaError(Exception):
    """Plain data that is not as the schema says; all that is wrong with it."""

    def __init__(self, wrong: Iterable[Wrong]) -> None:
        self.wrong = tuple(wrong)
        super().__init__("; ".join(each.message for each in self.wrong))


class Entry:
    """What stands under keys. A subclass names them, each with its type; one with a value may be absent.

    Types are str, int, float, bool, object, Literal, other entries, Sequence and Mapping (with str or Literal as key)
    of these, any of them `| None`, and Annotated with `Before` and checks: functions that take the value that was read
    and say what is wrong with it, if anything.
    """

    def __init__(self, values: dict[str, Any] | None = None) -> None:
        if values:
            self.__dict__ = values


@dataclass(frozen=True)
class Before:
    """In Annotated: what plain data is turned into before it is read."""

    convert: _Read


Check = Callable[[Any], Wrong | None]
_Kind = TypeVar("_Kind", bound=Entry)


def read_entry(kind: type[_Kind], data: object) -> _Kind:
    """The entry that plain data is; SchemaError with all that is wrong."""
    entry: _Kind = _reader(cast(Any, kind))(data)
    return entry


def keys_of(kind: type[Entry]) -> list[str]:
    """The keys of an entry, in the order in which they are declared."""
    return [*get_type_hints(kind)]


def not_empty(text: str) -> Wrong | None:
    """A check."""
    return None if text else Wrong("String should have at least 1 character")


def matches(pattern: str, what: str, remedy: str) -> Check:
    """A check that a text is of this form, which is that of `what`."""
    fits = re.compile(pattern).fullmatch
    return lambda text: None if fits(text) else Wrong(f"`{text}` cannot be {what}", remedy)


def within(low: int, high: int | None = None) -> Check:
    """A check that a number lies between two, or is at least so much."""

    def check(number: float) -> Wrong | None:
        if not number >= low:
            return Wrong(f"Input should be greater than or equal to {low}")
        return None if high is None or number <= high else Wrong(f"Input should be less than or equal to {high}")

    return check


@cache
def _reader(kind: Any) -> _Read:
    """What reads a value of this type."""
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Entry):
        return _entry_reader(kind)
    if origin is Annotated:
        return _annotated_reader(inner[0], inner[1:])
    if origin in (UnionType, Union):
        present = _reader(next(some for some in inner if some is not NoneType))
        return lambda data: None if data is None else present(data)
    if origin is Literal:
        return _literal_reader(inner)
    if origin in _CONTAINERS:
        return _CONTAINERS[origin](*map(_reader, inner))
    return _PLAIN[kind]


def _entry_reader(kind: type[Entry]) -> _Read:
    readers = {key: _reader(inner) for key, inner in get_type_hints(kind, include_extras=True).items()}
    needed = [key for key in readers if not hasattr(kind, key)]

    def read(data: Any) -> Entry:
        if type(data) is not dict:
            raise _expected("dictionary", data)
        values: dict[str, Any] = {}
        wrong: list[Wrong] = []
        for key, value in data.items():
            if key not in readers:
                wrong.append(_unknown(key))
                continue
            try:
                values[key] = readers[key](value)
            except SchemaError as error:
                wrong += _under(key, error)
        for key in needed:
            if key not in data:
                message = f"the key `{key}` is missing"
                wrong.append(Wrong(message, f"add `{key}:` to this entry", (key,)))
        if wrong:
            raise SchemaError(wrong)
        return kind(values)

    return read


def _annotated_reader(kind: Any, notes: Sequence[Any]) -> _Read:
    read = _reader(kind)
    for note in notes:
        read = _converted(note.convert, read) if isinstance(note, Before) else _checked(read, note)
    return read


def _converted(convert: _Read, read: _Read) -> _Read:
    return lambda data: read(convert(data))


def _checked(read: _Read, check: Check) -> _Read:
    def read_and_check(data: Any) -> Any:
        value = read(data)
        if wrong := check(value):
            raise SchemaError([wrong])
        return value

    return read_and_check


def _literal_reader(known: Sequence[str]) -> _Read:
    quoted = [repr(value) for value in known]
    message = f"Input should be {', '.join(quoted[:-1])} or {quoted[-1]}"

    def read(data: Any) -> Any:
        if type(data) is not str or data not in known:
            raise SchemaError([Wrong(message)])
        return data

    return read


def _list_reader(inner: _Read) -> _Read:
    def read(data: Any) -> list[Any]:
        if type(data) is not list:
            raise _expected("list", data)
        values: list[Any] = []
        wrong: list[Wrong] = []
        for number, value in enumerate(data):
            try:
                values.append(inner(value))
            except SchemaError as error:
                wrong += _under(number, error)
        if wrong:
            raise SchemaError(wrong)
        return values

    return read


def _mapping_reader(key_reader: _Read, inner: _Read) -> _Read:
    def read(data: Any) -> dict[str, Any]:
        if type(data) is not dict:
            raise _expected("dictionary", data)
        values: dict[str, Any] = {}
        wrong: list[Wrong] = []
        for key, value in data.items():
            for read_part, part in ((key_reader, key), (inner, value)):
                try:
                    values[key] = read_part(part)
                except SchemaError as error:
                    wrong += _under(key, error)
        if wrong:
            raise SchemaError(wrong)
        return values

    return read


def _text(data: Any) -> str:
    if type(data) is int:
        return str(data)
    if type(data) is not str:
        raise _expected("string", data)
    return data


def _whole_number(data: Any) -> int:
    if type(data) not in (int, bool, str):
        raise _expected("integer", data)
    try:
        return int(data)
    except ValueError:
        message = "Input should be a valid integer, unable to parse string as an integer"
        raise SchemaError([Wrong(message)]) from None


def _number(data: Any) -> float:
    if type(data) not in (int, bool, str):
        raise _expected("number", data)
    try:
        return float(data)
    except ValueError:
        message = "Input should be a valid number, unable to parse string as a number"
        raise SchemaError([Wrong(message)]) from None


def _yes_or_no(data: Any) -> bool:
    if type(data) not in (bool, int, str):
        raise _expected("boolean", data)
    said = str(data).lower()
    if said not in _TRUE and said not in _FALSE:
        raise SchemaError([Wrong("Input should be a valid boolean, unable to interpret input")])
    return said in _TRUE


def _as_it_is(data: Any) -> Any:
    return data


_PLAIN: dict[Any, _Read] = {
    str: _text,
    int: _whole_number,
    float: _number,
    bool: _yes_or_no,
    object: _as_it_is,
}
_CONTAINERS: dict[Any, Callable[..., _Read]] = {Sequence: _list_reader, Mapping: _mapping_reader}


def _under(key: str | int, error: SchemaError) -> Iterator[Wrong]:
    for message, remedy, path in error.wrong:
        yield Wrong(message, remedy, (key, *path))


def _expected(what: str, data: object) -> SchemaError:
    return SchemaError([Wrong(f"A valid {what} is expected here, not {data!r}")])


def _unknown(key: str) -> Wrong:
    near = get_close_matches(key, {known for kind in _kinds(Entry) for known in get_type_hints(kind)}, 1)
    remedy = f"did you mean `{near[0]}`?" if near else "remove it; see codebook/README.md for the keys"
    return Wrong(f"the key `{key}` is unknown here", remedy, (key,))


def _kinds(kind: type[Entry]) -> Iterator[type[Entry]]:
    yield kind
    for other in kind.__subclasses__():
        yield from _kinds(other)
