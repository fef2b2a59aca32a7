"""Pages: what stands on a page but not in the text, such as page numbers and running headers and footers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

_PAGE_NUMBER = re.compile(
    r"[\s|·–—-]*+(?:(?:pagina|pag|page|blz|p)\b\.?\s*+)?\d{1,3}\s*+(?:(?:van|of|/|\|)\s*\d{1,3})?[\s|·–—-]*+",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_DEPTH = 2  # so many lines at the top and at the foot of a page may be a running header or footer


def is_page_number(line: str) -> bool:
    return _PAGE_NUMBER.fullmatch(line) is not None


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of the pages without page numbers and running headers and footers.

    A header or footer stands at the same edge of at least half of the pages; its digits may differ from page to
    page if there are three pages or more. A question or a line that ends in a colon is none: forms repeat those.
    The first page keeps its header: it may be the title.
    """
    if len(pages) < 2:
        return [list(page) for page in pages]
    running = {edge: _running(pages, edge) for edge in (1, -1)}
    return [_strip(page, running, first=number == 0) for number, page in enumerate(pages)]


def _running(pages: Sequence[Sequence[str]], edge: int) -> frozenset[str]:
    """The forms of the lines that run over the pages. One page at least must have more to it than its edges."""
    seen: Counter[str] = Counter()
    around_text: set[str] = set()
    for page in pages:
        forms = {form for _, line in _edge_lines(page, edge) for form in _forms(line)}
        seen.update(forms)
        if sum(bool(line.strip()) for line in page) > 2 * _DEPTH:
            around_text |= forms
    enough = max(2, (len(pages) + 1) // 2)
    loose = len(pages) > 2
    return frozenset(form for form in around_text if seen[form] >= enough and (loose or "\0" not in form))


def _forms(line: str) -> tuple[str, str]:
    """The line as it is, and with its digits left out (marked, so that the two are not mixed up)."""
    text = " ".join(line.split()).casefold()
    return text, _DIGITS.sub("\0", text)


def _strip(page: Sequence[str], running: dict[int, frozenset[str]], first: bool) -> list[str]:
    dropped = set()
    for edge in (1, -1):
        for index, line in _edge_lines(page, edge):
            header = not running[edge].isdisjoint(_forms(line)) and not line.rstrip().endswith((":", "?"))
            if not header and not is_page_number(line.strip()):
                break
            if not (header and first and edge == 1):
                dropped.add(index)
    return [line for index, line in enumerate(page) if index not in dropped]


def _edge_lines(page: Sequence[str], edge: int) -> Iterator[tuple[int, str]]:
    """The first (edge 1) or last (edge -1) lines of the page that are not empty, with their index."""
    filled = [(index, line) for index, line in enumerate(page) if line.strip()]
    yield from filled[::edge][:_DEPTH]
