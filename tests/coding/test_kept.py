"""A codebook that was compiled before and edited since codes as one that is compiled anew."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aanbod import caching
from aanbod.codebook.model import Code, Codebook, Keyword
from aanbod.coding import coder, compiling, kept
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.errors import FaultsError

TEXT = """\
De ouderkamer is open en er is een vertelkamer. Wij geven taallessen, ook een fietscursus voor moeders en een
weekendfietscursus. De themabijenkomst was vol; de zwemgroep zwemt elke week. Met het Kansfondss eten wij samen.
Grootmoeders lezen wekelijks voor. Er komt een knutselclub. De ochtendbijeenkomt ging over rekenen en schrijven.
Een tweede sportcursus begint. Vaders lassen en timmeren, timmerlessen zijn er ook. Fietscursusssen bestaan niet.
"""
POOL = [
    *("ouderkamer", "*kamer", "taalles", "*les & @ouders", "fietscursus", "themabijeenkomst", "zwemmen .. week"),
    *("=Kansfonds", "samen eten", "voorlezen", "grootmoeder .. lezen", "knutselclub", "ochtendbijeenkomst", "@vaak"),
    *("rekenen & schrijven", "(lassen|timmeren)", "timmerles", "sport*", "fietscursussen", "@ouders .. (lezen|lassen)"),
    *(
        "kans*",
        "knutselklub",
        "wekelijks",
        "vertelkamer ! @ouders",
        "groep",
        "zwemgroep",
        "*cursus",
        "moeder && (rekenen|lezen)",
    ),
]
GROUPS = {"ouders": ("ouder", "moeder", "vader", "@oma"), "oma": ("grootmoeder",), "vaak": ("elke week", "wekelijks")}
FILLING = [f"vulwoord{letter}{other}" for letter in "abcdefghij" for other in "abcdefghijklmnopqrst"]


@pytest.fixture(autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(caching, "cache_folder", lambda: made)
        yield made


def codebook(afs: Codebook, keywords: list[str], groups: dict[str, tuple[str, ...]] = GROUPS) -> Codebook:
    """A study of these keywords, each a code; with much else, so that they are a small part of it."""
    category = replace(
        afs.categories[0],
        codes=tuple(
            Code(f"c.{text}", text, "c", keywords=(Keyword(text, "", (), "c.yaml", 1),))
            for text in [*keywords, *FILLING]
        ),
    )
    nothing = dict.fromkeys(
        ("borders", "comma_borders", "subordinators", "clause_verbs", "back_references", "false_cues", "cues"), ()
    )
    others = dict.fromkeys(("own", "false_own", "takes_over", "points_there"), ())
    return replace(afs, id="kept", categories=(category,), word_groups=groups, **nothing, **others)


def found(rules: RuleCoder) -> list[object]:
    return [(f.code.id, f.match, f.dropped, f.sentence.start) for f in rules.findings(TEXT)]


def codes_alike(before: Codebook, now: Codebook) -> None:
    """Held against a coder for which everything is compiled."""
    kept.compiled_codebook(before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "_MOST_EDITED", 1)
        patch.setattr(kept, "compile_codebook", None)
        edited = RuleCoder(now, load_dutch())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(coder, "compiled_codebook", compiling.compile_codebook)
        anew = RuleCoder(now, load_dutch())
    assert found(edited) == found(anew)
    assert edited.code(TEXT) == anew.code(TEXT)


some_keywords = st.lists(st.sampled_from(POOL), unique=True)


@settings(max_examples=60, deadline=None)
@given(before=some_keywords, now=some_keywords)
@example(before=["knutselclub", "knutselklub"], now=["knutselklub"])  # now it is an error for the other
@example(before=["kans*", "=Kansfonds"], now=["=Kansfonds"])
@example(before=["knutselklub"], now=["knutselclub", "knutselklub"])
def test_edited_keywords(afs: Codebook, before: list[str], now: list[str]) -> None:
    codes_alike(codebook(afs, before), codebook(afs, now))


@pytest.mark.parametrize(
    "groups",
    [
        GROUPS | {"oma": ("oma",)},
        GROUPS | {"vaak": ("op .. (maandag|week)",)},
        {"ouders": ("vader",), "vaak": GROUPS["vaak"]},
    ],
)
def test_an_edited_word_group(afs: Codebook, groups: dict[str, tuple[str, ...]]) -> None:
    codes_alike(codebook(afs, POOL), codebook(afs, POOL, groups))


def test_an_edit_is_not_compiled_twice_and_its_faults_are_told(
    afs: Codebook, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.compiled_codebook(codebook(afs, POOL))
    [entry] = folder.iterdir()
    written = entry.read_bytes()
    monkeypatch.setattr(kept, "compile_codebook", None)
    kept.compiled_codebook(codebook(afs, [*POOL, "muziekles"]))
    assert entry.read_bytes() == written
    with pytest.raises(FaultsError) as caught:
        kept.compiled_codebook(codebook(afs, [*POOL, "(a|b)? (c|d)?"]))
    assert "matches everything" in str(caught.value.faults[0])


def test_many_edits_are_compiled_and_kept(afs: Codebook, folder: Path) -> None:
    kept.compiled_codebook(codebook(afs, []))
    [entry] = folder.iterdir()
    written = entry.read_bytes()
    kept.compiled_codebook(codebook(afs, POOL))
    assert entry.read_bytes() != written
