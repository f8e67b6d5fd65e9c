"""Weeks and months that shared metrics are read in, named by their first day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from programs.models import SharedMetric

WEEK = SharedMetric.Frequency.WEEK


def period_start(day: date, frequency: str) -> date:
    """First day of the period that ``day`` lies in: a Monday, or the first of a month."""
    return day - timedelta(days=day.weekday()) if frequency == WEEK else day.replace(day=1)


def monday_of(day: date) -> date:
    """The Monday that a week is named by."""
    return period_start(day, WEEK)


def next_period(day: date, frequency: str) -> date:
    """First day of the period after the one that ``day`` lies in."""
    start = period_start(day, frequency)
    return start + timedelta(days=7) if frequency == WEEK else (start + timedelta(days=31)).replace(day=1)


def periods_later(starts_on: date, count: int, frequency: str) -> date:
    """First day of the period that begins ``count`` periods after the one that begins on ``starts_on``."""
    if frequency == WEEK:
        return starts_on + timedelta(weeks=count)
    months = starts_on.year * 12 + starts_on.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def months_later(day: date, count: int) -> date:
    """The same day of the month ``count`` months later, or the last of a month that is too short."""
    first = periods_later(day.replace(day=1), count, SharedMetric.Frequency.MONTH)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def last_day(start: date, frequency: str) -> date:
    return next_period(start, frequency) - timedelta(days=1)


def is_over(start: date, frequency: str, *, today: date) -> bool:
    """True when the whole period has passed."""
    return next_period(start, frequency) <= today


def latest_periods(frequency: str, *, today: date, count: int) -> list[date]:
    """The last ``count`` periods that are over, the newest first."""
    starts = []
    start = period_start(today, frequency)
    for _ in range(count):
        start = period_start(start - timedelta(days=1), frequency)
        starts.append(start)
    return starts


def day_name(day: date) -> str:
    """The day as people write it: 5 January 2026."""
    return f"{day.day} {day:%B %Y}"


def period_name(start: date, frequency: str) -> str:
    """The period as people say it: week of 5 January 2026, or January 2026."""
    return f"week of {day_name(start)}" if frequency == WEEK else f"{start:%B %Y}"
