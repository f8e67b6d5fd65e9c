"""Every measure of ``program-daily/``: its code, what page and report call it, its unit, and its page of methods.

Pure. What is measured is yielded by ``tracker.measures``; tests hold the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.analysis.state.names import NAMES
from tracker.analysis.state.results import CulturalSide, StructuralSide
from tracker.progress.cost import SCOPES
from tracker.progress.exit_sets import HORIZONS, Horizon
from tracker.reporting.sections.numbers import BASELINE_LABELS, COST_LABELS, OUTLOOK_LABELS, SLIP_LABELS

LISTED_AT = "/api/v1/program-daily/measures/"
COLOR = "color"
"""The unit of a color as a number: 1 green, 2 amber, 3 red."""
CURRENCY = "{currency}"
OPEN_PARTS = {CURRENCY: "[A-Z]{3}"}
"""Parts of codes that are open, and what may stand there."""
PERIODS = "periods"
"""Stands for the unit of a horizon's time: weeks, or months."""
OF_PLANS: Mapping[str, tuple[str, str]] = {
    "total_weight": ("weight", "earned-value"),
    "planned_value": ("weight", "earned-value"),
    "earned_value": ("weight", "earned-value"),
    "descoped_weight": ("weight", "earned-value"),
    "actual_time": (PERIODS, "earned-schedule"),
    "planned_duration": (PERIODS, "earned-schedule"),
    "earned_schedule": (PERIODS, "earned-schedule"),
    "schedule_variance": (PERIODS, "earned-schedule"),
    "schedule_performance": ("ratio", "earned-schedule"),
    "value_performance": ("ratio", "earned-value"),
    "estimate_at_completion": (PERIODS, "earned-schedule"),
    "to_horizon_performance": ("ratio", "earned-schedule"),
    "order": ("ratio", "order-of-work"),
    "added_weight": ("weight", "earned-value"),
    "chance": ("probability", "forecast"),
    "chance_by_pace": ("probability", "forecast"),
    "chance_by_path": ("probability", "forecast"),
}
"""Unit and page of what is measured of a horizon against a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure.

    code     as ``program-daily/`` has it; a part that is open stands in braces
    subject  what it is a number of, where page and report list numbers
    label    which number of it
    unit     of its values; that of a currency is open as its code is
    method   the id of the page of docs/methods that says how it comes about
    """

    code: str
    subject: str
    label: str
    unit: str
    method: str


@cache
def every_measure() -> tuple[Measure, ...]:
    """All of them in reading order: colors, horizons, gates, slip, cost, then what the record shows of the change."""
    return (
        *listed("", COLORS),
        *(each for horizon in HORIZONS for each in measures_of(horizon)),
        *listed("gates.", GATES),
        *listed("slip.", [(name, "Finish", label, "days", "slip") for name, label in SLIP_LABELS.items()]),
        *(each for scope in SCOPES for each in measures_of_cost(scope)),
        *listed("state.", [*sides("structural", StructuralSide), *sides("cultural", CulturalSide), *CHANGE]),
        *listed("", COORDINATION),
    )


@cache
def closed_codes() -> frozenset[str]:
    """The codes that are written as they are listed."""
    return frozenset(each.code for each in every_measure() if "{" not in each.code)


@cache
def open_codes() -> re.Pattern[str]:
    """What the codes with an open part look like."""
    patterns = [re.escape(each.code) for each in every_measure() if "{" in each.code]
    for part, may_be in OPEN_PARTS.items():
        patterns = [pattern.replace(re.escape(part), may_be) for pattern in patterns]
    return re.compile("|".join(patterns))


def is_measure(code: str) -> bool:
    """Whether a measure has this code, an open part filled in."""
    return code in closed_codes() or open_codes().fullmatch(code) is not None


def check_code(code: str) -> None:
    """Returns when a measure has this code; else ValueError with a sentence."""
    if not is_measure(code):
        raise ValueError(f"No measure has the code {code}. The codes are listed at {LISTED_AT}.")


