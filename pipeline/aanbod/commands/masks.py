"""What covers what is personal in the texts that come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aanbod.errors import AanbodError
from aanbod.privacy.finds import KINDS

if TYPE_CHECKING:
    from aanbod.commands.desk import Desk
    from aanbod.privacy.masking import Masker
    from aanbod.store import Store

ALL, NONE = "all", "none"
MASKS = f"{ALL}, {NONE}, or some of {', '.join(KINDS)}"


def mask_kinds(said: str) -> tuple[str, ...]:
    """The kinds to mask, as somebody wrote them. AanbodError: no such kind."""
    if said in (ALL, NONE):
        return KINDS if said == ALL else ()
    kinds = {kind.strip() for kind in said.split(",")}
    if unknown := sorted(kinds - set(KINDS)):
        raise AanbodError(f"--mask: `{unknown[0]}` is no kind of personal data\n    write {MASKS}, with commas between")
    return tuple(kind for kind in KINDS if kind in kinds)


def mask_of(desk: Desk, store: Store | None, kinds: tuple[str, ...] | None = None) -> Masker | None:
    """The mask for these kinds, or for those that the store remembers; None where nothing is to be covered."""
    if kinds is None:
        kinds = store.masks() if store else ()
    if not kinds:
        return None
    from aanbod.privacy.masking import Masker

    return Masker(desk.codebook, kinds)
