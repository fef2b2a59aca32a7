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
gerealiseerd | Er is een [huiswerkklas] als het thuis niet lukt.
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
gewenst | Wij zouden graag een plek hebben waar ouders en buren een [ouderkamer] kunnen inrichten.
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
gerealiseerd | De [ouderkamer] is niet gestopt.
gerealiseerd | Met de [huiswerkklas] zijn we nooit opgehouden.
gerealiseerd | Er gaat geen week voorbij zonder [huiswerkklas].
gerealiseerd | Na jaren wensen is de [ouderkamer] nu open.
gerealiseerd | De [fietscursus] stond lang op de wensenlijst en is in maart begonnen.
gerealiseerd | De [huiswerkklas], die eerder strandde, is weer opgepakt.
gerealiseerd | We wilden een [ouderkamer] en die is er nu.
gerealiseerd | De [taallessen] zijn na de herfstvakantie van start gegaan.
gerealiseerd | Het [schoolontbijt] gaat ook volgend jaar door.
gerealiseerd | De [taallessen] zijn niet op woensdag maar op vrijdag.
gerealiseerd | Wij hebben geen tuin, wel een [ouderkamer].
gerealiseerd | Moeders die nog nooit op een fiets zaten, volgen de [fietscursus].
gerealiseerd | Juf Karin, die eerst in Groningen werkte, leidt de [huiswerkklas].
gerealiseerd | Bijles kwam er nooit, de [huiswerkklas] wel.
gepland | Op 27 september openen we de [weggeefwinkel].
gepland | 12 maart: start [fietscursus].
gepland | Vanaf augustus geeft de school [taallessen].
gepland | De [weggeefwinkel] is nog niet open, dat gebeurt in juni.
gepland | Volgend schooljaar staan er drie nieuwe dingen in het plan: een [fietscursus], een tuin en een koor.
gepland | Een [fietscursus] zit in de pen.
gewenst | Een [weggeefwinkel], dat zou ik mooi vinden.
gewenst | Een [fietscursus] hebben we nog niet, maar die willen we wel.
gewenst | Wat ik mis is een [huiswerkklas].
gewenst | Leerlingen opperden een [huiswerkklas].
gewenst | Een andere school heeft een [ouderkamer] en dat willen wij ook.
uitgevallen | De [ouderkamer] moest wegens ruimtegebrek dicht.
uitgevallen | De [fietscursus] zou in maart beginnen, maar de docent zegde af.
uitgevallen | Onze [weggeefwinkel], waar we lang aan werkten, moest wegens ruimtegebrek dicht.
uitgevallen | Tot vorig jaar was er een [huiswerkklas].
uitgevallen | Voor de [brugsubsidie] visten we achter het net.
- | [Taallessen] geven we hier om principiële redenen niet.
- | Op de vraag naar [taallessen] zegt de directeur dat de school die niet geeft.
- | Wij doen niets met [taallessen].
- | Met een [fietscursus] hebben we nooit gewerkt.
- | Een [weggeefwinkel] ontbreekt.
- | Mijn zus werkt op een school met een [weggeefwinkel].
- | In Rotterdam krijgen kinderen elke dag [schoolontbijt].
- | Op de school van mijn nichtje hebben ze een [ouderkamer].
- | Steeds meer gemeenten hebben een [weggeefwinkel].
- | Uit onderzoek blijkt dat een [huiswerkklas] helpt.
- | Toen ik zelf op school zat, was er ook al een [huiswerkklas].
gerealiseerd | Net als andere scholen in de wijk hebben wij een [weggeefwinkel].
gerealiseerd | We zagen een [ouderkamer] bij een andere school en doen het nu zelf ook.
gerealiseerd | Uit onderzoek onder onze ouders blijkt dat de [huiswerkklas] goed bevalt.
gerealiseerd | Studenten van het ROC in Almere helpen in de [huiswerkklas].
gerealiseerd | Op elke school in Gent is [taalles], bij ons ook.
- | Wij hoorden van een [weggeefwinkel] op een school in Zwolle.
- | We bezochten een school die [taallessen] geeft.
- | Diverse scholen draaien een [ouderkamer].
- | Het lyceum om de hoek heeft een [huiswerkklas].
- | Elders hebben ze een [ouderkamer], geven ze [taalles] en delen ze [schoolontbijt] uit.
- | Een webinar ging over de [ouderkamer].
- | Mijn zusje zit op een school met een [fietscursus].
- | De buurschool heeft een [weggeefwinkel], wij niet.
gerealiseerd | Waar scholen in Breda stoppen, gaat bij ons de [huiswerkklas] door.
gerealiseerd | De [ouderkamer] van deze school lijkt op die van een school in Breda.
gepland | In Breda zagen we een [ouderkamer]; in maart openen wij er ook een.
gewenst | De buurschool heeft een [weggeefwinkel], die willen wij ook.
uitgevallen | Elders is de [weggeefwinkel] een succes, bij ons is hij na een jaar gestopt.
gerealiseerd | Als moeders geen Nederlands spreken, volgen zij de [taalles].
gerealiseerd | Omdat er thuis geen rust is, komen kinderen naar de [huiswerkklas].
gerealiseerd | Er is geen haast bij: moeders volgen de [taalles] een jaar.
gerealiseerd | Leerlingen die niet verder komen met rekenen, gaan naar de [huiswerkklas].
gerealiseerd | De [huiswerkklas] is niet meer op maandag, maar op dinsdag.
gerealiseerd | We redden het niet zonder de [huiswerkklas].
gerealiseerd | De [ouderkamer] is geen overbodige luxe.
gerealiseerd | Het is niet zo dat de [taalles] gestopt is.
gerealiseerd | Met de [weggeefwinkel] is niets mis.
gerealiseerd | Onderzoek laat zien dat taal telt, daarom geven wij [taalles].
gerealiseerd | De zaal is klein, de tuin nat: loopt door: de [huiswerkklas].
gerealiseerd | De les: wens, [ouderkamer]: loopt.
gepland | Na de zomer krijgt iedere ouder [taalles], zodat de [taalles] vol zit.
gepland | Voor een [fietscursus] ligt een aanvraag klaar.
gewenst | Een [ouderkamer] ontbreekt; de school zou die graag inrichten.
gewenst | Moeders willen een [ouderkamer], zoals ze die in Breda hebben.
uitgevallen | De [fietscursus] is na één editie niet herhaald.
uitgevallen | De [taalles] die in mei zou komen, is nooit begonnen.
uitgevallen | Aan een [fietscursus] zijn we dit jaar niet toegekomen.
uitgevallen | De [weggeefwinkel] ging in mei open en sloot na een halfjaar weer.
- | Noch een [ouderkamer], noch een [weggeefwinkel] heeft deze school ooit gekend.
- | Dat doen we niet, een [fietscursus] evenmin.
- | Het is niet zo dat wij een [weggeefwinkel] hebben.
- | Huiswerkhulp is er niet, de [huiswerkklas] is hier ver te zoeken.
- | Er is geen [taalles]: ouders gaan naar het roc.
- | Het stadsdeel opent in het najaar een [weggeefwinkel].
- | De kerk houdt zelf een [weggeefwinkel].
- | De [fietscursus] in het wijkcentrum staat los van ons als school.
- | Bij hen is elke week [huiswerkklas].
- | Een goede [huiswerkklas] begint bij rust.
- | Kinderen die naar een [huiswerkklas] gaan, halen vaker een diploma.
"""


@pytest.fixture(scope="module")
def coder(tmp_path_factory: pytest.TempPathFactory) -> RuleCoder:
    folder = tmp_path_factory.mktemp("codebook")
    for name in ("codebook.yaml", "status.yaml", "actors.yaml"):
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


def test_a_title_tells_nothing_of_a_single_item(coder: RuleCoder) -> None:
    dated = "# Verslag van 8 april\n\nDe ouderkamer is open.\n"
    contrast = "## Wat bleef, wat verdween\n\nEr zijn taallessen.\n"
    assert [coding.status for coding in coder.code(dated + contrast)] == ["gerealiseerd", "gerealiseerd"]


def test_a_question_behind_a_colon_leaves_what_stands_before_it(coder: RuleCoder) -> None:
    told = "In de taalles bespreken moeders elke week samen een vraag: wat eet je thuis?"
    asked = "Een vraag die ouders ons in het gesprek vaak stellen: is er een huiswerkklas?"
    assert [coding.evidence.words[0].text for coding in coder.code(told)] == ["taalles"]
    assert coder.code(asked) == []


def test_a_short_question_lends_its_cue_to_the_answer(coder: RuleCoder) -> None:
    assert [coding.status for coding in coder.code("Onze wens? Een ouderkamer naast de aula.")] == ["gewenst"]
    long = "Weet u nog wat de grote wens van ons allemaal was? Er is een ouderkamer naast de aula."
    assert [coding.status for coding in coder.code(long)] == ["gerealiseerd"]


def test_two_statements_on_one_code_each_keep_their_status(coder: RuleCoder) -> None:
    text = "De taalles voor moeders loopt goed, maar een taalles voor vaders willen we nog."
    assert {coding.status for coding in coder.code(text)} == {"gerealiseerd", "gewenst"}


def test_the_next_sentence_tells_what_became_of_it(coder: RuleCoder) -> None:
    [coding] = coder.code("We hadden een ouderkamer. Die is gestopt.")
    assert coding.status == "uitgevallen"
    [coding] = coder.code("We hebben een ouderkamer. Dat is een fijne plek.")
    assert coding.status == "gerealiseerd"


def test_what_is_told_of_another_school_goes_on_until_we_return(coder: RuleCoder) -> None:
    there = "Een school in Breda nodigt ouders uit. Daar is een ouderkamer. Daar is ook taalles."
    text = f"{there} Wij hebben een fietscursus."
    assert [coding.evidence.words[0].text for coding in coder.code(text)] == ["fietscursus"]


def test_a_text_set_in_a_place_tells_of_its_own_schools_there(coder: RuleCoder) -> None:
    told = "In Breda is een weggeefwinkel."
    at_home = f"Breda doet mee. Er is veel gebeurd.\n\n{told}\n\nOok volgend jaar blijft de gemeente Breda betalen."
    assert coder.code(told) == []
    assert [coding.status for coding in coder.code(at_home)] == ["gerealiseerd"]


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
