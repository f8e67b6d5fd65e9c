"""A longer lead time for a lower price: the worked example of METHODS 7, and what it rests on."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tracker.analysis.latency.costs import safety_factor
from tracker.analysis.trade_offs.lead_time import LeadTimeChoice, lead_time_effect

EXAMPLE = LeadTimeChoice(
    demand=50,
    sigma=8,
    factor=safety_factor(0.95),
    holding=0.18,
    lead_time_before=4,
    lead_time_after=8,
    period_before=1,
    period_after=1,
    saving=0.5,
    owns_goods_in_transit=False,
)


def test_the_stock_of_the_example() -> None:
    found = lead_time_effect(EXAMPLE)

    assert (found.stock_before, found.stock_after) == pytest.approx((29.424036, 39.476487), abs=5e-7)
    assert found.stock_change == pytest.approx(10.052451, abs=5e-7)
    assert found.stock_cost == pytest.approx(1.809441, abs=5e-7)
    assert (found.transit, found.saving) == (200, 25)


@pytest.mark.parametrize(
    ("owned", "transit_cost", "net"), [(False, 0, 23.190559), (True, 36, -12.809441)], ids=["not ours", "ours"]
)
def test_who_owns_goods_in_transit_turns_the_answer(owned: bool, transit_cost: float, net: float) -> None:
    found = lead_time_effect(replace(EXAMPLE, owns_goods_in_transit=owned))

    assert found.transit_cost == pytest.approx(transit_cost)
    assert found.net == pytest.approx(net, abs=5e-7)


def test_nobody_may_leave_out_who_owns_them() -> None:
    with pytest.raises(TypeError, match="owns_goods_in_transit"):
        LeadTimeChoice(  # type: ignore[call-arg]
            demand=50, sigma=8, factor=1.6, holding=0.18, lead_time_before=4, lead_time_after=8, period_before=1,
            period_after=1, saving=0.5,
        )  # fmt: skip


def test_one_decision_answers_for_everything() -> None:
    found = lead_time_effect(EXAMPLE)

    assert (found.by_lead_time, found.by_period) == pytest.approx((found.net, 0))


def test_two_decisions_at_the_same_time_share_the_stock() -> None:
    """Lead time 4 to 8 and orders every week instead of every four; by hand."""
    both = replace(EXAMPLE, period_before=4, period_after=1, saving=0)
    found = lead_time_effect(both)

    unit = 0.18 * safety_factor(0.95) * 8
    lead_first = sqrt(12) - sqrt(8), sqrt(9) - sqrt(12)
    period_first = sqrt(9) - sqrt(5), sqrt(5) - sqrt(8)
    assert found.by_lead_time == pytest.approx(-unit * (lead_first[0] + period_first[0]) / 2)
    assert found.by_period == pytest.approx(-unit * (lead_first[1] + period_first[1]) / 2)
    assert found.by_lead_time + found.by_period == pytest.approx(found.net)


sizes = some.floats(0, 1000)


@given(
    some.builds(
        LeadTimeChoice,
        demand=sizes,
        sigma=sizes,
        factor=some.floats(0, 4),
        holding=some.floats(0, 10),
        lead_time_before=some.floats(0, 60),
        lead_time_after=some.floats(0, 60),
        period_before=some.floats(0.1, 60),
        period_after=some.floats(0.1, 60),
        saving=some.floats(-10, 10),
        owns_goods_in_transit=some.booleans(),
    )
)
def test_shares_and_parts_add_up_to_the_net(choice: LeadTimeChoice) -> None:
    found = lead_time_effect(choice)

    assert found.by_lead_time + found.by_period == pytest.approx(found.net, rel=1e-9, abs=1e-6)
    assert found.saving - found.stock_cost - found.transit_cost == pytest.approx(found.net, rel=1e-9, abs=1e-6)
    assert choice.owns_goods_in_transit or found.transit_cost == 0
