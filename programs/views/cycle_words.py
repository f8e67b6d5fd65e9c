"""Planning cycles as people say them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from programs.models import PlanningCycle

HOURS_IN_A_DAY = 24


def plain(number: Decimal) -> str:
    """The number without zeros behind the point that say nothing."""
    return f"{number.normalize():f}"


def length(days: Decimal) -> str:
    """1 day, 5 days, 1.5 days; a part of a day in hours where that is a whole number."""
    hours = days * HOURS_IN_A_DAY
    if 0 < days < 1 and hours == hours.to_integral_value():
        return "1 hour" if hours == 1 else f"{plain(hours)} hours"
    return "1 day" if days == 1 else f"{plain(days)} days"


def rhythm(cycle: PlanningCycle) -> str:
    """Every 28 days, every day, every 12 hours; all the time for continuous planning."""
    if cycle.period_days == 0:
        return "all the time"
    if cycle.period_days == 1:
        return "every day"
    return f"every {length(cycle.period_days)}"


def moment(at: datetime) -> str:
    """5 Jan 2026 08:00, in the installation's time zone."""
    local = timezone.localtime(at)
    return f"{local.day} {local:%b %Y %H:%M}"


def lasts(cycle: PlanningCycle) -> str:
    """Rhythm and lengths of the cycle in one line, without when it runs."""
    parts = [rhythm(cycle)]
    if cycle.cut_off_lead_days:
        parts.append(f"inputs {length(cycle.cut_off_lead_days)} before")
    parts.append(f"takes {length(cycle.processing_days)}" if cycle.processing_days else "takes no time")
    if cycle.handoff_days:
        parts.append(f"handed over {length(cycle.handoff_days)} later")
    if cycle.calendar is not None:
        parts.append(f"working days of {cycle.calendar}")
    return ", ".join(parts)


def in_words(cycle: PlanningCycle, *, now: datetime) -> str:
    """The whole cycle in one line; says so when nobody knows when it runs."""
    if cycle.period_days == 0:
        return lasts(cycle)
    if cycle.anchor_at is None:
        return f"{lasts(cycle)}; nobody knows when it runs"
    known = "last known run" if cycle.anchor_at <= now else "next known run"
    return f"{lasts(cycle)}; {known} {moment(cycle.anchor_at)}"
