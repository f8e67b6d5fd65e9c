"""Money as stated, one scope and one currency at a time; never added, never converted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tracker.progress.facts import Cost, ProgramFacts
from tracker.progress.numbers import Gauge, Number
from tracker.progress.results import CostPoint, CostProgress

METHOD = "cost"
SCOPES = ("whole_life", "financial_year")


def read_costs(facts: ProgramFacts, as_of: date) -> tuple[CostProgress, ...]:
    """Latest baseline and forecast per scope and currency, whole life first; of financial years the newest alone."""
    known = sorted((cost for cost in facts.costs if cost.stated_on <= as_of), key=lambda cost: cost.stated_on)
    pairs = sorted({(SCOPES.index(cost.scope), cost.currency) for cost in known})
    found = []
    for place, currency in pairs:
        costs = [cost for cost in known if cost.scope == SCOPES[place] and cost.currency == currency]
        newest = max(cost.period for cost in costs)
        found.append(_read_cost(SCOPES[place], currency, [cost for cost in costs if cost.period == newest]))
    return tuple(found)


def _read_cost(scope: str, currency: str, costs: Sequence[Cost]) -> CostProgress:
    """One scope in one currency; ``costs`` oldest first."""
    baseline, forecast, actual = (_latest(costs, kind) for kind in ("baseline", "forecast", "actual"))
    withheld = [each.withheld_reason for each in (baseline, forecast, actual) if each and each.amount is None]
    return CostProgress(
        scope=scope,
        currency=currency,
        period=costs[0].period,
        baseline=_amount(baseline, "baseline", currency),
        forecast=_amount(forecast, "forecast", currency),
        variance=_variance(baseline, forecast),
        history=tuple(
            CostPoint(stated_on=cost.stated_on, amount=cost.amount)
            for cost in costs
            if cost.kind == "forecast" and cost.amount is not None
        ),
        withheld=tuple(dict.fromkeys(reason for reason in withheld if reason)),
    )


def _latest(costs: Sequence[Cost], kind: str) -> Cost | None:
    """The newest statement of a kind, withheld or not; ``costs`` oldest first."""
    return next((cost for cost in reversed(costs) if cost.kind == kind), None)


def _amount(cost: Cost | None, kind: str, currency: str) -> Number:
    """A stated amount, or why there is none."""
    gauge = Gauge(METHOD, currency, 1 if cost else 0)
    if cost is None:
        return gauge.insufficient(f"no {kind} cost is stated")
    if cost.amount is None:
        return gauge.insufficient(f"withheld: {cost.withheld_reason}" if cost.withheld_reason else "withheld")
    return gauge.value(float(cost.amount))


def _variance(baseline: Cost | None, forecast: Cost | None) -> Number:
    """(forecast - baseline) / baseline in percent, when both were stated on the same day."""
    gauge = Gauge(METHOD, "percent", sum(1 for each in (baseline, forecast) if each and each.amount is not None))
    if baseline is None or forecast is None or baseline.amount is None or forecast.amount is None:
        return gauge.insufficient("a baseline cost and a forecast cost are both needed")
    if baseline.stated_on != forecast.stated_on:
        return gauge.insufficient("baseline and forecast cost were stated on different days: they may not compare")
    if baseline.amount == 0:
        return gauge.not_applicable("the baseline cost is zero")
    return gauge.value(float((forecast.amount - baseline.amount) / baseline.amount * 100))
