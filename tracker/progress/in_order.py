"""Whether work is done in order: the least orderly horizon that runs pulls a green Delivery to amber (METHODS 1.7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.progress.adherence import adherence
from tracker.progress.as_of import accepted_on
from tracker.progress.exit_sets import ExitPlan
from tracker.progress.facts import Thresholds
from tracker.progress.numbers import NOISE, Number
from tracker.progress.record import Basis, Record
from tracker.progress.results import HorizonProgress, Status


def order_status(factor: float | None, thresholds: Thresholds) -> Status:
    """Amber below the policy's limit and never worse; a limit itself belongs to the better color."""
    if factor is None:
        return Status.GREY
    return Status.GREEN if factor >= float(thresholds.order_green) - NOISE else Status.AMBER


@dataclass(frozen=True, slots=True)
class Order:
    """The P-factor of a horizon, and how many items ran ahead."""

    horizon: HorizonProgress
    factor: Number
    early: int


def least_orderly(horizons: Iterable[HorizonProgress]) -> Order | None:
    """The smallest P-factor against the original plan, of exit sets not complete that have earned something."""
    running = [
        Order(horizon, plan.order, len(plan.early))
        for horizon in horizons
        if (plan := horizon.original) is not None and plan.complete_on is None and plan.order is not None
    ]
    known = [each for each in running if each.factor.value is not None]
    return min(known, key=lambda each: each.factor.value or 0.0, default=None)


def least_order_on(record: Record, day: date, basis: Basis) -> float | None:
    """The smallest P-factor as it was on a day; None while nothing that runs has earned anything.

    Cost: of the items of each plan, once for each set of accepted items.
    """
    factors = [_factor(record, plan, day) for plan in record.plans(day, basis).values()]
    return min((factor for factor in factors if factor is not None), default=None)


def _factor(record: Record, plan: ExitPlan, day: date) -> float | None:
    if record.history(plan, day).complete_on is not None:
        return None
    items = ((line.uid, record.items.get(line.uid)) for line in plan.lines)
    done = frozenset(uid for uid, item in items if item is not None and accepted_on(item, day) is not None)

    def work() -> float | None:
        found = adherence(plan.lines, dict.fromkeys(done, True))
        return None if found is None else float(found.factor)

    return record.once(("in order", plan.baseline_number, plan.horizon.key, done), work)
