"""The exact plan of a program, day by day, and why it is not sampled at period ends."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.progress.builders import START, make_baseline, on
from tracker.progress.earned_schedule import PlanCurve, earned_schedule, plan_curve, planned_value
from tracker.progress.periods import Period, elapsed

plans = st.dictionaries(
    st.integers(0, 400), st.decimals(min_value="0.1", max_value=50, places=1), min_size=1, max_size=25
)


def curve_for(plan: dict[int, Decimal], period: Period) -> PlanCurve:
    """The curve of items planned on days with weights."""
    uids = {f"item-{day}": day for day in plan}
    weights = {f"item-{day}": str(weight) for day, weight in plan.items()}
    return plan_curve(START, make_baseline(uids, weights=weights).items, period)


def sampled_at_period_ends(plan: dict[int, Decimal], weeks: int) -> PlanCurve:
    """The same plan, looked at only once a week."""
    sums = [sum((w for day, w in plan.items() if day <= 7 * k), Decimal(0)) for k in range(weeks + 1)]
    return PlanCurve(tuple(float(k) for k in range(weeks + 1)), tuple(sums))


@pytest.mark.parametrize("period", Period)
@given(plan=plans)
def test_who_follows_the_plan_is_on_plan_on_every_day(period: Period, plan: dict[int, Decimal]) -> None:
    curve = curve_for(plan, period)

    for day in range(1, max(plan) + 1):
        earned = sum((weight for due, weight in plan.items() if due <= day), Decimal(0))
        at = elapsed(START, on(day), period)
        assert earned_schedule(curve, earned, at) / at == 1


@pytest.mark.parametrize("period", Period)
@given(plan=plans)
def test_planned_value_is_exact_at_the_end_of_every_day(period: Period, plan: dict[int, Decimal]) -> None:
    curve = curve_for(plan, period)

    for day in range(max(plan) + 3):
        due = sum((weight for planned, weight in plan.items() if planned <= day), Decimal(0))
        assert planned_value(curve, elapsed(START, on(day), period)) == due


@given(plan=plans, at_day=st.integers(1, 450), data=st.data())
def test_it_agrees_with_a_plan_sampled_every_day(plan: dict[int, Decimal], at_day: int, data: st.DataObject) -> None:
    pv = [sum((w for day, w in plan.items() if day <= k), Decimal(0)) for k in range(max(plan) + 1)]
    ev = data.draw(st.decimals(0, pv[-1], places=1))
    level = [k for k, value in enumerate(pv) if value == ev]
    c = max((k for k, value in enumerate(pv) if value <= ev), default=0)
    if ev >= pv[-1]:
        expected = float(max(plan))
    elif level:
        expected = float(min(max(at_day, level[0]), level[-1]))
    elif ev < pv[0]:
        expected = 0.0
    else:
        expected = c + float((ev - pv[c]) / (pv[c + 1] - pv[c]))

    assert earned_schedule(curve_for(plan, Period.WEEK), ev, at_day / 7) * 7 == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("plan", "day", "sampled_pace"),
    [({3: 1, 9: 1, 13: 1}, 12, 0.875), ({3: 1, 9: 1, 20: 1}, 9, 14 / 9)],
    ids=["done and called late", "done and called ahead"],
)
def test_sampled_at_period_ends_the_same_program_would_be_misjudged(
    plan: dict[int, int], day: int, sampled_pace: float
) -> None:
    exact_plan = {due: Decimal(weight) for due, weight in plan.items()}
    earned = sum((w for due, w in exact_plan.items() if due <= day), Decimal(0))

    sampled = earned_schedule(sampled_at_period_ends(exact_plan, 3), earned, day / 7) / (day / 7)
    exact = earned_schedule(curve_for(exact_plan, Period.WEEK), earned, day / 7) / (day / 7)

    assert exact == 1
    assert sampled == pytest.approx(sampled_pace, abs=1e-9)


def test_the_planned_duration_is_not_rounded_to_a_period() -> None:
    assert curve_for({10: Decimal(1), 86: Decimal(2)}, Period.WEEK).duration == 86 / 7


def test_what_was_due_at_the_start_is_a_jump_at_time_zero() -> None:
    items = make_baseline({"before": -5, "same-day": 0, "later": 7}).items

    curve = plan_curve(START, items, Period.WEEK)

    assert (curve.times[:2], curve.weights[:2]) == ((0.0, 0.0), (Decimal(0), Decimal(1)))
    assert planned_value(curve, 0.0) == 2
    assert (curve.duration, curve.total) == (1.0, Decimal(3))


def test_the_order_of_the_items_does_not_matter() -> None:
    items = make_baseline({"a": 3, "b": 30, "c": 3, "d": 12}, weights={"a": "0.1", "c": "0.2"}).items

    assert plan_curve(START, items, Period.WEEK) == plan_curve(START, tuple(reversed(items)), Period.WEEK)


def test_times_never_decrease_over_month_ends() -> None:
    start = START.replace(month=1, day=31)
    times = [elapsed(start, start + timedelta(days=k), Period.MONTH) for k in range(500)]

    assert all(earlier < later for earlier, later in pairwise(times))
