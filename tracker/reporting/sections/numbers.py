"""Every number of the report, flat, with its state, unit, n, interval, method and day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tracker.progress.numbers import Number, State
from tracker.progress.results import BaselineProgress, CostProgress, ProgramProgress, Status
from tracker.reporting.wording import Json, iso, number_text

BASELINE_LABELS = {
    "total_weight": "All work",
    "planned_value": "Work planned by now",
    "earned_value": "Work accepted by now",
    "descoped_weight": "Work taken out of the program",
    "actual_time": "Time since the start",
    "planned_duration": "Planned time",
    "earned_schedule": "Time earned",
    "schedule_variance": "Ahead or behind",
    "schedule_performance": "Pace in time",
    "value_performance": "Accepted work for each planned",
    "estimate_at_completion": "Time until done at this pace",
    "to_horizon_performance": "Pace needed for the date",
}
OUTLOOK_LABELS = {
    "order": "Work done in the planned order",
    "added_weight": "Work added since the first plan",
    "chance": "Chance of the date",
    "chance_by_pace": "Chance by the pace so far",
    "chance_by_path": "Chance along the path of the gates",
}
SLIP_LABELS = {
    "finish": "Slip against the original plan",
    "drift": "Move of the latest forecast",
    "total_drift": "Move since the first forecast",
}
COST_LABELS = {"baseline": "baseline", "forecast": "forecast", "variance": "forecast against baseline"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedNumber:
    """A number with its place in the document and the words for what it is a number of.

    repeats  True when another number of the document lacks its value for the same reason
    """

    key: str
    subject: str
    label: str
    number: Number
    repeats: bool = False


def named_numbers(progress: ProgramProgress) -> list[NamedNumber]:
    """All numbers of the snapshot in reading order: horizons, slip, cost, indicators."""
    return [
        *_horizon_numbers(progress),
        *_slip_numbers(progress),
        *_cost_numbers(progress),
        *_indicator_numbers(progress),
    ]


def cost_subject(cost: CostProgress) -> str:
    """What the amounts of one scope are called where numbers are listed."""
    return f"Cost, {cost.scope.replace('_', ' ')}"


def number_row(named: NamedNumber, as_of: date) -> Json:
    """One number as plain values."""
    number = named.number
    return {
        "key": named.key,
        "subject": named.subject,
        "label": named.label,
        "state": number.state.value,
        "value": None if number.value is None else number.value + 0.0,
        "text": number_text(number),
        "unit": number.unit,
        "n": number.n,
        "interval": None if number.interval is None else [bound + 0.0 for bound in number.interval],
        "unbounded": number.unbounded,
        "reason": number.reason,
        "method": number.method,
        "as_of": iso(as_of),
    }


def _horizon_numbers(progress: ProgramProgress) -> Iterator[NamedNumber]:
    for horizon in progress.horizons:
        original, current = horizon.original, horizon.current
        if original is not None:
            yield from _baseline_numbers(f"{horizon.key}.original", horizon.label, original)
        if current is not None and (original is None or current.baseline_number != original.baseline_number):
            subject = f"{horizon.label}, plan {current.baseline_number}"
            yield from _baseline_numbers(f"{horizon.key}.current", subject, current)


def _baseline_numbers(key: str, subject: str, baseline: BaselineProgress) -> Iterator[NamedNumber]:
    for name, label in BASELINE_LABELS.items():
        yield NamedNumber(
            key=f"{key}.{name}",
            subject=subject,
            label=label,
            number=getattr(baseline, name),
            repeats=key.endswith(".current"),
        )
    for name, number in outlook_numbers(baseline):
        yield NamedNumber(
            key=f"{key}.{name}",
            subject=subject,
            label=OUTLOOK_LABELS[name],
            number=number,
            repeats=number.value is None,
        )


def outlook_numbers(baseline: BaselineProgress) -> Iterator[tuple[str, Number]]:
    """Order of the work, new scope and the chances, where the method that took the snapshot knew them."""
    if baseline.order is not None:
        yield "order", baseline.order
    if baseline.added_weight is not None:
        yield "added_weight", baseline.added_weight
    if baseline.outlook is not None:
        yield "chance", baseline.outlook.chance
        yield "chance_by_pace", baseline.outlook.pace.chance
        yield "chance_by_path", baseline.outlook.path.chance


def _slip_numbers(progress: ProgramProgress) -> Iterator[NamedNumber]:
    for name, label in SLIP_LABELS.items():
        yield NamedNumber(key=f"slip.{name}", subject="Finish", label=label, number=getattr(progress.slip, name))


def _cost_numbers(progress: ProgramProgress) -> Iterator[NamedNumber]:
    for cost in progress.costs:
        key = f"cost.{cost.scope}.{cost.currency}"
        subject = cost_subject(cost)
        for name, label in COST_LABELS.items():
            yield NamedNumber(key=f"{key}.{name}", subject=subject, label=label, number=getattr(cost, name))


def _indicator_numbers(progress: ProgramProgress) -> Iterator[NamedNumber]:
    for indicator in progress.delivery.indicators:
        yield NamedNumber(
            key=f"delivery.{indicator.key}",
            subject="Delivery",
            label=indicator.label,
            number=indicator.value,
            repeats=indicator.value.state is State.DEGRADED or progress.delivery.status is Status.GREY,
        )
