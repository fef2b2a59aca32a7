import pytest

from aanbod.transcripts.pages import is_page_number, without_furniture

BODY = [f"Regel {word} van de bladzijde." for word in ("een", "twee", "drie", "vier", "vijf")]


def page(number: int, *, top: str = "Verslag najaar", foot: str = "") -> list[str]:
    return [top, "", *(f"{line[:-1]} {'abcd'[number]}." for line in BODY), "", foot or str(number + 1)]


@pytest.mark.parametrize("line", ["12", "- 12 -", "Pagina 3 van 10", "p. 4", "3/10", "| 7 |", "blz. 12"])
def test_page_numbers(line: str) -> None:
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["2024", "12 ouders", "groep 4", "35%", "100 100", "3.2", "", "1.000.000"])
def test_other_numbers(line: str) -> None:
    assert not is_page_number(line)


def test_running_header_stays_on_the_first_page_only() -> None:
    pages = without_furniture([page(0), page(1), page(2)])
    assert [lines.count("Verslag najaar") for lines in pages] == [1, 0, 0]
    assert all(len([line for line in lines if line]) == 5 + (index == 0) for index, lines in enumerate(pages))


def test_footer_with_a_number_in_it_goes_from_three_pages_on() -> None:
    def read(count: int) -> list[list[str]]:
        pages = [page(n, top=f"Eigen kop {'xyz'[n]}", foot=f"Stichting Voorbeeld | {n + 1}") for n in range(count)]
        return without_furniture(pages)

    assert not any("Stichting" in line for lines in read(3) for line in lines)
    assert all("Stichting" in lines[-1] for lines in read(2))


def test_text_that_recurs_inside_pages_stays() -> None:
    pages = [[f"Kop {n}", "", "Aan bod kwam:", *BODY, "Wordt vervolgd.", "", f"Slot {'abc'[n]}"] for n in range(3)]
    assert all("Aan bod kwam:" in lines and "Wordt vervolgd." in lines for lines in without_furniture(pages))


def test_single_page_is_left_alone() -> None:
    assert without_furniture([["12", "tekst"]]) == [["12", "tekst"]]


def test_short_pages_lose_their_number_only() -> None:
    assert without_furniture([["Titel", "1"], ["Titel", "2"]]) == [["Titel"], ["Titel"]]
