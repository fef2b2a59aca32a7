"""The codebook as it was read last time: without YAML and its checks, as long as its files are the same."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from aanbod.caching import cached
from aanbod.codebook.model import Codebook
from aanbod.unchanged import program_version


def cached_codebook(folder: Path) -> Codebook:
    """The codebook in a folder; AanbodError if there is none, FaultsError with all faults if it has any."""

    def read() -> Codebook:
        from aanbod.codebook.load import load_codebook

        return load_codebook(folder)

    paths = sorted(folder.glob("*.yaml")) + sorted(folder.glob("*.yml"))
    contents = [part for path in paths for part in (path.name.encode(), path.read_bytes())]
    known: Codebook = cached("codebook", [program_version(), *contents], read, _reader(Codebook))
    return known


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What turns plain data, as it is kept, back into a value of this type."""
    if is_dataclass(kind):
        types = get_type_hints(kind)
        return _dataclass_reader(kind, {field.name: _reader(types[field.name]) for field in fields(kind)})
    if get_origin(kind) is tuple:
        inner = _reader(get_args(kind)[0])
        return tuple if inner is _as_it_is else lambda plain: tuple([inner(value) for value in plain])
    if get_origin(kind) is Mapping:
        values = _reader(get_args(kind)[1])
        return lambda plain: {key: values(value) for key, value in plain.items()}
    return _as_it_is


def _dataclass_reader(kind: Any, readers: Mapping[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    others = [(place, read) for place, read in enumerate(readers.values()) if read is not _as_it_is]

    def read_fields(plain: list[Any]) -> Any:
        for place, read in others:
            plain[place] = read(plain[place])
        made = object.__new__(kind)
        vars(made).update(zip(readers, plain, strict=True))  # the __init__ of a frozen class takes three times as long
        return made

    return read_fields


def _as_it_is(plain: Any) -> Any:
    return plain
