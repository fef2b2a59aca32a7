"""Words that a single typing error makes of another."""

from collections.abc import Iterator

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 9  # letters: in shorter words one letter makes another word
SHORTEST_NAME = 9  # of a name, written with its capital: Viermaal is not Viertaal


def one_error_away(word: str) -> Iterator[str]:
    """Every word that this one may be meant for: a letter too few, too many, wrong, or two changed about.

    The first letter is trusted, and a wrong letter is not looked for in the last two: there it makes another form.

    >>> "themabijeenkomsten" in one_error_away("themabijeenkomstn")
    True
    """
    for place in range(1, len(word) + 1):
        before, after = word[:place], word[place:]
        for letter in _LETTERS:
            yield before + letter + after
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        if len(after) > 2:
            for letter in _LETTERS:
                yield before + letter + after[1:]
