"""What latency costs in goods: the worked examples of METHODS 4."""

from __future__ import annotations

from math import sqrt

import pytest

from tracker.analysis.latency.costs import (
    bullwhip,
    bullwhip_of_chain,
    lag_cost,
    newsvendor_factor,
    order_up_to,
    safety_factor,
    safety_stock,
    safety_stock_of_unsure_supply,
)

Z = 1.644854


@pytest.mark.parametrize(("period", "stock"), [(28, 106.598698), (7, 75.376663), (1, 63.704907)])
def test_a_longer_cycle_needs_more_stock(period: float, stock: float) -> None:
    assert safety_stock(10, z=Z, period=period, lead_time=14) == pytest.approx(stock)


def test_from_monthly_to_weekly_orders_saves_29_percent_of_the_stock() -> None:
    monthly, weekly = (safety_stock(10, z=Z, period=period, lead_time=14) for period in (28, 7))

    assert 1 - weekly / monthly == pytest.approx(1 - sqrt(21 / 42))
    assert round(100 * (1 - weekly / monthly), 1) == 29.3


def test_an_unsure_lead_time_needs_more_stock_too() -> None:
    assert safety_stock_of_unsure_supply(20, mu=100, z=Z, cover=9, lead_time_sigma=2) == pytest.approx(343.455521)
    assert safety_stock_of_unsure_supply(20, mu=100, z=Z, cover=9, lead_time_sigma=0) == pytest.approx(Z * 20 * 3)


@pytest.mark.parametrize(("cover", "level"), [(1, 56.6039559274), (5, 264.7668943742)])
def test_the_level_to_order_up_to_is_snyders_and_shens(cover: float, level: float) -> None:
    z = newsvendor_factor(0.70, 0.18)

    assert z == pytest.approx(0.8254945, abs=5e-8)
    assert order_up_to(50, sigma=8, z=z, cover=cover) == pytest.approx(level, abs=1e-9)


def test_the_factor_of_a_service_level() -> None:
    assert safety_factor(0.95) == pytest.approx(Z, abs=5e-7)
    assert safety_factor(0.5) == 0


@pytest.mark.parametrize(
    ("lead_time", "window", "correlation", "ratio"),
    [(1, 5, 0, 1.48), (5, 5, 0, 5.0), (4, 10, 0, 2.12), (4, 10, 0.5, 2.11890625)],
)
def test_orders_vary_more_than_demand(lead_time: float, window: int, correlation: float, ratio: float) -> None:
    assert bullwhip(lead_time, window=window, correlation=correlation) == pytest.approx(ratio)


def test_shared_demand_swings_less_than_orders_upon_orders() -> None:
    apart = bullwhip_of_chain([2, 2], window=10, is_demand_shared=False)
    shared = bullwhip_of_chain([2, 2], window=10, is_demand_shared=True)

    assert (apart, shared) == pytest.approx((2.1904, 2.12))


def test_the_ratio_is_that_of_the_orders_of_a_moving_average() -> None:
    """q = (1 + L/p) D(t) - (L/p) D(t-p), of independent demand."""
    share = 4 / 10

    assert bullwhip(4, window=10) == pytest.approx((1 + share) ** 2 + share**2)


def test_the_cost_of_a_lag_counts_its_variance() -> None:
    assert (lag_cost(9, 0), lag_cost(9, 49 / 12)) == pytest.approx((40.5, 42.54167), abs=5e-6)
