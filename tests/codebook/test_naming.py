"""Codes and statuses by what people call them."""

import pytest

from aanbod.codebook.model import Codebook
from aanbod.codebook.naming import code_named, status_named
from aanbod.errors import AanbodError


def test_a_code_goes_by_its_id_and_a_partner_by_its_name(afs: Codebook) -> None:
    partner = next(code for code in afs.codes if code.partner)
    plain = next(code for code in afs.codes if not code.partner)
    assert code_named(afs, plain.id) is plain
    for asked in ((partner.partner,), (partner.partner.upper(),), (partner.id, partner.partner), ("", partner.partner)):
        assert code_named(afs, *asked) is partner


def test_what_is_misspelled_is_not_guessed_but_suggested(afs: Codebook) -> None:
    partner = next(code for code in afs.codes if code.partner)
    plain = next(code for code in afs.codes if not code.partner)
    for asked, said in (
        ((plain.id[:-1],), f"did you mean `{plain.id}`"),
        ((partner.partner + "x",), f"did you mean `{partner.partner}`"),
        ((partner.id, partner.partner + "x"), f"did you mean `{partner.partner}`"),
        ((plain.id, partner.partner), f"give `{partner.id}`"),
        ((partner.id,), "holds partners"),
        (("qqqqqq",), "codebook show"),
        (("",), "no code ``"),
    ):
        with pytest.raises(AanbodError) as error:
            code_named(afs, *asked)
        assert said in str(error.value)


def test_a_status_goes_by_its_id_or_label(afs: Codebook) -> None:
    for status in afs.statuses:
        assert status_named(afs, status.id) == status_named(afs, f" {status.label.upper()} ") == status.id
    with pytest.raises(AanbodError, match="did you mean `gepland`"):
        status_named(afs, "geplant")
    with pytest.raises(AanbodError, match=f"use one of: {afs.statuses[0].id}, {afs.statuses[1].id}"):
        status_named(afs, "qqqqqq")
