"""A change beside the flow as it is: latency, lag and stock at once."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter

import pytest

from tests.tracker.analysis.latency.builders import LADDER, MONDAY, WEEKDAYS, make_facts
from tracker.analysis.facts.planning import PlanningFacts
from tracker.analysis.latency.chain import chains_of
from tracker.analysis.latency.changes import Change, CycleChange, SessionChange
from tracker.analysis.latency.model import Ground
from tracker.analysis.latency.what_if import Demand, WhatIf, what_if

WEEKLY = Change(cycles=(CycleChange(cycle="cycle 0", period_days=Decimal(7)),))
KNOWN = Demand(sigma=10, lead_time_days=14)


def compare(facts: PlanningFacts, change: Change, demand: Demand = KNOWN) -> WhatIf:
    (chain,) = chains_of(facts, as_of=MONDAY, zone="UTC")
    return what_if(chain, change, ground=Ground.of(facts.calendars, MONDAY), demand=demand)


def test_weekly_instead_of_monthly_planning_in_days_lag_and_stock() -> None:
    found = compare(make_facts(*LADDER), WEEKLY)

    assert found.saved_days == pytest.approx(10.5)
    assert (found.before.lag_units, found.before.safety_stock) == pytest.approx((455.25, 106.598698), abs=1e-4)
    after = (found.after.timing.mean.value, found.after.lag_units, found.after.safety_stock)
    assert after == pytest.approx((18.5, (18.5**2 + 99 / 12) / 2, 75.376663), abs=1e-4)


def test_without_numbers_of_demand_there_is_no_stock() -> None:
    found = compare(make_facts(*LADDER), WEEKLY, Demand(sigma=10))

    assert (found.before.safety_stock, found.after.safety_stock) == (None, None)
    assert "Model estimate" in found.assumptions


def test_no_change_saves_nothing() -> None:
    found = compare(make_facts(*LADDER, runs=(0, None, 0), calendar=WEEKDAYS), Change())

    assert (found.saved_days, found.before) == (0, found.after)


def test_a_flow_with_missing_cycles_cannot_be_tried() -> None:
    facts = make_facts(*LADDER)
    without = PlanningFacts(stages=facts.stages, cycles=facts.cycles[1:], calendars=())

    with pytest.raises(ValueError, match="planning cycles of Function 0 are not recorded"):
        compare(without, WEEKLY)


def test_a_long_chain_on_the_calendar_is_answered_while_one_looks() -> None:
    """200 ms on the server; here the best of three, so that a busy machine does not decide."""
    facts = make_facts(
        (28, 28, 7, 7, 1, 1, 7, 28),
        (5, 3, 2, 1, "0.5", "0.5", 1, 3),
        (2, 1, 1, 0, "0.5", 0, 1, 1),
        runs=(0, 3, None, 1, None, "0.5", 2, None),
        calendar=WEEKDAYS,
    )
    change = Change(cycles=WEEKLY.cycles, sessions=(SessionChange(first="flow-1", last="flow-3"),))

    def seconds() -> float:
        begin = perf_counter()
        compare(facts, change)
        return perf_counter() - begin

    assert min(seconds() for _ in range(3)) < 0.2
