"""The codebook as it was read last time: without YAML, without pydantic, as long as its files are the same."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args, get_origin, get_type_hints

from aanbod.caching import cached, kept
from aanbod.codebook.model import Codebook
from aanbod.codebook.version import version_of, yaml_files
from aanbod.unchanged import program_version


def cached_codebook(folder: Path) -> Codebook:
    """The codebook in a folder; AanbodError if there is none, FaultsError with all faults if it has any."""

    def read() -> Codebook:
        from aanbod.codebook.load import load_codebook

        return load_codebook(folder)

    known: Codebook = cached("codebook", _parts(version_of(yaml_files(folder))), read, _reader(Codebook))
    return known


def codebook_of(version: str) -> Codebook | None:
    """The codebook of a version that was read lately."""
    return kept("codebook", _parts(version), _reader(Codebook))


def _parts(version: str) -> list[bytes]:
    return [program_version(), version.encode()]


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What turns plain data, as it is kept, back into a value of this type."""
    if is_dataclass(kind):
        types = get_type_hints(kind)
        readers = [_reader(types[field.name]) for field in fields(kind)]
        make = cast(type, kind)
        return lambda plain: make(*[read(value) for read, value in zip(readers, plain, strict=True)])
    if get_origin(kind) is tuple:
        inner = _reader(get_args(kind)[0])
        return tuple if inner is _as_it_is else lambda plain: tuple([inner(value) for value in plain])
    if get_origin(kind) is Mapping:
        values = _reader(get_args(kind)[1])
        return lambda plain: {key: values(value) for key, value in plain.items()}
    return _as_it_is


def _as_it_is(plain: Any) -> Any:
    return plain
