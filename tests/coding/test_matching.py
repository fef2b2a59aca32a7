"""What a keyword meets, one line for each feature: keyword | sentence; [words] that are met, no brackets: no match."""

import re
from collections.abc import Callable

import pytest

from aanbod.coding.coder import RuleCoder

MakeCoder = Callable[..., RuleCoder]
GROUPS = """\
word_groups: {ouders: [ouder, vader, moeder], vaak: [wekelijks, elke week]}
abbreviations: {lln: [leerlingen], oud.: [ouders], ocht: [ochtend], wo: [woensdag], afgel.: [afgelopen]}
"""

MEETS = """
ouderkamer | Er zijn twee [ouderkamers] in het gebouw.
ouderkamer | De [Ouder-kamer] is open.
ouderkamer | De [ouder kamer] is open.
ouderkamer | De kamer van de ouder is open.
ouder | De ouderkamer is open.
ouder* | De [ouderkamer] is open.
*les | Er zijn [taallessen] en [fietslessen].
*spreekuur* | De [inloopspreekuurtijden] staan op het bord.
ouder*kamer | Er zijn twee [oudercontactkamers].
taalles | Er zijn [taal-] en fietslessen.
taalles | Er zijn [taal-], kook- en fietslessen.
schoollunch | De kinderen krijgen schoolontbijt of [-lunch].
lunch | Ze krijgen ontbijt/[lunch].
meekijken | Ouders [kijken] in de klas [mee].
meekijken | Ouders mogen [meekijken] en hebben [meegekeken].
meekijken | Ze komen om [mee] te [kijken].
samen eten | Wij hebben [samen] [gegeten].
samen eten | Wij willen samen met hen eten.
samen .. eten | Wij willen [samen] met hen [eten].
samen .. eten | Wij willen samen met hen en alle buren uit de straat eten.
samen ... eten | Wij willen [samen] met hen en alle buren uit de straat [eten].
(koken|samen eten) | Wij [koken] en gaan [samen] [eten].
(de)? koffieochtend | Bij [de] [koffieochtend].
@vaak koken | Er wordt [elke] [week] [gekookt].
training & @ouders | Er is een [training] voor moeders.
training & @ouders | Er is een training voor het team.
training ! @ouders | Er is een training voor moeders.
training ! @ouders | Er is een [training] voor het team.
training && @ouders | Moeders komen. Er is een [training].
training & @ouders | Moeders komen. Er is een training.
training !! @ouders | Moeders komen. Er is een training.
=BEN | Wij werken samen met [BEN].
=BEN | Ik ben er, en Ben ook.
=BEN | De [BEN-medewerker] komt.
=Ben in de Buurt | Met [Ben] [in] [de] [Buurt] gaat het goed.
=Ben in de Buurt | Ben in de buurt is er niet.
rots en water | De training [Rots] [&] [Water].
financieel | Er is [financiële] en [financiele] hulp.
organiseren | De school [organiseert] iets.
leerling & begeleiding | Voor 12 [lln.] is er begeleiding.
leerling | Alle [lln] doen mee.
ouder | Twee keer gepraat met [oud.] en team.
ouder | Het is oud en mooi.
koffieochtend | De [koffie-ocht.] is elke week.
koffieochtend | De [koffie-ocht.] 1e week is vol.
woensdagmiddag | Elke [wo-middag] is er les.
begeleiding | Extra [begel.] lln loopt.
begeleiding | De begel is vol.
jeugdverpleegkundige | De [jeugdverpl.] komt, samen met BEN.
sollicitatietraining | De [soll.training] is in mei.
(afgelopen|afgelast) | De les was [afgel.] week.
(uitgeleend|uitgeloot) | Er zijn 12 boeken uitgel. aan lln.
doelgericht | Het doel. het plan en de rest.
"""


@pytest.mark.parametrize("line", MEETS.strip().splitlines())
def test_a_keyword_meets_these_words(line: str, make_coder: MakeCoder) -> None:
    keyword, marked = line.split(" | ")
    text = re.sub(r"[\[\]]", "", marked)
    coder = make_coder(
        f"{GROUPS}categories: [{{id: a.b, label: B, codes: [{{id: a.b.c, label: C, keywords: ['{keyword}']}}]}}]"
    )
    met = {words.text for coding in coder.code(text) for words in coding.evidence.words}
    found = {
        text[f.sentence.starts[a] : f.sentence.ends[b - 1]]
        for f in coder.findings(text)
        if not f.dropped
        for a, b in f.match
    }
    expected = {part for span in re.findall(r"\[(.*?)\]", marked) for part in [span]}
    assert found == expected
    assert met <= found


def test_unless_masks_the_words_it_covers(make_coder: MakeCoder) -> None:
    coder = make_coder(
        "categories: [{id: a.b, label: B, codes: "
        "[{id: a.b.c, label: C, keywords: [gezond*], unless: [gezonde schooltijd]}]}]"
    )
    assert coder.code("Een gezonde schooltijd is fijn.") == []
    assert len(coder.code("Een gezonde schooltijd met gezond eten.")) == 1


def test_unless_with_a_condition_masks_only_where_it_holds(make_coder: MakeCoder) -> None:
    coder = make_coder(
        "categories: [{id: a.b, label: B, codes: "
        "[{id: a.b.c, label: C, keywords: [fietsen], unless: [leren fietsen & examen, 'fietsen ! (leren|wij)']}]}]"
    )
    assert len(coder.code("Moeders leren fietsen.")) == 1
    assert coder.code("Leerlingen leren fietsen voor hun examen.") == []
    assert coder.code("Zij fietsen.") == []
    assert len(coder.code("Wij fietsen.")) == 1


def test_the_longest_partner_wins_and_a_code_may_yield(make_coder: MakeCoder) -> None:
    coder = make_coder(
        """
categories:
  - id: p.a
    label: A
    partners:
      - {name: Buurt, keywords: [buurt]}
      - {name: Ben in de Buurt, keywords: [ben in de buurt]}
  - id: c.a
    label: C
    codes:
      - {id: c.a.loket, label: L, keywords: ['*loket'], yields_to: [c.a.punt]}
      - {id: c.a.punt, label: P, keywords: [serviceloket]}
"""
    )
    assert [c.partner for c in coder.code("Wij werken met Ben in de buurt.")] == ["Ben in de Buurt"]
    assert [c.code for c in coder.code("Het serviceloket is open.")] == ["c.a.punt"]
    assert [c.code for c in coder.code("Het loket naast het serviceloket is open.")] == ["c.a.loket", "c.a.punt"]


def test_an_expert_writes_a_spacy_pattern(make_coder: MakeCoder) -> None:
    coder = make_coder(
        "categories: [{id: a.b, label: B, codes: "
        "[{id: a.b.c, label: C, keywords: [{spacy: [{LOWER: kamer}, {IS_DIGIT: true}]}]}]}]"
    )
    [coding] = coder.code("Kom naar kamer 12. Of naar kamer twaalf.")
    assert [words.text for words in coding.evidence.words] == ["kamer", "12"]
