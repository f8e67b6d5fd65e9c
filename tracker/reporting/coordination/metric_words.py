"""Values, periods, changes and signals of a metric in words."""

from __future__ import annotations

from datetime import date

from tracker.analysis.metrics.results import (
    ChartRule,
    LimitStanding,
    MetricFinding,
    MetricPhase,
    MetricSignal,
    MetricStanding,
)
from tracker.reporting.wording import MONTHS, counted, display_date

STANDING_WORDS = {
    MetricStanding.IMPROVED: "Improves",
    MetricStanding.WORSENED: "Worsens",
    MetricStanding.MAYBE_IMPROVED: "Perhaps better",
    MetricStanding.MAYBE_WORSENED: "Perhaps worse",
    MetricStanding.NO_SIGNAL: "No clear change",
    MetricStanding.UNKNOWN: "Not known yet",
}
RUN_LENGTH = 8
PERCENT = "percent"


def value_text(value: float) -> str:
    """The value with as many decimals as its size bears: ``31,250``, ``61.4``, ``0.087``."""
    size = abs(value)
    decimals = 0 if size >= 1000 else 1 if size >= 10 else 2 if size >= 1 else 3
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_unit(value: float, unit: str) -> str:
    """``61.4 days``."""
    return f"{value_text(value)} {unit}"


def signed(value: float, decimals: int) -> str:
    """``+2.3``, ``−2.3``, ``0.0``."""
    sign = "" if round(value, decimals) == 0 else "+" if value > 0 else "−"
    return f"{sign}{abs(value):,.{decimals}f}"


def period_text(starts_on: date, frequency: str) -> str:
    """``week of 3 Aug 2026``, ``Aug 2026``."""
    if frequency == "month":
        return f"{MONTHS[starts_on.month - 1]} {starts_on.year}"
    return f"week of {display_date(starts_on)}"


def change_text(finding: MetricFinding) -> str:
    """``−2.3 days (−3.4 to −1.2)``; of a share in points; empty while it cannot be told."""
    change = finding.change
    if change.value is None or change.interval is None:
        return ""
    size = max(abs(each) for each in change.interval)
    decimals = 1 if change.unit == PERCENT or size >= 1 else 2 if size >= 0.1 else 3
    unit = "%" if change.unit == PERCENT else " points" if change.unit.startswith("%") else f" {change.unit}"
    low, high = (signed(each, decimals) for each in change.interval)
    return f"{signed(change.value, decimals)}{unit} ({low} to {high})"


def change_side(finding: MetricFinding) -> str:
    """``better``, ``worse`` or ``may be chance``, as far as the interval says; empty while there is none."""
    interval = finding.change.interval
    if interval is None:
        return ""
    if interval[0] <= 0 <= interval[1]:
        return "may be chance"
    return "better" if (interval[0] > 0) == finding.higher_is_better else "worse"


def limits_text(phase: MetricPhase, unit: str) -> str:
    """``58.1 to 64.9 days``; where no reading lies below zero, no lower limit does. Empty without limits."""
    limits = phase.limits
    if limits is None:
        return ""
    if limits.lower < 0 <= min(phase.values, default=0.0):
        return f"up to {with_unit(limits.upper, unit)}"
    return f"{value_text(limits.lower)} to {with_unit(limits.upper, unit)}"


def rests_text(phase: MetricPhase) -> str:
    """``firm, 64 readings``; of a later phase also since when."""
    if phase.limits is None:
        return ""
    firm = "firm" if phase.limits.standing is LimitStanding.FIRM else "provisional"
    since = ", since the cut-over" if phase.began == "change" else ""
    return f"{firm}, {counted(phase.limits.n, 'reading')}{since}"


def signal_text(signal: MetricSignal, frequency: str) -> str:
    """What the rule found and when, on which side."""
    side = "better" if signal.is_favorable else "worse"
    last = period_text(signal.last_on, frequency)
    if signal.rule is ChartRule.BEYOND_LIMIT:
        when = last if signal.readings == 1 else f"{signal.readings} in a row, until {last}"
        return f"beyond its limit, on the {side} side: {when}"
    if signal.rule is ChartRule.EIGHT_IN_A_ROW:
        return f"{signal.readings + RUN_LENGTH - 1} in a row on the {side} side, until {last}"
    rule = "2 of 3 near the limit" if signal.rule is ChartRule.TWO_OF_THREE else "4 of 5 well off the middle"
    return f"to watch: {rule}, on the {side} side, {last}"
