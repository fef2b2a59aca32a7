from aanbod.discovering.names import has_own_capitals, name_part
from aanbod.discovering.wording import Words


def test_words_meet_forms_wildcards_and_phrases() -> None:
    words = Words(["huisarts", "*vereniging", "sociale dienst", "zwem*"], inflected=True)
    assert "huisartsen" in words and "wijkverenigingen" in words and "Zwembad" in words
    assert "dienst" not in words
    line = ("bij", "de", "sociale", "diensten", "en", "huisartsen")
    assert (words.at(line, 2), words.at(line, 3), words.at(line, 5), words.before(line, 4)) == (2, 0, 1, 2)


def test_an_entry_is_met_whole_or_by_its_end() -> None:
    words = Words(["*centrum"])
    assert words.exactly("Centrum") and not words.exactly("wijkcentrum")
    assert (words.stem("wijkcentrum"), words.stem("centrum"), words.stem("huis")) == ("wijk", "", "huis")


def test_capitals_of_its_own() -> None:
    assert all(map(has_own_capitals, ["VLIMSO", "JoK", "SportKwartaal", "V.L.O.M.", "iZak"]))
    assert not any(map(has_own_capitals, ["Zwaluw", "IJburg", "Nieuw-West", "XXIII", "3D", "huis"]))


def test_the_name_in_a_longer_word() -> None:
    assert (name_part("Kwikstaart's"), name_part("VLIMSO-docent"), name_part("Nieuw-West")) == (
        "Kwikstaart",
        "VLIMSO",
        "Nieuw-West",
    )