Line = tuple[str, str, str, str, str]
"""The end of the code, subject, label, unit and method."""
COLORS: Sequence[Line] = (
    ("delivery", "Delivery", "Color as shown", COLOR, "delivery"),
    ("delivery.raw", "Delivery", "Color of the day alone", COLOR, "delivery"),
    ("delivery.current", "Delivery", "Color against the newest plan", COLOR, "delivery"),
    ("delivery.schedule_performance", "Delivery", "Pace against plan", "ratio", "earned-schedule"),
    ("delivery.gate_overdue", "Delivery", "Gates on time", "days", "delivery"),
    ("delivery.horizon_chance", "Delivery", "Chance of the horizon", "probability", "forecast"),
    ("delivery.order_of_work", "Delivery", "Work in order", "ratio", "order-of-work"),
    ("reported", "Reported", "Color as people reported it", COLOR, "reported"),
    ("result", "Result", "Color as shown", COLOR, "result"),
)
GATES: Sequence[Line] = (
    ("total", "Gates", "Gates in all", "gates", "sequence"),
    ("passed", "Gates", "Gates passed", "gates", "sequence"),
    ("overdue", "Gates", "Gates overdue", "gates", "sequence"),
    ("out_of_order", "Gates", "Items done out of order", "items", "sequence"),
)
CHANGE: Sequence[Line] = (
    ("lowest", "State of the change", "Culture of the function with the least", "percent", "state"),
    ("claims.earned", "State of the change", "Structural work accepted, of the first plan's", "percent", "state"),
    ("claims.ahead", "State of the change", "Structural work accepted ahead of the record", "points", "state"),
)
COORDINATION: Sequence[Line] = (
    ("metrics.improving", "Shared metrics", "Share that improves", "ratio", "metrics"),
    ("interfaces.incidents", "Critical interfaces", "Incidents in the window", "incidents", "interfaces"),
    ("interfaces.gini", "Critical interfaces", "How unequal they are (Gini, 0 is equal)", "ratio", "interfaces"),
    (
        "decision_rights.by_exposure",
        "Decision rights",
        "Share in the right hands, weighed by how often they are made",
        "ratio",
        "decision-rights",
    ),
    ("decision_rights.by_count", "Decision rights", "Share in the right hands, counted", "ratio", "decision-rights"),
    ("shifts.typical", "Shift response", "Time from signal to floor, typically", "days", "shift-response"),
    ("shifts.trend", "Shift response", "Longer with each shift", "days", "shift-response"),
    ("trade_offs.coverage", "Trade-offs", "Share of the decisions that the ledger has", "ratio", "trade-offs"),
    ("guard.fulfilled", "Sequence guard", "Gates that the record fulfills", "gates", "sequence-guard"),
    ("guard.broken", "Sequence guard", "Violations without a waiver", "violations", "sequence-guard"),
    ("guard.standing", "Sequence guard", "Violations that still stand", "violations", "sequence-guard"),
)


def listed(start: str, lines: Sequence[Line]) -> Iterator[Measure]:
    """The lines as measures; their codes begin with ``start``."""
    for end, subject, label, unit, method in lines:
        yield Measure(code=f"{start}{end}", subject=subject, label=label, unit=unit, method=method)


def measures_of(horizon: Horizon) -> Iterator[Measure]:
    """Against the original plan, against the newest one where there is a newer, and counts."""
    labels = BASELINE_LABELS | OUTLOOK_LABELS
    original = [name for name in labels if name != "added_weight"]  # Work is added to the first plan.
    for plan, subject, names in (
        ("original", horizon.label, original),
        ("current", f"{horizon.label}, newest plan", list(labels)),
    ):
        for name in names:
            unit, method = OF_PLANS[name]
            yield Measure(
                code=f"{horizon.key}.{plan}.{name}",
                subject=subject,
                label=labels[name],
                unit=horizon.period.unit if unit == PERIODS else unit,
                method=method,
            )
    counts = [
        ("late", horizon.label, "Items past their day", "items", "horizons"),
        ("too_long", horizon.label, "Items to be split", "items", "horizons"),
        ("days_to_horizon", horizon.label, "Days until the date", "days", "horizons"),
    ]
    yield from listed(f"{horizon.key}.", counts)


def measures_of_cost(scope: str) -> Iterator[Measure]:
    """Money as stated, of each currency by itself."""
    for name, label in COST_LABELS.items():
        yield Measure(
            code=f"cost.{scope}.{CURRENCY}.{name}",
            subject=f"Cost, {scope.replace('_', ' ')}",
            label=label,
            unit="percent" if name == "variance" else CURRENCY,
            method="cost",
        )


def sides(name: str, of: type[StructuralSide | CulturalSide]) -> Iterator[Line]:
    """One state of the change, its distance from the plan, and its sides."""
    subject = "State of the change"
    told = name.capitalize()
    yield name, subject, f"{told} state", "percent", "state"
    yield f"{name}.to_plan", subject, f"{told} state against the first plan", "points", "state"
    for side in of:
        yield f"{name}.{side.value}", subject, f"{told}: {NAMES[side]}", "ratio", page_of(side)


def page_of(side: StructuralSide | CulturalSide) -> str:
    """The page of its method: those of culture, and of authority, are numbers of other pages."""
    if side is StructuralSide.AUTHORITY:
        return "decision-rights"
    return "culture" if isinstance(side, CulturalSide) else "state"
