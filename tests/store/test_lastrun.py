"""What the last run changed, as the store tells it afterwards."""

from collections.abc import Callable

from aanbod.model import CodingRecord
from aanbod.store import CodingDiff, Store

TEXT = "Een ouderkamer. Samen koken. Samen eten. Samen fietsen."


def quotes(codings: tuple[CodingRecord, ...]) -> list[str]:
    return [coding.quote for coding in codings]


def test_a_store_without_a_run(store: Store) -> None:
    assert store.last_changes() is None


def test_what_is_new_gone_and_kept(store: Store, put: Callable[..., object], code: Callable[..., CodingDiff]) -> None:
    put(TEXT)
    first = code("linde.txt", "Een ouderkamer.", "Samen koken.", "Samen eten.")
    found = store.last_changes()
    assert found is not None
    assert (quotes(found.new), found.gone, found.kept) == (quotes(first.new), (), ())
    decided = next(coding for coding in first.new if coding.quote == "Samen eten.")
    store.decide([decided.id], "accept", "Noor")

    diff = code("linde.txt", "Samen koken.", "Samen fietsen.", rules_version="r2")
    found = store.last_changes()
    assert found is not None
    assert quotes(found.new) == quotes(diff.new) == ["Samen fietsen."]
    assert quotes(found.gone) == quotes(diff.gone) == ["Een ouderkamer."]
    assert found.gone[0].id == diff.gone[0].id
    assert (quotes(found.kept), found.kept[0].state) == (["Samen eten."], "accepted")

    # The next run forgets what the one before took out; what stays by a decision is told as long as it stays.
    code("linde.txt", "Samen koken.", "Samen fietsen.", "Een ouderkamer.", rules_version="r3")
    found = store.last_changes()
    assert found is not None
    assert (quotes(found.new), quotes(found.gone), quotes(found.kept)) == (["Een ouderkamer."], [], ["Samen eten."])
