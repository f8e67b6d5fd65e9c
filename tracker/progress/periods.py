"""Review periods: how far a day lies from the start, in weeks or in calendar months, and back again."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, floor

DAYS_PER_WEEK = 7
SHORTEST_MONTH_DAYS = 28
FARTHEST_DAYS = 100 * 366
"""A date further from the start than this is not a forecast that anybody can act on."""
_NOISE_DAYS = 1e-6


class Period(StrEnum):
    """Structural work is reviewed by week, cultural work by month (METHODS 1.1)."""

    WEEK = "week"
    MONTH = "month"

    @property
    def unit(self) -> str:
        """The unit of a time in this period, as a number states it."""
        return f"{self.value}s"


def add_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` later (or earlier), clamped to the month's last day."""
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day > SHORTEST_MONTH_DAYS:
        return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))
    return date(year, month0 + 1, day.day)


def elapsed(start: date, day: date, period: Period) -> float:
    """Periods from the end of ``start`` to the end of ``day``; 0 on the start day and before it.

    A month is a calendar month counted from ``start``: whole months, and the share of the current
    one. Strictly increasing, so that two days never fall together.
    """
    if day <= start:
        return 0.0
    if period is Period.WEEK:
        return (day - start).days / DAYS_PER_WEEK
    whole = (day.year - start.year) * 12 + day.month - start.month
    if add_months(start, whole) > day:
        whole -= 1
    opened, closed = add_months(start, whole), add_months(start, whole + 1)
    return whole + (day - opened).days / (closed - opened).days


def days_after(start: date, time: float, period: Period) -> float:
    """Days from ``start`` to ``time`` (in periods, >= 0): the inverse of ``elapsed``, unrounded."""
    if period is Period.WEEK:
        return time * DAYS_PER_WEEK
    whole = floor(time)
    opened, closed = add_months(start, whole), add_months(start, whole + 1)
    return (opened - start).days + (time - whole) * (closed - opened).days


def date_after(start: date, time: float, period: Period) -> date | None:
    """The first day by whose end ``time`` periods have passed; None beyond a hundred years."""
    if time * DAYS_PER_WEEK > FARTHEST_DAYS:
        return None
    return start + timedelta(days=ceil(days_after(start, time, period) - _NOISE_DAYS))


def one_period_before(day: date, period: Period) -> date:
    """Seven days, or one calendar month, earlier."""
    return day - timedelta(days=DAYS_PER_WEEK) if period is Period.WEEK else add_months(day, -1)


def begins_on(day: date, period: Period) -> date:
    """First day of the calendar week (a Monday) or month that ``day`` lies in."""
    return day - timedelta(days=day.weekday()) if period is Period.WEEK else day.replace(day=1)


def periods_after(start: date, count: int, period: Period) -> date:
    """First day of the calendar week or month that comes ``count`` after the one that begins on ``start``."""
    return start + timedelta(weeks=count) if period is Period.WEEK else add_months(start, count)


def first_whole(day: date, period: Period) -> date:
    """First day of the first calendar week or month that begins on ``day`` or after it."""
    begun = begins_on(day, period)
    return begun if begun == day else periods_after(begun, 1, period)


def periods_over(start: date, day: date, period: Period) -> int:
    """How many calendar weeks or months from the one that begins on ``start`` had ended before ``day``."""
    if day <= start:
        return 0
    if period is Period.WEEK:
        return (day - start).days // DAYS_PER_WEEK
    return (day.year - start.year) * 12 + day.month - start.month
