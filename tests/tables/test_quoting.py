"""Quotes with all that is known of them, and as MAXQDA writes them."""

from datetime import UTC, datetime
from typing import Any

from aanbod.counting import Selection
from aanbod.reports.quotelines import MAXQDA, quote_lines
from aanbod.tables.quoting import quotes


def found(study: Any, *arguments: Any) -> dict[str, Any]:
    codebook, snapshot = study.material
    return {quote.coding.id: quote for quote in quotes(codebook, snapshot, *arguments)}


def test_every_coding_that_counts_once(study: Any) -> None:
    assert set(found(study)) == {coding.id for coding in study.codings} - {"k8"}  # which was rejected
    assert set(found(study, Selection(reviewed_only=True))) == {"k3", "k10"}
    assert set(found(study, Selection(where={"jaar": ("2025",)}, statuses=("loopt",)))) == {"k4", "k9", "k10"}
    soup = [code for code in study.codebook.codes if code.id == "koken.soep"]
    assert set(found(study, None, soup)) == {"k1", "k2"}


def test_where_a_quote_stands(study: Any) -> None:
    for coding in study.codings:
        if coding.id == "k2":  # three paragraphs, with an empty one above
            object.__setattr__(coding, "quote", "\nStraks\nsoep")
    quote = found(study)["k2"]
    assert (quote.first, quote.last) == (1, 3)
    later = found(study)["k11"]
    assert (later.first, later.last) == (3, 3)
    assert quote.coverage == 12 / 1122  # the text of p2.txt ends with k11, at 1100 and 22 long


def test_what_is_known_of_a_quote(study: Any) -> None:
    quote = found(study)["k2"]
    assert (quote.category, quote.label) == ("Koken", "Soep/bouillon")
    assert quote.cases == ("De Pan", "Het Vuur")
    assert quote.variables == ("Noord; Zuid", "@stichting", "2024")
    assert quote.made is None
    assert found(study)["k3"].made == datetime(2026, 1, 1, tzinfo=UTC)
    assert [found(study)[key].label for key in ("k10", "k11")] == ["extra.kas", "Nieuwe Hoeve"]


def test_the_columns_of_maxqda_come_first(study: Any) -> None:
    codebook, snapshot = study.material
    heads, *lines = quote_lines(codebook, quotes(codebook, snapshot))
    assert tuple(heads[: len(MAXQDA)]) == MAXQDA
    assert len(set(heads)) == len(heads)
    row = next(dict(zip(heads, line, strict=True)) for line in lines if line[6] == "Straks komt er soep")
    assert row["Document group"] == "De Pan; Het Vuur"
    assert row["Code"] == "Koken > Soep/bouillon"
    assert (row["Area"], row["Weight score"], row["code-id"]) == (19, 0, "koken.soep")
    assert (row["status"], row["state"], row["Wijk"]) == ("Straks", "voorstel", "Noord; Zuid")
    partner = next(line for line in lines if line[6] == "De bakker brengt brood")
    assert partner[2] == "Winkels > bakker"
    assert next(line[2] for line in lines if line[6] == "Een kas") == "extra.kas"
