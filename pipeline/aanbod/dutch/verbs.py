"""Dutch verbs: the forms of an infinitive, regular by rule, irregular by a table of the language."""

import re
from functools import cache

from aanbod.dutch.spelling import VOWELS, closed_syllable

# infinitive: past singular, past plural, participle; compounds follow by their right part
_STRONG = """
bakken bakte bakten gebakken|beginnen begon begonnen begonnen|begrijpen begreep begrepen begrepen
bieden bood boden geboden|bidden bad baden gebeden|bijten beet beten gebeten|binden bond bonden gebonden
blijven bleef bleven gebleven|breken brak braken gebroken|brengen bracht brachten gebracht
buigen boog bogen gebogen|denken dacht dachten gedacht|doen deed deden gedaan|dragen droeg droegen gedragen
drinken dronk dronken gedronken|duiken dook doken gedoken|dwingen dwong dwongen gedwongen|eten at aten gegeten
gaan ging gingen gegaan|genezen genas genazen genezen|genieten genoot genoten genoten|geven gaf gaven gegeven
grijpen greep grepen gegrepen|hangen hing hingen gehangen|hebben had hadden gehad|heffen hief hieven geheven
helpen hielp hielpen geholpen|houden hield hielden gehouden|kiezen koos kozen gekozen|kijken keek keken gekeken
klimmen klom klommen geklommen|klinken klonk klonken geklonken|komen kwam kwamen gekomen
kopen kocht kochten gekocht|krijgen kreeg kregen gekregen|kunnen kon konden gekund|laten liet lieten gelaten
lezen las lazen gelezen|liggen lag lagen gelegen|lijden leed leden geleden|lopen liep liepen gelopen
moeten moest moesten gemoeten|mogen mocht mochten gemogen|nemen nam namen genomen|rijden reed reden gereden
roepen riep riepen geroepen|scheppen schiep schiepen geschapen|schenken schonk schonken geschonken
schrijven schreef schreven geschreven|schrikken schrok schrokken geschrokken
schuiven schoof schoven geschoven|slaan sloeg sloegen geslagen|slapen sliep sliepen geslapen
sluiten sloot sloten gesloten|snijden sneed sneden gesneden|spreken sprak spraken gesproken
springen sprong sprongen gesprongen|staan stond stonden gestaan|steken stak staken gestoken
sterven stierf stierven gestorven|stijgen steeg stegen gestegen|strijden streed streden gestreden
treden trad traden getreden|treffen trof troffen getroffen|trekken trok trokken getrokken
vallen viel vielen gevallen|vangen ving vingen gevangen|varen voer voeren gevaren|vechten vocht vochten gevochten
verdwijnen verdween verdwenen verdwenen|vergeten vergat vergaten vergeten|verliezen verloor verloren verloren
vinden vond vonden gevonden|vliegen vloog vlogen gevlogen|vragen vroeg vroegen gevraagd
wassen waste wasten gewassen|wegen woog wogen gewogen|werpen wierp wierpen geworpen|werven wierf wierven geworven
weten wist wisten geweten|wijzen wees wezen gewezen|willen wilde wilden gewild|winnen won wonnen gewonnen
worden werd werden geworden|zeggen zei zeiden gezegd|zenden zond zonden gezonden|zien zag zagen gezien
zijn was waren geweest|zingen zong zongen gezongen|zinken zonk zonken gezonken|zitten zat zaten gezeten
zoeken zocht zochten gezocht|zullen zou zouden gezuld|zwemmen zwom zwommen gezwommen|zwijgen zweeg zwegen gezwegen
"""
_PRESENT = {
    "gaan": ("ga", "gaat", "gaande"),
    "staan": ("sta", "staat", "staande"),
    "slaan": ("sla", "slaat"),
    "doen": ("doe", "doet"),
    "zien": ("zie", "ziet"),
    "zijn": ("ben", "bent", "is", "zijnde"),
    "hebben": ("heb", "hebt", "heeft"),
    "kunnen": ("kan", "kunt", "kon"),
    "willen": ("wil", "wilt", "wou", "wouden"),
    "zullen": ("zal", "zult"),
    "mogen": ("mag", "moogt"),
    "komen": ("kom", "komt"),
}
_IRREGULAR = {
    line.split()[0]: tuple(line.split()[1:]) for row in _STRONG.strip().splitlines() for line in row.split("|")
}
PARTICLES = [
    "aan",
    "achter",
    "af",
    "bij",
    "binnen",
    "deel",
    "dicht",
    "door",
    "in",
    "kennis",
    "klaar",
    "kwijt",
    "langs",
    "los",
    "mee",
    "mede",
    "na",
    "neer",
    "om",
    "op",
    "open",
    "over",
    "plaats",
    "rond",
    "samen",
    "stil",
    "tegen",
    "terecht",
    "terug",
    "thuis",
    "toe",
    "uit",
    "vast",
    "voor",
    "voort",
    "weg",
]
_UNSTRESSED = (
    "be",
    "ge",
    "her",
    "ver",
    "ont",
    "er",
    "onder",
    "over",
    "voor",
    "door",
    "om",
    "vol",
    "mis",
)


