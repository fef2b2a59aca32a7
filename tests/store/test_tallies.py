"""The counting rule on each of the databases, beside the same in loops (tests/test_counting.py)."""

from hypothesis import HealthCheck, given, settings

from aanbod.store import Store

from ..test_counting import Drawn, assert_agrees, studies


@given(studies())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_agrees_with_counting_in_loops(store: Store, drawn: Drawn) -> None:
    assert_agrees(store, drawn)
