"""Shares in words, by the one table of the codebook (`share_words`)."""

from aanbod.codebook.model import Codebook


def in_words(codebook: Codebook, n: int, total: int) -> str:
    """How n out of total is said ("ongeveer twee derde van de scholen"); '' without units or a table of words."""
    if not total:
        return ""
    for words in codebook.share_words:
        if words.one and n == 1 < total:
            return words.text
        if not words.one and n <= words.to * total + 1e-9:
            return words.text
    return ""
