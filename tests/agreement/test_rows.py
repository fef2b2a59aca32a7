"""The agreement on the rows of a table, and the figure and threshold that a codebook asks for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aanbod.agreement.rows import RowFigure, row_agreement
from aanbod.agreement.values import Held, Text
from aanbod.codebook.load import load_codebook
from aanbod.codebook.model import AgreementRule
from aanbod.counting import Selection
from aanbod.errors import FaultsError
from aanbod.tables.table import Row, RowGroup, Table

TEXTS = [Text(name) for name in "abcde"]
APPEL, PEER, PRUIM = ("appel", ""), ("peer", ""), ("pruim", "")


def held(code: str, *transcripts: str) -> list[Held]:
    return [Held(f"{code}{name}", name, 0, 5, code, "", "is") for name in transcripts]


CODINGS = {
    "Noor": held("appel", "a", "b", "c") + held("peer", "d"),
    "Bram": held("appel", "a", "b", "c") + held("peer", "e"),
}
ROWS = tuple(Row(code, code, (), ((code, ""),)) for code in ("appel", "peer", "pruim"))
FRUIT = RowGroup("fruit", "a", "Fruit", ROWS, Row("fruit", "Fruit", (), (APPEL, PEER, PRUIM)))
TABLE = Table("1", "Fruit", "codes", (), (FRUIT,), "transcript", Selection())


def test_each_row_has_its_figure_and_low_ones_a_mark() -> None:
    found = row_agreement([TABLE], CODINGS, TEXTS, ("is",), AgreementRule("cohen", 0.7))
    assert (found.coders, found.transcripts) == (("Noor", "Bram"), 5)
    assert found.rows == {
        "fruit": RowFigure(pytest.approx(-0.25), True),  # 3 of 5 alike, 0.68 expected
        "appel": RowFigure(1.0, False),
        "peer": RowFigure(pytest.approx(-0.25), True),
        "pruim": RowFigure(None, False),
    }


def test_a_figure_at_the_threshold_has_no_mark() -> None:
    found = row_agreement([TABLE], CODINGS, TEXTS, ("is",), AgreementRule("percent", 0.6))
    assert found.rows["peer"] == RowFigure(pytest.approx(0.6), False)


def test_a_codebook_names_figure_and_threshold(write_codebook: Callable[..., Path]) -> None:
    assert load_codebook(write_codebook("agreement: {figure: ac1, threshold: 0.8}")).agreement == AgreementRule(
        "ac1", 0.8
    )
    assert load_codebook(write_codebook("groups: []")).agreement == AgreementRule("alpha", 0.67)
    with pytest.raises(FaultsError, match=r"a\.yaml:1: at agreement\.figure"):
        load_codebook(write_codebook("agreement: {figure: pearson}"))
