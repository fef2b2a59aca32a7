import pytest

from aanbod.transcripts.hyphens import Spellings


def joined(left: str, right: str, *elsewhere: str) -> str:
    return Spellings([left, right, *elsewhere]).join(left, right)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("het aller-", "leukste plein", "het allerleukste plein"),
        ("Onder-", "wijs, dus", "Onderwijs, dus"),
        ("(voor-", "lezen)", "(voorlezen)"),
        ("JEUGD-", "SOOS", "JEUGDSOOS"),
        ("ge-", "interesseerd", "geïnteresseerd"),
        ("be-", "eindigd", "beëindigd"),
        ("ge-", "ijverd", "geijverd"),
    ],
)
def test_the_printers_hyphen_goes(left: str, right: str, expected: str) -> None:
    assert joined(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("zwem-", "en danslessen", "zwem- en danslessen"),
        ("voor-", "of naschools", "voor- of naschools"),
        ("po-", "vo", "po-vo"),
        ("NT2-", "groep", "NT2-groep"),
        ("VO-", "markt", "VO-markt"),
        ("hbo-", "stage", "hbo-stage"),
        ("Noord-", "Brabant", "Noord-Brabant"),
        ("2024-", "2025", "2024-2025"),
        ("mond-tot-", "mondreclame", "mond-tot-mondreclame"),
        ("zee-", "egel", "zee-egel"),
    ],
)
def test_the_writers_hyphen_stays(left: str, right: str, expected: str) -> None:
    assert joined(left, right) == expected


def test_spelling_elsewhere_decides() -> None:
    assert joined("een ouder-", "kindmiddag", "de ouder-kindmiddag") == "een ouder-kindmiddag"
    assert joined("een ouder-", "kindmiddag", "veel ouder-kindcontact") == "een ouder-kindmiddag"
    assert joined("een ouder-", "kindmiddag", "deze ouderkindmiddag") == "een ouderkindmiddag"
    assert joined("een ouder-", "avond", "veel ouder-kindcontact") == "een ouderavond"
    assert joined("de dvo-", "lijn", "een dvo-plan") == "de dvo-lijn"
    assert joined("een vo-", "klas", "van po naar vo") == "een vo-klas"
    assert joined("de Co-", "ordinator", "een coördinator") == "de Coördinator"


def test_the_first_part_of_a_longer_word_is_kept() -> None:
    assert joined("een ouder-kindacti-", "viteit") == "een ouder-kindactiviteit"


def test_other_ends_get_a_space() -> None:
    assert Spellings([]).join("zo -", "en niet") == "zo - en niet"
    assert Spellings([]).join("zo-", "(en niet)") == "zo- (en niet)"
