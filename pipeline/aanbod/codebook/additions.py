"""Codes that come from elsewhere, as files of a codebook: what it lacks goes in, what it has stays as it is."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from aanbod.codebook.add import Addition, add_code, add_partner, default_keywords
from aanbod.codebook.load import codebook_files, read_codebook
from aanbod.codebook.model import Codebook
from aanbod.errors import AanbodError, FaultsError

_WIDTH = 110


@dataclass(frozen=True)
class NewCode:
    """A code from elsewhere; `category` is the id of what it stands under, `partner` its name if it is a partner."""

    id: str
    label: str
    category: str
    partner: str = ""
    definition: str = ""
    use_for: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewCategory:
    """A group of codes that the codebook does not have."""

    id: str
    label: str
    codes: tuple[NewCode, ...]


def new_files(
    folder: Path, book: Codebook, codes: Sequence[NewCode], categories: Sequence[NewCategory], name: str
) -> dict[Path, bytes]:
    """The files of the codebook that change, as they will be, and the new one `name` for new categories.

    AanbodError: a code cannot go in, or the codebook would have a fault with all of them in it.
    """
    with tempfile.TemporaryDirectory() as temporary:
        trial = Path(temporary)
        before = {}
        for path in codebook_files(folder):
            shutil.copyfile(path, trial / path.name)
            before[path.name] = path.read_bytes()
        if categories and name in before:
            raise AanbodError(
                f"{folder / name}: this file is there already, and new categories would go into it\n"
                "    rename it, or give the file that you import another name"
            )
        for code in codes:
            done = _addition(trial, book, code)
            done.path.write_bytes(done.after)
        if categories:
            (trial / name).write_bytes(categories_yaml(categories))
        _, faults = read_codebook(trial)
        if fatal := [fault for fault in faults if fault.fatal]:
            raise FaultsError("nothing was added, for with these codes the codebook has a fault:", fatal)
        after = {path.name: path.read_bytes() for path in codebook_files(trial)}
    return {folder / name: content for name, content in after.items() if before.get(name) != content}


def categories_yaml(categories: Sequence[NewCategory]) -> bytes:
    """Categories with their codes as a file of a codebook."""
    listed = [
        {"id": category.id, "label": category.label, "codes": [_entry(code) for code in category.codes]}
        for category in categories
    ]
    text: str = yaml.safe_dump({"categories": listed}, allow_unicode=True, sort_keys=False, width=_WIDTH)
    return text.encode()


def _addition(folder: Path, book: Codebook, code: NewCode) -> Addition:
    if code.partner:
        return add_partner(folder, book, code.category, code.partner, default_keywords(code.partner))
    return add_code(folder, book, code.id, code.label, " ".join(code.definition.split()))


def _entry(code: NewCode) -> dict[str, object]:
    entry = {
        "id": code.id,
        "label": code.label,
        "definition": code.definition,
        "use_for": list(code.use_for),
        "not_for": list(code.not_for),
    }
    return {key: value for key, value in entry.items() if value}
