"""The P-factor: the vector of METHODS 1.3 and its identities."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tracker.progress.adherence import adherence
from tracker.progress.facts import PlannedItem

START = date(2026, 1, 5)


def line(uid: str, week: int, weight: int) -> PlannedItem:
    """An item planned at the end of a week."""
    return PlannedItem(uid=uid, planned_on=START + timedelta(weeks=week), weight=Decimal(weight))


VECTOR = [line("A", 1, 10), line("B", 2, 10), line("C1", 3, 10), line("C2", 3, 10), line("D", 4, 10)]
plans = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 9), st.booleans()), min_size=1, max_size=12)


def test_half_of_what_was_earned_was_due_by_then() -> None:
    found = adherence(VECTOR, {"A": True, "C1": True})

    assert found is not None
    assert found.factor == Decimal("0.5")
    assert found.early == ("C1",)


def test_in_order_it_is_one() -> None:
    found = adherence(VECTOR, {"A": True, "B": True})

    assert found is not None
    assert found.factor == 1
    assert found.early == ()


def test_items_of_a_day_that_is_half_earned_count_by_their_share() -> None:
    found = adherence(VECTOR, {"A": True, "B": True, "C2": True})

    assert found is not None
    assert found.factor == Decimal(25) / 30
    assert found.early == ("C2",)


def test_nothing_earned_has_no_order() -> None:
    assert adherence(VECTOR, {"A": False}) is None


@given(plans)
def test_it_lies_between_nothing_and_one_and_ends_at_one(rows: list[tuple[int, int, bool]]) -> None:
    lines = [line(str(place), week, weight) for place, (week, weight, _) in enumerate(rows)]
    some = adherence(lines, {str(place): done for place, (_, _, done) in enumerate(rows)})
    whole = adherence(lines, {each.uid: True for each in lines})

    assert some is None or 0 <= some.factor <= 1
    assert whole is not None
    assert whole.factor == 1
