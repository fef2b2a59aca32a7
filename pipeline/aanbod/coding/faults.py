"""All that is wrong with a codebook: in its files, and in its keywords once they are compiled."""

from pathlib import Path

from aanbod.codebook.load import read_codebook
from aanbod.codebook.model import Codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.errors import Fault, FaultsError


def all_faults(folder: Path) -> tuple[Codebook | None, list[Fault]]:
    """What is wrong with the codebook in a folder, up to the keywords that match everything; and the codebook."""
    book, faults = read_codebook(folder)
    if book:
        try:
            RuleCoder(book, load_dutch())
        except FaultsError as error:
            faults = [*faults, *error.faults]
    return book, faults
