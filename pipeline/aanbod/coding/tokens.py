"""Words and marks of Dutch prose, by one plain expression.

A word is a run of letters and digits. Inside it may stand a hyphen, an apostrophe, `&` or `@` (foto's, R&W), a point
that ends no sentence (school.nl, 9.30) and, between digits, a comma, colon or slash (1,5; 10:30; 2024/2025). A hyphen
before or behind it is part of it (taal-, -lunch); so are a plus behind it (BSO+), a point behind it that ends no
sentence (begel. lln), the apostrophe of 's and 't, and the last point of single letters with points (o.a.). `&` alone
is a word. All else parts words: ontbijt/lunch, ouder(s).
"""

import re

_LETTER = r"[^\W_]"
_DOTTED = rf"(?:[^\W\d_]\.){{2,}}(?!{_LETTER})"
_CLIPPED = r"(?<!\w)['’‘`][stnmkr](?!\w)"  # 's ochtends, in 't park
_POINT = r"\.(?!(?<=[a-zà-öø-ÿ]\.)[A-ZÀ-ÖØ-Þ])"  # not that of "klaar.De"
_INSIDE = rf"(?:[-'’‘`´&@]|{_POINT}|(?<=\d)[,:/](?=\d))"
_CUT = r"(?<=[^\W\d_])\.(?=[,;:/)]|[ ]?(?:[+=>]|->)|[ ][a-zà-öø-ÿ0-9(&])"  # begel. lln
_BEHIND = rf"(?:-|(?<=[^\W\d_])\+|{_CUT})?"
_WORD = rf"{_DOTTED}|-?{_LETTER}+(?:{_INSIDE}{_LETTER}+)*{_BEHIND}|{_CLIPPED}|&"

WORD = re.compile(_WORD)
MARK = re.compile(r"[;()]|[,:](?!(?<=\d.)\d)|(?<!\S)[–—-]|(?<!\w)[–—-](?!\S)|[–—](?!\S)")  # "taal-" is a word
END = re.compile(r"([.!?…]+)([’”\"')»\]‘`]*)(\s*)(?=(\S))")  # mark, closing quotes, space, what follows
BULLETS = "●•▪‣"
BULLET = re.compile(rf"[{BULLETS}]")
