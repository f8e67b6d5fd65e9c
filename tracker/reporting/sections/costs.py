"""Money as stated, one currency and scope at a time."""

from __future__ import annotations

from decimal import Decimal

from tracker.progress.numbers import Number
from tracker.progress.results import CostProgress
from tracker.reporting.wording import Json, display_date, iso, money_text, number_text

SCOPE_LABELS = {"whole_life": "Whole life", "financial_year": "Financial year"}


def cost_section(cost: CostProgress) -> Json:
    """Baseline, forecast and their difference, with every amount that was stated."""
    return {
        "scope": cost.scope,
        "scope_text": f"Financial year {cost.period}" if cost.period else SCOPE_LABELS[cost.scope],
        "currency": cost.currency,
        "baseline_text": _amount_text(cost.baseline, cost),
        "forecast_text": _amount_text(cost.forecast, cost),
        "variance_text": number_text(cost.variance),
        "withheld": list(cost.withheld),
        "history": _history_rows(cost),
        "sentence": _sentence(cost),
    }


def _history_rows(cost: CostProgress) -> list[Json]:
    rows: list[Json] = []
    before: Decimal | None = None
    for point in cost.history:
        rows.append(
            {
                "stated_on": iso(point.stated_on),
                "stated_on_text": display_date(point.stated_on),
                "amount": str(point.amount),
                "amount_text": money_text(float(point.amount), cost.currency),
                "change_text": _change_text(before, point.amount),
            }
        )
        before = point.amount
    return rows


def _change_text(before: Decimal | None, amount: Decimal) -> str:
    if before is None:
        return "first amount"
    if before == amount:
        return "unchanged"
    if before <= 0:
        return "more" if amount > before else "less"
    percent = abs(100 * (amount - before) / before)
    return f"{percent:,.1f}% {'more' if amount > before else 'less'}"


def _amount_text(number: Number, cost: CostProgress) -> str:
    return number_text(number) if number.value is None else money_text(number.value, cost.currency)


def _sentence(cost: CostProgress) -> str:
    scope = SCOPE_LABELS.get(cost.scope, cost.scope)
    baseline, forecast = cost.baseline.value, cost.forecast.value
    if baseline is not None and forecast is not None:
        return f"{scope}: {_comparison(cost, baseline, forecast)}."
    if forecast is not None:
        return f"{scope}: forecast {money_text(forecast, cost.currency)}; no baseline to compare it with."
    if baseline is not None:
        return f"{scope}: baseline {money_text(baseline, cost.currency)}; no forecast was stated."
    withheld = f" Given instead: {'; '.join(each.rstrip('.') for each in cost.withheld)}." if cost.withheld else ""
    return f"{scope}: no amount is known.{withheld}"


def _comparison(cost: CostProgress, baseline: float, forecast: float) -> str:
    text = f"forecast {money_text(forecast, cost.currency)}, baseline {money_text(baseline, cost.currency)}"
    variance = cost.variance.value
    if variance is None:
        return text
    if abs(variance) < 0.05:
        return f"{text}, on budget"
    return f"{text}, {abs(variance):,.1f}% {'over' if variance > 0 else 'under'}"