@cache
def split_verb(verb: str) -> tuple[str, str] | None:
    """A separable verb as (particle, rest), `meekijken` → (`mee`, `kijken`); None for any other word."""
    for particle in sorted(PARTICLES, key=len, reverse=True):
        rest = verb[len(particle) :]
        if verb.startswith(particle) and len(rest) > 3 and _looks_like_verb(rest):
            return particle, rest
    return None


def _looks_like_verb(word: str) -> bool:
    return word in _IRREGULAR or (
        word.endswith("en")
        and bool(re.match(rf"[^{VOWELS}]|[aeiou]", word))
        and bool(re.search(rf"[{VOWELS}]", word[:-2]))
        and not re.search(r"(?:heden|ingen|issen|eiten|ieten|uren|gen?oten)$", word)
    )


@cache
def verb_forms(verb: str) -> frozenset[str]:
    """Every form of an infinitive, the joined forms of a separable verb too; overgenerates harmlessly."""
    if parts := split_verb(verb):  # with the stress elsewhere it may be one word: investeren, overleggen
        particle, rest = parts
        joined = {particle + form for form in verb_forms(rest)} | {particle + "te" + rest, particle + "tekunnen" + rest}
        return frozenset(joined | _joined_forms(verb))
    return frozenset(_joined_forms(verb))


def _joined_forms(verb: str) -> set[str]:
    forms = {verb, verb + "d", verb + "de", *_PRESENT.get(verb, ())}
    if not verb.endswith("en"):
        return forms | _irregular(verb)
    for stem in _stems(verb[:-2]):
        forms |= {stem, stem if stem.endswith("t") else stem + "t"}
        if not (irregular := _irregular(verb)):
            forms |= _weak(verb, stem)
    return forms | irregular


def _stems(open_stem: str) -> set[str]:
    """`organiser` is organiseer, `luister` luister: only the stress tells, so both are made."""
    stem = closed_syllable(open_stem)
    doubled = re.sub(rf"(?<![{VOWELS}])e([lnrm])$", r"ee\1", stem)
    return {stem, doubled}


def _weak(verb: str, stem: str) -> set[str]:
    voiceless = verb[-3] in "tkfsxp" or verb.endswith("chen")
    dental = "t" if voiceless else "d"
    end = stem if stem.endswith(dental) else stem + dental
    made = {stem + dental + "e", stem + dental + "en"} | _participles("ge" + end)
    return made | (_participles(end) if verb.startswith(_UNSTRESSED) else set())


def _irregular(verb: str) -> set[str]:
    """Past and participle of a strong verb, also behind an unstressed prefix: verwijzen, verwees, verwezen."""
    if verb in _IRREGULAR:
        past, plural, participle = _IRREGULAR[verb]
        return {past, plural} | _participles(participle)
    for prefix in _UNSTRESSED:
        if verb.startswith(prefix) and (parts := _IRREGULAR.get(verb[len(prefix) :])):
            past, plural, participle = parts
            return {prefix + past, prefix + plural} | _participles(prefix + participle.removeprefix("ge"))
    return set()


def _participles(participle: str) -> set[str]:
    return {participle} if participle.endswith("en") else {participle, participle + "e"}
