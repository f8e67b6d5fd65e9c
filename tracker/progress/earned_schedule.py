"""Earned schedule: the time by which the plan would have earned what is earned (METHODS 1.2)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from tracker.progress.facts import PlannedItem
from tracker.progress.periods import Period, elapsed


@dataclass(frozen=True, slots=True)
class PlanCurve:
    """Planned weight as a monotone, piecewise-linear curve of knots that starts at (0, 0).

    times    periods since the start, not decreasing; equal times are a vertical jump
    weights  cumulative planned weight, not decreasing; Decimal, so that equal sums are equal
    """

    times: tuple[float, ...]
    weights: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        if len(self.times) != len(self.weights) or not self.times:
            raise ValueError("a plan curve needs as many times as weights, and at least one knot")
        if self.times[0] != 0 or self.weights[0] != 0:
            raise ValueError("a plan curve starts at time 0 with weight 0")

    @property
    def duration(self) -> float:
        """PD: the time of the last planned finish, not rounded to a period."""
        return self.times[-1]

    @property
    def total(self) -> Decimal:
        """BAC: the weight of everything planned."""
        return self.weights[-1]


def plan_curve(start: date, items: Iterable[PlannedItem], period: Period) -> PlanCurve:
    """The exact plan: at the end of every day it holds the weight planned by that day.

    For each planned day it has a knot at the end of the day before and one at the end of the day.
    Items planned on the start day or earlier are a vertical jump at time 0.
    Cost: one sort of the items.
    """
    knots: list[tuple[float, Decimal]] = [(0.0, Decimal(0))]
    planned = Decimal(0)
    by_day = sorted(items, key=lambda item: item.planned_on)
    for day, group in groupby(by_day, key=lambda item: item.planned_on):
        before = (elapsed(start, day - timedelta(days=1), period), planned)
        planned += sum((item.weight for item in group), Decimal(0))
        after = (elapsed(start, day, period), planned)
        knots += [knot for knot in (before, after) if knot != knots[-1]]
    times, weights = zip(*knots, strict=True)
    return PlanCurve(times=times, weights=weights)


def earned_schedule(curve: PlanCurve, ev: Decimal, at: float) -> float:
    """ES: the time at which ``curve`` reaches ``ev``; between 0 and the planned duration.

    ev       earned weight, >= 0
    at       time now, in the curve's periods; decides only on a plateau
    returns  the planned duration when everything is earned. Where the plan is flat at ``ev`` every
             time of the plateau fits, and the one nearest to now is taken: a program that did
             what was due is on plan, neither ahead nor behind.
    source   Lipke 2003; METHODS 1.2 with edge rules a, c and d
    """
    if ev >= curve.total:
        return curve.duration
    last = bisect_right(curve.weights, ev) - 1
    if curve.weights[last] == ev:
        first = bisect_left(curve.weights, ev)
        return min(max(at, curve.times[first]), curve.times[last])
    step = curve.weights[last + 1] - curve.weights[last]
    share = float((ev - curve.weights[last]) / step)
    return curve.times[last] + share * (curve.times[last + 1] - curve.times[last])


def planned_value(curve: PlanCurve, at: float) -> Decimal:
    """PV: weight planned by time ``at``; exact at knots and on plateaus, the total after the end."""
    last = bisect_right(curve.times, at) - 1
    if last + 1 >= len(curve.times):
        return curve.total
    rise = curve.weights[last + 1] - curve.weights[last]
    share = (at - curve.times[last]) / (curve.times[last + 1] - curve.times[last])
    return curve.weights[last] + rise * Decimal(share)


def performance(schedule: float, at: float) -> float:
    """SPI(t) = ES / AT; ``at`` is positive."""
    return schedule / at


def estimate_at_completion(curve: PlanCurve, schedule: float, at: float) -> float | None:
    """IEAC(t) = PD / SPI(t): the whole duration at the pace so far; None (unbounded) at no pace."""
    return curve.duration / performance(schedule, at) if schedule > 0 else None


def to_horizon_performance(curve: PlanCurve, schedule: float, *, at: float, horizon: float) -> float | None:
    """TSPI = (PD - ES) / (HD - AT): the pace the rest needs; None (unbounded) once the horizon has come."""
    return (curve.duration - schedule) / (horizon - at) if horizon > at else None
