"""An edit touches every text in which the rules find something else than before; and few others."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aanbod import caching
from aanbod.codebook.model import Code, Codebook, Cue, Keyword
from aanbod.coding.coder import RuleCoder
from aanbod.coding.edits import edit_between
from aanbod.coding.language import load_dutch

WRITTEN = """\
ouder moeder vader fietsles fietscursus taalles taal- -les koffie ochtend koffieochtend koffieochtent knutselclub
knutselklub knutselclb Kansfonds Kansfons koken kookt mee meekoken niet geen wij wensen graag begel. begeleiding begel
themabijeenkomst themabijenkomst weekendfietscursus lln. lln leerling gekookt de school elders en of ouderka- mer
ouderkamer. teken. tekening Grootmoeder zwemmen zwemt ; , :
"""
KEYWORDS = [
    *("fietscursus", "*les", "taalles", "koffieochtend", "knutselclub", "knutselklub", "=Kansfonds", "kans*"),
    *(
        "koken & @ouders",
        "meekoken",
        "begeleiding",
        "begeleider",
        "themabijeenkomst",
        "leerling .. koken",
        "ouderkamer",
    ),
    *("zwemmen ! @ouders", "moeder ... fietsles", "grootmoeder", "zwem*", "koffieochtent", "wij .. koken", "school"),
    *("school knutselklub", "school kansfons", "wij koffieochtent", "tekening", "school tekenaar"),
]
GROUPS = {"ouders": ("ouder", "moeder", "vader")}
CUES = ["niet", "geen", "graag", "wensen", "elders"]
FILLING = [f"vulwoord{letter}{other}" for letter in "abcdefghij" for other in "abcdefghijklmnopqrstuvwxyz"]


@pytest.fixture(autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        made = tmp_path_factory.mktemp("cache")
        patch.setattr(caching, "cache_folder", lambda: made)
        yield


def keyword(text: str) -> Keyword:
    return Keyword(text, "", (), "c.yaml", 1)


def study(
    afs: Codebook, keywords: list[str], cues: list[str], unless: list[str], groups: dict[str, tuple[str, ...]] = GROUPS
) -> Codebook:
    """Each keyword a code of its own, every second one also of the first code; much else that stays as it is."""
    codes = [Code(f"c.{text}", text, "c", keywords=(keyword(text),)) for text in [*keywords, *FILLING]]
    codes[0] = replace(codes[0], keywords=(*codes[0].keywords, *map(keyword, keywords[2::2])))
    codes[-1] = replace(codes[-1], keywords=(keyword("moeder"),), unless=tuple(map(keyword, unless)))
    return replace(
        afs,
        id="edits",
        categories=(replace(afs.categories[0], codes=tuple(codes)),),
        cues=tuple(Cue(keyword(text), "negatie", "gewenst" if text == "graag" else "") for text in cues),
        word_groups=groups,
        abbreviations={"lln.": ("leerling",)},
        **dict.fromkeys(("borders", "comma_borders", "clause_verbs", "back_references", "false_cues"), ()),
        **dict.fromkeys(("own", "false_own", "takes_over", "points_there", "subordinators", "relatives"), ()),
    )


def chosen(among: list[str]) -> st.SearchStrategy[list[str]]:
    return st.sets(st.sampled_from(among), max_size=8).map(lambda found: sorted(found, key=among.index))


TEXTS = st.lists(
    st.lists(st.sampled_from(WRITTEN.split()), min_size=1, max_size=7).map(
        lambda words: " ".join(words).capitalize() + "."
    ),
    min_size=1,
    max_size=3,
).map(" ".join)
STUDIES = st.tuples(chosen(KEYWORDS), chosen(CUES), chosen(["moeder kookt", "moeder & koken"]))


@settings(max_examples=150, deadline=None)
@given(old=STUDIES, new=STUDIES, texts=st.lists(TEXTS, min_size=1, max_size=6))
@example(  # what was an error for one word is another by now
    old=(["knutselclub"], [], []),
    new=(["knutselclub", "school knutselklub"], [], []),
    texts=["De knutselklub.", "De knut- selklub."],
)
@example(  # what was cut off may be two words by now
    old=(["tekening"], [], []), new=(["tekening", "school tekenaar"], [], []), texts=["De teken. hangt."]
)
@example(  # or three
    old=(["tekening"], [], []),
    new=(["tekening", "school tekenaar", "school tekenezel"], [], []),
    texts=["De teken. hangt."],
)
@example(  # a name is not misspelt where it is something else
    old=(["=Kansfonds"], [], []), new=(["=Kansfonds", "school kansfons"], [], []), texts=["Het Kansfons."]
)
@example(
    old=(["fietscursus"], [], []), new=(["fietscursus"], ["geen"], []), texts=["Geen fietscursus.", "Fietscursus."]
)
def test_in_other_texts_the_rules_find_what_they_found(
    afs: Codebook,
    old: tuple[list[str], list[str], list[str]],
    new: tuple[list[str], list[str], list[str]],
    texts: list[str],
) -> None:
    before, now = study(afs, *old), study(afs, *new)
    edit = edit_between(before, now)
    if edit is None:
        return
    coders = RuleCoder(before, load_dutch()), RuleCoder(now, load_dutch())
    for text in texts:
        if not edit.touches(text):
            assert coders[0].code(text) == coders[1].code(text)
