"""The study's status cues, on invented sentences: what stands between brackets is asked for its status."""

import re
from pathlib import Path

import pytest

from aanbod.codebook.load import load_codebook
from aanbod.coding.coder import RuleCoder
from aanbod.coding.language import load_dutch

ROOT = Path(__file__).parents[2]
CODES = """\
categories:
  - id: a.b
    label: B
    codes:
      - id: a.b.c
        label: C
        keywords: [taalles, ouderkamer, huiswerkklas, fietscursus, schoolontbijt, weggeefwinkel, brugsubsidie]
"""
EXPECTED = """
gerealiseerd | We hebben een [ouderkamer].
gerealiseerd | De [taallessen] lopen sinds dit jaar goed.
gerealiseerd | Elke week is er [huiswerkklas].
gerealiseerd | De [fietscursus] is dit najaar gestart.
gerealiseerd | De [huiswerkklas] bestaat niet alleen uit rekenen.
gerealiseerd | Er is een [ouderkamer], maar er is nog geen tuin.
gerealiseerd | We hebben geen tuin, maar wel een [ouderkamer].
gerealiseerd | De [taalles] is niet meer weg te denken.
gerealiseerd | Zonder de [weggeefwinkel] zouden gezinnen het niet redden.
gerealiseerd | De [huiswerkklas] is al jaren een succes en wordt goed bezocht.
gerealiseerd | Wie wil, kan naar de [huiswerkklas].
gerealiseerd | Kinderen die willen, gaan naar de [huiswerkklas].
gepland | Volgend schooljaar starten we met een [fietscursus].
gepland | We gaan in september een [ouderkamer] inrichten.
gepland | De [weggeefwinkel] is in voorbereiding.
gepland | De school is van plan om [taallessen] te geven.
gepland | Er komt een [ouderkamer].
gepland | Er komt na de zomer een [ouderkamer].
gepland | De aanvraag voor de [brugsubsidie] wordt dit voorjaar ingediend.
gepland | Vanaf januari wordt er [schoolontbijt] gegeven.
gepland | We willen dit jaar een [fietscursus] beginnen.
gewenst | De school zou graag een [ouderkamer] willen.
gewenst | We willen een [weggeefwinkel].
gewenst | Er is behoefte aan [taallessen].
gewenst | Een wens is een [fietscursus] voor moeders.
gewenst | We bieden nog geen [taalles], maar willen dat wel.
gewenst | Er is nog geen [ouderkamer], maar die is wel gewenst.
gewenst | De ouders vragen om een [fietscursus].
gewenst | Het team droomt van een [ouderkamer].
gewenst | Een [ouderkamer] staat hoog op de verlanglijst.
uitgevallen | De [ouderkamer] is gestopt.
uitgevallen | De [fietscursus] is niet van de grond gekomen.
uitgevallen | De [brugsubsidie] is niet toegekend.
uitgevallen | De aanvraag voor de [brugsubsidie] is afgewezen.
uitgevallen | [Taallessen] geven we niet meer.
uitgevallen | De [huiswerkklas] ging wegens ziekte niet door.
uitgevallen | Het is niet gelukt om een [ouderkamer] te beginnen.
uitgevallen | We zijn met de [taallessen] gestopt.
uitgevallen | De [fietscursus] is door gebrek aan vrijwilligers weggevallen.
uitgevallen | Door ziekte viel de [taalles] uit.
- | Wij bieden geen [taalles] aan.
- | Er is geen [ouderkamer].
- | De school heeft geen [weggeefwinkel] of [ouderkamer].
- | We doen niet aan [huiswerkklas].
- | Een [fietscursus] hebben we niet.
- | Een [ouderkamer] is er niet.
"""


@pytest.fixture(scope="module")
def coder(tmp_path_factory: pytest.TempPathFactory) -> RuleCoder:
    folder = tmp_path_factory.mktemp("codebook")
    for name in ("codebook.yaml", "status.yaml"):
        text = (ROOT / "codebook" / "afs" / name).read_text(encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "codes.yaml").write_text(CODES, encoding="utf-8")
    return RuleCoder(load_codebook(folder), load_dutch())


@pytest.mark.parametrize("line", EXPECTED.strip().splitlines())
def test_the_status_of_a_sentence(line: str, coder: RuleCoder) -> None:
    expected, marked = line.split(" | ")
    asked = len(re.findall(r"\[", marked))
    assert asked, "the line marks no words"
    codings = coder.code(re.sub(r"[\[\]]", "", marked))
    assert {coding.status for coding in codings} == ({expected} - {"-"})


def test_a_heading_and_a_list_introduction_carry_over(coder: RuleCoder) -> None:
    text = "## Wensen\n\n- een ouderkamer\n\n## Wat er is\n\nGestopt is dit jaar:\n- de huiswerkklas\n\n- taallessen\n"
    assert [coding.status for coding in coder.code(text)] == ["gewenst", "uitgevallen", "uitgevallen"]


def test_the_head_of_a_table_column_carries_over(coder: RuleCoder) -> None:
    text = "| Loopt | Gepland |\n| ouderkamer | taallessen |\n"
    assert [(text[c.start : c.end], c.status) for c in coder.code(text)] == [
        ("ouderkamer", "gerealiseerd"),
        ("taallessen", "gepland"),
    ]


def test_the_cue_stands_in_the_evidence(coder: RuleCoder) -> None:
    [coding] = coder.code("De ouderkamer is vorig jaar gestopt.")
    assert coding.evidence.cue_rule.startswith("uitgevallen: ")
    assert "gestopt" in [words.text for words in coding.evidence.cue_words]
