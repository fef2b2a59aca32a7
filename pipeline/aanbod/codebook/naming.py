"""Codes and statuses by what people call them: found exactly (codes also by how their ids begin), or not at all."""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from aanbod.codebook.model import Code, Codebook
from aanbod.errors import AanbodError

T = TypeVar("T")


def code_named(codebook: Codebook, name: str, partner: str = "") -> Code:
    """The code with this id, or the partner of this name; with `partner` the `name` is its category's id, or ''.

    AanbodError where there is none, or more than one.
    """
    codes = [code for code in codebook.codes if not partner or _same(code.partner, partner)]
    if partner and not codes:
        return _found("partner", partner, {code.partner: code for code in codebook.codes if code.partner})
    found = [code for code in codes if code.id == name or (not name if partner else _same(code.partner, name))]
    if len(found) == 1:
        return found[0]
    if not found and partner:
        ids = ", ".join(f"`{code.id}`" for code in codes)
        raise AanbodError(f"the partner `{partner}` is no `{name}`\n    give {ids}, or the partner alone")
    if not found:
        return _found("code", name, {code.partner or code.id: code for code in codebook.codes})
    raise AanbodError(
        f"`{name}` holds partners: it is no code by itself\n    name the partner, such as `{found[0].partner}`"
    )


def status_named(codebook: Codebook, name: str) -> str:
    """The id of the status with this id or label; AanbodError where there is none."""
    known = {status.label: status.id for status in codebook.statuses}
    known |= {status.id: status.id for status in codebook.statuses}
    return _found("status", name, known)


def _found(what: str, asked: str, known: Mapping[str, T]) -> T:
    folded = {called.casefold(): called for called in known}
    if (exact := folded.get(asked.strip().casefold())) is not None:
        return known[exact]
    near = get_close_matches(asked.strip().casefold(), folded, 1)
    hint = f"did you mean `{folded[near[0]]}`?" if near else "`aanbod codebook show` has all of them"
    if what == "status" and not near:
        hint = f"use one of: {', '.join(dict.fromkeys(str(value) for value in known.values()))}"
    raise AanbodError(f"the codebook has no {what} `{asked}`\n    {hint}")


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.strip().casefold() != ""


def select_codes(book: Codebook, wanted: tuple[str, ...]) -> list[Code]:
    """The codes whose id starts with one of `wanted`, or whose partner name is one of them; all if none is named."""
    if not wanted:
        return list(book.codes)
    found = [
        code
        for code in book.codes
        if any(
            code.id == want or code.id.startswith(want + ".") or code.partner.casefold() == want.casefold()
            for want in wanted
        )
    ]
    if not found:
        known = [code.partner or code.id for code in book.codes] + [category.id for category in book.categories]
        near = get_close_matches(wanted[0], known, 1)
        hint = f"did you mean `{near[0]}`?" if near else "see `aanbod codebook show` for all codes"
        raise AanbodError(f"the codebook has no code `{wanted[0]}`\n    {hint}")
    return found
