"""Words that set some passages apart from other text.

G2 is the log-likelihood of Rayson and Garside (2000), Comparing corpora using frequency profiling, Proceedings of the
ACL Workshop on Comparing Corpora, 1-6: it says how sure a difference in frequency is. The log ratio of Hardie (2014),
Log ratio: an informal introduction, CASS Lancaster, says how large it is: 1 is twice as frequent, 3 eight times.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log, log2

# A word is key if p < 0.001 (G2 above 10.83), if it was seen this often in this many transcripts, and if it stands at
# least as often inside as outside: as a keyword it would otherwise be wrong more often than right.
LEAST_G2 = 10.83
LEAST_COUNT = 3
LEAST_TRANSCRIPTS = 2
LEAST_SHARE = 0.5
_SHORTEST = 3  # letters


@dataclass(frozen=True)
class KeyWords:
    """One or two folded words, how often they stand in the passages (`n`) and elsewhere, and their keyness."""

    words: str
    n: int
    elsewhere: int
    transcripts: int
    g2: float
    log_ratio: float


def g2(n: int, size: int, other_n: int, other_size: int) -> float:
    """The log-likelihood of a word that stands n times in `size` words, and other_n times in `other_size` words.

    >>> round(g2(52, 50_000, 57, 75_000), 2)
    2.65
    """
    both, whole = n + other_n, size + other_size
    pairs = ((n, size * both / whole), (other_n, other_size * both / whole))
    return 2 * sum(seen * log(seen / expected) for seen, expected in pairs if seen)


def log_ratio(n: int, size: int, other_n: int, other_size: int) -> float:
    """The binary logarithm of the ratio of the two relative frequencies; what is never seen counts as half a time."""
    return log2(((n or 0.5) / size) / ((other_n or 0.5) / other_size))


def key_words(
    counts: Mapping[str, int],
    size: int,
    elsewhere: Callable[[str], int],
    other_size: int,
    transcripts: Callable[[str], int],
    stop_words: Collection[str] = frozenset(),
) -> list[KeyWords]:
    """What is key in `counts` (of `size` words in all), the highest G2 first; nothing where there is no other text.

    `elsewhere` says how often an item stands in the other text, `transcripts` in how many transcripts it was counted.
    What holds one of the `stop_words`, or no word of three letters, is left out.
    """
    if not size or not other_size:
        return []
    found = []
    for words, n in counts.items():
        if n < LEAST_COUNT or not _tells(words.split(), stop_words) or transcripts(words) < LEAST_TRANSCRIPTS:
            continue
        other = elsewhere(words)
        score, effect = g2(n, size, other, other_size), log_ratio(n, size, other, other_size)
        if score >= LEAST_G2 and effect > 0 and n / (n + other) >= LEAST_SHARE:
            found.append(KeyWords(words, n, other, transcripts(words), score, effect))
    return sorted(found, key=lambda item: (-item.g2, item.words))


def _tells(words: Sequence[str], stop_words: Collection[str]) -> bool:
    return not any(word in stop_words for word in words) and any(
        len(word) >= _SHORTEST and word.isalpha() for word in words
    )
