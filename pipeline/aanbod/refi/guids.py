"""Identifiers that follow from content: the same thing has the same one in every export."""

from uuid import UUID, uuid5

_OURS = UUID("5f0b3c1e-7a52-5d0e-9a64-0e7d1c2b8f41")


def guid(kind: str, *parts: object) -> str:
    """The identifier of a thing of a kind, by what makes it that one and no other."""
    return str(uuid5(_OURS, "\0".join((kind, *map(str, parts)))))


def bare(written: str | None) -> str:
    """An identifier as programs write it, without braces, in small letters; '' for none."""
    return (written or "").strip().strip("{}").lower()
