"""The engine finds what the slow reference finds, on a text of the sample study and on made-up texts."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import Codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch
from aanbod.coding.passages import passages
from tests.coding.reference import Found, Reference

ROOT = Path(__file__).parents[2]
TEXTS = ["2024-focusgroep-de-bonte-kade-ouders.txt"]
SO_MUCH = 1200  # characters: the reference is slow
STUDY = """\
codebook: {id: proef, title: Proef, case_label: school, case_label_plural: scholen}
default_status: gerealiseerd
statuses: [{id: gerealiseerd, label: Gerealiseerd}]
word_groups: {ouders: [ouder, vader, "groot .. moeder"], vaak: [wekelijks, elke week]}
categories:
  - id: a.b
    label: B
    codes:
      - {id: a.b.a, label: A, keywords: [taalles, "*les & @ouders", fietscursus], unless: [fietscursus .. leraar]}
      - {id: a.b.b, label: B, keywords: [samen .. eten, "samen ... eten", meekijken, "(de)? ouderkamer ! @vaak"]}
      - {id: a.b.c, label: C, keywords: ["ouder* && (koken|samen eten)", "koken !! week", "~wil (niet|nog)? leren"]}
      - {id: a.b.d, label: D, keywords: ["ouder*kamer", "*spreekuur*", rots en water, "=Ben in de Buurt", "=b.s.o."]}
      - {id: a.b.e, label: E, keywords: ["@ouders (koken|meekijken) .. (@vaak|de week)", themabijeenkomst, =Kansfonds]}
"""
WORDS = [
    "taalles",
    "taallessen",
    "taal-",
    "taal",
    "-les",
    "fietslessen",
    "kookles",
    "les",
    "ouder",
    "ouders",
    "ouderkamer",
    "ouder-kamertje",
    "oudercontactkamers",
    "ouder",
    "kamer",
    "vader",
    "vaders",
    "Vader",
    "groot",
    "moeder",
    "grootmoeder",
    "samen",
    "eten",
    "gegeten",
    "eet",
    "meekijken",
    "kijken",
    "mee",
    "meegekeken",
    "koken",
    "gekookt",
    "wekelijks",
    "elke",
    "week",
    "de",
    "en",
    "of",
    "met",
    "wil",
    "niet",
    "nog",
    "leren",
    "inloopspreekuurtijden",
    "rots",
    "&",
    "water",
    "Ben",
    "in",
    "de",
    "Buurt",
    "ben",
    "BEN",
    "b.s.o.",
    "bso",
    "BSO",
    "fietscursus",
    "weekendfietscursus",
    "leraar",
    "themabijeenkomstn",
    "thema-bijeenkomst",
    "Kansfondss",
    "kansfonds",
    "het",
    "12",
    "gaat",
]
MARKS = st.sampled_from(
    [" ", " ", " ", " ", ", ", "; ", " – ", ": ", "/", " (", ") ", "-", ". ", "! ", "\n", "\n- ", ":\n- "]
)


def found(coder: RuleCoder, text: str) -> list[tuple[Found, Found, Sequence[str]]]:
    """For each passage what the engine finds, with its folded conditions and without, and its words."""
    every = []
    for passage in passages(text, coder._reader, coder._dutch):
        folded, plain = (
            {
                (finding.code.id, finding.code.partner, finding.keyword.text, finding.match)
                for finding in coder._met(passage, selection)
                if not finding.dropped
            }
            for selection in (coder._coding, coder._explaining)
        )
        every.append((folded, plain, passage.sentence.words))
    return every


def expected(reference: Reference, coder: RuleCoder, text: str) -> list[Found]:
    return [
        reference.found(passage.sentence, [other.sentence for other in passage.around])
        for passage in passages(text, coder._reader, coder._dutch)
    ]


def agree(coder: RuleCoder, reference: Reference, text: str) -> None:
    for (folded, plain, words), known in zip(found(coder, text), expected(reference, coder, text), strict=True):
        assert folded == known, words
        assert plain == known, words


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> tuple[RuleCoder, Reference]:
    folder = tmp_path_factory.mktemp("codebook")
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    codebook = load_codebook(folder)
    return RuleCoder(codebook, load_dutch()), Reference(codebook)


@pytest.mark.parametrize("name", TEXTS)
def test_texts_of_the_sample_study(name: str, afs: Codebook, afs_coder: RuleCoder, afs_reference: Reference) -> None:
    text = (ROOT / "transcripts" / name).read_text(encoding="utf-8")[:SO_MUCH]
    assert len(afs_coder.code(text)) > 3
    agree(afs_coder, afs_reference, text)


@pytest.fixture(scope="module")
def afs_reference(afs: Codebook) -> Reference:
    return Reference(afs)


@settings(max_examples=300, deadline=None)
@given(pieces=st.lists(st.tuples(st.sampled_from(WORDS), MARKS), min_size=1, max_size=25))
def test_texts_made_of_the_words_of_a_codebook(
    study: tuple[RuleCoder, Reference], pieces: list[tuple[str, str]]
) -> None:
    agree(*study, "".join(word + mark for word, mark in pieces))


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_texts_made_of_the_words_of_the_study(
    afs_coder: RuleCoder, afs_reference: Reference, data: st.DataObject
) -> None:
    """Words as the codebook of the sample study writes them, in other orders, joined, inflected and misspelled."""
    forms = data.draw(st.lists(st.sampled_from(afs_reference.some_forms), min_size=3, max_size=12))
    marks = data.draw(st.lists(MARKS, min_size=len(forms), max_size=len(forms)))
    agree(afs_coder, afs_reference, "".join(form + mark for form, mark in zip(forms, marks, strict=True)))
