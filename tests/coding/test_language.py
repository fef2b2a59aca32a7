"""A trained pipeline adds lemmas; here one is made, with a table of two lemmas."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch

CODES = "categories: [{id: a.b, label: B, codes: [{id: a.b.c, label: C, keywords: [brood, lopen]}]}]"


@pytest.fixture
def pipeline(tmp_path: Path) -> str:
    import spacy  # takes a second
    from spacy.lookups import Lookups

    lookups = Lookups()
    lookups.add_table("lemma_lookup", {"bolletjes": "brood", "gekuierd": "lopen"})
    nlp = spacy.blank("nl")
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"}).initialize(lookups=lookups)  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "nl_klein")
    return str(tmp_path / "nl_klein")


def test_lemmas_of_a_trained_pipeline_count(pipeline: str, write_codebook: Callable[..., Path]) -> None:
    codebook = load_codebook(write_codebook(CODES))
    text = "Er zijn bolletjes. Er is gekuierd."
    assert RuleCoder(codebook, load_dutch()).code(text) == []
    trained = RuleCoder(codebook, load_dutch(pipeline))
    assert [coding.evidence.words[0].text for coding in trained.code(text)] == ["bolletjes", "gekuierd"]
    assert trained.pipeline_name != RuleCoder(codebook, load_dutch()).pipeline_name


def test_a_pipeline_that_is_not_installed_is_named_and_not_needed() -> None:
    dutch = load_dutch("nl_core_nowhere")
    assert (dutch.trained, dutch.missing) == ("", "nl_core_nowhere")


def test_texts_are_coded_without_spacy_and_the_cached_codebook_gives_the_same(
    write_codebook: Callable[..., Path], tmp_path: Path
) -> None:
    """A fresh process each: the first compiles the codebook, the second reads it from the cache."""
    program = (
        "import sys; from pathlib import Path; from aanbod.codebook.load import load_codebook\n"
        "from aanbod.coding.coder import RuleCoder; from aanbod.coding.language import load_dutch\n"
        "coder = RuleCoder(load_codebook(Path(sys.argv[1])), load_dutch())\n"
        "print([name for name in ('spacy', 'sqlalchemy') if name in sys.modules], coder.code(sys.argv[2]))"
    )
    text = "Elke week is er brood. Tien moeders zijn gaan lopen. Zij hebben vaker gelopen."
    environment = os.environ | dict.fromkeys(("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"), str(tmp_path))
    command = [sys.executable, "-c", program, str(write_codebook(CODES)), text]
    runs = [subprocess.run(command, env=environment, capture_output=True, text=True, check=True) for _ in range(2)]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.startswith("[] [Coding(") and runs[0].stdout.count("Coding(") == 3
    assert len(list(tmp_path.rglob("keywords-*.json"))) == 1


def test_words_joined_by_a_slash_or_bracket_are_apart() -> None:
    words = [
        token.text for token in load_dutch().nlp("ontbijt/lunch voor ouder(s) en taal- en fietsles, o.a. bijv. NT2-les")
    ]
    assert words == [
        *("ontbijt", "/", "lunch", "voor", "ouder", "(", "s", ")", "en", "taal-", "en", "fietsles"),
        *(",", "o.a.", "bijv.", "NT2-les"),
    ]
