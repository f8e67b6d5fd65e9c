"""What a change would do to one flow at once: latency, cost of the lag, safety stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.analysis.latency.chain import Chain, Step
from tracker.analysis.latency.changes import Change, changed
from tracker.analysis.latency.costs import lag_cost, safety_factor, safety_stock
from tracker.analysis.latency.model import Ground
from tracker.analysis.latency.moments import days_of
from tracker.analysis.latency.results import FlowTiming
from tracker.analysis.latency.timing import timing

ASSUMPTIONS = (
    "Model estimate, no benefit realized. Demand is taken as normal, independent from day to day and the same all "
    "year; orders follow the slowest cycle of the flow."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What only the company knows; None where nobody said it.

    step             units a day by which demand moves at once
    sigma            standard deviation of the demand of a day, in units
    lead_time_days   from an order until the goods are there
    service          share of order periods without a stock-out, between 0 and 1
    """

    step: float = 1.0
    sigma: float | None = None
    lead_time_days: float | None = None
    service: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """The flow as it is, or as it would be.

    lag_units     unit-days of wrong supply after demand has moved
    safety_stock  units; None where the demand is not known
    review_days   the slowest cycle, by which orders are reviewed
    """

    timing: FlowTiming
    lag_units: float
    safety_stock: float | None
    review_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Both side by side. ``saved_days`` is negative when the change makes it slower."""

    flow: str
    before: Variant
    after: Variant
    saved_days: float
    assumptions: str


def what_if(chain: Chain, change: Change, *, ground: Ground, demand: Demand, zone: str = "UTC") -> WhatIf:
    """The chain as it is and after the change.

    raises  ValueError, with a sentence for people, when cycles are missing or the change does not fit the flow
    """
    if chain.missing:
        names = ", ".join(dict.fromkeys(each.function_name for each in chain.missing))
        raise ValueError(f"The planning cycles of {names} are not recorded yet.")
    before = variant(chain.steps, ground, demand)
    after = variant(changed(chain.steps, change, zone=zone), ground, demand)
    return WhatIf(
        flow=chain.flow,
        before=before,
        after=after,
        saved_days=(before.timing.mean.value or 0.0) - (after.timing.mean.value or 0.0),
        assumptions=ASSUMPTIONS,
    )


def variant(steps: Sequence[Step], ground: Ground, demand: Demand) -> Variant:
    found = timing(steps, ground)
    review = days_of(max(step.period for step in steps))
    stock = None
    if demand.sigma is not None and demand.lead_time_days is not None:
        factor = safety_factor(demand.service)
        stock = safety_stock(demand.sigma, z=factor, period=review, lead_time=demand.lead_time_days)
    return Variant(
        timing=found,
        lag_units=lag_cost(found.mean.value or 0.0, found.variance, step=demand.step),
        safety_stock=stock,
        review_days=review,
    )
