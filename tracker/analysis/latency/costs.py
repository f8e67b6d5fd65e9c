"""What latency costs in goods. Model estimates under assumptions that each function states; never benefit realized.

Demand is normal, independent from one unit of time to the next, and the same all the time. T and L are in the unit of
time of the standard deviation. Source: METHODS 4; Silver, Pyke and Thomas; Snyder and Shen chapter 4; Chen, Drezner,
Ryan and Simchi-Levi 2000.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod, sqrt

from scipy.special import ndtri


def lag_cost(mean: float, variance: float, *, step: float = 1.0) -> float:
    """Unit-days of wrong supply after demand has moved by ``step`` units a day: step E[lag^2] / 2.

    The square of the mean would leave out that a long lag costs more than a short one saves.
    """
    return step * (mean**2 + variance) / 2


def safety_factor(service: float) -> float:
    """z of the share of periods without a stock-out; ``service`` between 0 and 1."""
    return float(ndtri(service))


def safety_stock(sigma: float, *, z: float, period: float, lead_time: float) -> float:
    """Units kept against demand over the time until the next order can arrive: z sigma sqrt(T + L).

    sigma   standard deviation of the demand of one unit of time
    period  T, between two orders
    """
    return z * sigma * sqrt(period + lead_time)


def safety_stock_of_unsure_supply(sigma: float, *, mu: float, z: float, cover: float, lead_time_sigma: float) -> float:
    """The same when the lead time varies too: z sqrt((T + L) sigma^2 + mu^2 sigma_L^2); ``cover`` is T + L."""
    return z * sqrt(cover * sigma**2 + mu**2 * lead_time_sigma**2)


def order_up_to(mu: float, *, sigma: float, z: float, cover: float) -> float:
    """The level to order up to in each period: demand over the time covered, and the safety stock."""
    return mu * cover + safety_stock(sigma, z=z, period=cover, lead_time=0.0)


def newsvendor_factor(shortage: float, holding: float) -> float:
    """z at which one unit more costs as much in stock as it saves in shortage; both a unit and unit of time."""
    return safety_factor(shortage / (shortage + holding))


def bullwhip(lead_time: float, *, window: int, correlation: float = 0.0) -> float:
    """Least ratio of the variance of orders to that of demand.

    lead_time    in periods, with the period between two orders
    window       periods of the moving average that forecasts
    correlation  of demand with that of the period before, -1..1
    """
    share = lead_time / window
    return 1 + (2 * share + 2 * share**2) * (1 - correlation**window)


def bullwhip_of_chain(lead_times: Sequence[float], *, window: int, is_demand_shared: bool) -> float:
    """The same over several links: with everybody's eye on the customer's demand, or each on the orders before it."""
    if is_demand_shared:
        return bullwhip(sum(lead_times), window=window)
    return prod(bullwhip(each, window=window) for each in lead_times)
