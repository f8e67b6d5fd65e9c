"""The P-factor: the vector of METHODS 1.3 and its identities."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.progress.builders import accepted, make_item, on
from tracker.progress.adherence import adherence, order_of_work
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


def test_an_early_item_names_the_first_of_the_plan_that_is_still_open() -> None:
    items = {
        "A": make_item("A", removed_on=on(1)),
        "B": make_item("B", name="Second"),
        "C": make_item("C", acceptances=accepted(3)),
    }
    lines = [line("A", 1, 10), line("B", 2, 10), line("C", 3, 10)]

    _, (early,) = order_of_work(lines, items, on(9))

    assert (early.uid, early.accepted_on) == ("C", on(3))
    assert (early.open_name, early.open_planned_on) == ("Second", lines[1].planned_on)
